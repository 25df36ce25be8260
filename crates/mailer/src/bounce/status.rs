//! Status codes of mail systems.

use std::fmt;
use std::str::FromStr;

/// An enhanced status code such as `5.1.1` (RFC 3463, Vaudreuil 2003).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Status {
    /// 2 is success, 4 is not now, 5 is not ever.
    pub class: u8,
    /// What it is about: 1 addresses, 2 the mailbox, 3 the system, 4 the way there, 5 the protocol, 6 the content, 7
    /// policy.
    pub subject: u16,
    /// What exactly; 0 where nothing more is known.
    pub detail: u16,
}

/// A text that is no status code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a status code has a class of 2, 4 or 5 and two numbers, as in 5.1.1")]
pub struct StatusError;

impl Status {
    /// The code that a text begins with: `5.0.0 (permanent failure)`.
    #[must_use]
    pub fn leading(text: &str) -> Option<Self> {
        let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
        text[..end].trim_end_matches('.').parse().ok()
    }
}

impl FromStr for Status {
    type Err = StatusError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut numbers = text.split('.').map(number);
        match (numbers.next(), numbers.next(), numbers.next(), numbers.next()) {
            (Some(Some(class @ (2 | 4 | 5))), Some(Some(subject)), Some(Some(detail)), None) => {
                Ok(Self { class: u8::try_from(class).map_err(|_| StatusError)?, subject, detail })
            }
            _ => Err(StatusError),
        }
    }
}

/// One to three digits, without zeros in front.
fn number(text: &str) -> Option<u16> {
    let digits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (text == "0" || !text.starts_with('0'))).then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// What a server answered, taken apart: the reply's number and the status code. `550 5.1.1 …`, `550-5.1.1 …` where the
/// answer had several lines, `550 #5.1.0 …` as one maker writes it, or a code alone.
pub(crate) fn answered(text: &str) -> (Option<u16>, Option<Status>) {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let reply = if digits == 3 { text[..3].parse().ok().filter(|reply| (400..600).contains(reply)) } else { None };
    let rest = if reply.is_some() { &text[3..] } else { text };
    (reply, Status::leading(rest.trim_start_matches([' ', '-', '#'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_three_numbers() {
        for text in ["2.0.0", "4.2.2", "5.1.10", "5.999.999"] {
            assert_eq!(text.parse::<Status>().unwrap().to_string(), text);
        }
        for text in
            ["", "5", "5.1", "5.1.1.1", "3.1.1", "5.01.1", "5.1.1000", "5..1", "5.1.x", "5.1.1 ", "٥.1.1", "-5.1.1"]
        {
            assert_eq!(text.parse::<Status>(), Err(StatusError), "{text:?}");
        }
    }

    #[test]
    fn a_text_may_go_on_after_its_code() {
        let code = |text| Status::leading(text).map(|status| status.to_string());
        assert_eq!(code("5.0.0 (permanent failure)").as_deref(), Some("5.0.0"));
        assert_eq!(code("4.7.1: greylisted").as_deref(), Some("4.7.1"));
        assert_eq!(code("5.1.1.").as_deref(), Some("5.1.1"));
        assert_eq!(code("failed 5.1.1"), None);
        assert_eq!(code("192.0.2.1 refused"), None);
    }

    #[test]
    fn an_answer_is_taken_apart() {
        for (text, reply, status) in [
            ("550 5.1.1 no such user", Some(550), Some("5.1.1")),
            ("550-5.1.1 no such user", Some(550), Some("5.1.1")),
            (" 550 #5.1.0 Address rejected.", Some(550), Some("5.1.0")),
            ("421-4.7.28 too many", Some(421), Some("4.7.28")),
            ("426 connection timed out", Some(426), None),
            ("5.1.0 - Unknown address error", None, Some("5.1.0")),
            ("250 2.0.0 ok", None, None),
            ("5500 x", None, None),
            ("no such user", None, None),
            ("", None, None),
        ] {
            assert_eq!(answered(text), (reply, status.map(|status| status.parse().unwrap())), "{text:?}");
        }
    }
}
