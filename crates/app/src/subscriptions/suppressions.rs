//! Whom nobody writes to, as editors see and change it.

use super::address::digest_of;
use super::tell;
use crate::access::authorise;
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::Valid;
use domain::identity::email_key;
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor};
use domain::subscriptions::{NewSuppression, SubscriberStatus, Suppression, SuppressionQuery, SuppressionReason};
use ids::SuppressionId;
use store::subscriptions::NewSuppressionRow;
use store::{NewChange, Tx};

/// A page of suppressions, the last first.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list_suppressions(ctx: &Context, actor: &Actor, query: &SuppressionQuery) -> Result<Page<Suppression>> {
    authorise(actor, Action::ListSuppressions)?;
    let list = List::of(Action::ListSuppressions, &query.filter());
    let before: Option<(DateTime<Utc>, SuppressionId)> = list.read(query.cursor.as_deref())?;
    let digest = match &query.q {
        Some(address) => Some(digest_of(ctx, address).await?),
        None => None,
    };
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let found =
        store::subscriptions::suppressions(ctx.db(), &query.reasons, digest.as_deref(), before, limit + 1).await?;
    list.page(found, limit, |suppression| (suppression.at, suppression.id))
}

fn told(tx: &Tx<'_>, id: SuppressionId, action: ChangeAction, at: DateTime<Utc>) {
    let kind = ThingKind::Suppression;
    tx.tell(NewChange { at, kind, id: id.as_uuid(), slug: None, action, version: 1, audience: None });
}

/// Has nobody write to an address from now on; who is subscribed with it is so no longer.
///
/// # Errors
/// [`Error::Broken`] with every fault; [`Error::Conflict`] where nobody writes there already; when the actor may not.
pub async fn create_suppression(ctx: &Context, caller: Caller, new: NewSuppression) -> Result<Outcome<Suppression>> {
    let scope = caller.key_scope(Action::CreateSuppression);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateSuppression)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let (digest, id) = (digest_of(ctx, &new.email).await?, SuppressionId::generate(ctx.unix_ms()));
    let thing = (ThingKind::Suppression, id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateSuppression, thing, vec!["email", "note"]);
    let ctx_in = ctx.clone();
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let (now, reason) = (ctx_in.now(), SuppressionReason::ByHand);
            let row = NewSuppressionRow { id, email_digest: digest, reason, note: new.note.clone(), at: now };
            if !store::subscriptions::suppress(tx, row).await? {
                return Err(Error::Conflict("Nobody writes to this address already.".to_owned()));
            }
            end_subscription(tx, &new.email, now).await?;
            told(tx, id, ChangeAction::Created, now);
            store::audit::append(tx, audit).await?;
            Ok(Suppression { id, reason, note: new.note, at: now })
        })
    })
    .await
}

async fn end_subscription(tx: &Tx<'_>, email: &str, now: DateTime<Utc>) -> Result<()> {
    let known = store::subscriptions::by_address(tx, &email_key(email)).await?;
    let wants = |status: SubscriberStatus| status.is_subscribed() || status == SubscriberStatus::Pending;
    if let Some(known) = known.filter(|known| wants(known.status)) {
        let version = store::subscriptions::set_status(tx, &known, SubscriberStatus::Left, now).await?;
        tell(tx, known.id, ChangeAction::Updated, version, now);
    }
    Ok(())
}

/// Lets an address be written to again. Nobody is subscribed by it: its owner has to ask.
///
/// # Errors
/// [`Error::Missing`]; when the actor may not or the database fails.
pub async fn delete_suppression(ctx: &Context, caller: Caller, id: SuppressionId) -> Result<()> {
    authorise(&caller.actor, Action::DeleteSuppression)?;
    let thing = (ThingKind::Suppression, id.as_uuid());
    let audit = caller.audit(ctx, Action::DeleteSuppression, thing, vec!["*"]);
    let now = ctx.now();
    let deleted = ctx.db().write(move |tx| {
        Box::pin(async move {
            if !store::subscriptions::delete_suppression(tx, id).await? {
                return Err(Error::Missing("There is no suppression of this id.".to_owned()));
            }
            told(tx, id, ChangeAction::Deleted, now);
            store::audit::append(tx, audit).await?;
            Ok(())
        })
    });
    deleted.await
}
