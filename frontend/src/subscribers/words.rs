//! Closed sets in words.

use crate::messages::{Key, t};
use domain::subscriptions::{SubscriberStatus, SuppressionReason};
use ui::Tone;

/// Where a subscriber stands.
pub(super) fn status(status: SubscriberStatus) -> &'static str {
    t(match status {
        SubscriberStatus::Pending => Key::SubscriberPending,
        SubscriberStatus::Active => Key::SubscriberActive,
        SubscriberStatus::Paused => Key::SubscriberPaused,
        SubscriberStatus::Left => Key::SubscriberLeft,
        SubscriberStatus::Bounced => Key::SubscriberBounced,
        SubscriberStatus::Complained => Key::SubscriberComplained,
    })
}

/// How that is meant.
pub(super) const fn tone(status: SubscriberStatus) -> Tone {
    match status {
        SubscriberStatus::Active => Tone::Good,
        SubscriberStatus::Pending | SubscriberStatus::Paused | SubscriberStatus::Left => Tone::Info,
        SubscriberStatus::Bounced | SubscriberStatus::Complained => Tone::Warn,
    }
}

/// Why nobody writes to an address.
pub(super) fn reason(reason: SuppressionReason) -> &'static str {
    t(match reason {
        SuppressionReason::Left => Key::SuppressedLeft,
        SuppressionReason::Bounced => Key::SuppressedBounced,
        SuppressionReason::Complained => Key::SuppressedComplained,
        SuppressionReason::ByHand => Key::SuppressedByHand,
    })
}
