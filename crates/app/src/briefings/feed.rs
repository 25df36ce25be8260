//! Issues that have gone out, for who follows them.

use super::{list_briefing_issues, shown};
use crate::access::authorise;
use crate::{Context, Result};
use domain::briefings::{BriefingIssue, BriefingIssueFilter, BriefingIssueQuery, BriefingIssueSummary, IssueStatus};
use domain::feeds::{FEED_ENTRIES, FeedQuery};
use domain::policy::{Action, Actor, Scope};
use ids::BriefingIssueId;
use store::briefings::IssueWhich;

/// A page of issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefingFeed {
    /// What it is narrowed down to: titles of publications.
    pub about: Vec<String>,
    /// The issues, the last sent first.
    pub issues: Vec<FollowedIssue>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// An issue in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedIssue {
    /// What lists show of it.
    pub summary: BriefingIssueSummary,
    /// The issue.
    pub issue: BriefingIssue,
}

/// A page of the issues that pass a filter, the last sent first. A feed holds what everyone may see, whoever asks.
///
/// # Errors
/// As for the list of issues.
pub async fn feed(ctx: &Context, actor: &Actor, query: &FeedQuery<BriefingIssueFilter>) -> Result<BriefingFeed> {
    authorise(actor, Action::ListBriefingIssues)?;
    let public = IssueStatus::ALL.iter().copied().filter(|status| status.is_public());
    let listed = BriefingIssueQuery {
        filter: query.filter.clone(),
        statuses: public.collect(),
        limit: Some(FEED_ENTRIES),
        cursor: query.cursor.clone(),
    };
    let page = list_briefing_issues(ctx, &Actor::Visitor, &listed).await?;
    let ids: Vec<BriefingIssueId> = page.items.iter().map(|issue| issue.id).collect();
    let mut stored = store::briefings::stored(ctx.db(), Scope::Public, IssueWhich::Of(&ids)).await?;
    let mut issues = Vec::with_capacity(stored.len());
    for summary in page.items {
        let Some(place) = stored.iter().position(|one| one.summary.id == summary.id) else { continue };
        let issue = shown::issue(ctx, Scope::Public, stored.swap_remove(place)).await?;
        issues.push(FollowedIssue { summary, issue });
    }
    let mut about = Vec::new();
    for followed in &issues {
        let title = &followed.summary.briefing.title;
        if !query.filter.briefings.is_empty() && !about.contains(title) {
            about.push(title.clone());
        }
    }
    Ok(BriefingFeed { about, issues, next: page.next })
}
