//! Drafts that are decided: given back, or published.

use super::Drafted;
use super::key::{alone, audited, authorised, complete, found, refuse_changed, refuse_overtaken, shown_once};
use super::letters;
use super::submissions::turn;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result};
use domain::Valid;
use domain::drafting::{DraftDecision, DraftStatus, DraftVerdict};
use store::Tx;
use store::drafting::{DraftKey, DraftTurn, Drafts};

/// Decides a draft in review: it is published, as something new or as what comes next of what it changes, or goes back
/// with a reason. Those who write it hear of it.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] when it is not in review, for one's own, and where what it changes
/// has moved on; [`Error::Broken`], also where something that it needs is missing; when the database fails.
pub async fn create_decision<D: Drafted>(
    ctx: &Context,
    caller: Caller,
    id: D::Id,
    decision: DraftDecision,
) -> Result<Outcome<D>> {
    let scope = caller.key_scope(D::ACTIONS.decide);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(ctx, kept).await;
    }
    let draft = authorised::<D>(ctx, &caller, D::ACTIONS.decide, id).await?;
    let DraftDecision { decision, reason } = Valid::check(decision).map_err(Error::Broken)?.into_inner();
    refuse_own(ctx, &caller, &draft).await?;
    refuse_undecidable(&draft)?;
    // Which names there are is looked up before the transaction: it would wait for a second connection.
    let read = if decision == DraftVerdict::Published { complete::<D>(ctx, id).await? } else { draft.version };
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    let decided = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            if decision == DraftVerdict::Published {
                tx.alone_among(D::SHARED).await?;
            }
            let before = alone::<D>(tx, id).await?;
            refuse_undecidable(&before)?;
            let audit = caller.audit(&ctx_in, D::ACTIONS.decide, audited::<D>(id), vec!["status", "reason"]);
            store::audit::append(tx, audit).await?;
            match decision {
                DraftVerdict::Published => {
                    refuse_changed(&before, read)?;
                    publish((&ctx_in, tx, &caller), &before, reason).await
                }
                DraftVerdict::Returned => give_back(&ctx_in, tx, &before, reason).await,
            }
        })
    });
    shown_once(ctx, decided.await?).await
}

/// Nobody decides about what they write, or have sent, where the network has another editor; one who is alone would
/// otherwise never publish anything.
async fn refuse_own<D: Drafted>(ctx: &Context, caller: &Caller, draft: &DraftKey<D>) -> Result<()> {
    let own = caller.actor.account().is_some_and(|account| draft.is_of(account));
    if !own || letters::reviewers(ctx.db(), draft).await?.is_empty() {
        return Ok(());
    }
    Err(Error::Conflict("Another editor decides about a draft that you write or have sent.".to_owned()))
}

fn refuse_undecidable<D: Drafts>(draft: &DraftKey<D>) -> Result<()> {
    match draft.status {
        DraftStatus::InReview => Ok(()),
        DraftStatus::Published => Err(Error::Conflict("This draft was published already.".to_owned())),
        DraftStatus::Writing | DraftStatus::Returned => {
            Err(Error::Conflict("This draft is with who writes it: it is not in review.".to_owned()))
        }
    }
}

async fn give_back<D: Drafted>(ctx: &Context, tx: &Tx<'_>, before: &DraftKey<D>, reason: Option<String>) -> Result<D> {
    turn(tx, before, DraftTurn::Returned { reason }, ctx.now()).await?;
    let draft = found::<D>(tx, before.id).await?;
    letters::returned(ctx, tx, before, &draft).await?;
    Ok(draft)
}

async fn publish<D: Drafted>(
    (ctx, tx, caller): (&Context, &Tx<'_>, &Caller),
    before: &DraftKey<D>,
    change: Option<String>,
) -> Result<D> {
    if let Some(of) = before.of {
        tx.alone_with(of.into()).await?;
    }
    refuse_overtaken(tx, before).await?;
    let draft = found::<D>(tx, before.id).await?;
    let of = D::publish((ctx, tx, caller), before, draft, change).await?;
    turn(tx, before, DraftTurn::Published { of }, ctx.now()).await?;
    let draft = found::<D>(tx, before.id).await?;
    letters::published(ctx, tx, before, &draft).await?;
    Ok(draft)
}
