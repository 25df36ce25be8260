//! The worker: leases jobs that are due, does several at once, is heard of meanwhile, and tells how they ended.

use super::handler::{Handler, JobError, Running};
use crate::{Context, Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use store::jobs::{Failure, Held};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Pauses between attempts. With some more or less of each, so that what failed together does not come back together.
const PAUSES: [i64; 7] = [5, 30, 120, 600, 3_600, 14_400, 21_600];
/// How long running jobs may take to end when the worker stops.
const GRACE: Duration = Duration::from_secs(10);

/// How a worker works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerSettings {
    /// Jobs that are done at once.
    pub at_once: usize,
    /// How long a job is held without the worker being heard of.
    pub lease: Duration,
    /// How often it looks for jobs that are due.
    pub poll: Duration,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self { at_once: 8, lease: Duration::from_secs(60), poll: Duration::from_millis(500) }
    }
}

type Handlers = Arc<Vec<Arc<dyn Handler>>>;

/// Does jobs until `stop`. Any number of workers may do so at once, in any number of processes.
pub async fn keep_working(
    ctx: Context,
    handlers: Vec<Arc<dyn Handler>>,
    settings: WorkerSettings,
    stop: CancellationToken,
) {
    let handlers = Arc::new(handlers);
    let mut running = JoinSet::new();
    let mut grown = ctx.db().watch();
    while !stop.is_cancelled() {
        while running.try_join_next().is_some() {}
        let room = settings.at_once.saturating_sub(running.len());
        let begun = if room == 0 { Ok(0) } else { begin(&ctx, &handlers, settings, room, &mut running).await };
        match begun {
            // There may be more.
            Ok(begun) if begun == room && room > 0 => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "cannot look for jobs"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            Some(_) = running.join_next(), if !running.is_empty() => {}
            // What writes a job mostly changes something as well.
            _ = grown.changed() => {}
            () = tokio::time::sleep(settings.poll) => {}
        }
    }
    let ending = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, ending).await.is_err() {
        tracing::warn!("some jobs did not end in time; they are taken up again when their lease is over");
    }
}

/// Does every job that is due now, one after the other, and answers how many: for tests and commands.
///
/// # Errors
/// When the database fails.
pub async fn work_once(ctx: &Context, handlers: &[Arc<dyn Handler>]) -> Result<usize> {
    let handlers = Arc::new(handlers.to_vec());
    let settings = WorkerSettings::default();
    let mut done = 0;
    loop {
        let mut running = JoinSet::new();
        let begun = begin(ctx, &handlers, settings, 1, &mut running).await?;
        while running.join_next().await.is_some() {}
        if begun == 0 {
            return Ok(done);
        }
        done += begun;
    }
}

async fn begin(
    ctx: &Context,
    handlers: &Handlers,
    settings: WorkerSettings,
    room: usize,
    running: &mut JoinSet<()>,
) -> Result<usize> {
    let kinds = handlers.iter().map(|handler| handler.kind()).collect();
    let now = ctx.now();
    let limit = u64::try_from(room).unwrap_or(1);
    let leased = store::jobs::lease(ctx.db(), kinds, now, until(now, settings), limit).await?;
    let begun = leased.len();
    for job in leased {
        let Some(handler) = handlers.iter().find(|handler| handler.kind() == job.kind) else { continue };
        running.spawn(carry_out(ctx.clone(), Arc::clone(handler), Running::new(job), settings));
    }
    Ok(begun)
}

fn until(now: DateTime<Utc>, settings: WorkerSettings) -> DateTime<Utc> {
    now + TimeDelta::from_std(settings.lease).unwrap_or(TimeDelta::seconds(60))
}

async fn carry_out(ctx: Context, handler: Arc<dyn Handler>, job: Running, settings: WorkerSettings) {
    let held = job.held();
    let work = AssertUnwindSafe(handler.run(&ctx, &job)).catch_unwind();
    let beating = beat(&ctx, held, settings);
    let outcome = tokio::select! {
        outcome = work => outcome.unwrap_or_else(|_| Err(JobError::Retry("the worker panicked".to_owned()))),
        // Somebody else has it now: what is half done here is dropped.
        () = beating => return,
    };
    let noted = match outcome {
        Ok(()) => end(&ctx, held).await,
        Err(error) => note(&ctx, handler.kind(), &job, error).await,
    };
    if let Err(error) = noted {
        tracing::warn!(%error, job = %job.id, "the end of a job cannot be noted; it is done again when its lease is over");
    }
}

/// Is heard of at a third of the lease, until somebody else has the job.
async fn beat(ctx: &Context, held: Held, settings: WorkerSettings) {
    loop {
        tokio::time::sleep(settings.lease / 3).await;
        match store::jobs::heartbeat(ctx.db(), held, until(ctx.now(), settings)).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, "a job's lease cannot be held longer"),
        }
    }
}

async fn end(ctx: &Context, held: Held) -> Result<()> {
    let now = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                // It may have been noted with the effect already.
                store::jobs::finish(tx, held, now).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

async fn note(ctx: &Context, kind: &str, job: &Running, error: JobError) -> Result<()> {
    let now = ctx.now();
    let (error, pause) = match error {
        JobError::Retry(error) => (error, pause(job)),
        JobError::RetryAfter(error, least) => {
            let least = TimeDelta::from_std(least).unwrap_or(TimeDelta::hours(1));
            (error, pause(job).map(|pause| pause.max(least)))
        }
        JobError::GiveUp(error) => (error, None),
    };
    tracing::warn!(kind, job = %job.id, attempt = job.attempt, reason = %error, again = pause.is_some(), "a job failed");
    let failure = Failure { error, retry_at: pause.map(|pause| now + pause) };
    store::jobs::fail(ctx.db(), job.held(), failure, now).await?;
    Ok(())
}

/// The pause before the next attempt, within a tenth more, told apart by the job's id; `None` after the last.
fn pause(job: &Running) -> Option<TimeDelta> {
    let place = usize::try_from(job.attempt - 1).ok()?;
    let seconds = *PAUSES.get(place)?;
    let share = i64::from(job.id.as_uuid().as_bytes()[15]);
    Some(TimeDelta::milliseconds(seconds * 1_000 + seconds * 100 * share / 255))
}
