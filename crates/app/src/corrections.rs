//! Corrections: reported by anyone, decided by the city's lead, or by the network's editors where nobody leads it.

use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::identity::letters::{Recipient, page, queue};
use crate::{Caller, Context, Error, Result, organisations};
use chrono::{DateTime, Utc};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::Valid;
use domain::cities::City;
use domain::corrections::{
    Correction, CorrectionDecision, CorrectionQuery, CorrectionStatus, CorrectionVerdict, NewCorrection,
};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor, Machine, Reach, Scope, Thing, reach};
use domain::vocabularies::Language;
use ids::CorrectionId;
use mailer::Letter;
use store::audit::NewAudit;
use store::corrections::{CorrectionFilter, Received};
use store::{NewChange, Tx};

/// Receives a report.
///
/// # Errors
/// [`Error::Broken`] with every fault of the report; those of idempotency; when the database fails.
pub async fn create(ctx: &Context, caller: Caller, new: NewCorrection) -> Result<Outcome<Correction>> {
    let keys = caller.key_scope(Action::CreateCorrection);
    if let Some(kept) = kept(ctx, &keys, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    let scope = authorise(&caller.actor, Action::CreateCorrection)?;
    let new = Valid::check(with_address(ctx, &caller, new).await?).map_err(Error::Broken)?;
    let city = match new.city.parse() {
        Ok(reference) => store::cities::get(ctx.db(), scope, &reference).await?,
        Err(_) => None,
    };
    let city = city.ok_or_else(|| {
        Error::Broken(vec![Fault::new("/city", "unknown_city", "There is no such city. Give its id or its slug.")])
    })?;
    let correction = received(ctx, &city, &new);
    let audit = audit(ctx, &caller, &correction, &new);
    once(ctx, &keys, caller.idempotency, move |tx| Box::pin(write(tx, correction, new, audit))).await
}

/// Who has signed in hears of the decision without giving an address: it is that of the account.
async fn with_address(ctx: &Context, caller: &Caller, new: NewCorrection) -> Result<NewCorrection> {
    let given = new.email.as_deref().is_some_and(|email| !email.trim().is_empty());
    let Some(account) = caller.actor.account().filter(|_| !given) else { return Ok(new) };
    let found = store::identity::credentials(ctx.db(), account).await?;
    Ok(NewCorrection { email: found.map(|found| found.email), ..new })
}

async fn write(tx: &Tx<'_>, correction: Correction, new: Valid<NewCorrection>, audit: NewAudit) -> Result<Correction> {
    store::corrections::insert(tx, &correction, &new).await?;
    store::audit::append(tx, audit).await?;
    tx.tell(NewChange {
        at: correction.received_at,
        kind: ThingKind::Correction,
        id: correction.id.as_uuid(),
        slug: None,
        action: ChangeAction::Created,
        version: 1,
        audience: None,
    });
    Ok(correction)
}

fn received(ctx: &Context, city: &City, new: &NewCorrection) -> Correction {
    Correction {
        id: CorrectionId::generate(ctx.unix_ms()),
        city_id: city.id,
        city: city.slug.clone(),
        fact: new.fact,
        value: new.value.clone(),
        source: new.source.clone(),
        status: CorrectionStatus::Received,
        received_at: ctx.now(),
        decided_at: None,
        reason: None,
    }
}

fn audit(ctx: &Context, caller: &Caller, correction: &Correction, new: &NewCorrection) -> NewAudit {
    let mut fields = vec!["city", "fact", "value", "source"];
    if new.email.is_some() {
        fields.push("email");
    }
    caller.audit(ctx, Action::CreateCorrection, (ThingKind::Correction, correction.id.as_uuid()), fields)
}

/// Reports with the addresses of who reported, oldest first, after the report `after`, at most `limit`: for the person
/// at the machine.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn list_received(
    ctx: &Context,
    actor: &Actor,
    after: Option<CorrectionId>,
    limit: u64,
) -> Result<Vec<Received>> {
    if authorise(actor, Action::ListCorrections)? != Scope::Everything {
        return Err(Error::Denied);
    }
    let everything = Reach { everything: true, ..Reach::default() };
    Ok(store::corrections::list(ctx.db(), &everything, &CorrectionFilter::default(), after, limit).await?)
}

/// A page of the reports that the actor may see, the oldest first: those that they decide, or of a machine's own city.
///
/// # Errors
/// When nobody has signed in, the cursor is none, or the database fails.
pub async fn list(ctx: &Context, actor: &Actor, query: &CorrectionQuery) -> Result<Page<Correction>> {
    // A machine's list is of its own organisation, and nothing else.
    authorise_on(actor, Action::ListCorrections, actor.machine().map_or(Thing::NONE, Machine::own))?;
    let list = List::of(Action::ListCorrections, &query.filter());
    let after: Option<CorrectionId> = list.read(query.cursor.as_deref())?;
    let reach = reach(actor, Action::GetCorrection);
    let city = match &query.city {
        Some(city) => Some(organisations::city_of(ctx, city, "city").await.map_err(unknown)?.id),
        None => None,
    };
    if reach.is_nothing() {
        return Ok(Page::new(Vec::new(), None));
    }
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let statuses = if query.statuses.is_empty() { vec![CorrectionStatus::Received] } else { query.statuses.clone() };
    let filter = CorrectionFilter { statuses, city };
    let items = store::corrections::list(ctx.db(), &reach, &filter, after, limit + 1).await?;
    let items: Vec<Correction> = items.into_iter().map(|received| received.correction).collect();
    list.page(items, limit, |correction| correction.id)
}

/// A fault of a parameter is one of the query, not of a body.
fn unknown(error: Error) -> Error {
    match error {
        Error::Broken(faults) => Error::Malformed(faults),
        error => error,
    }
}

fn missing() -> Error {
    Error::Missing("There is no report of this id.".to_owned())
}

/// The report, where the actor may do `action` to it.
async fn authorised(ctx: &Context, actor: &Actor, action: Action, id: CorrectionId) -> Result<Received> {
    let Some(found) = store::corrections::get(ctx.db(), id).await? else {
        authorise_on(actor, action, Thing::NONE)?;
        return Err(missing());
    };
    let city = found.correction.city_id;
    let leaderless = store::organisations::city_is_leaderless(ctx.db(), city).await?;
    authorise_on(actor, action, Thing::city(city, leaderless))?;
    Ok(found)
}

/// One report.
///
/// # Errors
/// [`Error::Hidden`] for who does not decide it; when the database fails.
pub async fn get(ctx: &Context, actor: &Actor, id: CorrectionId) -> Result<Correction> {
    Ok(authorised(ctx, actor, Action::GetCorrection, id).await?.correction)
}

/// Decides a report. One that was accepted stands in the city's profile until it is settled: the reference data keep
/// what their sources say. Who reported hears of it, and their address is forgotten.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] when it was decided already; [`Error::Broken`].
pub async fn decide(
    ctx: &Context,
    caller: Caller,
    id: CorrectionId,
    decision: CorrectionDecision,
) -> Result<Outcome<Correction>> {
    let (by, scope) = (caller.actor.account(), caller.key_scope(Action::CreateCorrectionDecision));
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorised(ctx, &caller.actor, Action::CreateCorrectionDecision, id).await?;
    let decision = Valid::check(decision).map_err(Error::Broken)?.into_inner();
    let thing = (ThingKind::Correction, id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateCorrectionDecision, thing, vec!["status", "reason"]);
    let ctx_in = ctx.clone();
    let done = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_with(id.as_uuid()).await?;
            let before = store::corrections::get(tx, id).await?.ok_or_else(missing)?;
            let status = next_status(before.correction.status, decision.decision)?;
            let reason = decision.reason.clone().or_else(|| before.correction.reason.clone());
            store::corrections::decide(tx, id, (status, reason), by, ctx_in.now()).await?;
            tell_decided(tx, &before.correction, ctx_in.now());
            answer(&ctx_in, tx, &before, decision).await?;
            store::audit::append(tx, audit).await?;
            Ok(store::corrections::get(tx, id).await?.ok_or_else(missing)?.correction)
        })
    });
    done.await
}

fn next_status(before: CorrectionStatus, verdict: CorrectionVerdict) -> Result<CorrectionStatus> {
    match (before, verdict) {
        (CorrectionStatus::Received, CorrectionVerdict::Accepted) => Ok(CorrectionStatus::Accepted),
        (CorrectionStatus::Received, CorrectionVerdict::Refused) => Ok(CorrectionStatus::Refused),
        (CorrectionStatus::Accepted, CorrectionVerdict::Settled) => Ok(CorrectionStatus::Settled),
        (CorrectionStatus::Received, CorrectionVerdict::Settled) => {
            Err(Error::Conflict("Accept the report before it is settled.".to_owned()))
        }
        (before, _) => Err(Error::Conflict(format!("This report is {before} already."))),
    }
}

/// The city's profile shows what was accepted: whoever keeps a copy hears of the city too.
fn tell_decided(tx: &Tx<'_>, correction: &Correction, at: DateTime<Utc>) {
    let told = [
        (ThingKind::Correction, correction.id.as_uuid(), None),
        (ThingKind::City, correction.city_id.as_uuid(), Some(correction.city.clone())),
    ];
    for (kind, id, slug) in told {
        tx.tell(NewChange { at, kind, id, slug, action: ChangeAction::Updated, version: 1, audience: None });
    }
}

/// Writes to who reported, where they left an address.
async fn answer(ctx: &Context, tx: &Tx<'_>, before: &Received, decision: CorrectionDecision) -> Result<()> {
    let Some(email) = before.email.clone() else { return Ok(()) };
    // By the transaction's own connection: whoever holds one and waits for another keeps those out who wait for them.
    let city = store::cities::name(tx, before.correction.city_id).await?;
    let letter = Letter::CorrectionDecided {
        city: city.unwrap_or_else(|| before.correction.city.clone()),
        fact: before.correction.fact.as_str().to_owned(),
        decision: decision.decision.as_str().to_owned(),
        reason: decision.reason.unwrap_or_default(),
        link: page(ctx, &format!("cities/{}", before.correction.city)),
    };
    let to = Recipient { email, name: String::new(), language: Language::English };
    queue(ctx, tx, &to, letter).await
}
