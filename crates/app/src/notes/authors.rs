//! Who writes a draft together.

use super::drafts::{alone, audited, authorised, found, tell};
use super::letters;
use super::own::shown;
use crate::memberships::recipient;
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::lessons::DraftStatus;
use domain::live::ChangeAction;
use domain::notes::{MAX_AUTHORS, NoteDraft};
use domain::policy::Action;
use ids::{AccountId, NoteDraftId};
use store::Tx;
use store::notes::drafts::{DraftKey, add_author, remove_author};

/// Lets somebody write a draft as the one does who leads it; they hear of it. Done again it changes nothing.
///
/// # Errors
/// [`Error::Hidden`] for others than who leads it, or than an editor where it is the network's own; [`Error::Missing`]
/// where there is no such person; [`Error::Conflict`] once it was published and where very many write it; when the
/// database fails.
pub async fn add_note_draft_author(
    ctx: &Context,
    caller: Caller,
    id: NoteDraftId,
    account: AccountId,
) -> Result<NoteDraft> {
    authorised(ctx, &caller, Action::AddNoteDraftAuthor, id).await?;
    let by = caller.person()?.account;
    let audit = caller.audit(ctx, Action::AddNoteDraftAuthor, audited(id), vec!["authors"]);
    let ctx_in = ctx.clone();
    let added = ctx.db().write(move |tx| {
        Box::pin(async move {
            let before = alone(tx, id).await?;
            let authors = before.authors();
            if authors.contains(&account) {
                return found(tx, id).await;
            }
            refuse_more(&before, authors.len())?;
            let there = recipient(tx, account).await?;
            there.ok_or_else(|| Error::Missing("There is no person of this id.".to_owned()))?;
            let at = ctx_in.now();
            add_author(tx, id, account, at).await?;
            let draft = found(tx, id).await?;
            if account != by {
                letters::added(&ctx_in, tx, &draft, (by, account)).await?;
            }
            tell(tx, &alone(tx, id).await?, (ChangeAction::Updated, before.version), at);
            store::audit::append(tx, audit).await?;
            Ok::<_, Error>(draft)
        })
    });
    shown(ctx.db(), added.await?).await
}

fn refuse_more(draft: &DraftKey, authors: usize) -> Result<()> {
    if draft.status == DraftStatus::Published {
        return Err(Error::Conflict("This draft was published: who wrote it stands with the note.".to_owned()));
    }
    if authors >= MAX_AUTHORS {
        return Err(Error::Conflict(format!("{MAX_AUTHORS} people write this draft: that is enough.")));
    }
    Ok(())
}

/// Takes somebody off who writes a draft with its lead: who leads it anyone of them, the others themselves.
///
/// # Errors
/// [`Error::Hidden`] for who does not write it; [`Error::Conflict`] for those who do not decide about it, and once it was
/// published; [`Error::Missing`] where that person does not write it with its lead; when the database fails.
pub async fn remove_note_draft_author(
    ctx: &Context,
    caller: Caller,
    id: NoteDraftId,
    account: AccountId,
) -> Result<()> {
    authorised(ctx, &caller, Action::RemoveNoteDraftAuthor, id).await?;
    let (by, reviews) = (caller.person()?.account, super::drafts::reviews(&caller.actor));
    let audit = caller.audit(ctx, Action::RemoveNoteDraftAuthor, audited(id), vec!["authors"]);
    let at = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let before = alone(tx, id).await?;
                let leads = before.account.map_or(reviews, |lead| lead == by);
                if !leads && account != by {
                    return Err(Error::Conflict("Who leads this draft decides who writes it.".to_owned()));
                }
                if before.status == DraftStatus::Published {
                    let sentence = "This draft was published: who wrote it stands with the note.";
                    return Err(Error::Conflict(sentence.to_owned()));
                }
                if !before.co_authors.contains(&account) {
                    return Err(Error::Missing("This person does not write this draft with its lead.".to_owned()));
                }
                remove_author(tx, id, account).await?;
                // Who was taken off hears of it, too.
                tell(tx, &before, (ChangeAction::Updated, before.version), at);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Before an account goes: drafts that it leads and others write, too, are handed over to the first of those.
pub(crate) async fn hand_over(tx: &Tx<'_>, account: AccountId, at: DateTime<Utc>) -> Result<()> {
    for draft in store::notes::drafts::hand_over(tx, account).await? {
        tell(tx, &draft, (ChangeAction::Updated, draft.version), at);
    }
    Ok(())
}
