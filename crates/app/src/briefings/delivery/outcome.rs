//! What an answer of the mail server means for a mail and for whom it was to.

use crate::subscriptions::Returned;
use chrono::{DateTime, TimeDelta, Utc};
use domain::briefings::HoldReason;
use mailer::bounce::Kind;
use mailer::{Answer, SendError, Step};
use store::briefings::deliveries::Became;

/// Pauses before a mail is tried again that was put back for now, in minutes. After the last it is given up.
const PAUSES: [i64; 3] = [5, 30, 120];
/// Pause of everything when the server that we hand over to is in trouble itself.
pub(super) const TROUBLE: TimeDelta = TimeDelta::seconds(60);

/// What is to be noted of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) became: Became,
    /// What it says about whom it was to.
    pub(super) returned: Option<Returned>,
    /// Our own server is in trouble: nothing more is begun for now.
    pub(super) trouble: bool,
    /// Our own server has refused us for good, and will refuse every mail: its going out rests until somebody has seen to
    /// it.
    pub(super) hold: Option<HoldReason>,
    /// A recipient was refused for good. That may be the server's fault as well as theirs.
    pub(super) doubtful: bool,
    /// What the server said, without an address.
    pub(super) said: Option<String>,
}

impl Judged {
    const fn of(became: Became, returned: Option<Returned>) -> Self {
        Self { became, returned, trouble: false, hold: None, doubtful: false, said: None }
    }

    /// Whether a server has taken the mail.
    pub(super) const fn is_taken(&self) -> bool {
        matches!(self.became, Became::Sent)
    }

    /// The same as if the mail had never been tried, and is from this moment on.
    pub(super) fn untried(self, at: DateTime<Utc>) -> Self {
        Self { became: Became::PutBack(at, false), returned: None, doubtful: false, ..self }
    }
}

/// Judges how the handing over of a mail went that was tried so often before.
pub(super) fn judge(answer: Result<(), SendError>, tries: i64, now: DateTime<Utc>) -> Judged {
    let Err(error) = answer else { return Judged::of(Became::Sent, None) };
    let (answered, said) = (error.answer(), Some(error.reason().to_owned()));
    if let Some(hold) = answered.and_then(of_us) {
        return Judged { hold: Some(hold), said, ..Judged::of(Became::PutBack(now, false), None) };
    }
    let returned = match answered.map(|answer| answer.kind) {
        Some(Kind::Hard) => Some(Returned::Hard),
        Some(Kind::Soft) => Some(Returned::Soft),
        Some(Kind::Complaint) => Some(Returned::Complaint),
        Some(Kind::Ours) | None => None,
    };
    match error {
        SendError::Permanent(_) => {
            Judged { doubtful: answered.is_some(), said, ..Judged::of(Became::Refused, returned) }
        }
        // It is not the mail's fault, nor its reader's: this is no try.
        SendError::Temporary(_) if returned.is_none() => {
            Judged { trouble: true, ..Judged::of(Became::PutBack(now + TROUBLE, false), None) }
        }
        SendError::Temporary(_) | SendError::Unknown(_) => match pause(tries) {
            Some(pause) => Judged::of(Became::PutBack(now + pause, true), None),
            None => Judged::of(Became::Refused, returned),
        },
    }
}

/// Why every mail would be refused like this one, where a refusal for good is about us: it came before any recipient was
/// named.
fn of_us(answer: Answer) -> Option<HoldReason> {
    match answer.step {
        _ if !answer.is_final() => None,
        _ if answer.is_about_signing_in() => Some(HoldReason::SignInRefused),
        Step::Connect | Step::Sender => Some(HoldReason::SenderRefused),
        Step::Recipient | Step::Data | Step::End => None,
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
    use domain::briefings::HoldReason;
    use mailer::{SendError, Step};
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

    #[test]
    fn who_is_refused_before_a_recipient_is_named_is_refused_for_everyone() {
        let now: DateTime<Utc> = "2026-11-26T09:00:00Z".parse().unwrap();
        for (step, reply, hold, doubtful) in [
            (Step::Connect, 535, Some(HoldReason::SignInRefused), false),
            (Step::Sender, 530, Some(HoldReason::SignInRefused), false),
            (Step::Connect, 554, Some(HoldReason::SenderRefused), false),
            (Step::Sender, 550, Some(HoldReason::SenderRefused), false),
            (Step::Connect, 454, None, false),
            (Step::Sender, 451, None, false),
            (Step::Recipient, 450, None, false),
            (Step::Recipient, 550, None, true),
            (Step::End, 554, None, true),
        ] {
            let judged = judge(Err(SendError::refused_at(step, reply, "no")), 0, now);
            assert_eq!((judged.hold, judged.doubtful), (hold, doubtful), "{step:?} {reply}");
            if hold.is_some() {
                let untried = Became::PutBack(now, false);
                assert_eq!((judged.became, judged.returned, judged.said.as_deref()), (untried, None, Some("no")));
            }
        }
        let unwritable = judge(Err(SendError::Permanent("the address cannot be written to".into())), 0, now);
        assert!(!unwritable.doubtful, "no server has said that");
    }
}
