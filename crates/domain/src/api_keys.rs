//! Keys by which machines of organisations use the API: what is asked for, what is shown, and how long one may hold.

use crate::identity::Person;
use crate::policy::KeyScope;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, TimeDelta, Utc};
use contract::Fault;
use ids::ApiKeyId;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Longest name, in characters.
pub const MAX_KEY_NAME: usize = 80;
/// Most keys of an organisation that hold at the same time.
pub const MAX_LIVING_KEYS: usize = 20;
/// Longest time that a key may hold: whoever made it must think of it again once a year, and a day more for who is late.
pub const LONGEST_HOLD: TimeDelta = TimeDelta::days(366);
/// What every key begins with, so that whoever finds one, and whatever looks for secrets in code, sees what it is.
pub const KEY_MARK: &str = "c2r_";

keys! {
    /// Where a key stands.
    ApiKeyStatus {
        /// It holds.
        Active = "active",
        /// Its time is over.
        Expired = "expired",
        /// Somebody ended it.
        Revoked = "revoked",
    }
}

/// A key, without the part of it that is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Id of the key.
    pub id: ApiKeyId,
    /// What it was called when it was made.
    #[cfg_attr(feature = "openapi", schema(max_length = 80, example = "Open data portal"))]
    pub name: String,
    /// What the key begins with after `c2r_`: which one it is, without its secret.
    #[cfg_attr(feature = "openapi", schema(max_length = 12, example = "4f9a1c07be52"))]
    pub prefix: String,
    /// What it may be used for beyond what everyone may.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["members:read"])))]
    pub scopes: Vec<KeyScope>,
    /// Where it stands.
    pub status: ApiKeyStatus,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it; `null` when that account is gone.
    pub created_by: Option<Person>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to about ten minutes; `null` when never.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When somebody ended it; `null` when nobody did.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Who ended it; `null` when nobody did, or that account is gone.
    pub revoked_by: Option<Person>,
}

/// A key to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// What to call it: best after the machine that will use it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80, example = "Open data portal"))]
    pub name: String,
    /// What it may be used for beyond what everyone may. Choose as little as the machine needs; nothing is fine for one
    /// that reads what is public.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["members:read"])))]
    pub scopes: Vec<KeyScope>,
    /// When it ends by itself: within 366 days.
    pub expires_at: DateTime<Utc>,
}

impl NewApiKey {
    /// What is wrong with when it ends, as seen at `now`; nothing here knows the time by itself.
    #[must_use]
    pub fn fault_of_end(&self, now: DateTime<Utc>) -> Option<Fault> {
        let pointer = "/expires_at";
        if self.expires_at <= now {
            return Some(Fault::new(pointer, "in_the_past", "Choose a moment that is still to come."));
        }
        let message = "A key holds for 366 days at most: make a new one before it ends.";
        (self.expires_at > now + LONGEST_HOLD).then(|| Fault::new(pointer, "too_late", message))
    }
}

impl Validate for NewApiKey {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/name", &self.name, 1..=MAX_KEY_NAME);
        faults.most("/scopes", self.scopes.len(), KeyScope::ALL.len());
    }

    fn tidied(self) -> Self {
        let mut scopes = self.scopes;
        scopes.sort_unstable();
        scopes.dedup();
        Self { name: self.name.trim().to_owned(), scopes, ..self }
    }
}

/// A key that was made, with its secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedApiKey {
    /// The key as lists show it.
    pub key: ApiKey,
    /// The whole key, as it is sent in `Authorization: Bearer`. It is shown this once: only its digest is kept.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 60, example = "c2r_4f9a1c07be52_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX")
    )]
    pub secret: String,
}

/// Without the secret: what is printed ends up in logs.
impl std::fmt::Debug for CreatedApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreatedApiKey").field("key", &self.key).finish_non_exhaustive()
    }
}

/// The moment that is so many days after `unix_ms`, milliseconds since 1970 as browsers tell them: for a form.
#[must_use]
pub fn ends_after(unix_ms: f64, days: u16) -> DateTime<Utc> {
    let since = Duration::try_from_secs_f64(unix_ms / 1_000.0).ok().and_then(|since| TimeDelta::from_std(since).ok());
    let since = since.unwrap_or_default() + TimeDelta::days(i64::from(days));
    DateTime::UNIX_EPOCH.checked_add_signed(since).unwrap_or_default()
}

/// Where a key stands at `now`.
#[must_use]
pub fn status_at(expires_at: DateTime<Utc>, revoked_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> ApiKeyStatus {
    match revoked_at {
        Some(_) => ApiKeyStatus::Revoked,
        None if expires_at <= now => ApiKeyStatus::Expired,
        None => ApiKeyStatus::Active,
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiKeyStatus, LONGEST_HOLD, NewApiKey, status_at};
    use crate::Valid;
    use crate::policy::KeyScope;
    use chrono::{DateTime, TimeDelta, Utc};

    fn moment() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
    }

    fn wish() -> NewApiKey {
        let scopes = vec![KeyScope::ProfileWrite, KeyScope::MembersRead, KeyScope::ProfileWrite];
        NewApiKey { name: " Portal ".into(), scopes, expires_at: moment() }
    }

    #[test]
    fn a_wish_is_tidied() {
        let valid = Valid::check(wish()).unwrap();
        assert_eq!(valid.name, "Portal");
        assert_eq!(valid.scopes, [KeyScope::MembersRead, KeyScope::ProfileWrite]);
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let bad = NewApiKey { name: "a\nb".into(), scopes: vec![KeyScope::MembersRead; 9], ..wish() };
        let faults = Valid::check(bad).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        assert_eq!(found, [("/name", "control_character"), ("/scopes", "too_many")]);
    }

    #[test]
    fn a_key_ends_within_a_year_and_a_day() {
        let now = moment();
        let fault = |after: TimeDelta| {
            let new = NewApiKey { expires_at: now + after, ..wish() };
            new.fault_of_end(now).map(|fault| fault.code)
        };
        assert_eq!(fault(TimeDelta::zero()).as_deref(), Some("in_the_past"));
        assert_eq!(fault(TimeDelta::seconds(1)), None);
        assert_eq!(fault(LONGEST_HOLD), None);
        assert_eq!(super::ends_after(1_728_000_000_000.0, 365) - now, TimeDelta::days(365));
        assert_eq!(fault(LONGEST_HOLD + TimeDelta::seconds(1)).as_deref(), Some("too_late"));
    }

    #[test]
    fn where_a_key_stands_by_table() {
        let (now, day) = (moment(), TimeDelta::days(1));
        assert_eq!(status_at(now + day, None, now), ApiKeyStatus::Active);
        assert_eq!(status_at(now, None, now), ApiKeyStatus::Expired);
        assert_eq!(status_at(now + day, Some(now), now), ApiKeyStatus::Revoked);
        assert_eq!(status_at(now - day, Some(now), now), ApiKeyStatus::Revoked);
    }
}
