//! What a new password must be. Without data, so that a form can say it while one types; the comparison with the
//! commonest passwords is [`common`](crate::common), and [`password::weaknesses`](crate::password::weaknesses) is both.
//!
//! Length and guessability are all that is asked. No kinds of characters are required (NIST SP 800-63B, 2017, section
//! 5.1.1.2; OWASP ASVS 5.0 V6.2.5): such rules make passwords that are hard to keep and no harder to guess.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::text::{folded, normal, plain};

/// The fewest characters of a password, after normalization.
///
/// NIST SP 800-63B-4 (2025) asks for 15 where the password is the only factor and 8 beside another one; OWASP ASVS 5.0
/// V6.2.1 for 8, better 15. Here a second factor is offered to everybody and demanded from those who can do harm, so
/// that one rule has to do for both: 12, with the list, with budgets for guessing online and with Argon2id against
/// guessing offline. A rule that changed with the second factor would make a password too short on the day when
/// somebody puts their authenticator app away.
pub const MIN_CHARS: usize = 12;

/// The most characters of a password, after normalization: long enough for any sentence and any password manager (OWASP
/// ASVS 5.0 V6.2.9 asks for 64), and a bound for the work that a stranger can cause.
pub const MAX_CHARS: usize = 128;

/// A password of fewer different characters is [`Weakness::Repetitive`].
const MIN_DIFFERENT: usize = 5;
/// So is one in which the next character is fewer times no neighbour of the one before it, in the alphabet or on a row
/// of keys.
const MIN_LEAPS: usize = 4;
/// What is left of a password without names must have as many letters; a year or a sign makes no password of a name.
const MIN_OWN_LETTERS: usize = 4;
/// Shorter parts of names are in too many words to say anything.
const MIN_NAME: usize = 3;

const KEYBOARD: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Whose name a password must not merely be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The name of the person.
    Name,
    /// The mail address of the person.
    Address,
    /// The name of the product or of who runs it.
    Product,
}

/// A text that who knows the person or the product would guess with.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What it is.
    pub what: What,
    /// The text, as it is written.
    pub text: &'a str,
}

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weakness {
    /// Fewer than [`MIN_CHARS`] characters.
    TooShort,
    /// More than [`MAX_CHARS`] characters.
    TooLong,
    /// One of the commonest passwords, with or without digits and signs around it; see [`common`](crate::common).
    Common,
    /// Not much more than this, with digits and signs around it.
    Contains(What),
    /// Few different characters, one piece over and over, or a walk along the alphabet or the keyboard.
    Repetitive,
}

/// All that makes a password weak, but for the comparison with the commonest ones. Empty for a good one.
///
/// `about` holds what a guesser knows: the person's name and address, the product's name.
pub fn weaknesses(password: &str, about: &[About<'_>]) -> Vec<Weakness> {
    let Some(normal) = normal(password) else { return vec![Weakness::TooLong] };
    let length = normal.chars().count();
    if length > MAX_CHARS {
        return vec![Weakness::TooLong];
    }
    let mut found = Vec::new();
    if length < MIN_CHARS {
        found.push(Weakness::TooShort);
    } else if is_repetitive(&folded(&normal)) {
        found.push(Weakness::Repetitive);
    }
    found.extend(names_in(&normal, about).into_iter().map(Weakness::Contains));
    found
}

fn is_repetitive(folded: &str) -> bool {
    let characters: Vec<char> = folded.chars().collect();
    let different = characters.iter().collect::<BTreeSet<_>>().len();
    let leaps = characters.windows(2).filter(|pair| !are_neighbours(pair[0], pair[1])).count();
    let repeats = |piece: usize| characters[piece..] == characters[..characters.len() - piece];
    different < MIN_DIFFERENT || leaps < MIN_LEAPS || (1..=characters.len() / 2).any(repeats)
}

/// The same character, the next one in the alphabet, or the next key of a row.
fn are_neighbours(one: char, other: char) -> bool {
    let beside = |row: &str| match (row.find(one), row.find(other)) {
        (Some(one), Some(other)) => one.abs_diff(other) == 1,
        _ => false,
    };
    u32::from(one).abs_diff(u32::from(other)) <= 1 || KEYBOARD.into_iter().any(beside)
}

/// What of `about` is in a password that is not much more than that.
fn names_in(password: &str, about: &[About<'_>]) -> BTreeSet<What> {
    let mut rest = plain(password);
    let mut names: Vec<(What, String)> = about.iter().flat_map(names_of).collect();
    // Longest first: "annamaria" before "anna".
    names.sort_by_key(|(_, name)| Reverse(name.chars().count()));
    let mut met = BTreeSet::new();
    for (what, name) in names {
        if rest.contains(&name) {
            rest = rest.replace(&name, " ");
            met.insert(what);
        }
    }
    let own = rest.chars().filter(|character| character.is_alphabetic()).count();
    if own < MIN_OWN_LETTERS { met } else { BTreeSet::new() }
}

/// The words of a text, and the text without what stands between them.
fn names_of<'a>(about: &About<'a>) -> impl Iterator<Item = (What, String)> + use<'a> {
    let text = plain(about.text);
    let words: Vec<String> = text.split(|character: char| !character.is_alphanumeric()).map(str::to_owned).collect();
    let what = about.what;
    let whole = words.concat();
    let long_enough = |name: &String| name.chars().count() >= MIN_NAME;
    words.into_iter().chain([whole]).filter(long_enough).map(move |name| (what, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: [About<'static>; 3] = [
        About { what: What::Name, text: "Jürgen von Oberau" },
        About { what: What::Address, text: "j.oberau@stadt-musterhausen.example" },
        About { what: What::Product, text: "C2R Cities for a Resilient Recovery" },
    ];

    #[test]
    fn length_is_counted_in_characters_after_normalization() {
        assert_eq!(weaknesses("Kj3#vPq9!xT", &[]), [Weakness::TooShort]);
        assert_eq!(weaknesses("Kj3#vPq9!xTz", &[]), []);
        let long = "Kj3#vPq9!xTz w".repeat(10);
        assert_eq!(weaknesses(&long[..128], &[]), [Weakness::Repetitive]);
        assert_eq!(weaknesses(&long[..129], &[]), [Weakness::TooLong]);
        // Eleven characters, though more bytes and more keystrokes than twelve.
        assert_eq!(weaknesses("Kj3#vPq9!xe\u{301}", &[]), [Weakness::TooShort]);
        assert_eq!(weaknesses(&"e\u{301}".repeat(4096), &[]), [Weakness::TooLong]);
        assert_eq!(weaknesses("", &[]), [Weakness::TooShort]);
    }

    #[test]
    fn sentences_in_any_script_are_good() {
        for password in [
            "correct horse battery staple",
            "die Katze schläft noch",
            "الجسر فوق النهر القديم",
            "春天的河边有一座老桥和三棵树",
            "мост через старую реку",
            "Tr0ub4dor&3xyz",
            "8f14e45fceea167a",
        ] {
            assert_eq!(weaknesses(password, &ABOUT), [], "{password}");
        }
    }

    #[test]
    fn repetition_and_rows_are_no_passwords() {
        for password in [
            "aaaaaaaaaaaa",
            "abababababab",
            "aaaabbbbccccdddd",
            "abcdefghijklmnop",
            "zyxwvutsrqponm",
            "123456789012",
            "111222333444555666",
            "qwertyuiopasdf",
            "ASDFghjklZXCVB",
            "river7river7",
            "river7river7riv",
            "Ri#9Ri#9Ri#9",
            "абвгдежзийкл",
        ] {
            assert_eq!(weaknesses(password, &[]), [Weakness::Repetitive], "{password}");
        }
    }

    #[test]
    fn a_piece_that_comes_again_within_more_is_no_repetition() {
        for password in ["river7river8", "river7#river7", "abcdef#Kp9xw", "qwerty#Kp9xw"] {
            assert_eq!(weaknesses(password, &[]), [], "{password}");
        }
    }

    #[test]
    fn four_different_characters_are_few_and_five_are_not() {
        assert_eq!(weaknesses("amzqqzmamqza", &[]), [Weakness::Repetitive]);
        assert_eq!(weaknesses("amzqqzmamqzh", &[]), []);
    }

    #[test]
    fn three_leaps_are_few_and_four_are_not() {
        assert_eq!(weaknesses("abcdmnopvwxyghij", &[]), [Weakness::Repetitive]);
        assert_eq!(weaknesses("abcdmnopvwxyghijs", &[]), []);
    }

    #[test]
    fn a_name_with_digits_around_is_no_password() {
        use What::{Address, Name, Product};
        let table: &[(&str, &[What])] = &[
            ("JurgenOberau", &[Name]),
            ("jürgen.von.oberau", &[Name]),
            ("1985-Jurgen-1985", &[Name]),
            ("OBERAU!24.12.", &[Name]),
            ("musterhausen99", &[Address]),
            ("stadtmusterhausen", &[Address]),
            ("c2r-2026-c2r!", &[Product]),
            ("Resilient!2026", &[Product]),
            ("jurgen@c2r2026", &[Name, Product]),
            ("oberauxyz1234", &[Name]),
        ];
        for (password, what) in table {
            let expected: Vec<Weakness> = what.iter().copied().map(Weakness::Contains).collect();
            assert_eq!(weaknesses(password, &ABOUT), expected, "{password}");
            assert_eq!(weaknesses(password, &[]), [], "{password}");
        }
    }

    #[test]
    fn a_name_with_something_of_its_own_is_a_password() {
        for password in ["jurgen liebt Brot", "oberauwxyz1234", "c2r macht Spass"] {
            assert_eq!(weaknesses(password, &ABOUT), [], "{password}");
        }
    }

    #[test]
    fn parts_of_names_shorter_than_three_characters_say_nothing() {
        let about = [About { what: What::Name, text: "Li O" }, About { what: What::Product, text: "" }];
        assert_eq!(weaknesses("lilili2345678901", &about), []);
        assert_eq!(weaknesses("lio#82715064", &about), [Weakness::Contains(What::Name)]);
    }

    #[test]
    fn a_short_name_is_told_whole() {
        assert_eq!(weaknesses("oberau", &ABOUT), [Weakness::TooShort, Weakness::Contains(What::Name)]);
    }
}
