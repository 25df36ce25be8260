//! What became of an issue's mail to each subscriber. A row stands from the moment in which a subscriber's turn has come:
//! claimed and without an outcome, the mail may be on its way.

mod audience;
mod figures;
mod marks;
mod turn;

pub use audience::{Candidate, candidates, count_recipients};
pub use figures::{DayCounts, DeliveryCounts, figures};
pub use marks::{Delivered, Mark, by_token, mark, note_left, note_soft, soft_in_a_row};
pub use turn::{Became, Ended, Pick, ToSend, Turn, turn};

use crate::entities::{briefing_delivery, briefing_issue, from_json};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::briefings::{BriefingSegment, IssueStatus};
use ids::{BriefingIssueId, SubscriberId};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Outcomes as their column has them.
const SENT: &str = "sent";
const REFUSED: &str = "refused";
const SKIPPED: &str = "skipped";

/// An issue that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// Its id.
    pub id: BriefingIssueId,
    /// Its name in addresses.
    pub slug: String,
    /// Its version.
    pub version: i64,
    /// To whom it goes.
    pub segment: BriefingSegment,
    /// To how many it goes, once that was counted.
    pub recipients: Option<i64>,
}

fn sending() -> SimpleExpr {
    briefing_issue::Column::Status.eq(IssueStatus::Sending.as_str())
}

/// Issues that go out, the first begun first.
///
/// # Errors
/// When the database fails.
pub async fn going(source: &impl Source) -> Result<Vec<Going>> {
    let query = briefing_issue::Entity::find()
        .select_only()
        .columns([
            briefing_issue::Column::Id,
            briefing_issue::Column::Slug,
            briefing_issue::Column::Version,
            briefing_issue::Column::Segment,
            briefing_issue::Column::Recipients,
        ])
        .filter(sending())
        .order_by_asc(briefing_issue::Column::SentAt)
        .order_by_asc(briefing_issue::Column::Id);
    let rows: Vec<(BriefingIssueId, String, i64, String, Option<i64>)> =
        query.into_tuple().all(source.reading()).await?;
    let to_going = |(id, slug, version, segment, recipients): (_, _, _, String, _)| {
        let segment = from_json("briefing_issues.segment", &segment)?;
        Ok(Going { id, slug, version, segment, recipients })
    };
    rows.into_iter().map(to_going).collect()
}

/// Notes to how many an issue goes.
///
/// # Errors
/// When the database fails.
pub async fn note_recipients(tx: &Tx<'_>, issue: BriefingIssueId, recipients: i64) -> Result<()> {
    briefing_issue::Entity::update_many()
        .col_expr(briefing_issue::Column::Recipients, Expr::value(recipients))
        .filter(briefing_issue::Column::Id.eq(issue))
        .filter(briefing_issue::Column::Recipients.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

fn open_of(issue: BriefingIssueId) -> Condition {
    Condition::all().add(briefing_delivery::Column::IssueId.eq(issue)).add(briefing_delivery::Column::Outcome.is_null())
}

/// How far an issue has been walked: whose turn has come last. Turns come in the order of ids.
///
/// # Errors
/// When the database fails.
pub async fn walked_to(db: &Db, issue: BriefingIssueId) -> Result<Option<SubscriberId>> {
    let query = briefing_delivery::Entity::find()
        .select_only()
        .column(briefing_delivery::Column::SubscriberId)
        .filter(briefing_delivery::Column::IssueId.eq(issue))
        .order_by_desc(briefing_delivery::Column::SubscriberId)
        .limit(1);
    Ok(query.into_tuple().one(db.read()).await?)
}

/// Subscribers whose mail was claimed by a worker that has not told what became of it: by another lease than this one.
///
/// # Errors
/// When the database fails.
pub async fn orphaned(db: &Db, issue: BriefingIssueId, lease: Uuid, limit: u64) -> Result<Vec<SubscriberId>> {
    let wanted = open_of(issue)
        .add(briefing_delivery::Column::ClaimedAt.is_not_null())
        .add(briefing_delivery::Column::Claim.ne(lease));
    ids(db, wanted, limit).await
}

/// Subscribers whose mail was put back and is due again, the longest due first.
///
/// # Errors
/// When the database fails.
pub async fn due(db: &Db, issue: BriefingIssueId, now: DateTime<Utc>, limit: u64) -> Result<Vec<SubscriberId>> {
    let wanted = open_of(issue)
        .add(briefing_delivery::Column::ClaimedAt.is_null())
        .add(briefing_delivery::Column::RetryAt.lte(now));
    ids(db, wanted, limit).await
}

async fn ids(db: &Db, wanted: Condition, limit: u64) -> Result<Vec<SubscriberId>> {
    let query = briefing_delivery::Entity::find()
        .select_only()
        .column(briefing_delivery::Column::SubscriberId)
        .filter(wanted)
        .order_by_asc(briefing_delivery::Column::RetryAt)
        .order_by_asc(briefing_delivery::Column::SubscriberId)
        .limit(limit);
    Ok(query.into_tuple().all(db.read()).await?)
}

/// When the next mail that was put back is due; the outer `None` where nobody waits any more.
///
/// # Errors
/// When the database fails.
pub async fn next_due(source: &impl Source, issue: BriefingIssueId) -> Result<Option<Option<DateTime<Utc>>>> {
    let query = briefing_delivery::Entity::find()
        .select_only()
        .column(briefing_delivery::Column::RetryAt)
        .filter(open_of(issue))
        .order_by_asc(briefing_delivery::Column::RetryAt)
        .limit(1);
    Ok(query.into_tuple().one(source.reading()).await?)
}

/// How many mails of an issue are on their way or wait.
///
/// # Errors
/// When the database fails.
pub async fn count_open(db: &Db, issue: BriefingIssueId) -> Result<u64> {
    Ok(briefing_delivery::Entity::find().filter(open_of(issue)).count(db.read()).await?)
}

/// Whether a server has taken any mail of an issue.
///
/// # Errors
/// When the database fails.
pub async fn is_any_taken(db: &Db, issue: BriefingIssueId) -> Result<bool> {
    let query = briefing_delivery::Entity::find()
        .select_only()
        .column(briefing_delivery::Column::SubscriberId)
        .filter(briefing_delivery::Column::IssueId.eq(issue))
        .filter(briefing_delivery::Column::Outcome.eq(SENT))
        .limit(1);
    Ok(query.into_tuple::<SubscriberId>().one(db.read()).await?.is_some())
}

/// Whether a mail to a subscriber that was claimed since `since` may still be on its way.
///
/// # Errors
/// When the database fails.
pub async fn is_in_flight(db: &Db, subscriber: SubscriberId, since: DateTime<Utc>) -> Result<bool> {
    let query = briefing_delivery::Entity::find()
        .filter(briefing_delivery::Column::SubscriberId.eq(subscriber))
        .filter(briefing_delivery::Column::Outcome.is_null())
        .filter(briefing_delivery::Column::ClaimedAt.gte(since));
    Ok(query.count(db.read()).await? > 0)
}
