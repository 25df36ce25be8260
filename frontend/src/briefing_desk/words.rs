//! Closed sets in words.

use crate::messages::{Key, t};
use domain::briefings::{BriefingWeekday, HoldReason, IssueStatus};
use ui::Tone;

/// Where an issue stands.
pub(super) fn status(status: IssueStatus) -> &'static str {
    t(match status {
        IssueStatus::Draft => Key::IssueStatusDraft,
        IssueStatus::Scheduled => Key::IssueStatusScheduled,
        IssueStatus::Sending => Key::IssueStatusSending,
        IssueStatus::Paused => Key::IssueStatusPaused,
        IssueStatus::Sent => Key::IssueStatusSent,
    })
}

/// Why a sending rests by itself, and what to do.
pub(super) fn hold(reason: HoldReason) -> &'static str {
    t(match reason {
        HoldReason::SignInRefused => Key::HoldSignInRefused,
        HoldReason::SenderRefused => Key::HoldSenderRefused,
        HoldReason::EveryoneRefused => Key::HoldEveryoneRefused,
    })
}

/// How that is meant.
pub(super) const fn tone(status: IssueStatus) -> Tone {
    match status {
        IssueStatus::Draft | IssueStatus::Scheduled | IssueStatus::Sending => Tone::Info,
        IssueStatus::Paused => Tone::Warn,
        IssueStatus::Sent => Tone::Good,
    }
}

/// A day of the week.
pub(super) fn weekday(day: BriefingWeekday) -> &'static str {
    t(match day {
        BriefingWeekday::Monday => Key::WeekdayMonday,
        BriefingWeekday::Tuesday => Key::WeekdayTuesday,
        BriefingWeekday::Wednesday => Key::WeekdayWednesday,
        BriefingWeekday::Thursday => Key::WeekdayThursday,
        BriefingWeekday::Friday => Key::WeekdayFriday,
        BriefingWeekday::Saturday => Key::WeekdaySaturday,
        BriefingWeekday::Sunday => Key::WeekdaySunday,
    })
}
