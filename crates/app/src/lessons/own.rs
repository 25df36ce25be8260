//! What somebody reported of lessons, for what they take away; and the HTML of what people report.

use crate::{Context, Result};
use domain::lessons::LessonOutcome;
use ids::AccountId;

/// Most reports that somebody takes away.
const MOST: u64 = 200;

/// What an account reported for its city.
pub(crate) async fn reports_of_account(ctx: &Context, account: AccountId) -> Result<Vec<LessonOutcome>> {
    outcomes(store::lessons::outcomes::of_account(ctx.db(), account, MOST).await?).await
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
