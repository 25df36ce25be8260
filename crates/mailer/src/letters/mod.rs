//! What can be said by mail: one variant a mail, with what it needs to know.

mod list;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

pub use list::Letter;

/// What one field of a letter holds; it decides how the field is cleaned and written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    /// The name of whom the mail is to; in the greeting only.
    Addressee(&'a String),
    /// The name of somebody else.
    Person(&'a String),
    /// The name of an organisation.
    Organisation(&'a String),
    /// The name of a city.
    City(&'a String),
    /// A device in words.
    Device(&'a String),
    /// An address that has been masked.
    Masked(&'a String),
    /// Sentences that somebody wrote; may be empty.
    Passage(&'a String),
    /// A key that has a word in each language.
    Word(&'a String),
    /// A page of ours.
    Link(&'a String),
    /// How many.
    Count(&'a u32),
    /// A moment.
    Moment(&'a DateTime<Utc>),
    /// A day.
    Day(&'a NaiveDate),
    /// What is new, in parts.
    Digest(&'a Vec<DigestPart>),
}

/// A part of what is new: what it is of, and the best of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestPart {
    /// What it is of, such as the name of a search.
    pub title: String,
    /// How much is new.
    pub count: u32,
    /// Some of it, each with its page.
    pub things: Vec<DigestThing>,
    /// The page where all of it is.
    pub link: String,
}

/// Something new.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestThing {
    /// Its title.
    pub title: String,
    /// Its page.
    pub link: String,
}

impl fmt::Debug for DigestPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What somebody follows is not for logs.
        f.debug_struct("DigestPart").field("count", &self.count).finish_non_exhaustive()
    }
}

impl fmt::Debug for DigestThing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DigestThing").finish_non_exhaustive()
    }
}

/// A kind of [`Value`], without one.
#[cfg(test)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Addressee,
    Person,
    Organisation,
    City,
    Device,
    Masked,
    Passage,
    Word,
    Link,
    Count,
    Moment,
    Day,
    Digest,
}

/// What a letter is made of, for the test that compares all of them with the texts.
#[cfg(test)]
pub(crate) struct Shape {
    pub(crate) key: &'static str,
    pub(crate) fields: &'static [(&'static str, Kind)],
}

/// The type in which a kind of field is kept.
macro_rules! kept_as {
    (Count) => { u32 };
    (Moment) => { ::chrono::DateTime<::chrono::Utc> };
    (Day) => { ::chrono::NaiveDate };
    (Digest) => { Vec<$crate::letters::DigestPart> };
    ($text:ident) => { String };
}

/// Makes [`Letter`] out of one list of mails, so that key, fields and their kinds cannot differ.
macro_rules! letters {
    ($($(#[$meta:meta])* $variant:ident = $key:literal { $($field:ident: $kind:ident $about:literal,)* },)*) => {
        /// A mail that is to be written, without its language: what happened, and the few things to know about it.
        ///
        /// It is kept as JSON until it is sent, tagged by `kind`. So a key or a field, once released, keeps its name, and
        /// a field that comes later needs a default. `Debug` shows the key alone: names, and links that let somebody in,
        /// must not reach logs.
        #[derive(Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(tag = "kind")]
        pub enum Letter {
            $($(#[$meta])* #[serde(rename = $key)] $variant { $(#[doc = $about] $field: kept_as!($kind),)* },)*
        }

        impl Letter {
            /// The keys of all letters.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// The key of its texts, which is also its `kind` in JSON.
            #[must_use]
            pub fn key(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $key,)* }
            }

            /// Its fields by name.
            pub(crate) fn values(&self) -> Vec<(&'static str, $crate::letters::Value<'_>)> {
                match self {
                    $(Self::$variant { $($field),* } => {
                        vec![$((stringify!($field), $crate::letters::Value::$kind($field))),*]
                    })*
                }
            }
        }

        #[cfg(test)]
        pub(crate) const SHAPES: &[$crate::letters::Shape] = &[$($crate::letters::Shape {
            key: $key,
            fields: &[$((stringify!($field), $crate::letters::Kind::$kind)),*],
        }),*];
    };
}

use {kept_as, letters};

#[cfg(test)]
pub(crate) use list::SHAPES;

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({})", self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_through_json_by_its_key() {
        let letter = Letter::DeletionScheduled {
            name: "Ana".into(),
            date: NaiveDate::from_ymd_opt(2026, 12, 24).unwrap(),
            link: "https://c2r.example/account#secret".into(),
        };
        let json = serde_json::to_string(&letter).unwrap();
        assert_eq!(
            json,
            r#"{"kind":"deletion_scheduled","name":"Ana","date":"2026-12-24","link":"https://c2r.example/account#secret"}"#
        );
        assert_eq!(serde_json::from_str::<Letter>(&json).unwrap(), letter);
        assert_eq!(format!("{letter:?}"), "Letter(deletion_scheduled)");
    }

    #[test]
    fn a_letter_of_a_newer_version_can_still_be_read() {
        let json = r#"{"kind":"deletion_cancelled","name":"Ana","since":"yesterday"}"#;
        assert_eq!(serde_json::from_str::<Letter>(json).unwrap(), Letter::DeletionCancelled { name: "Ana".into() });
    }

    #[test]
    fn no_two_letters_share_a_key() {
        let mut keys = Letter::KEYS.to_vec();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!((keys.len(), SHAPES.len()), (Letter::KEYS.len(), Letter::KEYS.len()));
    }
}
