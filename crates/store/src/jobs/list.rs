//! Jobs as administrators see them: never what they hold.

use crate::entities::{job, key};
use crate::{Db, Result, Scope, Tx};
use chrono::{DateTime, Utc};
use domain::jobs::{Job, JobQuery, JobState};
use ids::JobId;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, LikeExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Jobs that the query lets through, newest first, before the job `before`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, scope: Scope, query: &JobQuery, before: Option<JobId>, limit: u64) -> Result<Vec<Job>> {
    if scope != Scope::Everything {
        return Ok(Vec::new());
    }
    let mut wanted = Condition::all().add_option(before.map(|before| job::Column::Id.lt(before)));
    if !query.kinds.is_empty() {
        wanted = wanted.add(job::Column::Kind.is_in(query.kinds.iter().map(String::as_str)));
    }
    if !query.states.is_empty() {
        wanted = wanted.add(job::Column::State.is_in(query.states.iter().map(|state| state.as_str())));
    }
    let rows = job::Entity::find().filter(wanted).order_by_desc(job::Column::Id).limit(limit).all(db.read()).await?;
    rows.into_iter().map(to_job).collect()
}

/// One job.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, scope: Scope, id: JobId) -> Result<Option<Job>> {
    if scope != Scope::Everything {
        return Ok(None);
    }
    job::Entity::find_by_id(id).one(db.read()).await?.map(to_job).transpose()
}

fn to_job(row: job::Model) -> Result<Job> {
    Ok(Job {
        id: row.id,
        kind: row.kind,
        state: key("jobs.state", &row.state)?,
        attempts: row.attempts,
        max_attempts: row.max_attempts,
        run_at: row.run_at,
        last_error: row.last_error,
        created_at: row.created_at,
        finished_at: row.finished_at,
    })
}

/// Lets a dead job be tried again from the first attempt; `false` where there is no dead job of this id.
///
/// # Errors
/// When the database fails.
pub async fn retry(tx: &Tx<'_>, id: JobId, now: DateTime<Utc>) -> Result<bool> {
    let again = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(JobState::Waiting.as_str()))
        .col_expr(job::Column::Attempts, Expr::value(0_i64))
        .col_expr(job::Column::RunAt, Expr::value(now))
        .col_expr(job::Column::FinishedAt, Expr::value(None::<DateTime<Utc>>))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq(JobState::Dead.as_str()));
    Ok(again.exec(tx.connection()).await?.rows_affected == 1)
}

/// Forgets jobs that hold one of these texts, such as mails to somebody who has gone; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_holding(tx: &Tx<'_>, texts: &[&str]) -> Result<u64> {
    let holding = texts.iter().fold(Condition::any(), |any, text| {
        // As JSON writes it: whole, between its quotes. No sign of it is a wildcard.
        let quoted = serde_json::to_string(&text.to_lowercase()).unwrap_or_default();
        let escaped = quoted.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
        any.add(Expr::expr(Func::lower(Expr::col(job::Column::Payload))).like(pattern))
    });
    Ok(job::Entity::delete_many().filter(holding).exec(tx.connection()).await?.rows_affected)
}

/// Forgets jobs that ended before a moment; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &Db, before: DateTime<Utc>) -> Result<u64> {
    db.write(move |tx| {
        Box::pin(async move {
            let old = job::Entity::delete_many()
                .filter(job::Column::State.is_in([JobState::Done.as_str(), JobState::Dead.as_str()]))
                .filter(job::Column::FinishedAt.lt(before));
            Ok(old.exec(tx.connection()).await?.rows_affected)
        })
    })
    .await
}
