//! E-mail addresses: what counts as one, when two are the same, and how one is shown to others.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Longest address that a mail can be sent to, in bytes (RFC 5321, Klensin 2008, section 4.5.3.1.3 and its erratum 1690).
pub const MAX_LENGTH: usize = 254;

/// An e-mail address that has been looked at: it has the right form, and a domain by name.
///
/// It is kept as it was typed, but for white space around it and the case of the domain. Whether two addresses are the
/// same mailbox is asked of [`Address::key`]. `Debug` shows it masked, because debug output ends up in logs.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(lettre::Address);

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It does not have the form of one.
    #[error("this is not an e-mail address; write it like name@example.org")]
    Form,
    /// It is longer than any mail server takes.
    #[error("an e-mail address has at most {MAX_LENGTH} characters")]
    Length,
    /// Its domain is a number.
    #[error("an e-mail address needs a domain by name, not by number; write it like name@example.org")]
    Number,
}

impl Address {
    /// Reads an address: white space around it goes, the domain becomes lower case, the rest stays as it was typed.
    ///
    /// # Errors
    ///
    /// If it is too long, does not have the form of an address, or names a host by number (`name@[192.0.2.1]`), which
    /// no person's mailbox does.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.len() > MAX_LENGTH {
            return Err(AddressError::Length);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(AddressError::Form)?;
        if domain.starts_with('[') {
            return Err(AddressError::Number);
        }
        // A quoted local part may hold spaces and further at-signs: allowed by the standard, used by nobody but to deceive.
        if local.contains(['"', '@', '\\']) || text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
        {
            return Err(AddressError::Form);
        }
        lettre::Address::new(local, domain.to_lowercase()).map(Self).map_err(|_| AddressError::Form)
    }

    /// The address as it was typed, the domain in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// What stands behind the at-sign, in lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    /// What two addresses are compared by: all of it in lower case.
    ///
    /// A mail server may tell `Ana@` from `ana@`, but none that people use does, and somebody who signs in does not
    /// remember which one was typed. Dots and what follows a plus sign stay: only the server behind it knows what they mean.
    #[must_use]
    pub fn key(&self) -> String {
        self.as_str().to_lowercase()
    }

    /// The address for eyes that may not read all of it: `a…@example.org`.
    #[must_use]
    pub fn masked(&self) -> String {
        let first = self.0.user().chars().next();
        format!("{}…@{}", first.map(String::from).unwrap_or_default(), self.domain())
    }

    pub(crate) fn inner(&self) -> &lettre::Address {
        &self.0
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.as_str().to_owned()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.masked())
    }
}

/// Masks a text that should be an address; of one that is none, nothing is shown.
#[must_use]
pub fn mask(text: &str) -> String {
    Address::parse(text).map_or_else(|_| "…".to_owned(), |address| address.masked())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_typed_but_for_its_domain() {
        let address = Address::parse("  Ana.Lopez+c2r@Example.ORG\n").unwrap();
        assert_eq!(address.as_str(), "Ana.Lopez+c2r@example.org");
        assert_eq!(address.key(), "ana.lopez+c2r@example.org");
        assert_eq!(address.domain(), "example.org");
        assert_eq!(address.masked(), "A…@example.org");
        assert_eq!(format!("{address:?}"), "Address(A…@example.org)");
        assert_eq!(Address::parse("josé@müller.example").unwrap().as_str(), "josé@müller.example");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for (text, error) in [
            ("", AddressError::Form),
            ("ana", AddressError::Form),
            ("@example.org", AddressError::Form),
            ("ana@", AddressError::Form),
            ("ana@example..org", AddressError::Form),
            ("ana lopez@example.org", AddressError::Form),
            ("ana@example.org\r\nBcc: eve@example.net", AddressError::Form),
            ("\"ana@example.net\"@example.org", AddressError::Form),
            ("ana@example.net@example.org", AddressError::Form),
            ("Ana <ana@example.org>", AddressError::Form),
            ("ana@[192.0.2.1]", AddressError::Number),
            (&format!("{}@example.org", "a".repeat(250)), AddressError::Length),
        ] {
            assert_eq!(Address::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn a_text_that_is_no_address_is_masked_whole() {
        assert_eq!(mask("ana@example.org"), "a…@example.org");
        assert_eq!(mask("secret"), "…");
    }

    #[test]
    fn an_address_goes_through_json_as_a_text() {
        let address: Address = serde_json::from_str("\"ana@Example.org\"").unwrap();
        assert_eq!(serde_json::to_string(&address).unwrap(), "\"ana@example.org\"");
        assert!(serde_json::from_str::<Address>("\"ana\"").is_err());
    }
}
