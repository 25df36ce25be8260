//! Refusals that are not believed yet. A relay that is set up wrongly refuses every recipient as if none of them existed:
//! were each believed, a hundred thousand people would be off the list in a quarter of an hour. So a refusal waits until
//! the relay has shown that it takes mails at all: with the next one that it takes, all that wait are believed.
//! Where it goes on refusing, at many domains and without one mail in between, the fault is not the recipients'.

use super::sender::Handed;
use chrono::{DateTime, TimeDelta, Utc};
use domain::briefings::HoldReason;
use std::collections::HashSet;

/// Refusals in a row, and different domains among them, from which on the relay is doubted and not the recipients. Of a
/// list of which every third address is dead, so many in a row come once in three thousand million mails.
const IN_A_ROW: (usize, usize) = (20, 5);
/// The same where an issue is at its end and no mail of it was taken at all.
const OF_ALL: (usize, usize) = (5, 3);

/// Refusals that wait at most. So many at a few domains are those of somebody who has closed.
const MOST: usize = 500;
/// Pause before a refusal is tried again that is not believed while others wait.
pub(super) const UNBELIEVED: TimeDelta = TimeDelta::minutes(30);

/// The refusals that wait.
#[derive(Default)]
pub(super) struct Doubts {
    /// In the order in which they came, each with how many answers had come then.
    wait: Vec<(u64, Handed)>,
    /// How many answers have come.
    answers: u64,
}

impl Doubts {
    /// How many answers have come: whoever begins to hand a mail over keeps it.
    pub(super) const fn answers(&self) -> u64 {
        self.answers
    }

    /// Takes a mail in that was handed over, or not; answers those of which it is certain now what became of them. One that
    /// was taken tells of the refusals that came before it was begun: several are on their way at the same time, and what
    /// was begun earlier says nothing about a relay that refuses from now on.
    pub(super) fn take_in(&mut self, one: Handed) -> Vec<Handed> {
        self.answers += 1;
        if one.judged.doubtful {
            self.wait.push((self.answers, one));
            let is_too_long = self.wait.len() >= MOST && !self.are(IN_A_ROW);
            return if is_too_long { self.believed() } else { Vec::new() };
        }
        let before = if one.judged.is_taken() { one.begun } else { 0 };
        let believed = self.wait.iter().take_while(|(answers, _)| *answers <= before).count();
        self.wait.drain(..believed).map(|(_, refused)| refused).chain([one]).collect()
    }

    /// Whether so many wait, at so many domains, that the relay refuses everything.
    fn are(&self, (many, domains): (usize, usize)) -> bool {
        let of: HashSet<&str> = self.wait.iter().map(|(_, one)| one.domain.as_str()).collect();
        self.wait.len() >= many && of.len() >= domains
    }

    /// Why the going out has to rest, where the relay refuses everything; `at_the_end` where an issue is at its end and no
    /// mail of it was taken.
    pub(super) fn hold(&self, at_the_end: bool) -> Option<(HoldReason, String)> {
        let is_of_relay = self.are(IN_A_ROW) || (at_the_end && self.are(OF_ALL));
        let (_, last) = self.wait.last().filter(|_| is_of_relay)?;
        Some((HoldReason::EveryoneRefused, last.judged.said.clone().unwrap_or_default()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.wait.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.wait.len()
    }

    /// Those that wait, believed.
    pub(super) fn believed(&mut self) -> Vec<Handed> {
        std::mem::take(&mut self.wait).into_iter().map(|(_, one)| one).collect()
    }

    /// Those that wait, to be tried from `at` on as if they had never been tried.
    pub(super) fn untried(&mut self, at: DateTime<Utc>) -> Vec<Handed> {
        let again = |one: Handed| Handed { judged: one.judged.untried(at), ..one };
        self.believed().into_iter().map(again).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Doubts, Handed};
    use crate::briefings::delivery::outcome::judge;
    use domain::briefings::HoldReason;
    use ids::SubscriberId;
    use mailer::SendError;
    use store::briefings::deliveries::Became;

    fn handed(number: usize, domain: usize, answer: Result<(), SendError>) -> Handed {
        let subscriber = SubscriberId(uuid::Uuid::from_u128(number as u128));
        Handed {
            subscriber,
            begun: number as u64,
            domain: format!("{domain}.example"),
            judged: judge(answer, 0, chrono::DateTime::UNIX_EPOCH),
        }
    }

    fn refused() -> Result<(), SendError> {
        Err(SendError::refused(550, "relay access denied"))
    }

    #[test]
    fn a_mail_that_is_taken_lets_refusals_be_believed() {
        let mut doubts = Doubts::default();
        for number in 0..19 {
            assert!(doubts.take_in(handed(number, number, refused())).is_empty());
        }
        let soft = handed(50, 50, Err(SendError::refused(450, "4.2.1 not now")));
        assert_eq!(doubts.take_in(soft).len(), 1, "what is put back says nothing about the relay");
        let earlier = doubts.take_in(handed(0, 51, Ok(())));
        assert_eq!(earlier.len(), 1, "it was begun before them");
        let certain = doubts.take_in(handed(51, 51, Ok(())));
        assert_eq!(certain.len(), 20);
        assert!(certain[..19].iter().all(|one| one.judged.became == Became::Refused && one.judged.returned.is_some()));
        assert!(doubts.is_empty() && doubts.hold(true).is_none());
    }

    #[test]
    fn somebody_who_has_closed_is_believed_in_the_end() {
        let mut doubts = Doubts::default();
        let certain: usize = (0..500).map(|number| doubts.take_in(handed(number, number % 4, refused())).len()).sum();
        assert_eq!((certain, doubts.len()), (500, 0));
    }

    #[test]
    fn many_in_a_row_at_many_domains_are_the_relay() {
        for (refusals, domains, at_the_end, holds) in [
            (19, 19, false, false),
            (20, 5, false, true),
            // A company that has closed.
            (499, 4, false, false),
            (5, 3, false, false),
            (5, 3, true, true),
            (4, 4, true, false),
            (9, 2, true, false),
        ] {
            let mut doubts = Doubts::default();
            (0..refusals).for_each(|number| _ = doubts.take_in(handed(number, number % domains, refused())));
            let held = doubts.hold(at_the_end);
            assert_eq!(held.is_some(), holds, "{refusals} {domains} {at_the_end}");
            if let Some((reason, said)) = held {
                assert_eq!((reason, said.as_str()), (HoldReason::EveryoneRefused, "relay access denied"));
            }
            let again = doubts.untried(chrono::DateTime::UNIX_EPOCH);
            let untried = Became::PutBack(chrono::DateTime::UNIX_EPOCH, false);
            assert!(again.iter().all(|one| one.judged.became == untried && one.judged.returned.is_none()));
            assert!(again.len() == refusals && doubts.is_empty());
        }
    }
}
