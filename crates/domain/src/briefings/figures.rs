//! What became of an issue that has gone out, in numbers.

use super::{HoldReason, IssueStatus};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What became of an issue on one day (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingDay {
    /// The day.
    pub day: NaiveDate,
    /// Mails that were handed over.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 5120))]
    pub handed_over: u32,
    /// Mails that came back.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 12))]
    pub bounced: u32,
    /// Complaints.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 0))]
    pub complained: u32,
    /// Subscribers who left by the link of its mail.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 3))]
    pub left: u32,
}

/// Why the going out of an issue rests by itself: the server that mails are handed to refuses all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingHold {
    /// What it refuses.
    pub reason: HoldReason,
    /// What it said, without an address.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 300, example = "permanent error (535): 5.7.8 authentication failed")
    )]
    pub said: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of an issue. Nobody is watched: whether somebody opened a mail or followed a link is not known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingFigures {
    /// Where it stands.
    pub status: IssueStatus,
    /// To how many it goes: as of now before it goes out, and as of its beginning from then on.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 5140))]
    pub recipients: u32,
    /// Mails that a server has taken.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 5120))]
    pub handed_over: u32,
    /// Mails that no server took.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 8))]
    pub refused: u32,
    /// Subscribers who had left, or paused, before their turn came, or whose choice holds nothing of the issue.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 12))]
    pub skipped: u32,
    /// Those whose turn is still to come.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 0))]
    pub waiting: u32,
    /// Mails that came back after they were taken.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 12))]
    pub bounced: u32,
    /// Complaints.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 0))]
    pub complained: u32,
    /// Subscribers who left by the link of its mail.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4_294_967_295_u32, example = 3))]
    pub left: u32,
    /// The same by day, the first first.
    #[cfg_attr(feature = "openapi", schema(max_items = 400))]
    pub by_day: Vec<BriefingDay>,
    /// Why its going out rests by itself; `null` where it does not, or where somebody lets it rest. Nobody was counted as
    /// refused because of it: whoever was goes on waiting.
    pub held: Option<BriefingHold>,
}
