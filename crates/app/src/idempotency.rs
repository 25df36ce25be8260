//! Doing a thing once, however often it is asked for: the answer to an idempotency key is kept for a day,
//! in the transaction of the deed itself, so that a crash leaves both or neither.

use crate::{Context, Error, Result};
use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use store::Tx;
use store::idempotency::{Kept, KeyRef};

/// How long an answer is kept.
const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

/// The caller's key and a fingerprint of what was asked under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// The key, 1 to 255 visible ASCII characters.
    pub key: String,
    /// SHA-256 of the request's content.
    pub fingerprint: String,
}

/// What came out, and whether it is the kept answer of an earlier request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<T> {
    /// The answer.
    pub value: T,
    /// Whether it was kept from before.
    pub replayed: bool,
}

/// Keys whose request runs in this process right now.
#[derive(Debug, Clone, Default)]
pub(crate) struct Running(Arc<Mutex<HashSet<KeyRef>>>);

impl Running {
    /// Takes the key; `None` when its request runs already.
    fn take(&self, key: &KeyRef) -> Option<RunningKey> {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(key.clone()).then(|| RunningKey { keys: self.clone(), key: key.clone() })
    }
}

/// A taken key, given back when dropped.
#[derive(Debug)]
struct RunningKey {
    keys: Running,
    key: KeyRef,
}

impl Drop for RunningKey {
    fn drop(&mut self) {
        self.keys.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// The answer that was given to the caller's key, where there is one. A use case asks for it before it looks at
/// anything that may have changed by the first request: who has handed the lead over leads no more, and still gets the
/// answer to what they did.
///
/// # Errors
/// [`Error::KeyReused`]; when the database fails.
pub(crate) async fn kept<T: DeserializeOwned>(
    ctx: &Context,
    scope: &str,
    idempotency: Option<&Idempotency>,
) -> Result<Option<Outcome<T>>> {
    let Some(Idempotency { key, fingerprint }) = idempotency else { return Ok(None) };
    let key = KeyRef { scope: scope.to_owned(), key: key.clone() };
    let found = store::idempotency::kept(ctx.db(), &key, ctx.now() - KEPT_FOR).await?;
    found.map(|kept| replay(&kept, fingerprint)).transpose()
}

/// Runs `work` in one transaction; under a key at most once within a day, later requests get the kept answer.
/// `scope` names operation and caller, so that keys of different callers do not meet.
///
/// # Errors
/// [`Error::StillRunning`], [`Error::KeyReused`], or what `work` answers.
pub(crate) async fn once<T, F>(
    ctx: &Context,
    scope: &str,
    idempotency: Option<Idempotency>,
    work: F,
) -> Result<Outcome<T>>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: for<'t> FnOnce(&'t Tx<'t>) -> BoxFuture<'t, Result<T>> + Send + 'static,
{
    let Some(Idempotency { key, fingerprint }) = idempotency else {
        let value = ctx.db().write(work).await?;
        return Ok(Outcome { value, replayed: false });
    };
    let key = KeyRef { scope: scope.to_owned(), key };
    let taken = ctx.running().take(&key).ok_or(Error::StillRunning)?;
    let now = ctx.now();
    let written = ctx.db().write(move |tx| {
        Box::pin(async move {
            // Held until the transaction has ended, whether or not the caller still waits.
            let _taken = taken;
            if !store::idempotency::try_lock(tx, &key).await? {
                return Err(Error::StillRunning);
            }
            if let Some(kept) = store::idempotency::find(tx, &key, now - KEPT_FOR).await? {
                return replay(&kept, &fingerprint);
            }
            let value = work(tx).await?;
            let answer =
                serde_json::to_string(&value).map_err(|error| Error::Internal(format!("answer to keep: {error}")))?;
            store::idempotency::keep(tx, key, Kept { fingerprint, answer }, now).await?;
            Ok(Outcome { value, replayed: false })
        })
    });
    written.await
}

fn replay<T: DeserializeOwned>(kept: &Kept, fingerprint: &str) -> Result<Outcome<T>> {
    if kept.fingerprint != fingerprint {
        return Err(Error::KeyReused);
    }
    let value = serde_json::from_str(&kept.answer).map_err(|error| Error::Internal(format!("kept answer: {error}")))?;
    Ok(Outcome { value, replayed: true })
}

/// Forgets answers that are older than a day; for a worker to call now and then.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget_old(ctx: &Context) -> Result<u64> {
    Ok(store::idempotency::forget(ctx.db(), ctx.now() - KEPT_FOR).await?)
}
