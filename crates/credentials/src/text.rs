//! The forms in which passwords are compared and hashed, and how their traces are wiped.

use std::hint::black_box;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::strength::MAX_CHARS;

/// More bytes than any password of [`MAX_CHARS`] takes, in whatever form it was typed. Longer texts are not looked at.
const MAX_BYTES: usize = 4096;

/// A text in the form of [`normal`], wiped when it goes.
pub(crate) struct Normal(Vec<u8>);

impl Normal {
    /// The bytes to hash; `None` for an empty password and one of more than [`MAX_CHARS`] characters.
    pub(crate) fn of(password: &str) -> Option<Self> {
        let normal = normal(password)?;
        let fits = !normal.is_empty() && normal.chars().count() <= MAX_CHARS;
        let this = Self(normal.into_bytes());
        fits.then_some(this)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Normal {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// Overwrites what need not stay in memory. Without `unsafe` this is as much as can be done: the compiler is asked to
/// believe that the zeros are read, and copies that others have made stay.
pub(crate) fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    black_box(bytes);
}

/// The text in normalization form KC (Unicode Standard Annex 15), so that a password typed on two keyboards is one
/// password (NIST SP 800-63B, 2017, section 5.1.1.2), cut after one character more than is allowed. `None` for a text
/// that is too long to be looked at.
pub(crate) fn normal(text: &str) -> Option<String> {
    if text.len() > MAX_BYTES {
        return None;
    }
    // As long as it can get, so that it never moves and leaves a copy behind.
    let mut normal = String::with_capacity(4 * (MAX_CHARS + 1));
    normal.extend(text.nfkc().take(MAX_CHARS + 1));
    Some(normal)
}

/// The form in which passwords are compared with lists: normalized, without case.
pub(crate) fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().nfkc().collect()
}

/// The form in which passwords are compared with names: as [`folded`], and without accents.
pub(crate) fn plain(text: &str) -> String {
    let bare: String = text.nfkd().filter(|character| !is_combining_mark(*character)).collect();
    bare.to_lowercase().nfkd().filter(|character| !is_combining_mark(*character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_password_from_two_keyboards_is_one() {
        // é as one character and as two, full-width letters, a ligature.
        assert_eq!(normal("caf\u{e9} A1 ﬁ"), normal("cafe\u{301} Ａ１ fi"));
        assert_ne!(normal("Caf\u{e9}"), normal("caf\u{e9}"), "case counts in what is hashed");
        assert_ne!(normal("cafe"), normal("caf\u{e9}"), "accents count in what is hashed");
    }

    #[test]
    fn what_is_hashed_has_between_1_and_128_characters_of_the_normal_form() {
        assert!(Normal::of("").is_none());
        assert!(Normal::of("a").is_some_and(|normal| normal.bytes() == b"a"));
        let wide = "好".repeat(128);
        assert!(Normal::of(&wide).is_some_and(|normal| normal.bytes() == wide.as_bytes()));
        assert!(Normal::of(&"好".repeat(129)).is_none());
        // Counted after normalization: 256 characters become 128, and one becomes eighteen.
        assert!(Normal::of(&"e\u{301}".repeat(128)).is_some());
        assert!(Normal::of(&"\u{fdfa}".repeat(7)).is_some());
        assert!(Normal::of(&"\u{fdfa}".repeat(8)).is_none());
    }

    #[test]
    fn a_text_too_long_to_be_a_password_is_not_looked_at() {
        // Marks without end on one letter: one character before it is normalized, thousands after.
        assert!(normal(&format!("e{}", "\u{301}".repeat(4096))).is_none());
        assert!(normal(&"a".repeat(4096)).is_some_and(|normal| normal.len() == MAX_CHARS + 1));
    }

    #[test]
    fn names_are_compared_without_case_and_accents() {
        assert_eq!(plain("JÜRGEN Ångström"), "jurgen angstrom");
        assert_eq!(folded("JÜRGEN ＡＢＣ"), "jürgen abc");
    }

    #[test]
    fn wiping_leaves_zeros() {
        let mut bytes = *b"secret";
        wipe(&mut bytes);
        assert_eq!(bytes, [0; 6]);
    }
}
