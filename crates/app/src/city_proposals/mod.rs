//! Proposals of cities that are not here yet: made by anyone who has signed in, decided by the network's editors.

mod alike;
mod decide;
mod letters;
mod reminder;

pub use decide::create_city_proposal_decision;
pub use reminder::handlers;

use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result};
use chrono::{DateTime, Utc};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::Valid;
use domain::city_proposals::{CityProposal, CityProposalQuery, CityProposalStatus, NewCityProposal};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Thing, may};
use domain::validation::Validate;
use domain::vocabularies::VocabularyName;
use ids::{AccountId, CityProposalId};
use store::city_proposals::{ProposalFilter, ProposalTurn};
use store::{NewChange, Tx};

/// Most proposals that somebody has waiting.
const FEW: u64 = 3;

fn missing() -> Error {
    Error::Missing("There is no proposal of this id.".to_owned())
}

/// Proposes a city. The editors of the network hear of it and decide.
///
/// # Errors
/// [`Error::Broken`] with every fault; [`Error::Exists`] where the city is here already; [`Error::Conflict`] where too
/// many wait; when nobody has signed in or the database fails.
pub async fn create_city_proposal(
    ctx: &Context,
    caller: Caller,
    new: NewCityProposal,
) -> Result<Outcome<CityProposal>> {
    let scope = caller.key_scope(Action::CreateCityProposal);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateCityProposal)?;
    let odd = odd(ctx, Some(&new.country), new.time_zone.as_deref()).await?;
    let new = checked(new, odd)?.into_inner();
    let account = caller.person()?.account;
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            tx.alone_with(account.as_uuid()).await?;
            alike::refuse(tx, (&new.country, &new.name), (new.latitude, new.longitude)).await?;
            if store::city_proposals::count_open(tx, account).await? >= FEW {
                let sentence = "Three of your proposals wait already: withdraw one, or wait until one is decided.";
                return Err(Error::Conflict(sentence.to_owned()));
            }
            let (id, now) = (CityProposalId::generate(ctx_in.unix_ms()), ctx_in.now());
            store::city_proposals::insert(tx, id, account, new, now).await?;
            let proposal = store::city_proposals::get(tx, id).await?.ok_or_else(missing)?;
            tell(tx, &proposal, ChangeAction::Created, now).await?;
            letters::proposed(&ctx_in, tx, &proposal).await?;
            reminder::schedule(&ctx_in, tx, id).await?;
            let fields = vec!["name", "country", "latitude", "longitude", "population", "time_zone", "source", "note"];
            let thing = (ThingKind::CityProposal, id.as_uuid());
            store::audit::append(tx, caller.audit(&ctx_in, Action::CreateCityProposal, thing, fields)).await?;
            Ok(proposal)
        })
    })
    .await
}

/// What is wrong with a country and a time zone: which there are is known on the server alone.
async fn odd(ctx: &Context, country: Option<&String>, zone: Option<&str>) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let known = crate::vocabularies::known_keys(ctx).await?;
    let country = country.map(|code| code.trim().to_uppercase()).filter(|code| code.len() == 2);
    if known.unknown(VocabularyName::Countries, country.as_slice()).is_some() {
        let message = "Use a country of /api/v1/vocabularies/countries, in two letters.";
        faults.push(Fault::new("/country", "unknown_value", message));
    }
    let zone = zone.map(str::trim).filter(|zone| !zone.is_empty() && zone.len() <= 60);
    if zone.is_some_and(|zone| zone.parse::<chrono_tz::Tz>().is_err()) {
        faults.push(Fault::new("/time_zone", "unknown_value", "Use an IANA name such as America/Bogota."));
    }
    Ok(faults)
}

/// The thing, where neither its own rules nor `odd` find anything wrong: all faults at once.
fn checked<T: Validate>(thing: T, odd: Vec<Fault>) -> Result<Valid<T>> {
    match Valid::check(thing) {
        Ok(valid) if odd.is_empty() => Ok(valid),
        Ok(_) => Err(Error::Broken(odd)),
        Err(mut faults) => {
            let new = odd.into_iter().filter(|one| faults.iter().all(|known| known.pointer != one.pointer));
            let new: Vec<Fault> = new.collect();
            faults.extend(new);
            Err(Error::Broken(faults))
        }
    }
}

/// A page of proposals, the oldest first: one's own, and for those who decide everybody's.
///
/// # Errors
/// When nobody has signed in, the cursor is none, or the database fails.
pub async fn list_city_proposals(
    ctx: &Context,
    caller: &Caller,
    query: &CityProposalQuery,
) -> Result<Page<CityProposal>> {
    authorise(&caller.actor, Action::ListCityProposals)?;
    let list = List::of(Action::ListCityProposals, &query.filter());
    let after: Option<CityProposalId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let decides = may(&caller.actor, Action::CreateCityProposalDecision, Thing::NONE).is_allowed();
    let own = (query.own || !decides).then_some(caller.person()?.account);
    let filter = ProposalFilter { account: own, statuses: query.statuses.clone() };
    let items = store::city_proposals::list(ctx.db(), &filter, after, limit + 1).await?;
    list.page(items, limit, |proposal| proposal.id)
}

/// The proposal, where the caller may do `action` to it.
async fn authorised(ctx: &Context, caller: &Caller, action: Action, id: CityProposalId) -> Result<CityProposal> {
    let Some(found) = store::city_proposals::get(ctx.db(), id).await? else {
        // Who may not know hears the same of what is not there.
        authorise_on(&caller.actor, action, Thing::NONE)?;
        return Err(missing());
    };
    authorise_on(&caller.actor, action, Thing::account(found.person.id))?;
    Ok(found)
}

/// One proposal: one's own, or for those who decide any.
///
/// # Errors
/// [`Error::Hidden`] for others; when the database fails.
pub async fn get_city_proposal(ctx: &Context, caller: &Caller, id: CityProposalId) -> Result<CityProposal> {
    authorised(ctx, caller, Action::GetCityProposal, id).await
}

/// Withdraws one's own proposal.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] when it does not wait any more; [`Error::Stale`]; when the database
/// fails.
pub async fn delete_city_proposal(ctx: &Context, caller: Caller, id: CityProposalId, expected: Expected) -> Result<()> {
    authorised(ctx, &caller, Action::DeleteCityProposal, id).await?;
    let thing = (ThingKind::CityProposal, id.as_uuid());
    let audit = caller.audit(ctx, Action::DeleteCityProposal, thing, vec!["status"]);
    let at = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                expected.check(open(tx, id).await?.version)?;
                let status = CityProposalStatus::Withdrawn;
                turn(tx, id, ProposalTurn { status, reason: None, city: None, by: None, at }).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Ends the waiting of a proposal; answers it as it is then.
async fn turn(tx: &Tx<'_>, id: CityProposalId, turn: ProposalTurn) -> Result<CityProposal> {
    let before = open(tx, id).await?;
    let at = turn.at;
    store::city_proposals::turn(tx, &before, turn).await?;
    let proposal = store::city_proposals::get(tx, id).await?.ok_or_else(missing)?;
    tell(tx, &proposal, ChangeAction::Updated, at).await?;
    Ok(proposal)
}

/// The proposal, where it still waits. Nobody else decides it or withdraws it until the transaction ends.
async fn open(tx: &Tx<'_>, id: CityProposalId) -> Result<CityProposal> {
    tx.alone_with(id.as_uuid()).await?;
    let found = store::city_proposals::get(tx, id).await?.ok_or_else(missing)?;
    match found.status {
        CityProposalStatus::Open => Ok(found),
        status => Err(Error::Conflict(format!("This proposal is {status} already."))),
    }
}

/// Tells who made a proposal, and those who decide, that it changed.
async fn tell(tx: &Tx<'_>, proposal: &CityProposal, action: ChangeAction, at: DateTime<Utc>) -> Result<()> {
    let deciders: Vec<AccountId> = letters::deciders(tx, proposal.person.id).await?;
    for account in std::iter::once(proposal.person.id).chain(deciders) {
        tx.tell(NewChange {
            at,
            kind: ThingKind::CityProposal,
            id: proposal.id.as_uuid(),
            slug: None,
            action,
            version: proposal.version,
            audience: Some(account),
        });
    }
    Ok(())
}
