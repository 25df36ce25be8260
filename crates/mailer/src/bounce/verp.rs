//! The address that reports go to, another one for each mail.

use crate::address::Address;

/// Longest part before the at-sign, in bytes (RFC 5321, Klensin 2008, section 4.5.3.1.1).
const MAX_LOCAL: usize = 64;

/// Makes of `bounces@example.org` the envelope's sender of each mail, `bounces+token@example.org` (VERP, Bernstein
/// 1997), and finds the token again in the address that a report came to. The part behind the plus sign must not matter
/// to the server that takes mail for it, which is Postfix' `recipient_delimiter`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verp {
    local: String,
    domain: String,
}

impl Verp {
    /// With the address that all of them lead to. `None` if it has letters outside of ASCII, which not every server on
    /// the way back can write, or a plus sign already.
    #[must_use]
    pub fn new(address: &Address) -> Option<Self> {
        let key = address.key();
        let (local, domain) = key.rsplit_once('@').filter(|_| key.is_ascii() && !key.contains('+'))?;
        Some(Self { local: local.to_owned(), domain: domain.to_owned() })
    }

    /// The address for one mail. The token should not be guessable, or whoever knows how it is made can report
    /// failures.
    ///
    /// `None` if the token has other characters than lower-case ASCII letters, digits, `-` and `_` (servers may change
    /// capitals into small letters), or if it is too long: the token, a plus sign and the part before it have at most
    /// 64.
    #[must_use]
    pub fn address(&self, token: &str) -> Option<Address> {
        let fits = is_token(token) && self.local.len() + 1 + token.len() <= MAX_LOCAL;
        fits.then(|| Address::parse(&format!("{}+{token}@{}", self.local, self.domain)).ok()).flatten()
    }

    /// The token in an address that a report came to, as the envelope has it; angle brackets may stand around it.
    /// `None` if it is no address of ours. That the token exists is for the caller to see.
    #[must_use]
    pub fn token(&self, recipient: &str) -> Option<String> {
        let text = recipient.trim().to_ascii_lowercase();
        let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(&text);
        let (local, domain) = bare.rsplit_once('@')?;
        let token = local.strip_prefix(self.local.as_str())?.strip_prefix('+')?;
        (domain == self.domain && is_token(token) && local.len() <= MAX_LOCAL).then(|| token.to_owned())
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verp() -> Verp {
        Verp::new(&Address::parse("Bounces@Example.ORG").unwrap()).unwrap()
    }

    #[test]
    fn a_token_goes_there_and_back() {
        let token = "019ab3c4-7d20-7c3e-8f00-3b1c5e7a9d11-k2m9q0xw";
        let address = verp().address(token).unwrap();
        assert_eq!(address.as_str(), "bounces+019ab3c4-7d20-7c3e-8f00-3b1c5e7a9d11-k2m9q0xw@example.org");
        assert_eq!(verp().token(address.as_str()).as_deref(), Some(token));
        assert_eq!(verp().token(" <BOUNCES+K2M9@EXAMPLE.ORG>\n").as_deref(), Some("k2m9"));
    }

    #[test]
    fn what_is_none_of_ours_has_no_token() {
        for text in [
            "",
            "bounces@example.org",
            "bounces+@example.org",
            "bounces+a",
            "bounce+a@example.org",
            "bounces+a@example.net",
            "bounces+a b@example.org",
            "bounces+a+b@example.org",
            "bounces+é@example.org",
            "bounces+a@example.org@example.net",
            &format!("bounces+{}@example.org", "a".repeat(57)),
        ] {
            assert_eq!(verp().token(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_tokens_that_survive_the_way_are_taken() {
        for token in ["", "A", "a b", "a+b", "a@b", "a\r\nb", "é", &"a".repeat(57)] {
            assert_eq!(verp().address(token), None, "{token:?}");
        }
        assert!(verp().address(&"a".repeat(56)).is_some());
        for address in ["bounces+x@example.org", "josé@example.org", "bounces@städte.example"] {
            assert_eq!(Verp::new(&Address::parse(address).unwrap()), None, "{address}");
        }
    }
}
