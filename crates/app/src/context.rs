//! What every use case works with.

use crate::api_keys::Touched;
use crate::cached::Cached;
use crate::cities::Comparable;
use crate::files::Files;
use crate::idempotency::Running;
use crate::identity::{Identity, IdentitySettings};
use crate::library::LinkAsker;
use crate::live::Feed;
use crate::vocabularies::KnownKeys;
use crate::{Error, Result};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use search::Index;
use std::sync::{Arc, OnceLock};
use store::Db;

/// Tells the time. Tests set it.
pub trait Clock: Send + Sync + 'static {
    /// The moment, in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// Everything that use cases share: database, index, clock. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    index: Index,
    clock: Box<dyn Clock>,
    feed: Feed,
    running: Running,
    identity: Identity,
    touched: Touched,
    known_keys: Cached<KnownKeys>,
    comparable: Cached<Comparable>,
    links: OnceLock<Arc<dyn LinkAsker>>,
    files: OnceLock<Files>,
    site: OnceLock<(mailer::Site, Option<String>)>,
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("db", &self.inner.db).finish_non_exhaustive()
    }
}

impl Context {
    /// Brings the parts together.
    #[must_use]
    pub fn new(db: Db, index: Index, clock: impl Clock, identity: IdentitySettings) -> Self {
        let feed = Feed::default();
        let inner = Inner {
            db,
            index,
            clock: Box::new(clock),
            feed,
            running: Running::default(),
            identity: Identity::new(identity),
            touched: Touched::default(),
            known_keys: Cached::default(),
            comparable: Cached::default(),
            links: OnceLock::new(),
            files: OnceLock::new(),
            site: OnceLock::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Has the links of the library looked at in this way; without it they are not looked at. What was chosen first
    /// stays.
    #[must_use]
    pub fn with_links(self, asker: Arc<dyn LinkAsker>) -> Self {
        // Whoever comes second would surprise the first.
        let _ = self.inner.links.set(asker);
        self
    }

    /// Has files kept in this place; without it none are. What was chosen first stays.
    #[must_use]
    pub fn with_files(self, files: Files) -> Self {
        // Whoever comes second would look for files where there are none.
        let _ = self.inner.files.set(files);
        self
    }

    /// Has mails to many name the installation so, and end in a line that says who sends them. What was chosen first
    /// stays.
    #[must_use]
    pub fn with_site(self, site: mailer::Site, imprint: Option<String>) -> Self {
        // Whoever comes second would have mails of one issue differ.
        let _ = self.inner.site.set((site, imprint));
        self
    }

    /// The moment, cut to microseconds: PostgreSQL keeps no more, and a time must read back as it was written.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let now = self.inner.clock.now();
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Milliseconds since 1970, for new ids.
    pub(crate) fn unix_ms(&self) -> u64 {
        u64::try_from(self.now().timestamp_millis()).unwrap_or(0)
    }

    pub(crate) fn db(&self) -> &Db {
        &self.inner.db
    }

    pub(crate) fn index(&self) -> &Index {
        &self.inner.index
    }

    pub(crate) fn feed(&self) -> &Feed {
        &self.inner.feed
    }

    pub(crate) fn running(&self) -> &Running {
        &self.inner.running
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.inner.identity
    }

    pub(crate) fn touched(&self) -> &Touched {
        &self.inner.touched
    }

    pub(crate) fn known_keys(&self) -> &Cached<KnownKeys> {
        &self.inner.known_keys
    }

    pub(crate) fn links(&self) -> Option<&Arc<dyn LinkAsker>> {
        self.inner.links.get()
    }

    /// The installation as mails to many name it, and the line that says who sends them.
    pub(crate) fn site(&self) -> (mailer::Site, Option<String>) {
        let public_url = || self.inner.identity.settings.public_url.clone();
        let unnamed = || mailer::Site { name: "C2R".to_owned(), public_url: public_url(), support: public_url() };
        self.inner.site.get().cloned().unwrap_or_else(|| (unnamed(), None))
    }

    pub(crate) fn files(&self) -> Result<&Files> {
        self.inner.files.get().ok_or_else(|| Error::Unavailable("There is no place for files here.".to_owned()))
    }

    pub(crate) fn comparable(&self) -> &Cached<Comparable> {
        &self.inner.comparable
    }
}
