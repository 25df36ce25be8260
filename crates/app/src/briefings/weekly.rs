//! The draft that makes itself: two days before an issue is due, once a week, whatever clocks and years do.

use super::publications::due;
use super::{by_itself, compose, zones};
use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_in, write_with_end};
use crate::{Context, Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::briefings::{BriefingRef, NewBriefingIssue};
use domain::policy::Scope;
use ids::BriefingId;
use serde::{Deserialize, Serialize};
use store::briefings::BriefingRow;

/// How long before an issue is due its draft makes itself.
const BEFORE: TimeDelta = TimeDelta::days(2);
/// Publications that are looked at.
const MOST: u64 = 200;

/// The draft of one week.
#[derive(Debug, Serialize, Deserialize)]
struct WeeklyDraftJob {
    briefing: BriefingId,
    /// The week that it is for, by ISO 8601.
    week: String,
}

impl Job for WeeklyDraftJob {
    const KIND: &'static str = "briefing_draft";
}

/// The week whose draft is due now, where it has not made itself yet.
fn due_week(row: &BriefingRow, now: DateTime<Utc>) -> Option<String> {
    let briefing = &row.briefing;
    let zone = zones::zone(&briefing.time_zone);
    let (day, at) = zones::next((briefing.weekday, briefing.time), zone, now);
    let week = zones::week(day);
    let is_due = briefing.drafts_itself && at - now <= BEFORE;
    // Weeks are ordered as their texts are. A publication that moved to an earlier day has its draft of the week already.
    let is_new = row.drafted_week.as_ref().is_none_or(|drafted| *drafted < week);
    (is_due && is_new).then_some(week)
}

/// Gives the workers the drafts that are due; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn schedule_weekly_drafts(ctx: &Context) -> Result<usize> {
    let now = ctx.now();
    let rows = store::briefings::briefings(ctx.db(), Scope::Everything, None, MOST).await?;
    let due: Vec<(BriefingId, String)> =
        rows.iter().filter_map(|row| Some((row.briefing.id, due_week(row, now)?))).collect();
    if due.is_empty() {
        return Ok(0);
    }
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let mut given = 0;
                for (briefing, week) in due {
                    let key = format!("{}:{briefing}:{week}", WeeklyDraftJob::KIND);
                    let job = WeeklyDraftJob { briefing, week };
                    given += usize::from(enqueue_in(&ctx_in, tx, &job, Some(key)).await?);
                }
                Ok::<_, Error>(given)
            })
        })
        .await
}

/// Puts the draft of a week together.
pub(super) struct DraftWeekly;

#[async_trait::async_trait]
impl Handler for DraftWeekly {
    fn kind(&self) -> &'static str {
        WeeklyDraftJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let WeeklyDraftJob { briefing: id, week } = job.read()?;
        let named = BriefingRef::Id(id);
        let row = store::briefings::briefing(ctx.db(), Scope::Everything, &named).await;
        let Some(row) = row.map_err(|error| again(&error))?.filter(|row| is_missing(row, &week)) else {
            return Ok(());
        };
        let briefing = due(row, ctx.now());
        let issue = compose::composed(ctx, &briefing, NewBriefingIssue::default()).await;
        let mut issue = issue.map_err(|error| again(&error))?;
        issue.week = Some(week.clone());
        write_with_end(ctx, job, move |ctx, tx| {
            Box::pin(async move {
                tx.alone_with(id.as_uuid()).await?;
                // Another worker may have been faster while this one read.
                let row = store::briefings::briefing(tx, Scope::Everything, &BriefingRef::Id(id)).await?;
                if row.is_some_and(|row| is_missing(&row, &week)) {
                    compose::insert(&ctx, tx, &by_itself(), issue).await?;
                    store::briefings::note_drafted(tx, id, &week).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

/// Whether the draft of a week has not made itself yet.
fn is_missing(row: &BriefingRow, week: &str) -> bool {
    row.briefing.drafts_itself && row.drafted_week.as_deref().is_none_or(|drafted| drafted < week)
}
