//! What a server's refusal means, and what of it may be told.

use super::SendError;
use crate::address::Address;
use crate::clean;
use lettre::transport::smtp::Error;

/// Longest reason, in characters.
const MAX_REASON: usize = 200;

/// Replies about us instead of the mail: no or wrong credentials, or encryption first (RFC 4954, Siemborski and Melnikov
/// 2007, section 6). As long as a password is mistyped, mails wait instead of getting lost.
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// Sorts a fault by the class of the reply (RFC 5321, Klensin 2008, section 4.2.1). What is no reply is a line that broke or a
/// setting that is wrong, and neither is the mail's fault; an address that this server cannot write to is.
pub(super) fn sorted(error: &Error, to: &Address) -> SendError {
    let reason = told(&error.to_string(), to);
    let about_us = error.status().is_some_and(|code| ABOUT_US.contains(&u16::from(code)));
    let cannot_write_to = error.is_client() && !to.as_str().is_ascii();
    if (error.is_permanent() && !about_us) || cannot_write_to {
        SendError::Permanent(reason)
    } else {
        SendError::Temporary(reason)
    }
}

/// The reason without whom it is about: servers repeat the address in their replies, whole or in part.
fn told(reason: &str, to: &Address) -> String {
    let local = to.as_str().rsplit_once('@').map_or("", |(local, _)| local).to_lowercase();
    let word = |word: &str| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        if word.contains('@') || bare == local || bare.contains(to.key().as_str()) {
            "…".to_owned()
        } else {
            word.to_owned()
        }
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
            assert_eq!(told(reason, &to), expected);
        }
        assert_eq!(told(&"x ".repeat(1_000), &to).chars().count(), MAX_REASON);
    }
}
