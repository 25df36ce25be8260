//! What is said about drafts.

use super::Drafted;
use super::key::{alone, audited, authorised, found, shown_once, tell};
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result};
use domain::Valid;
use domain::drafting::{DraftStatus, NewDraftComment};
use domain::live::ChangeAction;
use ids::DraftCommentId;
use store::Tx;
use store::drafting::DraftKey;

/// Most that is said about one draft.
const MOST_COMMENTS: u64 = 500;

/// Says something about a draft, to those who write it and to those who review it.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] once it was published, and where very much was said already;
/// [`Error::Broken`]; when the database fails.
pub async fn create_comment<D: Drafted>(
    ctx: &Context,
    caller: Caller,
    id: D::Id,
    new: NewDraftComment,
) -> Result<Outcome<D>> {
    let scope = caller.key_scope(D::ACTIONS.comment);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(ctx, kept).await;
    }
    authorised::<D>(ctx, &caller, D::ACTIONS.comment, id).await?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let account = caller.person()?.account;
    let audit = caller.audit(ctx, D::ACTIONS.comment, audited::<D>(id), vec!["comments"]);
    let (comment, at) = (DraftCommentId::generate(ctx.unix_ms()), ctx.now());
    let said = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let draft = alone::<D>(tx, id).await?;
            refuse_more(tx, &draft).await?;
            D::insert_comment(tx, (comment, id), account, new, at).await?;
            tell(tx, &draft, (ChangeAction::Updated, draft.version), at);
            store::audit::append(tx, audit).await?;
            found::<D>(tx, id).await
        })
    });
    shown_once(ctx, said.await?).await
}

async fn refuse_more<D: Drafted>(tx: &Tx<'_>, draft: &DraftKey<D>) -> Result<()> {
    if draft.status == DraftStatus::Published {
        return Err(Error::Conflict("This draft was published: there is nothing left to say about it.".to_owned()));
    }
    if D::count_comments(tx, draft.id).await? >= MOST_COMMENTS {
        return Err(Error::Conflict(format!("{MOST_COMMENTS} things were said about this draft: that is enough.")));
    }
    Ok(())
}
