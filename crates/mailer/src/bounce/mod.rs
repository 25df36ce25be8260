//! What comes back: reports that a mail was not delivered, and complaints about one.
//!
//! Anybody can send such a message about anybody. So what is read here is a claim, and becomes more by what only the
//! mail itself knew: the token of the envelope's sender ([`Verp`]), or the `Message-ID`.

mod delivery;
mod feedback;
mod judge;
mod parts;
mod report;
mod status;
mod verp;

use crate::address::Address;
use chrono::{DateTime, Utc};
use report::{Report, ReportKind};
use std::fmt;

pub(crate) use judge::by_status;
pub use judge::{Kind, judge};
pub use status::Status;
pub use verp::Verp;

/// Longest message that is looked at, in bytes. A report holds a mail of ours at most, and those are far smaller.
pub const MAX_LENGTH: usize = 1024 * 1024;

/// What became of a mail, as a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It was given up.
    Failed,
    /// It has not been delivered yet, and the server goes on trying: do not count this.
    Delayed,
    /// It arrived, and somebody marked it as unwanted.
    Complained,
}

/// What one report says of one recipient. `Debug` shows addresses masked, and of the rest what is not personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Bounce {
    /// Whom we wrote to, if the report says it.
    pub original_recipient: Option<Address>,
    /// Who was to get it in the end, after forwarding.
    pub final_recipient: Option<Address>,
    /// What became of the mail.
    pub action: Action,
    /// Why: the most telling code that the report holds. A complaint has none.
    pub status: Option<Status>,
    /// What this says about the address.
    pub kind: Kind,
    /// The server's words for the operator: one line, without addresses.
    pub diagnostic: Option<String>,
    /// The `Message-ID` of the mail, without angle brackets: what stands before its at-sign is
    /// [`Message::id`](crate::Message::id).
    pub message_id: Option<String>,
    /// The envelope's sender of the mail, which has the token in it. Complaints go to one address for all, so theirs
    /// stands here.
    pub envelope_sender: Option<Address>,
    /// When the report was written, by its own clock.
    pub reported_at: Option<DateTime<Utc>>,
}

impl Bounce {
    /// Whom we wrote to, or else who was to get it in the end.
    #[must_use]
    pub fn recipient(&self) -> Option<&Address> {
        self.original_recipient.as_ref().or(self.final_recipient.as_ref())
    }
}

impl fmt::Debug for Bounce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bounce")
            .field("recipient", &self.recipient())
            .field("action", &self.action)
            .field("status", &self.status.map(|status| status.to_string()))
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Why a message is no report of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotABounce {
    /// It is longer than any report about a mail of ours.
    #[error("the message is longer than {MAX_LENGTH} bytes")]
    Length,
    /// It is another message: an answer, an absence notice, or words that only people can read.
    #[error("the message is no multipart/report with a delivery status or a feedback report")]
    Form,
    /// It looks like a report, and does not say what happened.
    #[error("the report lacks what it must say: an action with a status, or whom a complaint is about")]
    Broken,
    /// It reports something else: that a mail arrived, or a check of signatures.
    #[error("the report tells of no failure and no complaint")]
    NoFailure,
}

/// Reads a message that came to the address for reports: delivery status notifications (RFC 3464, Moore and Vaudreuil
/// 2003; RFC 6533, Hansen, Newman and Melnikov 2012) and feedback reports (RFC 5965, Shafranovich, Levine and Kucherawy
/// 2010). There is at least one bounce in the answer, and one for each recipient that the report names.
///
/// # Errors
///
/// If the message is none of these, or reports no failure. Nothing that anybody sends makes this panic.
pub fn read(message: &[u8]) -> Result<Vec<Bounce>, NotABounce> {
    if message.len() > MAX_LENGTH {
        return Err(NotABounce::Length);
    }
    let report = Report::open(message).ok_or(NotABounce::Form)?;
    match report.kind {
        ReportKind::Delivery => delivery::bounces(&report),
        ReportKind::Feedback => feedback::bounces(&report),
    }
}
