//! What a server's refusal means, and what of it may be told.

use super::{Answer, Reason, SendError};
use crate::address::Address;
use crate::bounce::{Kind, Status, by_status, judge};
use crate::clean;
use lettre::transport::smtp::Error;
use std::error::Error as _;

/// Longest reason, in characters.
const MAX_REASON: usize = 200;

/// Replies about us instead of the mail: no or wrong credentials, or encryption first (RFC 4954, Siemborski and
/// Melnikov 2007, section 6). As long as a password is mistyped, mails wait instead of getting lost.
pub(super) const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// The server ends the conversation.
pub(super) const CLOSING: u16 = 421;

/// How far a conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the greetings: nothing of the mail was said.
    Connect,
    /// To the envelope's sender.
    Sender,
    /// To the envelope's recipient.
    Recipient,
    /// To the question whether the mail may come.
    Data,
    /// To its end: all of it was written.
    End,
}

/// Sorts a fault by the class of the reply (RFC 5321, Klensin 2008, section 4.2.1). What is no reply is a line that
/// broke or a setting that is wrong, and neither is the mail's fault.
pub(super) fn sorted(step: Step, error: &Error, to: &Address) -> SendError {
    let text = told(&error.to_string(), Some(to));
    match error.status().map(u16::from) {
        Some(reply) => {
            let said = error.source().map(ToString::to_string).unwrap_or_default();
            answered(step, reply, Status::leading(&said), text)
        }
        None if step == Step::End => SendError::Unknown(text.into()),
        None => SendError::Temporary(text.into()),
    }
}

/// A refusal, as a server's would be.
pub(super) fn refused(step: Step, reply: u16, text: &str) -> SendError {
    answered(step, reply, Status::leading(text), told(text, None))
}

fn answered(step: Step, reply: u16, status: Option<Status>, text: String) -> SendError {
    let reason = Reason { text, answer: Some(Answer { step, reply, status, kind: about(step, reply, status) }) };
    let about_us = ABOUT_US.contains(&reply) || step == Step::Connect;
    if reply < 500 || about_us { SendError::Temporary(reason) } else { SendError::Permanent(reason) }
}

/// Whom a refusal is about. Before a recipient was named it cannot be about one, and the troubles of the server that we
/// talk to are no recipient's. Of a whole mail a bare number says only that it is not wanted (RFC 5321, section 4.3.2).
fn about(step: Step, reply: u16, status: Option<Status>) -> Kind {
    let near = reply == CLOSING || status.is_some_and(|status| matches!(status.subject, 3 | 4));
    match step {
        Step::Recipient if !near => judge(Some(reply), status),
        Step::End if !near => status.and_then(by_status).unwrap_or(Kind::Ours),
        _ => Kind::Ours,
    }
}

/// The reason without whom it is about: servers repeat the address in their replies, whole or in part.
pub(crate) fn told(reason: &str, to: Option<&Address>) -> String {
    let key = to.map(Address::key);
    let local = key.as_deref().and_then(|key| key.rsplit_once('@')).map(|(local, _)| local);
    let word = |word: &str| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        let whole = key.as_deref().is_some_and(|key| bare.contains(key));
        if word.contains('@') || local == Some(bare.as_str()) || whole { "…".to_owned() } else { word.to_owned() }
    };
    let line = clean::line(reason, reason.len());
    let words: Vec<String> = line.split(' ').map(word).collect();
    clean::line(&words.join(" "), MAX_REASON)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_does_not_say_whom_it_is_about() {
        let to = Address::parse("Ana.Lopez@example.org").unwrap();
        for (reason, expected) in [
            ("550 5.1.1 <ana.lopez@example.org>: unknown", "550 5.1.1 … unknown"),
            ("user \"ANA.LOPEZ\" over quota", "user … over quota"),
            ("rcpt to:ana.lopez@example.org\r\nfailed", "rcpt … failed"),
            ("relay access denied", "relay access denied"),
        ] {
            assert_eq!(told(reason, Some(&to)), expected);
        }
        assert_eq!(told("no ana.lopez, no jo@example.net", None), "no ana.lopez, no …");
        assert_eq!(told(&"x ".repeat(1_000), Some(&to)).chars().count(), MAX_REASON);
    }

    #[test]
    fn a_refusal_is_about_a_recipient_once_there_is_one() {
        for (step, reply, status, kind) in [
            (Step::Connect, 554, Some("5.7.1"), Kind::Ours),
            (Step::Sender, 550, Some("5.1.1"), Kind::Ours),
            (Step::Recipient, 550, Some("5.1.1"), Kind::Hard),
            (Step::Recipient, 550, None, Kind::Hard),
            (Step::Recipient, 552, Some("5.2.2"), Kind::Soft),
            (Step::Recipient, 450, None, Kind::Soft),
            (Step::Recipient, 554, Some("5.7.1"), Kind::Ours),
            (Step::Recipient, 452, Some("4.3.1"), Kind::Ours),
            (Step::Recipient, 421, None, Kind::Ours),
            (Step::Data, 550, Some("5.1.1"), Kind::Ours),
            (Step::End, 550, Some("5.1.1"), Kind::Hard),
            (Step::End, 550, None, Kind::Ours),
            (Step::End, 452, Some("4.2.2"), Kind::Soft),
        ] {
            let code = status.map(|text: &str| text.parse().unwrap());
            assert_eq!(about(step, reply, code), kind, "{step:?} {reply} {status:?}");
        }
    }

    #[test]
    fn what_is_refused_for_ever_is_not_tried_again_unless_it_is_about_us() {
        for (step, reply, temporary) in [
            (Step::Recipient, 550, false),
            (Step::Recipient, 450, true),
            (Step::Sender, 530, true),
            (Step::Connect, 554, true),
            (Step::End, 554, false),
        ] {
            assert_eq!(answered(step, reply, None, String::new()).is_temporary(), temporary, "{step:?} {reply}");
        }
    }
}
