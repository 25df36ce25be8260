//! Deliveries in figures.

use super::{REFUSED, SENT, SKIPPED};
use crate::entities::{briefing_delivery, briefing_issue, from_json};
use crate::{Db, Engine, Result};
use chrono::NaiveDate;
use domain::briefings::BriefingHold;
use ids::BriefingIssueId;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;

/// What became of an issue's mails.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeliveryCounts {
    /// To how many it goes, once that was counted.
    pub recipients: Option<i64>,
    /// Whose turn has come, and whose mail waits to be tried again or is on its way.
    pub open: i64,
    /// Taken by a server.
    pub sent: i64,
    /// Taken by none.
    pub refused: i64,
    /// Not written: they had left, or there was nothing for them in it.
    pub skipped: i64,
    /// Came back.
    pub bounced: i64,
    /// Marked as unwanted.
    pub complained: i64,
    /// Left after it.
    pub left: i64,
    /// The same by day (UTC).
    pub by_day: BTreeMap<NaiveDate, DayCounts>,
    /// Why its going out rests by itself, where it does.
    pub held: Option<BriefingHold>,
}

/// What became of mails on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayCounts {
    /// Taken by a server.
    pub sent: i64,
    /// Came back.
    pub bounced: i64,
    /// Marked as unwanted.
    pub complained: i64,
    /// Left after it.
    pub left: i64,
}

/// What became of an issue's mails so far.
///
/// # Errors
/// When the database fails.
pub async fn figures(db: &Db, issue: BriefingIssueId) -> Result<DeliveryCounts> {
    use briefing_delivery::Column::{At, BouncedAt, ComplainedAt, LeftAt};
    let mut counts = outcomes(db, issue).await?;
    (counts.recipients, counts.held) = noted(db, issue).await?;
    let sent = Some(briefing_delivery::Column::Outcome.eq(SENT));
    for (day, count) in by_day(db, issue, At, sent).await? {
        counts.by_day.entry(day).or_default().sent = count;
    }
    for (day, count) in by_day(db, issue, BouncedAt, None).await? {
        counts.bounced += count;
        counts.by_day.entry(day).or_default().bounced = count;
    }
    for (day, count) in by_day(db, issue, ComplainedAt, None).await? {
        counts.complained += count;
        counts.by_day.entry(day).or_default().complained = count;
    }
    for (day, count) in by_day(db, issue, LeftAt, None).await? {
        counts.left += count;
        counts.by_day.entry(day).or_default().left = count;
    }
    Ok(counts)
}

/// What is noted beside the issue: to how many it goes, and why it rests by itself.
async fn noted(db: &Db, issue: BriefingIssueId) -> Result<(Option<i64>, Option<BriefingHold>)> {
    let columns = [briefing_issue::Column::Recipients, briefing_issue::Column::Held];
    let query = briefing_issue::Entity::find_by_id(issue).select_only().columns(columns);
    let row: Option<(Option<i64>, Option<String>)> = query.into_tuple().one(db.read()).await?;
    let (recipients, held) = row.unwrap_or_default();
    Ok((recipients, held.map(|held| from_json("briefing_issues.cursor", &held)).transpose()?))
}

async fn outcomes(db: &Db, issue: BriefingIssueId) -> Result<DeliveryCounts> {
    let count = |outcome: Option<&'static str>| {
        let query = briefing_delivery::Entity::find().filter(briefing_delivery::Column::IssueId.eq(issue));
        let wanted = match outcome {
            Some(outcome) => briefing_delivery::Column::Outcome.eq(outcome),
            None => briefing_delivery::Column::Outcome.is_null(),
        };
        query.filter(wanted).count(db.read())
    };
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(DeliveryCounts {
        open: whole(count(None).await?),
        sent: whole(count(Some(SENT)).await?),
        refused: whole(count(Some(REFUSED)).await?),
        skipped: whole(count(Some(SKIPPED)).await?),
        ..DeliveryCounts::default()
    })
}

/// The day of a moment, as text. SQLite keeps moments as text that begins with it.
fn day_of(db: &Db, column: briefing_delivery::Column) -> SimpleExpr {
    let column = Expr::col(column);
    match db.engine() {
        Engine::Sqlite => Expr::cust_with_exprs("substr(?, 1, 10)", [column]),
        Engine::Postgres => Expr::cust_with_exprs("to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD')", [column]),
    }
}

async fn by_day(
    db: &Db,
    issue: BriefingIssueId,
    column: briefing_delivery::Column,
    wanted: Option<SimpleExpr>,
) -> Result<Vec<(NaiveDate, i64)>> {
    let mut query = briefing_delivery::Entity::find()
        .select_only()
        .column_as(day_of(db, column), "day")
        .column_as(briefing_delivery::Column::SubscriberId.count(), "count")
        .filter(briefing_delivery::Column::IssueId.eq(issue))
        .filter(column.is_not_null());
    if let Some(wanted) = wanted {
        query = query.filter(wanted);
    }
    let rows: Vec<(String, i64)> = query.group_by(day_of(db, column)).into_tuple().all(db.read()).await?;
    Ok(rows.into_iter().filter_map(|(day, count)| Some((day.parse().ok()?, count))).collect())
}
