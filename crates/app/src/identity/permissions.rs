//! Who may do something, to what, and why: what the policy says of others, for administrators.

use crate::access::authorise;
use crate::organisations::{city_of, thing};
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use domain::cities::CityRef;
use domain::identity::{Explanation, PermissionHolder, PermissionQuery, PermissionRefusal, PermissionSubject};
use domain::lessons::LessonDraft;
use domain::library::CollectionRef;
use domain::notes::NoteDraft;
use domain::policy::{Action, Actor, Decision, Machine, Rule, Scope, SignedIn, Thing, may};
use ids::{AccountId, CityId, LoginId};
use std::sync::Arc;
use store::drafting::Drafts as _;
use store::organisations::OrganisationName;
use uuid::Uuid;

/// Said of an id that no thing has.
const NO_THING: &str = "Nothing that rules ask about has this id. Use that of a membership, a report of a fact, a proposal of a city, a draft of a lesson or a note, a report about a lesson, a reading list, an invitation, a key, an account, a city or an organisation.";

/// Says who may do an operation, and whether an account or a key may do it to what is named.
///
/// It tells the policy, and nothing else: who may do an operation may still be refused for the state of the thing, as
/// with a request that was decided already, or one of their own.
///
/// # Errors
/// [`Error::Missing`] when there is no such account or key; [`Error::Malformed`] when nothing has the name of what it
/// would be done to; when the actor may not or the database fails.
pub async fn explain_permission(ctx: &Context, caller: &Caller, query: &PermissionQuery) -> Result<Explanation> {
    authorise(&caller.actor, Action::ExplainPermission)?;
    let explanation = Explanation::of(query.operation);
    let actor = match query.holder {
        None => None,
        Some(PermissionHolder::Account(account)) => Some(person(ctx, account).await?),
        Some(PermissionHolder::Key(key)) => Some(crate::api_keys::machine(ctx, key).await?),
    };
    let thing = named(ctx, &query.about, actor.as_ref().and_then(Actor::account)).await?;
    let Some(actor) = actor else { return Ok(explanation) };
    // Where nothing is named it is asked what a machine may do at home: it may do nothing elsewhere.
    let thing = actor.machine().filter(|_| thing == Thing::NONE).map_or(thing, Machine::own);
    Ok(match may(&actor, query.operation, thing) {
        Decision::Allowed(rule) => Explanation { allowed: Some(true), because: Some(rule), ..explanation },
        _ if waits(&actor, query.operation, thing) => {
            let refusal = Some(PermissionRefusal::WaitsForSecondFactor);
            Explanation { refusal, ..refused(explanation, &actor, thing, true) }
        }
        _ => refused(explanation, &actor, thing, query.about.thing.is_some()),
    })
}

/// Whether somebody may not for the one reason that a role of theirs waits for a second factor.
fn waits(actor: &Actor, operation: Action, thing: Thing) -> bool {
    let Some(person) = actor.person().filter(|person| !person.roles_waiting.is_empty()) else { return false };
    let roles = person.roles.iter().chain(&person.roles_waiting).copied().collect();
    let guarded = SignedIn { roles, roles_waiting: Vec::new(), ..person.clone() };
    may(&Actor::Person(Arc::new(guarded)), operation, thing).is_allowed()
}

/// A no, and what would have made it a yes. A thing that is `whole` leaves nothing open.
fn refused(explanation: Explanation, actor: &Actor, thing: Thing, whole: bool) -> Explanation {
    let would_allow: Vec<Rule> = explanation.rules.iter().copied().filter(|rule| rule.could_let(actor)).collect();
    let depends = !whole && would_allow.iter().any(|rule| rule.asks_beyond(thing));
    let refusal = if depends { PermissionRefusal::DependsOnThing } else { PermissionRefusal::NoRuleHolds };
    Explanation { allowed: Some(false), refusal: Some(refusal), would_allow, ..explanation }
}

/// Somebody as if they had signed in.
async fn person(ctx: &Context, account: AccountId) -> Result<Actor> {
    let found = store::identity::credentials(ctx.db(), account).await?;
    let found = found.ok_or_else(|| Error::Missing("There is no account of this id.".to_owned()))?;
    Ok(Actor::Person(Arc::new(super::authenticate::signed_in(ctx, &found, LoginId(Uuid::nil())).await?)))
}

async fn is_account(ctx: &Context, id: AccountId) -> Result<bool> {
    Ok(store::identity::credentials(ctx.db(), id).await?.is_some())
}

/// What the question is about, as rules see it where `who` is asked about.
async fn named(ctx: &Context, about: &PermissionSubject, who: Option<AccountId>) -> Result<Thing> {
    if let Some(id) = about.thing {
        return thing_with(ctx, id, who).await?.ok_or_else(|| unknown("thing", "unknown_thing", NO_THING));
    }
    let place = match (&about.city, &about.organisation) {
        (Some(city), _) => of_city(ctx, city_of(ctx, city, "city").await.map_err(of_the_query)?.id).await?,
        (None, Some(organisation)) => {
            // It cannot fail: what is no id is a slug.
            let name: OrganisationName =
                organisation.parse().unwrap_or_else(|_| OrganisationName::Slug(organisation.clone()));
            let message = "There is no such organisation. Give its id or its slug.";
            let found = of_organisation(ctx, &name).await?;
            found.ok_or_else(|| unknown("organisation", "unknown_organisation", message))?
        }
        (None, None) => Thing::NONE,
    };
    if let Some(account) = about.account
        && !is_account(ctx, account).await?
    {
        return Err(unknown("of", "unknown_account", "There is no account of this id."));
    }
    Ok(Thing { account: about.account, ..place })
}

/// A parameter that names nothing.
fn unknown(parameter: &str, code: &str, message: &str) -> Error {
    Error::Malformed(vec![Fault::new(parameter, code, message)])
}

/// A fault of a parameter is one of the query, not of a body.
fn of_the_query(error: Error) -> Error {
    match error {
        Error::Broken(faults) => Error::Malformed(faults),
        error => error,
    }
}

/// Something of an organisation; `None` where there is no such organisation.
async fn of_organisation(ctx: &Context, name: &OrganisationName) -> Result<Option<Thing>> {
    Ok(store::organisations::key(ctx.db(), name).await?.as_ref().map(thing))
}

/// Something about a city, which is its organisation's as well where it has one.
async fn of_city(ctx: &Context, city: CityId) -> Result<Thing> {
    let found = of_organisation(ctx, &OrganisationName::City(city)).await?;
    // A city without an organisation has nobody who leads it.
    Ok(found.unwrap_or(Thing::city(city, true)))
}

/// Whatever has this id, as rules see it.
async fn thing_with(ctx: &Context, id: Uuid, who: Option<AccountId>) -> Result<Option<Thing>> {
    if let Some(found) = store::memberships::find(ctx.db(), id.into()).await? {
        let place = of_organisation(ctx, &OrganisationName::Id(found.organisation)).await?;
        return Ok(place.map(|place| Thing { account: Some(found.account), ..place }));
    }
    if let Some(found) = store::corrections::get(ctx.db(), id.into()).await? {
        return Ok(Some(of_city(ctx, found.correction.city_id).await?));
    }
    if let Some(found) = store::city_proposals::get(ctx.db(), id.into()).await? {
        return Ok(Some(Thing::account(found.person.id)));
    }
    if let Some(found) = LessonDraft::find(ctx.db(), id.into()).await? {
        return Ok(Some(crate::drafting::thing(&found, who)));
    }
    if let Some(found) = NoteDraft::find(ctx.db(), id.into()).await? {
        return Ok(Some(crate::drafting::thing(&found, who)));
    }
    if let Some(found) =
        store::library::collections::find(ctx.db(), Scope::Everything, &CollectionRef::Id(id.into())).await?
    {
        return Ok(Some(crate::library::collection_thing(found.account)));
    }
    if let Some(found) = store::lessons::outcomes::get(ctx.db(), id.into()).await? {
        return Ok(Some(of_city(ctx, found.city.id).await?));
    }
    if let Some(thing) = crate::saved_searches::search_thing(ctx.db(), id.into()).await? {
        return Ok(Some(thing));
    }
    if is_account(ctx, id.into()).await? {
        return Ok(Some(Thing::account(id.into())));
    }
    if let Some(city) = store::cities::get(ctx.db(), Scope::Public, &CityRef::Id(id.into())).await? {
        return Ok(Some(of_city(ctx, city.id).await?));
    }
    let invited = store::organisations::invitation_by_id(ctx.db(), id.into()).await?.map(|found| found.organisation);
    let opened = store::api_keys::by_id(ctx.db(), id.into()).await?.map(|found| found.organisation);
    of_organisation(ctx, &OrganisationName::Id(invited.or(opened).unwrap_or_else(|| id.into()))).await
}
