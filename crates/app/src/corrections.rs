//! Corrections: reported by anyone, read by the operator until cities have leads.

use crate::access::authorise;
use crate::idempotency::{Outcome, once};
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use domain::Valid;
use domain::cities::City;
use domain::corrections::{Correction, CorrectionStatus, NewCorrection};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor};
use ids::CorrectionId;
use store::audit::NewAudit;
use store::corrections::Received;
use store::{NewChange, Tx};

/// Receives a report.
///
/// # Errors
/// [`Error::Broken`] with every fault of the report; those of idempotency; when the database fails.
pub async fn create(ctx: &Context, caller: Caller, new: NewCorrection) -> Result<Outcome<Correction>> {
    let scope = authorise(&caller.actor, Action::CreateCorrection)?;
    let new = Valid::check(new).map_err(Error::Broken)?;
    let city = match new.city.parse() {
        Ok(reference) => store::cities::get(ctx.db(), scope, &reference).await?,
        Err(_) => None,
    };
    let city = city.ok_or_else(|| {
        Error::Broken(vec![Fault::new("/city", "unknown_city", "There is no such city. Give its id or its slug.")])
    })?;
    let correction = received(ctx, &city, &new);
    let audit = audit(ctx, &caller, &correction, &new);
    let scope = caller.key_scope(Action::CreateCorrection);
    once(ctx, &scope, caller.idempotency, move |tx| Box::pin(write(tx, correction, new, audit))).await
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
    }
}

fn audit(ctx: &Context, caller: &Caller, correction: &Correction, new: &NewCorrection) -> NewAudit {
    let mut fields = vec!["city", "fact", "value", "source"];
    if new.email.is_some() {
        fields.push("email");
    }
    caller.audit(ctx, Action::CreateCorrection, (ThingKind::Correction, correction.id.as_uuid()), fields)
}

/// Reports, oldest first, after the report `after`, at most `limit`.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn list(ctx: &Context, actor: &Actor, after: Option<CorrectionId>, limit: u64) -> Result<Vec<Received>> {
    let scope = authorise(actor, Action::ListCorrections)?;
    Ok(store::corrections::list(ctx.db(), scope, after, limit).await?)
}
