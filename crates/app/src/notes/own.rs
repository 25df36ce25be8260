//! What somebody wrote of notes, for what they take away; and what is rendered of drafts.

use super::written::preview;
use crate::{Context, Result};
use domain::lessons::DraftComment;
use domain::notes::{NoteDraft, NoteName};
use ids::AccountId;
use store::Source;

/// Most drafts and notes that somebody takes away.
const MOST: u64 = 200;
/// Most of what somebody said about drafts that they take away.
const MOST_COMMENTS: u64 = 1_000;

/// What somebody wrote of notes.
pub(crate) struct Own {
    /// Published notes.
    pub(crate) notes: Vec<NoteName>,
    /// Drafts that they write, alone or with others, whatever has become of them.
    pub(crate) drafts: Vec<NoteDraft>,
    /// What they said about drafts.
    pub(crate) comments: Vec<DraftComment>,
}

/// What an account wrote of notes. Whoever else said something about its drafts has a right to their own name.
pub(crate) async fn of_account(ctx: &Context, account: AccountId) -> Result<Own> {
    let mut drafts = Vec::new();
    for mut draft in store::notes::drafts::of_account(ctx.db(), account, MOST).await? {
        let others = draft.comments.iter_mut();
        others
            .filter(|said| said.person.as_ref().is_none_or(|by| by.id != account))
            .for_each(|said| said.person = None);
        drafts.push(shown(ctx.db(), draft).await?);
    }
    let said = store::notes::drafts::comments_of_account(ctx.db(), account, MOST_COMMENTS).await?;
    Ok(Own { notes: store::notes::written_by(ctx.db(), account, MOST).await?, drafts, comments: comments(said).await? })
}

/// The draft with its HTML and that of what was said about it.
pub(super) async fn shown(source: &impl Source, mut draft: NoteDraft) -> Result<NoteDraft> {
    draft.preview = preview(source, &draft.content).await?;
    draft.comments = comments(draft.comments).await?;
    Ok(draft)
}

async fn comments(mut said: Vec<DraftComment>) -> Result<Vec<DraftComment>> {
    if said.is_empty() {
        return Ok(said);
    }
    // A long text takes milliseconds: others are answered meanwhile.
    let render = move || {
        said.iter_mut().for_each(|comment| comment.html = markdown::to_html(&comment.text));
        said
    };
    Ok(tokio::task::spawn_blocking(render).await?)
}
