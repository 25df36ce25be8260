//! What somebody wrote of lessons, for what they take away; and the HTML of what people write.

use crate::{Context, Result};
use domain::lessons::{DraftComment, LessonDraft, LessonName, LessonOutcome};
use ids::AccountId;

/// Most drafts, reports and lessons that somebody takes away.
const MOST: u64 = 200;
/// Most of what somebody said about drafts that they take away.
const MOST_COMMENTS: u64 = 1_000;

/// What somebody wrote of lessons.
pub(crate) struct Own {
    /// Published lessons.
    pub(crate) lessons: Vec<LessonName>,
    /// Drafts, whatever has become of them.
    pub(crate) drafts: Vec<LessonDraft>,
    /// What they said about drafts.
    pub(crate) comments: Vec<DraftComment>,
    /// What they reported for their city.
    pub(crate) outcomes: Vec<LessonOutcome>,
}

/// What an account wrote of lessons. Whoever else said something about its drafts has a right to their own name.
pub(crate) async fn of_account(ctx: &Context, account: AccountId) -> Result<Own> {
    let mut drafts = Vec::new();
    for mut draft in store::lessons::drafts::of_account(ctx.db(), account, MOST).await? {
        let others = draft.comments.iter_mut();
        others
            .filter(|said| said.person.as_ref().is_none_or(|by| by.id != account))
            .for_each(|said| said.person = None);
        drafts.push(shown(draft).await?);
    }
    let said = store::lessons::drafts::comments_of_account(ctx.db(), account, MOST_COMMENTS).await?;
    let reports = store::lessons::outcomes::of_account(ctx.db(), account, MOST).await?;
    Ok(Own {
        lessons: store::lessons::revisions::written_by(ctx.db(), account, MOST).await?,
        drafts,
        comments: comments(said).await?,
        outcomes: outcomes(reports).await?,
    })
}

/// The HTML of texts in Markdown, in their order.
async fn html(texts: Vec<String>) -> Result<Vec<String>> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    // A long text takes milliseconds: others are answered meanwhile.
    let render = move || texts.iter().map(|text| markdown::to_html(text)).collect();
    Ok(tokio::task::spawn_blocking(render).await?)
}

/// The draft with the HTML of what was said about it.
pub(super) async fn shown(mut draft: LessonDraft) -> Result<LessonDraft> {
    draft.comments = comments(draft.comments).await?;
    Ok(draft)
}

async fn comments(mut said: Vec<DraftComment>) -> Result<Vec<DraftComment>> {
    let texts = html(said.iter().map(|comment| comment.text.clone()).collect()).await?;
    said.iter_mut().zip(texts).for_each(|(comment, html)| comment.html = html);
    Ok(said)
}

/// Reports with the HTML of their texts.
pub(super) async fn outcomes(mut reports: Vec<LessonOutcome>) -> Result<Vec<LessonOutcome>> {
    let texts = html(reports.iter().map(|report| report.context.clone()).collect()).await?;
    reports.iter_mut().zip(texts).for_each(|(report, html)| report.context_html = html);
    Ok(reports)
}

/// The report with the HTML of its text.
pub(super) async fn outcome(mut report: LessonOutcome) -> Result<LessonOutcome> {
    report.context_html = html(vec![report.context.clone()]).await?.pop().unwrap_or_default();
    Ok(report)
}
