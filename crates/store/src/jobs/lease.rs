//! Leasing, and what becomes of a leased job. Whoever does not hold the lease any more changes nothing.

use super::MAX_ERROR;
use crate::entities::job;
use crate::{Db, Engine, Result, Tx};
use chrono::{DateTime, Utc};
use domain::jobs::JobState;
use ids::JobId;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, UpdateMany,
};
use uuid::Uuid;

/// A job that a worker holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Leased {
    /// Which job, and by which lease it is held.
    pub held: Held,
    /// What kind of work it is.
    pub kind: String,
    /// What the work needs to know, as JSON.
    pub payload: String,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// How often it is tried.
    pub max_attempts: i64,
}

impl std::fmt::Debug for Leased {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Leased").field("held", &self.held).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A job and the lease by which it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The job.
    pub id: JobId,
    /// The lease.
    pub lease: Uuid,
}

/// Leases jobs of these kinds, at most `limit`: those whose worker has not been heard of in time, then those that wait and
/// are due, in each case the longest due first. Of the former, who has no attempts left is dead.
///
/// # Errors
/// When the database fails.
pub async fn lease(
    db: &Db,
    kinds: Vec<&'static str>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Leased>> {
    // Most looks find nothing: they cost two reads, and no write.
    if !any(db, waiting(&kinds, now)).await? && !any(db, lost(&kinds, now)).await? {
        return Ok(Vec::new());
    }
    db.write(move |tx| Box::pin(async move { take(tx, &kinds, (now, until), limit).await })).await
}

/// Jobs that wait for a moment that has come.
fn waiting(kinds: &[&'static str], now: DateTime<Utc>) -> Condition {
    in_state(kinds, JobState::Waiting).add(job::Column::RunAt.lte(now))
}

/// Jobs whose worker has not been heard of in time.
fn lost(kinds: &[&'static str], now: DateTime<Utc>) -> Condition {
    in_state(kinds, JobState::Running).add(job::Column::LeaseUntil.lte(now))
}

fn in_state(kinds: &[&'static str], state: JobState) -> Condition {
    let kinds = job::Column::Kind.is_in(kinds.iter().copied());
    Condition::all().add(job::Column::State.eq(state.as_str())).add(kinds)
}

async fn any(db: &Db, wanted: Condition) -> Result<bool> {
    let id = job::Entity::find().select_only().column(job::Column::Id).filter(wanted).limit(1);
    if let Some(near) = db.near() {
        return Ok(!near.rows(&id.build(DbBackend::Sqlite), |row| row.id::<JobId>())?.is_empty());
    }
    Ok(id.into_tuple::<JobId>().one(db.read()).await?.is_some())
}

async fn take(
    tx: &Tx<'_>,
    kinds: &[&'static str],
    (now, until): (DateTime<Utc>, DateTime<Utc>),
    limit: u64,
) -> Result<Vec<Leased>> {
    // Two looks, each in the order of an index. One for both would sort everything that is due to lease a handful: with
    // ten thousand jobs waiting that holds up every other write for 10 ms on SQLite, and sorts on disk on PostgreSQL.
    let mut rows = look(tx, lost(kinds, now), limit).await?;
    let room = limit.saturating_sub(rows.len() as u64);
    rows.extend(look(tx, waiting(kinds, now), room).await?);
    let (spent, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.attempts >= row.max_attempts);
    for row in spent {
        bury(tx, row.id, "The worker was not heard of any more.", now).await?;
    }
    let lease = Uuid::now_v7();
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(JobState::Running.as_str()))
        .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .col_expr(job::Column::LeaseId, Expr::value(Some(lease)))
        .col_expr(job::Column::LeaseUntil, Expr::value(Some(until)))
        .filter(job::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(tx.connection())
        .await?;
    let to_leased = |row: job::Model| Leased {
        held: Held { id: row.id, lease },
        kind: row.kind,
        payload: row.payload,
        attempt: row.attempts + 1,
        max_attempts: row.max_attempts,
    };
    Ok(rows.into_iter().map(to_leased).collect())
}

async fn look(tx: &Tx<'_>, wanted: Condition, limit: u64) -> Result<Vec<job::Model>> {
    let mut query = job::Entity::find().filter(wanted).order_by_asc(job::Column::RunAt).order_by_asc(job::Column::Id);
    query = query.limit(limit);
    if tx.engine() == Engine::Postgres {
        // Other workers look at the same moment: each takes what no other has in its hands.
        query = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    Ok(query.all(tx.connection()).await?)
}

async fn bury(tx: &Tx<'_>, id: JobId, error: &str, now: DateTime<Utc>) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(JobState::Dead.as_str()))
        .col_expr(job::Column::UniqueKey, Expr::value(None::<String>))
        .col_expr(job::Column::LastError, Expr::value(Some(error.to_owned())))
        .col_expr(job::Column::FinishedAt, Expr::value(Some(now)))
        .filter(job::Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// A change of the job while it is held by this lease.
fn held(held: Held) -> UpdateMany<job::Entity> {
    job::Entity::update_many()
        .filter(job::Column::Id.eq(held.id))
        .filter(job::Column::LeaseId.eq(held.lease))
        .filter(job::Column::State.eq(JobState::Running.as_str()))
}

/// Holds a job longer; `false` where somebody else has it now.
///
/// # Errors
/// When the database fails.
pub async fn heartbeat(db: &Db, job: Held, until: DateTime<Utc>) -> Result<bool> {
    db.write(move |tx| {
        Box::pin(async move {
            let kept = held(job).col_expr(job::Column::LeaseUntil, Expr::value(Some(until)));
            Ok(kept.exec(tx.connection()).await?.rows_affected == 1)
        })
    })
    .await
}

/// Notes that a job is done, in the transaction of what it did where it did something; `false` where somebody else has
/// it now.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &Tx<'_>, job: Held, now: DateTime<Utc>) -> Result<bool> {
    let done = held(job)
        .col_expr(job::Column::State, Expr::value(JobState::Done.as_str()))
        .col_expr(job::Column::Payload, Expr::value("{}"))
        .col_expr(job::Column::UniqueKey, Expr::value(None::<String>))
        .col_expr(job::Column::LastError, Expr::value(None::<String>))
        .col_expr(job::Column::FinishedAt, Expr::value(Some(now)));
    Ok(done.exec(tx.connection()).await?.rows_affected == 1)
}

/// Brings a job forward that waits for later, by its unique key.
///
/// # Errors
/// When the database fails.
pub async fn hasten(tx: &Tx<'_>, unique_key: &str, now: DateTime<Utc>) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::RunAt, Expr::value(now))
        .filter(job::Column::UniqueKey.eq(unique_key))
        .filter(job::Column::State.eq(JobState::Waiting.as_str()))
        .filter(job::Column::RunAt.gt(now))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Why a job was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The reason, without anything personal.
    pub error: String,
    /// When to try again; never where `None`.
    pub retry_at: Option<DateTime<Utc>>,
}

/// Notes that a job failed: it waits for another attempt, or is dead where there is none left or none is wanted.
/// `false` where somebody else has it now.
///
/// # Errors
/// When the database fails.
pub async fn fail(db: &Db, job: Held, failure: Failure, now: DateTime<Utc>) -> Result<bool> {
    let error: String = failure.error.chars().take(MAX_ERROR).collect();
    db.write(move |tx| {
        Box::pin(async move {
            let failed = held(job).col_expr(job::Column::LastError, Expr::value(Some(error)));
            if let Some(at) = failure.retry_at {
                let again = failed
                    .clone()
                    .col_expr(job::Column::State, Expr::value(JobState::Waiting.as_str()))
                    .col_expr(job::Column::RunAt, Expr::value(at))
                    .filter(Expr::col(job::Column::Attempts).lt(Expr::col(job::Column::MaxAttempts)));
                if again.exec(tx.connection()).await?.rows_affected == 1 {
                    return Ok(true);
                }
            }
            let dead = failed
                .col_expr(job::Column::State, Expr::value(JobState::Dead.as_str()))
                .col_expr(job::Column::UniqueKey, Expr::value(None::<String>))
                .col_expr(job::Column::FinishedAt, Expr::value(Some(now)));
            Ok(dead.exec(tx.connection()).await?.rows_affected == 1)
        })
    })
    .await
}

/// Gives back a job that was not begun, or not let come to its end: the attempt does not count.
///
/// # Errors
/// When the database fails.
pub async fn give_back(db: &Db, job: Held) -> Result<bool> {
    db.write(move |tx| {
        Box::pin(async move {
            let back = held(job)
                .col_expr(job::Column::State, Expr::value(JobState::Waiting.as_str()))
                .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).sub(1));
            Ok(back.exec(tx.connection()).await?.rows_affected == 1)
        })
    })
    .await
}
