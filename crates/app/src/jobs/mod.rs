//! Work that follows from a write and is done later, by a worker of any process: mails, and what takes its time.
//!
//! A job is written in the transaction of its cause, so that neither is there without the other. A worker leases it,
//! is heard of while it works, and notes the end right after the effect: a crash repeats what was in flight, no more.

mod handler;
mod reminder;
mod worker;

pub use handler::{Handler, JobError, Running};
pub(crate) use handler::{again, write_with_end};
pub(crate) use reminder::{COUNTED, Reminder, counted, remind_later, reminding};
pub use worker::{WorkerSettings, keep_working, work_once};

use crate::access::authorise;
use crate::cursor::List;
use crate::idempotency::{Outcome, once};
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::jobs::{Job as Listed, JobQuery};
use domain::policy::{Action, Scope};
use ids::JobId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Tx;
use store::jobs::NewJob;

/// How often a job is tried: over half a day, with the pauses of the worker.
const ATTEMPTS: i64 = 8;
/// How long jobs that have ended are kept for who looks.
const KEPT_FOR: TimeDelta = TimeDelta::days(30);

/// What a job needs to know, and what kind of work it is.
pub trait Job: Serialize + DeserializeOwned {
    /// What kind of work it is. Once released it keeps its name.
    const KIND: &'static str;
    /// How often it is tried. Work that goes on for hours outlives more workers than a mail does.
    const ATTEMPTS: i64 = ATTEMPTS;
}

/// Writes a job in the transaction of its cause. Of jobs with the same key only one waits or runs: `false` where
/// there is one already.
///
/// # Errors
/// When the database fails.
pub(crate) async fn enqueue_in<J: Job + Sync>(
    ctx: &Context,
    tx: &Tx<'_>,
    job: &J,
    unique_key: Option<String>,
) -> Result<bool> {
    enqueue_at(ctx, tx, job, unique_key, ctx.now()).await
}

/// Writes a job that is not done before `run_at`, in the transaction of its cause.
///
/// # Errors
/// When the database fails.
pub(crate) async fn enqueue_at<J: Job + Sync>(
    ctx: &Context,
    tx: &Tx<'_>,
    job: &J,
    unique_key: Option<String>,
    run_at: DateTime<Utc>,
) -> Result<bool> {
    let payload = serde_json::to_string(job).map_err(|error| Error::Internal(format!("job: {error}")))?;
    let now = ctx.now();
    let id = JobId::generate(ctx.unix_ms());
    let new = NewJob { id, kind: J::KIND, unique_key, payload, max_attempts: J::ATTEMPTS, run_at, at: now };
    Ok(store::jobs::enqueue(tx, new).await?)
}

/// A page of jobs, newest first: how they go, never what they hold.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list(ctx: &Context, caller: &Caller, query: &JobQuery) -> Result<Page<Listed>> {
    let scope = authorise(&caller.actor, Action::ListJobs)?;
    let list = List::of(Action::ListJobs, &query.filter());
    let before: Option<JobId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::jobs::list(ctx.db(), scope, query, before, limit + 1).await?;
    list.page(items, limit, |job| job.id)
}

/// Lets a dead job be tried again.
///
/// # Errors
/// [`Error::Missing`] when there is no job of this id; [`Error::Conflict`] when it is not dead; when the actor may not.
pub async fn retry(ctx: &Context, caller: Caller, id: JobId) -> Result<Outcome<Listed>> {
    authorise(&caller.actor, Action::CreateJobRetry)?;
    let missing = || Error::Missing("There is no job of this id.".to_owned());
    store::jobs::get(ctx.db(), Scope::Everything, id).await?.ok_or_else(missing)?;
    let thing = (domain::live::ThingKind::Job, id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateJobRetry, thing, vec!["state"]);
    let (now, scope) = (ctx.now(), caller.key_scope(Action::CreateJobRetry));
    let done = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            if !store::jobs::retry(tx, id, now).await? {
                return Err(Error::Conflict("Only a dead job can be tried again.".to_owned()));
            }
            store::audit::append(tx, audit).await?;
            Ok(())
        })
    });
    let replayed = done.await?.replayed;
    let value = store::jobs::get(ctx.db(), Scope::Everything, id).await?.ok_or_else(missing)?;
    Ok(Outcome { value, replayed })
}

/// Forgets jobs that ended long ago; for a worker to call now and then.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget_old(ctx: &Context) -> Result<u64> {
    Ok(store::jobs::purge(ctx.db(), ctx.now() - KEPT_FOR).await?)
}
