//! What does the work of one kind of job.

use crate::{Context, Error, Result};
use ids::JobId;
use serde::de::DeserializeOwned;
use std::time::Duration;
use store::Tx;
use store::jobs::Held;
use tokio_util::sync::CancellationToken;

/// Does the work of one kind of job. The same job may come twice, after a crash or a lost lease. The work is dropped where
/// it waits when the lease is lost, or when the process stops and it does not end in time.
#[async_trait::async_trait]
pub trait Handler: Send + Sync {
    /// The kind.
    fn kind(&self) -> &'static str;

    /// Does the work.
    ///
    /// # Errors
    /// [`JobError`] says whether and when to try again.
    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError>;
}

/// Why a job was not done. The reasons are kept and shown to administrators: nothing personal is in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobError {
    /// Trying again may help.
    Retry(String),
    /// Trying again may help, not before this time.
    RetryAfter(String, Duration),
    /// Trying again does not help.
    GiveUp(String),
}

/// A job that is being done.
#[derive(Clone)]
pub struct Running {
    /// Its id: the same for every attempt.
    pub id: JobId,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// How often it is tried.
    pub(super) max_attempts: i64,
    held: Held,
    payload: String,
    /// The worker is about to stop.
    stop: CancellationToken,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What it holds may be personal.
        f.debug_struct("Running").field("id", &self.id).field("attempt", &self.attempt).finish_non_exhaustive()
    }
}

impl Running {
    pub(super) fn new(leased: store::jobs::Leased, stop: CancellationToken) -> Self {
        let store::jobs::Leased { held, kind: _, payload, attempt, max_attempts } = leased;
        Self { id: held.id, attempt, max_attempts, held, payload, stop }
    }

    /// What the job needs to know.
    ///
    /// # Errors
    /// [`JobError::GiveUp`] for what this version cannot read.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, JobError> {
        // The text of the fault would quote what stands there.
        serde_json::from_str(&self.payload).map_err(|_| JobError::GiveUp("what it holds cannot be read".to_owned()))
    }

    /// Notes the end of the job in the transaction of what it does, so that a crash leaves both or neither.
    pub(crate) async fn finish(held: Held, ctx: &Context, tx: &Tx<'_>) -> Result<bool> {
        Ok(store::jobs::finish(tx, held, ctx.now()).await?)
    }

    /// Whether the worker is about to stop: work that goes on for long begins nothing more then.
    pub(crate) fn is_ending(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// The lease, for [`Running::finish`].
    pub(crate) const fn held(&self) -> Held {
        self.held
    }
}

/// Writes what follows from a job in the transaction that finishes it: a crash leaves both or neither.
pub(crate) async fn write_with_end<F>(ctx: &Context, job: &Running, work: F) -> Result<(), JobError>
where
    F: for<'t> FnOnce(Context, &'t Tx<'t>) -> futures_util::future::BoxFuture<'t, Result<()>> + Send + 'static,
{
    let (inside, held) = (ctx.clone(), job.held());
    let written = ctx.db().write(move |tx| {
        Box::pin(async move {
            // Somebody else may have it by now: then nothing of this stays.
            if !Running::finish(held, &inside, tx).await? {
                return Err(Error::Busy);
            }
            work(inside, tx).await
        })
    });
    written.await.map_err(|error| again(&error))
}

/// The cause is for the log. What is kept with a job is shown, and the texts of a database may quote what is personal.
pub(crate) fn again(error: &dyn std::error::Error) -> JobError {
    tracing::warn!(%error, "a job cannot go on now");
    JobError::Retry("The database, or something else that the job needs, did not answer as it should.".to_owned())
}
