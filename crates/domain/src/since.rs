//! Since when: a moment in filters, as the API and the address bar write it.

use crate::UnknownKey;
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt;
use std::str::FromStr;

/// What is said of a moment that is none.
pub const SINCE_EXPECTED: &str = "Use a moment such as 2026-11-01T00:00:00Z.";

/// A moment from which on something counts, to the microsecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since(DateTime<Utc>);

impl Since {
    /// The moment.
    #[must_use]
    pub const fn moment(self) -> DateTime<Utc> {
        self.0
    }
}

impl From<DateTime<Utc>> for Since {
    fn from(moment: DateTime<Utc>) -> Self {
        // Nothing that is kept is finer, and what is written is read back as the same.
        Self(DateTime::from_timestamp_micros(moment.timestamp_micros()).unwrap_or(moment))
    }
}

impl FromStr for Since {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        DateTime::parse_from_rfc3339(text).map(|moment| Self::from(moment.to_utc())).map_err(|_| UnknownKey)
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

#[cfg(test)]
mod tests {
    use super::Since;
    use chrono::{DateTime, Utc};
    use proptest::prelude::*;

    #[test]
    fn moments_by_table() {
        for (text, written) in [
            ("2026-11-01T00:00:00Z", Some("2026-11-01T00:00:00Z")),
            ("2026-11-01T02:00:00+02:00", Some("2026-11-01T00:00:00Z")),
            ("2026-11-01T00:00:00.123456789Z", Some("2026-11-01T00:00:00.123456Z")),
            ("2026-11-01", None),
            ("yesterday", None),
            ("", None),
        ] {
            let read = text.parse::<Since>().ok().map(|since| since.to_string());
            assert_eq!(read.as_deref(), written, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(micros in 0..4_102_444_800_000_000_i64) {
            let since = Since::from(DateTime::<Utc>::from_timestamp_micros(micros).unwrap());
            prop_assert_eq!(since.to_string().parse(), Ok(since));
        }
    }
}
