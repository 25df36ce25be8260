//! What is written to who writes a note, and to those who review it.

use crate::identity::letters::{page, queue};
use crate::memberships::recipient;
use crate::{Context, Result};
use domain::notes::{NoteDraft, NoteName};
use domain::policy::Role;
use ids::AccountId;
use mailer::Letter;
use store::notes::drafts::DraftKey;
use store::{Source, Tx};

/// Most people who are written to about one draft.
const REVIEWERS: u64 = 20;

/// Who reviews: the network's editors, and never who writes it or has sent it.
pub(super) async fn reviewers(source: &impl Source, draft: &DraftKey) -> Result<Vec<AccountId>> {
    let editors = store::identity::holders(source, Role::Editor, REVIEWERS).await?;
    Ok(editors.into_iter().filter(|editor| !draft.is_of(*editor)).collect())
}

fn draft_page(ctx: &Context, draft: &NoteDraft) -> String {
    page(ctx, &format!("notes/drafts/{}", draft.id))
}

/// A draft was sent to review by somebody: those who review hear of it.
pub(super) async fn submitted(
    ctx: &Context,
    tx: &Tx<'_>,
    (key, draft): (&DraftKey, &NoteDraft),
    by: AccountId,
) -> Result<()> {
    let Some(sender) = recipient(tx, by).await? else { return Ok(()) };
    for reviewer in reviewers(tx, key).await?.into_iter().filter(|reviewer| *reviewer != by) {
        let Some(to) = recipient(tx, reviewer).await? else { continue };
        let letter = Letter::NoteSubmitted {
            name: to.name.clone(),
            person: sender.name.clone(),
            note: draft.content.title.clone(),
            link: draft_page(ctx, draft),
        };
        queue(ctx, tx, &to, letter).await?;
    }
    Ok(())
}

/// Everybody who hears what becomes of a draft: those who write it, and who has sent it.
fn concerned(key: &DraftKey) -> Vec<AccountId> {
    let mut all = key.authors();
    all.extend(key.submitted_by.filter(|by| !key.authors().contains(by)));
    all
}

/// A draft was published: those who write it hear where it stands.
pub(super) async fn published(ctx: &Context, tx: &Tx<'_>, key: &DraftKey, note: &NoteName) -> Result<()> {
    for author in concerned(key) {
        let Some(to) = recipient(tx, author).await? else { continue };
        let link = page(ctx, &format!("notes/{}", note.slug));
        let letter = Letter::NotePublished { name: to.name.clone(), note: note.title.clone(), link };
        queue(ctx, tx, &to, letter).await?;
    }
    Ok(())
}

/// A draft was given back: those who write it hear why.
pub(super) async fn returned(ctx: &Context, tx: &Tx<'_>, key: &DraftKey, draft: &NoteDraft) -> Result<()> {
    for author in concerned(key) {
        let Some(to) = recipient(tx, author).await? else { continue };
        let letter = Letter::NoteReturned {
            name: to.name.clone(),
            note: draft.content.title.clone(),
            reason: draft.reason.clone().unwrap_or_default(),
            link: draft_page(ctx, draft),
        };
        queue(ctx, tx, &to, letter).await?;
    }
    Ok(())
}

/// Somebody writes a draft from now on, too: they hear of it.
pub(super) async fn added(
    ctx: &Context,
    tx: &Tx<'_>,
    draft: &NoteDraft,
    (by, account): (AccountId, AccountId),
) -> Result<()> {
    let (Some(adder), Some(to)) = (recipient(tx, by).await?, recipient(tx, account).await?) else { return Ok(()) };
    let letter = Letter::NoteAuthorAdded {
        name: to.name.clone(),
        person: adder.name.clone(),
        note: draft.content.title.clone(),
        link: draft_page(ctx, draft),
    };
    queue(ctx, tx, &to, letter).await
}
