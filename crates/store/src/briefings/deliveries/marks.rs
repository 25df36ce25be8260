//! What is heard of mails after they went.

use super::{REFUSED, SENT};
use crate::entities::{briefing_delivery, subscriber_bounce};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use ids::{BriefingIssueId, SubscriberId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// A mail that went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    /// Of which issue.
    pub issue: BriefingIssueId,
    /// To whom.
    pub subscriber: SubscriberId,
}

/// What is heard of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It came back.
    Bounced,
    /// Its reader marked it as unwanted.
    Complained,
}

/// The mail that a word stands for.
///
/// # Errors
/// When the database fails.
pub async fn by_token(source: &impl Source, token: &str) -> Result<Option<Delivered>> {
    let query = briefing_delivery::Entity::find().filter(briefing_delivery::Column::Token.eq(token));
    let row = query.one(source.reading()).await?;
    Ok(row.map(|row| Delivered { issue: row.issue_id, subscriber: row.subscriber_id }))
}

/// Notes what was heard of a mail that a server had taken; the first time stays.
///
/// # Errors
/// When the database fails.
pub async fn mark(
    tx: &Tx<'_>,
    (issue, subscriber): (BriefingIssueId, SubscriberId),
    mark: Mark,
    at: DateTime<Utc>,
) -> Result<()> {
    let column = match mark {
        Mark::Bounced => briefing_delivery::Column::BouncedAt,
        Mark::Complained => briefing_delivery::Column::ComplainedAt,
    };
    briefing_delivery::Entity::update_many()
        .col_expr(column, Expr::value(at))
        .filter(briefing_delivery::Column::IssueId.eq(issue))
        .filter(briefing_delivery::Column::SubscriberId.eq(subscriber))
        .filter(briefing_delivery::Column::Outcome.eq(SENT))
        .filter(column.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Notes beside the last mail that somebody got that they left after it.
///
/// # Errors
/// When the database fails.
pub async fn note_left(tx: &Tx<'_>, subscriber: SubscriberId, at: DateTime<Utc>) -> Result<()> {
    let last = briefing_delivery::Entity::find()
        .filter(briefing_delivery::Column::SubscriberId.eq(subscriber))
        .filter(briefing_delivery::Column::Outcome.eq(SENT))
        .order_by_desc(briefing_delivery::Column::At)
        .limit(1);
    let Some(last) = last.one(tx.connection()).await? else { return Ok(()) };
    briefing_delivery::Entity::update_many()
        .col_expr(briefing_delivery::Column::LeftAt, Expr::value(at))
        .filter(briefing_delivery::Column::IssueId.eq(last.issue_id))
        .filter(briefing_delivery::Column::SubscriberId.eq(subscriber))
        .filter(briefing_delivery::Column::LeftAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Notes that a mail came back for now; once an issue.
///
/// # Errors
/// When the database fails.
pub async fn note_soft(
    tx: &Tx<'_>,
    (issue, subscriber): (BriefingIssueId, SubscriberId),
    at: DateTime<Utc>,
) -> Result<()> {
    let row = subscriber_bounce::ActiveModel {
        subscriber_id: ActiveValue::Set(subscriber),
        issue_id: ActiveValue::Set(issue.as_uuid()),
        at: ActiveValue::Set(at),
        status_code: ActiveValue::Set(None),
    };
    let columns = [subscriber_bounce::Column::SubscriberId, subscriber_bounce::Column::IssueId];
    let again = OnConflict::columns(columns).do_nothing().to_owned();
    subscriber_bounce::Entity::insert(row).on_conflict(again).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Whether the last so many mails to somebody, each of another issue, came back for now.
///
/// # Errors
/// When the database fails.
pub async fn soft_in_a_row(tx: &Tx<'_>, subscriber: SubscriberId, count: u64) -> Result<bool> {
    let last = briefing_delivery::Entity::find()
        .select_only()
        .column(briefing_delivery::Column::IssueId)
        .filter(briefing_delivery::Column::SubscriberId.eq(subscriber))
        .filter(briefing_delivery::Column::Outcome.is_in([SENT, REFUSED]))
        .order_by_desc(briefing_delivery::Column::At)
        .order_by_desc(briefing_delivery::Column::IssueId)
        .limit(count);
    let last: Vec<BriefingIssueId> = last.into_tuple().all(tx.connection()).await?;
    if (last.len() as u64) < count {
        return Ok(false);
    }
    let came_back = subscriber_bounce::Entity::find()
        .filter(subscriber_bounce::Column::SubscriberId.eq(subscriber))
        .filter(subscriber_bounce::Column::IssueId.is_in(last.into_iter().map(BriefingIssueId::as_uuid)));
    Ok(came_back.count(tx.connection()).await? == count)
}
