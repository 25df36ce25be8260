//! What an answer of the mail server means for a mail and for whom it was to.

use crate::subscriptions::Returned;
use chrono::{DateTime, TimeDelta, Utc};
use mailer::SendError;
use mailer::bounce::Kind;
use store::briefings::deliveries::Became;

/// Pauses before a mail is tried again that was put back for now, in minutes. After the last it is given up.
const PAUSES: [i64; 3] = [5, 30, 120];
/// Pause of everything when the server that we hand over to is in trouble itself.
pub(super) const TROUBLE: TimeDelta = TimeDelta::seconds(60);

/// What is to be noted of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) became: Became,
    /// What it says about whom it was to.
    pub(super) returned: Option<Returned>,
    /// Our own server is in trouble: nothing more is begun for now.
    pub(super) trouble: bool,
}

/// Judges how the handing over of a mail went that was tried so often before.
pub(super) fn judge(answer: Result<(), SendError>, tries: i64, now: DateTime<Utc>) -> Judged {
    let done = |became, returned| Judged { became, returned, trouble: false };
    let Err(error) = answer else { return done(Became::Sent, None) };
    let returned = match error.answer().map(|answer| answer.kind) {
        Some(Kind::Hard) => Some(Returned::Hard),
        Some(Kind::Soft) => Some(Returned::Soft),
        Some(Kind::Complaint) => Some(Returned::Complaint),
        Some(Kind::Ours) | None => None,
    };
    match error {
        SendError::Permanent(_) => done(Became::Refused, returned),
        // It is not the mail's fault, nor its reader's: this is no try.
        SendError::Temporary(_) if returned.is_none() => {
            Judged { became: Became::PutBack(now + TROUBLE, false), returned: None, trouble: true }
        }
        SendError::Temporary(_) | SendError::Unknown(_) => match pause(tries) {
            Some(pause) => done(Became::PutBack(now + pause, true), None),
            None => done(Became::Refused, returned),
        },
    }
}

fn pause(tries: i64) -> Option<TimeDelta> {
    let place = usize::try_from(tries).unwrap_or(usize::MAX);
    PAUSES.get(place).map(|minutes| TimeDelta::minutes(*minutes))
}

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::subscriptions::Returned;
    use chrono::{DateTime, TimeDelta, Utc};
    use mailer::SendError;
    use store::briefings::deliveries::Became;

    #[test]
    fn answers_by_table() {
        let now: DateTime<Utc> = "2026-11-26T09:00:00Z".parse().unwrap();
        let later = |minutes| now + TimeDelta::minutes(minutes);
        let soft = || SendError::refused(452, "4.2.2 mailbox full");
        for (answer, tries, became, returned, trouble) in [
            (Ok(()), 0, Became::Sent, None, false),
            (Err(SendError::refused(550, "5.1.1 no such user")), 0, Became::Refused, Some(Returned::Hard), false),
            (Err(soft()), 0, Became::PutBack(later(5), true), None, false),
            (Err(soft()), 2, Became::PutBack(later(120), true), None, false),
            (Err(soft()), 3, Became::Refused, Some(Returned::Soft), false),
            (Err(SendError::Temporary("no connection".into())), 9, Became::PutBack(later(1), false), None, true),
            (Err(SendError::Unknown("no answer".into())), 0, Became::PutBack(later(5), true), None, false),
            (Err(SendError::Unknown("no answer".into())), 3, Became::Refused, None, false),
            (Err(SendError::refused(554, "5.7.1 not wanted")), 0, Became::Refused, None, false),
        ] {
            let judged = judge(answer.clone(), tries, now);
            assert_eq!(
                (judged.became, judged.returned, judged.trouble),
                (became, returned, trouble),
                "{answer:?} {tries}"
            );
        }
    }
}
