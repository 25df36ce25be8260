//! Lists of issues, and one: what has gone out is everyone's, all else its editors'.

use super::{missing_issue, reader, shown};
use crate::cursor::List;
use crate::{Context, Result};
use chrono::{DateTime, Utc};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::briefings::{BriefingIssue, BriefingIssueQuery, BriefingIssueRef, BriefingIssueSummary};
use domain::policy::{Action, Actor, Scope};
use ids::BriefingIssueId;
use store::Source;
use store::briefings::{After, StoredIssue, place};
use store::paging::SortValue;

/// A page of issues: the last sent first, and before them what has not gone out, for who may see it.
///
/// # Errors
/// When the cursor is none, the actor may not, or the database fails.
pub async fn list_briefing_issues(
    ctx: &Context,
    actor: &Actor,
    query: &BriefingIssueQuery,
) -> Result<Page<BriefingIssueSummary>> {
    let scope = reader(actor, Action::ListBriefingIssues)?;
    let list = List::of(Action::ListBriefingIssues, &query.filtered());
    let after: Option<(DateTime<Utc>, BriefingIssueId)> = list.read(query.cursor.as_deref())?;
    let after = after.map(|(moment, id)| After { value: SortValue::Moment(moment), id });
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let which = (&query.filter, query.statuses.as_slice());
    let items = store::briefings::list(ctx.db(), scope, which, after, limit + 1).await?;
    list.page(items, limit, |issue| match place(issue) {
        After { value: SortValue::Moment(moment), id } => (moment, id),
        After { value: SortValue::Text(_), id } => (issue.created_at, id),
    })
}

/// One issue.
///
/// # Errors
/// [`crate::Error::Missing`] when there is none that the actor may see; when the database fails.
pub async fn get_briefing_issue(ctx: &Context, actor: &Actor, named: &BriefingIssueRef) -> Result<BriefingIssue> {
    let scope = reader(actor, Action::GetBriefingIssue)?;
    shown::issue(ctx, scope, found(ctx.db(), scope, named).await?).await
}

pub(super) async fn found(source: &impl Source, scope: Scope, named: &BriefingIssueRef) -> Result<StoredIssue> {
    let stored = store::briefings::get(source, scope, named).await?;
    stored.ok_or_else(|| missing_issue(&named.to_string()))
}
