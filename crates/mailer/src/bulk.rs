//! What a mail to many says beside what it says: how to leave, which list it is, and where reports go.
//!
//! No header stands here because others write it, too. `Precedence: bulk` was never a standard, and whoever honours it
//! looks at `List-Id` as well (RFC 5230, Showalter and Freed 2008, section 4.6). `Auto-Submitted` is for what no person
//! has written (RFC 3834, Moore 2004). `Feedback-ID` is read by one provider, for tables that nobody here looks at.
//! DKIM is the relay's: it has the key, and sees the mail last.

use crate::address::Address;
use crate::clean;
use crate::render::{Site, own_link};

/// Longest key of a list, in characters.
const MAX_KEY: usize = 40;
/// Longest name of a list, in characters.
const MAX_NAME: usize = 60;
/// Longest link, in characters: a line of a header has at most 998 (RFC 5322, Resnick 2008, section 2.1.1).
const MAX_LINK: usize = 900;

/// What makes a mail one of many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulk {
    /// The list that it goes to.
    pub list: List,
    /// How to leave it.
    pub unsubscribe: Unsubscribe,
    /// The sender in the envelope, by which a report is known: [`Verp::address`](crate::bounce::Verp::address). Its
    /// domain belongs to the same organisation as the sender's, or DMARC (RFC 7489, Kucherawy and Zwicky 2015) does not
    /// see that they agree.
    pub bounces: Address,
}

/// Why a mail to many lacks what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BulkError {
    /// The key of the list cannot be a part of its id.
    #[error(
        "the key of a list has 1 to {MAX_KEY} lower-case ASCII letters, digits and `-`, and begins and ends without it"
    )]
    ListKey,
    /// The link leads elsewhere, or would not work from a header.
    #[error("the link to leave a list must be a page of the site, not too long, without `#`, brackets and commas")]
    Link,
    /// The address cannot stand in a link.
    #[error("the address to leave a list by must be made of ASCII letters, digits and `.+-_=`")]
    Mailbox,
}

/// A list of people who get the same mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    key: String,
    name: String,
}

impl List {
    /// With a key that stays as it is, because people's filters know the list by it, and a name for eyes. Of the name,
    /// punctuation is left out.
    ///
    /// # Errors
    ///
    /// [`BulkError::ListKey`].
    pub fn new(key: &str, name: &str) -> Result<Self, BulkError> {
        let letters = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !letters || !(1..=MAX_KEY).contains(&key.len()) || key.starts_with('-') || key.ends_with('-') {
            return Err(BulkError::ListKey);
        }
        // Words that need no quotation marks: these and encoded words do not go together.
        let plain = |letter: char| !letter.is_ascii() || letter.is_ascii_alphanumeric() || "-_'".contains(letter);
        let name: String = name.chars().map(|letter| if plain(letter) { letter } else { ' ' }).collect();
        Ok(Self { key: key.to_owned(), name: clean::line(&name, MAX_NAME) })
    }
}

/// How to leave a list. Programs show a button, and press it without any further question.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsubscribe {
    link: String,
    mailbox: Option<Address>,
}

impl std::fmt::Debug for Unsubscribe {
    /// Nothing: who knows the link can take somebody off the list.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unsubscribe")
    }
}

impl Unsubscribe {
    /// By a link and, for programs that write instead of opening links, by a mailbox whose address says who leaves
    /// what.
    ///
    /// A POST to the link with the body `List-Unsubscribe=One-Click` has to be enough, without signing in and without
    /// another question; a GET must do nothing but show a page (RFC 8058, Levine and Herkula 2017). A site without
    /// encryption, as on a developer's machine, gets the header without the button.
    ///
    /// # Errors
    ///
    /// [`BulkError::Link`] and [`BulkError::Mailbox`].
    pub fn new(site: &Site, link: &str, mailbox: Option<&Address>) -> Result<Self, BulkError> {
        let link = own_link(site, link).filter(|link| link.len() <= MAX_LINK).ok_or(BulkError::Link)?;
        // What stands behind `#` never reaches a server; commas and brackets part the links of the header.
        if link.contains(['#', ',', '(', ')']) {
            return Err(BulkError::Link);
        }
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "@.+-_=".contains(letter);
        if mailbox.is_some_and(|mailbox| !mailbox.as_str().chars().all(plain)) {
            return Err(BulkError::Mailbox);
        }
        Ok(Self { link, mailbox: mailbox.cloned() })
    }

    fn header(&self) -> String {
        match &self.mailbox {
            Some(mailbox) => format!("<{}>, <mailto:{mailbox}>", self.link),
            None => format!("<{}>", self.link),
        }
    }
}

impl Bulk {
    /// The headers that only such a mail has, by name. `domain` is the sender's, which the id of the list ends in.
    pub(crate) fn headers(&self, domain: &str) -> Vec<(&'static str, String)> {
        let List { key, name } = &self.list;
        let id = if name.is_empty() { format!("<{key}.{domain}>") } else { format!("{name} <{key}.{domain}>") };
        let mut headers = vec![
            // RFC 2919 (Chandhok and Wenger 2001).
            ("List-Id", id),
            // RFC 2369 (Neufeld and Baer 1998).
            ("List-Unsubscribe", self.unsubscribe.header()),
            // Exchange's word for no automatic answers. `All` would stop reports of failures as well.
            ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply".to_owned()),
        ];
        if self.unsubscribe.link.starts_with("https:") {
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(public_url: &str) -> Site {
        Site { name: "Cities".into(), public_url: public_url.into(), support: "help@c2r.example".into() }
    }

    #[test]
    fn a_list_has_a_key_that_can_be_part_of_a_domain() {
        for key in ["", "-a", "a-", "A", "a.b", "a b", "a\r\nBcc: eve", "é", &"a".repeat(41)] {
            assert_eq!(List::new(key, "Briefing"), Err(BulkError::ListKey), "{key:?}");
        }
        assert_eq!(List::new("briefing-weekly", " Week,\r\nly \"<b>\" ").unwrap().name, "Week ly b");
    }

    #[test]
    fn a_link_works_from_a_header_or_is_refused() {
        let site = site("https://c2r.example");
        for link in [
            "https://c2r.example/leave#token",
            "https://c2r.example/leave?a=1,2",
            "https://c2r.example/leave?a=(1)",
            "https://c2r.example/leave>, <https://evil.example",
            "https://c2r.example/leave\r\nBcc: eve@evil.example",
            "https://evil.example/leave",
            "http://c2r.example/leave",
            "mailto:leave@c2r.example",
            &format!("https://c2r.example/{}", "a".repeat(900)),
        ] {
            assert_eq!(Unsubscribe::new(&site, link, None), Err(BulkError::Link), "{link:?}");
        }
    }

    #[test]
    fn an_address_that_would_be_more_than_one_is_refused() {
        let site = site("https://c2r.example");
        for text in ["leave?cc=eve@c2r.example", "leave&x@c2r.example", "leave%0A@c2r.example", "josé@c2r.example"] {
            let address = Address::parse(text).unwrap();
            let made = Unsubscribe::new(&site, "https://c2r.example/leave?t=x", Some(&address));
            assert_eq!(made, Err(BulkError::Mailbox), "{text:?}");
        }
    }

    #[test]
    fn there_is_a_button_only_where_the_site_is_encrypted() {
        for (url, button) in [("https://c2r.example", true), ("http://localhost:8080", false)] {
            let bulk = Bulk {
                list: List::new("briefing", "").unwrap(),
                unsubscribe: Unsubscribe::new(&site(url), &format!("{url}/leave?t=x"), None).unwrap(),
                bounces: Address::parse("bounces+x@c2r.example").unwrap(),
            };
            let headers = bulk.headers("c2r.example");
            assert_eq!(headers[0], ("List-Id", "<briefing.c2r.example>".to_owned()));
            assert_eq!(headers.iter().any(|(name, _)| *name == "List-Unsubscribe-Post"), button);
        }
    }
}
