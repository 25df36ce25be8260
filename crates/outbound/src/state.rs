//! What is told of a link.

use crate::check::Checked;
use crate::error::Error;

/// How a link is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// It leads to a page.
    Alive,
    /// It leads to a page whose server asks to use this address from now on.
    Moved(String),
    /// The server says that there is no such page (404, 410).
    Gone,
    /// The server does not show it to a program (401, 403, 429 and whatever else is said to whoever asks). People may
    /// see it.
    Refused,
    /// No page came: the server says that it is broken (5xx), does not answer, cannot be found, is not who it should
    /// be, or leads nowhere. It may be better tomorrow.
    Failing,
}

/// What an outcome says of the link. An address that is not asked is [`LinkState::Failing`], too: the public cannot
/// reach what is not on the public internet; [`Error`] tells why.
#[must_use]
pub fn classify(outcome: &Result<Checked, Error>) -> LinkState {
    let Ok(checked) = outcome else {
        return LinkState::Failing;
    };
    match (checked.status, &checked.moved_to) {
        (200..300, Some(address)) => LinkState::Moved(address.clone()),
        (200..300, None) => LinkState::Alive,
        (404 | 410, _) => LinkState::Gone,
        (400..500 | 600.., _) => LinkState::Refused,
        _ => LinkState::Failing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Range;
    use crate::error::{Failure, Refusal};

    fn answered(status: u16, moved_to: Option<&str>) -> LinkState {
        let final_url = "https://example.org/last".to_owned();
        let moved_to = moved_to.map(ToOwned::to_owned);
        classify(&Ok(Checked { status, final_url, redirected: moved_to.is_some(), moved_to }))
    }

    #[test]
    fn an_answer_says_how_the_link_is() {
        for (status, state) in [
            (200, LinkState::Alive),
            (204, LinkState::Alive),
            (206, LinkState::Alive),
            (101, LinkState::Failing),
            (302, LinkState::Failing),
            (304, LinkState::Failing),
            (400, LinkState::Refused),
            (401, LinkState::Refused),
            (403, LinkState::Refused),
            (404, LinkState::Gone),
            (405, LinkState::Refused),
            (410, LinkState::Gone),
            (429, LinkState::Refused),
            (451, LinkState::Refused),
            (500, LinkState::Failing),
            (503, LinkState::Failing),
            // Some large sites say so to programs.
            (999, LinkState::Refused),
        ] {
            assert_eq!(answered(status, None), state, "{status}");
        }
    }

    #[test]
    fn only_a_page_can_have_moved() {
        let new = "https://example.org/new";
        assert_eq!(answered(200, Some(new)), LinkState::Moved(new.to_owned()));
        assert_eq!(answered(404, Some(new)), LinkState::Gone);
        assert_eq!(answered(403, Some(new)), LinkState::Refused);
        assert_eq!(answered(500, Some(new)), LinkState::Failing);
    }

    #[test]
    fn no_answer_is_failing() {
        for error in [
            Error::Failed(Failure::Dns),
            Error::Failed(Failure::Timeout),
            Error::Failed(Failure::Tls("its certificate has expired")),
            Error::Failed(Failure::TooManyRedirects),
            Error::Astray(Refusal::Range(Range::Private)),
            Error::Refused(Refusal::Scheme),
        ] {
            assert_eq!(classify(&Err(error)), LinkState::Failing, "{error}");
        }
    }
}
