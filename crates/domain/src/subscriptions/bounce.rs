//! Reports that mails came back.

use serde::{Deserialize, Serialize};

/// Longest report, in bytes.
pub const MAX_BOUNCE_BYTES: usize = 1024 * 1024;

/// What became of a report that a mail came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BounceReport {
    /// How many recipients it tells of; none where the message is no report.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000, example = 1))]
    pub told: i64,
    /// How many of them are known by a word that only the mail itself held. The others are passed over: anybody can write
    /// a report about anybody.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000, example = 1))]
    pub recognised: i64,
    /// How many of them nobody writes to any more.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000, example = 1))]
    pub suppressed: i64,
}
