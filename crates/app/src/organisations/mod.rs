//! Organisations: making one, verifying it, what it says of itself, its e-mail domains and invitations.

mod create;
mod documents;
pub(crate) mod domain_names;
mod domains;
mod invitations;
pub(crate) mod verifications;

pub use create::create_organisation;
pub(crate) use create::{NewOne, city_of, insert, refuse_more};
pub(crate) use documents::document;
pub use domains::{create_domain, create_domain_verification, delete_domain, list_domains};
pub(crate) use invitations::shown;
pub use invitations::{
    accept_invitation, create_invitation, decline_invitation, delete_invitation, list_invitations, open_invitation,
};
pub use verifications::{handlers, list_waiting_domains};

use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::memberships::{Letters, tell_membership};
use crate::{Caller, Context, Error, Expected, Result, names};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::Valid;
use domain::live::{ChangeAction, ThingKind};
use domain::memberships::{Member, MembershipStatus};
use domain::organisations::{
    Organisation, OrganisationDecision, OrganisationKind, OrganisationQuery, OrganisationStatus, OrganisationUpdate,
    Verdict,
};
use domain::policy::{Action, Actor, Scope, Thing, may};
use ids::{AccountId, MembershipId, OrganisationId};
use store::memberships::Turn;
use store::organisations::{OrganisationFilter, OrganisationKey, OrganisationName, OrganisationsAfter};
use store::{NewChange, Shared, Tx};

/// What an actor may see of organisations: administrators see those that wait to be verified.
fn eyes(actor: &Actor, action: Action) -> Result<Scope> {
    let scope = authorise(actor, action)?;
    let decides = may(actor, Action::CreateOrganisationDecision, Thing::NONE).is_allowed();
    Ok(if decides { Scope::Everything } else { scope })
}

fn missing() -> Error {
    Error::Missing("There is no organisation of this id or slug.".to_owned())
}

fn name_of(text: &str) -> OrganisationName {
    // It cannot fail: what is no id is a slug.
    text.parse().unwrap_or_else(|_| OrganisationName::Slug(text.to_owned()))
}

/// What rules ask about an organisation that the actor may see.
pub(crate) async fn seen(ctx: &Context, actor: &Actor, text: &str) -> Result<OrganisationKey> {
    let (scope, name) = (eyes(actor, Action::GetOrganisation)?, name_of(text));
    store::organisations::get(ctx.db(), scope, &name).await?.ok_or_else(missing)?;
    store::organisations::key(ctx.db(), &name).await?.ok_or_else(missing)
}

/// The organisation as rules see it.
pub(crate) const fn thing(key: &OrganisationKey) -> Thing {
    Thing { organisation: Some(key.id), city: key.city, leaderless: key.leaderless, ..Thing::NONE }
}

/// A page of organisations, by name.
///
/// # Errors
/// When the cursor is none or the database fails.
pub async fn list_organisations(ctx: &Context, actor: &Actor, query: &OrganisationQuery) -> Result<Page<Organisation>> {
    let scope = eyes(actor, Action::ListOrganisations)?;
    let list = List::of(Action::ListOrganisations, &query.filter());
    let after: Option<OrganisationsAfter> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let filter = OrganisationFilter {
        name_key: query.q.as_deref().map(names::name_key),
        kinds: query.kinds.clone(),
        statuses: query.statuses.clone(),
    };
    let found = store::organisations::list(ctx.db(), scope, &filter, after, limit + 1).await?;
    let Page { items, next, .. } = list.page(found, limit, |(place, _)| place.clone())?;
    Ok(Page::new(items.into_iter().map(|(_, organisation)| organisation).collect(), next))
}

/// One organisation, by id or slug.
///
/// # Errors
/// [`Error::Missing`] when there is none that the actor may see; when the database fails.
pub async fn get_organisation(ctx: &Context, actor: &Actor, name: &str) -> Result<Organisation> {
    let scope = eyes(actor, Action::GetOrganisation)?;
    store::organisations::get(ctx.db(), scope, &name_of(name)).await?.ok_or_else(missing)
}

/// A page of who belongs to an organisation, in the order of joining.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list_members(
    ctx: &Context,
    actor: &Actor,
    name: &str,
    (limit, after): (Option<u32>, Option<&str>),
) -> Result<Page<Member>> {
    let key = seen(ctx, actor, name).await?;
    authorise_on(actor, Action::ListOrganisationMembers, thing(&key))?;
    let list = List::of(Action::ListOrganisationMembers, &key.id.to_string());
    let after: Option<MembershipId> = list.read(after)?;
    let limit = u64::from(limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::memberships::members(ctx.db(), key.id, after, limit + 1).await?;
    list.page(items, limit, |member| member.membership)
}

/// Changes what an organisation says of itself.
///
/// # Errors
/// [`Error::Stale`]; [`Error::Broken`] with every fault; when the actor may not or the database fails.
pub async fn update_organisation(
    ctx: &Context,
    caller: Caller,
    name: &str,
    expected: Expected,
    change: OrganisationUpdate,
) -> Result<Organisation> {
    let key = seen(ctx, &caller.actor, name).await?;
    authorise_on(&caller.actor, Action::UpdateOrganisation, thing(&key))?;
    let change = Valid::check(change).map_err(Error::Broken)?.into_inner();
    if key.kind == OrganisationKind::City && !change.name.is_absent() {
        let message = "The organisation of a city is named after it. Report a wrong name as a correction.";
        return Err(Error::Broken(vec![Fault::new("/name", "not_allowed", message)]));
    }
    let thing = (ThingKind::Organisation, key.id.as_uuid());
    let audit = caller.audit(ctx, Action::UpdateOrganisation, thing, change.touched());
    let now = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(key.id.as_uuid()).await?;
                let name = OrganisationName::Id(key.id);
                let key = store::organisations::key(tx, &name).await?.ok_or_else(missing)?;
                expected.check(key.version)?;
                let name_key = change.name.value().map(|name| names::name_key(name));
                let version = store::organisations::update(tx, &key, change, name_key, now).await?;
                // What changes nothing leaves no trace.
                if version != key.version {
                    store::audit::append(tx, audit).await?;
                    tell(tx, &Told { key: &key, status: key.status, action: ChangeAction::Updated, version }, now);
                }
                store::organisations::get(tx, Scope::Everything, &name).await?.ok_or_else(missing)
            })
        })
        .await
}

/// Decides whether an organisation is what it says to be. Who made it leads it from then on.
///
/// # Errors
/// [`Error::Conflict`] when it does not wait; [`Error::Broken`]; when the actor may not or the database fails.
pub async fn create_organisation_decision(
    ctx: &Context,
    caller: Caller,
    name: &str,
    decision: OrganisationDecision,
) -> Result<Outcome<Organisation>> {
    let (by, scope) = (caller.actor.account(), caller.key_scope(Action::CreateOrganisationDecision));
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateOrganisationDecision)?;
    let decision = Valid::check(decision).map_err(Error::Broken)?.into_inner();
    let id = seen(ctx, &caller.actor, name).await?.id;
    let thing = (ThingKind::Organisation, id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateOrganisationDecision, thing, vec!["status", "reason"]);
    let ctx_in = ctx.clone();
    let done = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_with(id.as_uuid()).await?;
            let name = OrganisationName::Id(id);
            let key = store::organisations::key(tx, &name).await?.ok_or_else(missing)?;
            if key.status != OrganisationStatus::Pending {
                return Err(Error::Conflict(format!("This organisation is {} already.", key.status)));
            }
            settle(&ctx_in, tx, &key, decision, by).await?;
            store::audit::append(tx, audit).await?;
            store::organisations::get(tx, Scope::Everything, &name).await?.ok_or_else(missing)
        })
    });
    done.await
}

async fn settle(
    ctx: &Context,
    tx: &Tx<'_>,
    key: &OrganisationKey,
    decision: OrganisationDecision,
    by: Option<AccountId>,
) -> Result<()> {
    let now = ctx.now();
    let founders = store::memberships::founders(tx, key.id).await?;
    if founders.is_empty() && decision.decision == Verdict::Accepted {
        let sentence = "Who made it has gone, and nobody would lead it. Refuse it; others can make it anew.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let (status, stands) = match decision.decision {
        Verdict::Accepted => (OrganisationStatus::Verified, MembershipStatus::Active),
        Verdict::Refused => (OrganisationStatus::Refused, MembershipStatus::Refused),
    };
    let version = store::organisations::set_status(tx, key, status, decision.reason.clone(), now).await?;
    tell(tx, &Told { key, status, action: ChangeAction::Updated, version }, now);
    for founder in founders {
        let reason = decision.reason.clone();
        let turn = Turn { status: stands, role: founder.role, reason: reason.clone(), by, at: now };
        let version = store::memberships::turn(tx, &founder, turn).await?;
        tell_membership(tx, &founder, (ChangeAction::Updated, version), &[], now);
        Letters { ctx, tx, key }.decided(&founder, decision.decision, reason).await?;
    }
    Ok(())
}

/// What the change log hears of an organisation.
pub(crate) struct Told<'a> {
    pub(crate) key: &'a OrganisationKey,
    /// Where it stands after the change.
    pub(crate) status: OrganisationStatus,
    pub(crate) action: ChangeAction,
    pub(crate) version: i64,
}

/// Tells the change log of an organisation. Of one that nobody has verified no stream hears, whoever follows; its maker
/// and the administrators hear of the membership that waits with it.
pub(crate) fn tell(tx: &Tx<'_>, told: &Told<'_>, at: chrono::DateTime<chrono::Utc>) {
    let public = told.status == OrganisationStatus::Verified;
    tx.tell(NewChange {
        at,
        kind: ThingKind::Organisation,
        id: told.key.id.as_uuid(),
        slug: Some(told.key.slug.clone()),
        action: told.action,
        version: told.version,
        audience: (!public).then_some(NOBODY),
    });
}

/// Tells of the organisations in which somebody has the seat of the lead: whether they can act is part of what an
/// organisation shows.
pub(crate) async fn tell_led(tx: &Tx<'_>, lead: AccountId, at: chrono::DateTime<chrono::Utc>) -> Result<()> {
    for id in store::organisations::seats_of(tx, lead).await? {
        tell_updated(tx, id, at).await?;
    }
    Ok(())
}

/// Tells of an organisation that shows something else now, whatever its version says.
pub(crate) async fn tell_updated(tx: &Tx<'_>, id: OrganisationId, at: chrono::DateTime<chrono::Utc>) -> Result<()> {
    if let Some(key) = store::organisations::key(tx, &OrganisationName::Id(id)).await? {
        let (status, version) = (key.status, key.version);
        tell(tx, &Told { key: &key, status, action: ChangeAction::Updated, version }, at);
    }
    Ok(())
}

/// Tells that an organisation is gone: everybody, where everybody could see it.
pub(crate) fn tell_gone(tx: &Tx<'_>, id: OrganisationId, public: bool, at: chrono::DateTime<chrono::Utc>) {
    tx.tell(NewChange {
        at,
        kind: ThingKind::Organisation,
        id: id.as_uuid(),
        slug: None,
        action: ChangeAction::Deleted,
        version: 1,
        audience: (!public).then_some(NOBODY),
    });
}

/// An account that nobody has: lines for it are told to nobody. The index reads them, for it sees everything.
pub(crate) const NOBODY: AccountId = AccountId(uuid::Uuid::nil());

/// What the app calls pages of its own beside those of organisations, below the same address. With them go the words
/// that a page may be called one day.
const PAGES: [&str; 8] = ["new", "mine", "edit", "search", "map", "compare", "demo", "all"];

/// A slug that no organisation has: the wanted one, or with a number behind it. Nobody else chooses one until the
/// transaction ends.
pub(crate) async fn free_slug(tx: &Tx<'_>, wanted: &str, id: OrganisationId) -> Result<String> {
    tx.alone_among(Shared::OrganisationSlugs).await?;
    let wanted = &names::beside_pages(wanted, &PAGES, "organisation");
    for number in 1..=20 {
        let slug = if number == 1 { wanted.clone() } else { format!("{wanted}-{number}") };
        if !store::organisations::slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Ok(format!("{wanted}-{}", id.as_uuid().simple()))
}
