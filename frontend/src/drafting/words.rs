//! Closed sets in words.

use crate::messages::{Key, t};
use domain::drafting::DraftStatus;
use ui::Tone;

/// Where a draft stands.
pub(crate) fn status(status: DraftStatus) -> &'static str {
    t(match status {
        DraftStatus::Writing => Key::DraftStatusWriting,
        DraftStatus::InReview => Key::DraftStatusInReview,
        DraftStatus::Returned => Key::DraftStatusReturned,
        DraftStatus::Published => Key::DraftStatusPublished,
    })
}

/// How that is meant.
pub(crate) const fn tone(status: DraftStatus) -> Tone {
    match status {
        DraftStatus::Writing | DraftStatus::InReview => Tone::Info,
        DraftStatus::Returned => Tone::Warn,
        DraftStatus::Published => Tone::Good,
    }
}
