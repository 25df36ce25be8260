//! What identity needs to be told, and what it keeps beside the database.

use crate::{Error, Result};
use chrono::TimeDelta;
use credentials::password::{Cost, Decoy};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// How long an access token holds.
pub const ACCESS_FOR: TimeDelta = TimeDelta::minutes(10);
/// How long a login lives that is not used.
pub const LOGIN_FOR: TimeDelta = TimeDelta::days(30);
/// How long the token before the newest one still gets the newest: two tabs may ask at once, an answer may be lost.
pub(super) const GRACE: TimeDelta = TimeDelta::seconds(10);
/// How long a link holds that confirms an address.
pub(super) const CONFIRM_FOR: TimeDelta = TimeDelta::hours(24);
/// How long a link holds by which another password is chosen.
pub(super) const RESET_FOR: TimeDelta = TimeDelta::minutes(60);
/// How long the old address may undo a change to a new one.
pub(super) const UNDO_FOR: TimeDelta = TimeDelta::days(7);
/// How long one may take back the wish to be deleted.
pub const GRACE_OF_DELETION: TimeDelta = TimeDelta::days(14);
/// Passwords that may wait to be hashed, for each that is being hashed.
const WAITING: usize = 16;

/// Settings of identity.
#[derive(Debug, Clone)]
pub struct IdentitySettings {
    /// Where the world reaches this installation, without a slash at its end: links and tokens are made with it.
    pub public_url: String,
    /// Whether the role of an administrator comes into force with a second factor only.
    pub administrators_need_second_factor: bool,
    /// What a hash of a password costs.
    pub password_cost: Cost,
    /// Passwords that are hashed at once; one takes a core and 19 MiB for some tens of milliseconds.
    pub hashing_at_once: usize,
    /// Whether what exists for demonstration is there.
    pub demo: bool,
    /// Where mails are kept, where they are kept as files: a demonstration shows them.
    pub mails: Option<mailer::Folder>,
}

impl Default for IdentitySettings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            administrators_need_second_factor: true,
            password_cost: Cost::default(),
            hashing_at_once: 2,
            demo: false,
            mails: None,
        }
    }
}

/// Hashes passwords, so many at once and no more, away from the threads that answer requests.
#[derive(Debug)]
pub(crate) struct Hashing {
    cost: Cost,
    permits: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    decoy: OnceLock<Arc<Decoy>>,
    /// Passwords hashed or compared so far.
    done: AtomicU64,
}

impl Hashing {
    pub(crate) fn new(settings: &IdentitySettings) -> Self {
        let at_once = settings.hashing_at_once.max(1);
        Self {
            cost: settings.password_cost,
            permits: Arc::new(Semaphore::new(at_once)),
            queue: Arc::new(Semaphore::new(at_once * (WAITING + 1))),
            decoy: OnceLock::new(),
            done: AtomicU64::new(0),
        }
    }

    /// Runs `work` on the blocking pool when its turn has come.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Error::Busy)?;
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| Error::Busy)?;
        self.done.fetch_add(1, Ordering::Relaxed);
        // The permit goes with the work: whoever stops waiting for it does not make room for more of it.
        Ok(tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await?)
    }

    /// The hash of a password.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        let cost = self.cost;
        let hash = self.run(move || credentials::password::hash(&password, &cost)).await?;
        hash.map(|hash| hash.text()).map_err(internal)
    }

    /// Whether the password is that of the hash; where there is none, the same work is done and the answer is no.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let decoy = self.decoy().await?;
        self.run(move || match hash.as_deref().map(credentials::password::Hash::parse) {
            Some(Ok(hash)) => credentials::password::verify(&password, &hash),
            Some(Err(_)) | None => decoy.verify(&password),
        })
        .await
    }

    /// How many passwords were hashed or compared so far.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Whether a hash was made at another cost than the one in force.
    pub(crate) fn is_outdated(&self, hash: &str) -> bool {
        credentials::password::Hash::parse(hash)
            .is_ok_and(|hash| credentials::password::needs_rehash(&hash, &self.cost))
    }

    async fn decoy(&self) -> Result<Arc<Decoy>> {
        if let Some(decoy) = self.decoy.get() {
            return Ok(Arc::clone(decoy));
        }
        let cost = self.cost;
        let made = self.run(move || Decoy::new(&cost)).await?.map_err(internal)?;
        Ok(Arc::clone(self.decoy.get_or_init(|| Arc::new(made))))
    }
}

/// A fault of cryptography is ours.
pub(crate) fn internal(error: credentials::Error) -> Error {
    Error::Internal(format!("credentials: {error}"))
}
