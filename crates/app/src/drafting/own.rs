//! What somebody wrote in drafts, for what they take away; and the HTML of drafts.

use super::Drafted;
use crate::{Context, Result};
use domain::drafting::DraftComment;
use ids::AccountId;
use store::Source;

/// Most drafts that somebody takes away.
const MOST: u64 = 200;
/// Most of what somebody said about drafts that they take away.
const MOST_COMMENTS: u64 = 1_000;

/// What somebody wrote in drafts of a kind.
pub(crate) struct Own<D> {
    /// Drafts that they write, alone or with others, whatever has become of them.
    pub(crate) drafts: Vec<D>,
    /// What they said about drafts.
    pub(crate) comments: Vec<DraftComment>,
}

/// What an account wrote in drafts. Whoever else said something about these has a right to their own name.
pub(crate) async fn of_account<D: Drafted>(ctx: &Context, account: AccountId) -> Result<Own<D>> {
    let mut drafts = Vec::new();
    for mut draft in D::of_account(ctx.db(), account, MOST).await? {
        let others = draft.comments().iter_mut();
        others
            .filter(|said| said.person.as_ref().is_none_or(|by| by.id != account))
            .for_each(|said| said.person = None);
        drafts.push(shown(ctx.db(), draft).await?);
    }
    let said = D::comments_of_account(ctx.db(), account, MOST_COMMENTS).await?;
    Ok(Own { drafts, comments: comments(said).await? })
}

/// The draft with its HTML and that of what was said about it.
pub(super) async fn shown<D: Drafted>(source: &impl Source, draft: D) -> Result<D> {
    let mut draft = draft.rendered(source).await?;
    let said = std::mem::take(draft.comments());
    *draft.comments() = comments(said).await?;
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
