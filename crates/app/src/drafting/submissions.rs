//! Drafts that are sent to review.

use super::Drafted;
use super::key::{alone, audited, authorised, complete, found, refuse_changed, refuse_overtaken, shown_once, tell};
use super::letters;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::drafting::DraftStatus;
use domain::live::ChangeAction;
use store::Tx;
use store::drafting::{DraftKey, DraftTurn, Drafts};

/// Sends a draft of one's own to review; an editor one of the network's own.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] where it is in review or was published, and where what it changes has
/// moved on; [`Error::Broken`] with all that it still needs; when the database fails.
pub async fn create_submission<D: Drafted>(ctx: &Context, caller: Caller, id: D::Id) -> Result<Outcome<D>> {
    let scope = caller.key_scope(D::ACTIONS.submit);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(ctx, kept).await;
    }
    let draft = authorised::<D>(ctx, &caller, D::ACTIONS.submit, id).await?;
    refuse_closed(&draft)?;
    let (read, by) = (complete::<D>(ctx, id).await?, caller.person()?.account);
    let audit = caller.audit(ctx, D::ACTIONS.submit, audited::<D>(id), vec!["status"]);
    let ctx_in = ctx.clone();
    let sent = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let before = alone::<D>(tx, id).await?;
            refuse_closed(&before)?;
            refuse_changed(&before, read)?;
            refuse_overtaken(tx, &before).await?;
            turn(tx, &before, DraftTurn::Submitted { by }, ctx_in.now()).await?;
            let draft = found::<D>(tx, id).await?;
            letters::submitted(&ctx_in, tx, (&before, &draft), by).await?;
            store::audit::append(tx, audit).await?;
            Ok(draft)
        })
    });
    shown_once(ctx, sent.await?).await
}

fn refuse_closed<D: Drafts>(draft: &DraftKey<D>) -> Result<()> {
    let sentence = match draft.status {
        DraftStatus::Writing | DraftStatus::Returned => return Ok(()),
        DraftStatus::InReview => "This draft is in review already.",
        DraftStatus::Published => "This draft was published already.",
    };
    Err(Error::Conflict(sentence.to_owned()))
}

/// Changes where a draft stands, and tells those who write it.
pub(super) async fn turn<D: Drafted>(
    tx: &Tx<'_>,
    before: &DraftKey<D>,
    turn: DraftTurn<D::Of>,
    at: DateTime<Utc>,
) -> Result<()> {
    let version = D::turn(tx, before, turn, at).await?;
    tell(tx, before, (ChangeAction::Updated, version), at);
    Ok(())
}
