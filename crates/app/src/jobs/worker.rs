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
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Pauses between attempts; further ones are as long as the last. With some more or less of each, so that what failed
/// together does not come back together.
const PAUSES: [i64; 7] = [5, 30, 120, 600, 3_600, 14_400, 21_600];
/// First and longest pause before the end of a job is noted once more.
const NOTE_AGAIN: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));
/// How long giving back may take when the worker stops.
const GIVING_BACK: Duration = Duration::from_secs(1);

/// How a worker works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerSettings {
    /// Jobs that are done at once.
    pub at_once: usize,
    /// How long a job is held without the worker being heard of.
    pub lease: Duration,
    /// How often it looks for jobs that are due.
    pub poll: Duration,
    /// How long running jobs may take to end when the worker stops. Those that do not are given back within a second.
    pub grace: Duration,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        let (lease, poll) = (Duration::from_secs(60), Duration::from_millis(500));
        Self { at_once: 8, lease, poll, grace: Duration::from_secs(10) }
    }
}

/// Does jobs until `stop`. Any number of workers may do so at once, in any number of processes.
pub async fn keep_working(
    ctx: Context,
    handlers: Vec<Arc<dyn Handler>>,
    settings: WorkerSettings,
    stop: CancellationToken,
) {
    let mut grown = ctx.db().watch();
    let worker = Worker { ctx, handlers: handlers.into(), settings, stop, enough: CancellationToken::new() };
    let mut running = JoinSet::new();
    while !worker.stop.is_cancelled() {
        while running.try_join_next().is_some() {}
        let room = settings.at_once.saturating_sub(running.len());
        let begun = if room == 0 { Ok(0) } else { worker.begin(room, &mut running).await };
        match begun {
            // There may be more.
            Ok(begun) if begun == room && room > 0 => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "cannot look for jobs"),
        }
        tokio::select! {
            () = worker.stop.cancelled() => {}
            Some(_) = running.join_next(), if !running.is_empty() => {}
            // What writes a job mostly changes something as well.
            _ = grown.changed() => {}
            () = tokio::time::sleep(settings.poll) => {}
        }
    }
    worker.end(running).await;
}

/// Does every job that is due now, one after the other, and answers how many: for tests and commands.
///
/// # Errors
/// When the database fails.
pub async fn work_once(ctx: &Context, handlers: &[Arc<dyn Handler>]) -> Result<usize> {
    let worker = Worker {
        ctx: ctx.clone(),
        handlers: handlers.into(),
        settings: WorkerSettings::default(),
        stop: CancellationToken::new(),
        enough: CancellationToken::new(),
    };
    let mut done = 0;
    loop {
        let mut running = JoinSet::new();
        let begun = worker.begin(1, &mut running).await?;
        while running.join_next().await.is_some() {}
        if begun == 0 {
            return Ok(done);
        }
        done += begun;
    }
}

/// How a job ended.
enum End {
    Done,
    Failed(Failure),
}

#[derive(Clone)]
struct Worker {
    ctx: Context,
    handlers: Arc<[Arc<dyn Handler>]>,
    settings: WorkerSettings,
    /// Nothing more is begun.
    stop: CancellationToken,
    /// What has not ended yet is given back.
    enough: CancellationToken,
}

impl Worker {
    /// Leases as many jobs as there is room for, and begins them.
    async fn begin(&self, room: usize, running: &mut JoinSet<()>) -> Result<usize> {
        let kinds = self.handlers.iter().map(|handler| handler.kind()).collect();
        let limit = u64::try_from(room).unwrap_or(1);
        let now = self.ctx.now();
        let leased = store::jobs::lease(self.ctx.db(), kinds, now, self.until(now), limit).await?;
        let begun = leased.len();
        for job in leased {
            let handler = self.handlers.iter().find(|handler| handler.kind() == job.kind);
            match handler.filter(|_| !self.stop.is_cancelled()) {
                Some(handler) => {
                    let job = Running::new(job, self.stop.clone());
                    running.spawn(self.clone().carry_out(Arc::clone(handler), job));
                }
                // The end came while they were leased.
                None => self.give_back(job.held).await,
            }
        }
        Ok(begun)
    }

    fn until(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + TimeDelta::from_std(self.settings.lease).unwrap_or(TimeDelta::seconds(60))
    }

    /// Lets running jobs come to their end, then gives back those that do not.
    async fn end(&self, mut running: JoinSet<()>) {
        let ending = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(self.settings.grace, ending).await.is_ok() {
            return;
        }
        tracing::warn!(jobs = running.len(), "some jobs did not end in time; they are given back");
        self.enough.cancel();
        let ending = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(GIVING_BACK, ending).await.is_err() {
            tracing::warn!("some jobs could not be given back; they are taken up again when their lease is over");
        }
    }

    async fn carry_out(self, handler: Arc<dyn Handler>, job: Running) {
        let held = job.held();
        let work = AssertUnwindSafe(async { handler.run(&self.ctx, &job).await }).catch_unwind();
        let outcome = tokio::select! {
            biased;
            outcome = work => outcome.unwrap_or_else(|_| Err(JobError::Retry("the worker panicked".to_owned()))),
            // Somebody else has it now: what is half done here is dropped.
            () = self.beat(held) => return,
            () = self.enough.cancelled() => return self.give_back(held).await,
        };
        let end = match outcome {
            Ok(()) => End::Done,
            Err(error) => End::Failed(self.failure(handler.kind(), &job, error)),
        };
        self.note(held, end).await;
    }

    /// Is heard of at a third of the lease, until somebody else has the job, or may have it because the database could not
    /// be reached for as long as the lease lasts.
    async fn beat(&self, held: Held) {
        let mut last = Instant::now();
        loop {
            tokio::time::sleep(self.settings.lease / 3).await;
            let begun = Instant::now();
            let beating = store::jobs::heartbeat(self.ctx.db(), held, self.until(self.ctx.now()));
            match tokio::time::timeout(self.settings.lease / 3, beating).await {
                Ok(Ok(true)) => last = begun,
                Ok(Ok(false)) => return,
                Ok(Err(error)) => tracing::warn!(%error, job = %held.id, "a job's lease cannot be held longer"),
                Err(_) => tracing::warn!(job = %held.id, "a job's lease cannot be held longer: no answer"),
            }
            if last.elapsed() >= self.settings.lease {
                return;
            }
        }
    }

    /// Notes how a job ended. A database that is busy, or gone for a moment, is asked again for as long as the lease may
    /// last: what was done and not noted would be done once more, a mail sent twice.
    async fn note(&self, held: Held, end: End) {
        let (begun, mut pause) = (Instant::now(), NOTE_AGAIN.0);
        loop {
            let Err(error) = self.note_once(held, &end).await else { return };
            if begun.elapsed() + pause >= self.settings.lease {
                tracing::warn!(%error, job = %held.id, "the end of a job cannot be noted; it is done again");
                return;
            }
            tracing::debug!(%error, job = %held.id, "the end of a job cannot be noted yet");
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(NOTE_AGAIN.1);
        }
    }

    /// Whether it was still held makes no difference: its end may have been noted with the effect already.
    async fn note_once(&self, held: Held, end: &End) -> Result<bool> {
        let now = self.ctx.now();
        match end {
            End::Done => {
                let finish = self.ctx.db().write(move |tx| {
                    Box::pin(async move { Ok::<_, Error>(store::jobs::finish(tx, held, now).await?) })
                });
                finish.await
            }
            End::Failed(failure) => Ok(store::jobs::fail(self.ctx.db(), held, failure.clone(), now).await?),
        }
    }

    async fn give_back(&self, held: Held) {
        if let Err(error) = store::jobs::give_back(self.ctx.db(), held).await {
            tracing::warn!(%error, job = %held.id, "a job cannot be given back; it is taken up again when its lease is over");
        }
    }

    fn failure(&self, kind: &str, job: &Running, error: JobError) -> Failure {
        let (error, pause) = match error {
            JobError::Retry(error) => (error, Some(pause(job))),
            JobError::RetryAfter(error, least) => {
                let least = TimeDelta::from_std(least).unwrap_or(TimeDelta::hours(1));
                (error, Some(pause(job).max(least)))
            }
            JobError::GiveUp(error) => (error, None),
        };
        let pause = pause.filter(|_| job.attempt < job.max_attempts);
        let again = pause.is_some();
        tracing::warn!(kind, job = %job.id, attempt = job.attempt, reason = %error, again, "a job failed");
        Failure { error, retry_at: pause.map(|pause| self.ctx.now() + pause) }
    }
}

/// The pause before the next attempt, within a tenth more, told apart by the job's id.
fn pause(job: &Running) -> TimeDelta {
    let place = usize::try_from(job.attempt.saturating_sub(1)).unwrap_or(0);
    let seconds = PAUSES[place.min(PAUSES.len() - 1)];
    let share = i64::from(job.id.as_uuid().as_bytes()[15]);
    TimeDelta::milliseconds(seconds * 1_000 + seconds * 100 * share / 255)
}
