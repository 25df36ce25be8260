//! Budgets of clients: how many requests a minute, told in the fields of the IETF draft
//! *RateLimit header fields for HTTP*. In process for one replica; replicas share one behind the same trait.

use super::error::ApiError;
use crate::LimitSettings;
use actix_web::http::Method;
use contract::ProblemKind;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use ids::ApiKeyId;
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroU32;
use std::time::Duration;

/// Clients remembered before those whose budget is whole again are forgotten.
const REMEMBERED: usize = 10_000;
/// Mails that all clients together may cause, in mails that one may.
const ALL: u32 = 100;

/// Kinds of requests with a budget of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Requests that read.
    Reads,
    /// Requests that write.
    Writes,
}

impl Class {
    /// What a request of this method is.
    pub(crate) fn of(method: &Method) -> Self {
        if method.is_safe() { Self::Reads } else { Self::Writes }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Writes => "writes",
        }
    }
}

/// Who asks, as far as budgets go: an IPv4 address, or the /64 of an IPv6 one (a household gets a whole /64).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Client(pub(crate) u128);

impl Client {
    /// A machine, from wherever it asks. It meets no address: those end in zeros, where the ids of keys are random.
    pub(crate) const fn of_key(key: ApiKeyId) -> Self {
        Self(key.as_uuid().as_u128())
    }
}

/// What is guarded beyond the budgets of [`Class`]: guessing, and mails that somebody else has to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Guard {
    /// Tries to sign in, by client.
    SignInsOfClient,
    /// Tries to sign in to an account, whoever tries.
    SignInsOfAddress,
    /// Keys that a client shows and nobody has.
    KeysOfClient,
    /// Mails that a client causes.
    MailsOfClient,
    /// Mails that somebody who has signed in causes, from wherever.
    MailsOfAccount,
    /// Mails to an address, whoever causes them.
    MailsToAddress,
    /// Mails that anybody who has not signed in causes.
    Mails,
}

/// Budgets, wherever they are kept.
pub(crate) trait Limits: Send + Sync {
    /// Takes one try out of what `guard` leaves to `key`; a problem where nothing is left.
    fn guard(&self, guard: Guard, key: &str) -> Result<(), ApiError>;

    /// Takes one request out of the client's budget; `None` where there is no limit.
    fn spend(&self, class: Class, client: Client) -> Option<Verdict>;
}

/// What is left of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    class: Class,
    limit: u32,
    remaining: u32,
    /// Seconds until the budget is whole again.
    reset: u64,
    /// Seconds to wait, where nothing was left.
    wait: Option<u32>,
}

impl Verdict {
    /// The problem for a request that has no budget left.
    pub(crate) fn refusal(&self) -> Option<ApiError> {
        let wait = self.wait?;
        let detail = format!("You may send {} {} a minute. Try again in {wait} s.", self.limit, self.class.name());
        Some(ApiError::new(ProblemKind::TooManyRequests, detail).retry_after(wait))
    }

    /// The fields that tell the client.
    pub(crate) fn fields(&self) -> [(&'static str, String); 2] {
        let name = self.class.name();
        [
            ("ratelimit-policy", format!("\"{name}\";q={};w=60", self.limit)),
            ("ratelimit", format!("\"{name}\";r={};t={}", self.remaining, self.reset)),
        ]
    }
}

type Bucket = RateLimiter<Client, DashMapStateStore<Client>, DefaultClock, StateInformationMiddleware>;

type Guarded = RateLimiter<u64, DashMapStateStore<u64>, DefaultClock>;

/// Budgets kept in this process.
pub(crate) struct LocalLimits {
    reads: Option<(NonZeroU32, Bucket)>,
    writes: Option<(NonZeroU32, Bucket)>,
    sign_ins: Option<Guarded>,
    mails: Option<Guarded>,
    all_mails: Option<Guarded>,
    /// Keys are kept as hashes only this process can make: no address stands in its memory for being asked about.
    hasher: RandomState,
    clock: DefaultClock,
}

impl LocalLimits {
    pub(crate) fn new(settings: LimitSettings) -> Self {
        let bucket = |a_minute: u32| {
            let a_minute = NonZeroU32::new(a_minute)?;
            let quota = Quota::per_minute(a_minute);
            Some((a_minute, RateLimiter::dashmap(quota).with_middleware::<StateInformationMiddleware>()))
        };
        Self {
            reads: bucket(settings.reads_per_minute),
            writes: bucket(settings.writes_per_minute),
            sign_ins: guarded(settings.sign_ins_per_quarter, Duration::from_secs(15 * 60)),
            mails: guarded(settings.mails_per_hour, Duration::from_secs(60 * 60)),
            all_mails: guarded(settings.mails_per_hour.saturating_mul(ALL), Duration::from_secs(60 * 60)),
            hasher: RandomState::new(),
            clock: DefaultClock::default(),
        }
    }
}

/// So many at once, and so many again over the whole time.
fn guarded(times: u32, within: Duration) -> Option<Guarded> {
    let times = NonZeroU32::new(times)?;
    let quota = Quota::with_period(within / times.get())?.allow_burst(times);
    Some(RateLimiter::dashmap(quota))
}

impl Limits for LocalLimits {
    fn guard(&self, guard: Guard, key: &str) -> Result<(), ApiError> {
        let bucket = match guard {
            Guard::SignInsOfClient | Guard::SignInsOfAddress | Guard::KeysOfClient => self.sign_ins.as_ref(),
            Guard::MailsOfClient | Guard::MailsOfAccount | Guard::MailsToAddress => self.mails.as_ref(),
            Guard::Mails => self.all_mails.as_ref(),
        };
        let Some(bucket) = bucket else { return Ok(()) };
        if bucket.len() > REMEMBERED {
            bucket.retain_recent();
        }
        bucket.check_key(&self.hasher.hash_one((guard, key))).map_err(|full| {
            let wait = seconds(full.wait_time_from(self.clock.now()));
            let detail = format!("This was tried too often. Try again in {wait} s.");
            ApiError::new(ProblemKind::TooManyRequests, detail).retry_after(wait)
        })
    }

    fn spend(&self, class: Class, client: Client) -> Option<Verdict> {
        let (limit, bucket) = match class {
            Class::Reads => self.reads.as_ref()?,
            Class::Writes => self.writes.as_ref()?,
        };
        if bucket.len() > REMEMBERED {
            bucket.retain_recent();
        }
        let limit = limit.get();
        let (remaining, wait) = match bucket.check_key(&client) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(full) => (0, Some(seconds(full.wait_time_from(self.clock.now())))),
        };
        let reset = u64::from(limit - remaining.min(limit)) * 60 / u64::from(limit);
        Some(Verdict { class, limit, remaining, reset, wait })
    }
}

/// Whole seconds, rounded up: who comes back a moment too early is refused again.
fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::{Class, Client, Guard, Limits, LocalLimits};
    use crate::LimitSettings;

    #[test]
    fn a_budget_is_spent_and_told() {
        let limits =
            LocalLimits::new(LimitSettings { reads_per_minute: 2, writes_per_minute: 0, ..LimitSettings::default() });
        let first = limits.spend(Class::Reads, Client(1)).unwrap();
        assert_eq!(
            first.fields(),
            [("ratelimit-policy", "\"reads\";q=2;w=60".to_owned()), ("ratelimit", "\"reads\";r=1;t=30".to_owned())]
        );
        assert!(limits.spend(Class::Reads, Client(1)).unwrap().refusal().is_none());
        let refusal = limits.spend(Class::Reads, Client(1)).unwrap().refusal().unwrap();
        assert!(refusal.retry_after.unwrap() >= 1);
        assert!(
            limits.spend(Class::Reads, Client(2)).unwrap().refusal().is_none(),
            "another client has its own budget"
        );
        assert!(limits.spend(Class::Writes, Client(1)).is_none(), "0 is no limit");
    }

    #[test]
    fn guessing_ends_for_an_address_and_nobody_else() {
        let limits = LocalLimits::new(LimitSettings { sign_ins_per_quarter: 3, ..LimitSettings::default() });
        for _ in 0..3 {
            limits.guard(Guard::SignInsOfAddress, "a@example.org").unwrap();
        }
        let refusal = limits.guard(Guard::SignInsOfAddress, "a@example.org").unwrap_err();
        assert!((1..=301).contains(&refusal.retry_after.unwrap()), "{refusal:?}");
        limits.guard(Guard::SignInsOfAddress, "b@example.org").unwrap();
        limits.guard(Guard::SignInsOfClient, "a@example.org").unwrap();
    }
}
