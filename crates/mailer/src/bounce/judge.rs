//! What a refusal says about whom the mail was to. The README has the table with its reasons.

use super::status::Status;

/// What a refusal says about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nobody has this mailbox, and nobody will: do not write there again.
    Hard,
    /// Not now, or without a reason that could be relied on. Count these, and stop when several mails in a row came
    /// back so.
    Soft,
    /// About us or about what we wrote. The address is not to blame, so do not count it; many of them are for the
    /// operator.
    Ours,
    /// Somebody marked the mail as unwanted: do not write there again, except what they ask for.
    Complaint,
}

/// Judges a refusal by the reply's number (RFC 5321, Klensin 2008) and the status code, of which it has one or both.
/// The code goes first, unless it only says that something failed.
#[must_use]
pub fn judge(reply: Option<u16>, status: Option<Status>) -> Kind {
    let passing = status.is_some_and(|status| status.class == 4);
    let unsaid = || if passing { Kind::Soft } else { by_reply(reply) };
    status.and_then(by_status).unwrap_or_else(unsaid)
}

/// What the code alone says, if it says more than that something failed.
pub(crate) fn by_status(status: Status) -> Option<Kind> {
    let Status { class, subject, detail } = status;
    // Nothing known (0), something about the address (1.0), and something about the protocol (5.0), with which large
    // providers refuse mailboxes that do not exist: the reply says more. Success is no reason at all.
    if class == 2 || matches!((subject, detail), (0, _) | (1 | 5, 0)) {
        return None;
    }
    match (subject, detail) {
        // No such mailbox, domain or spelling; more than one; moved away; a domain that takes no mail (RFC 7505, Levine
        // and Delany 2015). A mailbox that was closed. A mailbox or a domain that is somebody else's by now (RFC 7293,
        // Mills and Kucherawy 2014).
        (1, 1..=4 | 6 | 10) | (2, 1) | (7, 17 | 18) => Some(if class == 5 { Kind::Hard } else { Kind::Soft }),
        // Our own address is wrong in their eyes. Larger than this mailbox takes. Asks for what the system cannot do,
        // or is too large for it. How we speak (5), what we wrote (6), and who we are (7).
        (1, 7 | 8) | (2, 3) | (3, 3 | 4) | (5..=7, _) => Some(Kind::Ours),
        // Full (2.2), or a list that does not work (2.4); a system or a way there that is broken, if for long.
        (2..=4, _) => Some(Kind::Soft),
        _ => None,
    }
}

/// What the number alone says.
fn by_reply(reply: Option<u16>) -> Kind {
    match reply {
        // No such mailbox, not here, no such name; a host or a domain that takes no mail (RFC 7504, Klensin 2015).
        Some(550 | 551 | 553 | 521 | 556) => Kind::Hard,
        // Commands and credentials.
        Some(500..=504 | 555 | 530 | 534 | 535 | 538) => Kind::Ours,
        // A full mailbox (552); "failed" (554), which says nothing; whatever passes (4yz).
        _ => Kind::Soft,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said, and what it is judged to be.
    fn check(table: &[(Option<u16>, Option<&str>, Kind)]) {
        for (reply, status, kind) in table {
            let code = status.map(|text| text.parse().unwrap());
            assert_eq!(judge(*reply, code), *kind, "{reply:?} {status:?}");
        }
    }

    #[test]
    fn addresses_and_mailboxes_are_judged_by_their_code() {
        check(&[
            (Some(550), Some("5.1.1"), Kind::Hard),
            (Some(550), Some("5.1.2"), Kind::Hard),
            (Some(553), Some("5.1.3"), Kind::Hard),
            (Some(551), Some("5.1.6"), Kind::Hard),
            (Some(556), Some("5.1.10"), Kind::Hard),
            (Some(450), Some("4.1.1"), Kind::Soft),
            (Some(501), Some("5.1.7"), Kind::Ours),
            (Some(451), Some("4.1.8"), Kind::Ours),
            (Some(550), Some("5.2.1"), Kind::Hard),
            (Some(450), Some("4.2.1"), Kind::Soft),
            (Some(552), Some("5.2.2"), Kind::Soft),
            (Some(452), Some("4.2.2"), Kind::Soft),
            (Some(552), Some("5.2.3"), Kind::Ours),
            (Some(550), Some("5.2.0"), Kind::Soft),
        ]);
    }

    #[test]
    fn what_is_not_about_the_mailbox_is_never_hard() {
        check(&[
            (Some(552), Some("5.3.4"), Kind::Ours),
            (Some(550), Some("5.3.0"), Kind::Soft),
            (None, Some("4.4.1"), Kind::Soft),
            (None, Some("5.4.4"), Kind::Soft),
            (None, Some("4.4.7"), Kind::Soft),
            (Some(503), Some("5.5.1"), Kind::Ours),
            (Some(554), Some("5.6.0"), Kind::Ours),
            (Some(554), Some("5.7.1"), Kind::Ours),
            (Some(550), Some("5.7.26"), Kind::Ours),
            (Some(451), Some("4.7.1"), Kind::Ours),
            // Unless it is somebody else's by now.
            (Some(550), Some("5.7.17"), Kind::Hard),
        ]);
    }

    #[test]
    fn where_the_code_says_nothing_the_number_does() {
        check(&[
            (Some(550), Some("5.1.0"), Kind::Hard),
            (None, Some("5.1.0"), Kind::Soft),
            (Some(550), Some("5.5.0"), Kind::Hard),
            (Some(550), Some("5.0.0"), Kind::Hard),
            (Some(550), Some("4.0.0"), Kind::Soft),
            (None, Some("5.0.0"), Kind::Soft),
            (None, Some("5.42.1"), Kind::Soft),
            (Some(550), None, Kind::Hard),
            (Some(551), None, Kind::Hard),
            (Some(553), None, Kind::Hard),
            (Some(556), None, Kind::Hard),
            (Some(552), None, Kind::Soft),
            (Some(554), None, Kind::Soft),
            (Some(535), None, Kind::Ours),
            (Some(421), None, Kind::Soft),
            (Some(450), None, Kind::Soft),
            (None, None, Kind::Soft),
        ]);
    }
}
