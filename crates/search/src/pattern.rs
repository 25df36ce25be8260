//! How a word that a person typed matches a word of a document.

use std::str;

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy::termdict::TermDictionary;
use tantivy_fst::Automaton;

use crate::fold;
use crate::tokens::{Reading, Words};

/// Characters of a text that are read.
const MOST_CHARACTERS: usize = 200;
/// Different words of a text that are looked up.
const MOST_WORDS: usize = 12;
/// Letters of a word up to which typing errors are allowed: an automaton grows with the word.
const MOST_LETTERS_WITH_TYPOS: usize = 32;
/// Letters from which the beginning of a word may hold a typing error. The beginning of a shorter one is, with one
/// letter changed, the beginning of anything.
const FEWEST_LETTERS_OF_BEGINNING: usize = 5;

/// How well a word matches, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Quality {
    /// The same word.
    Exact,
    /// The beginning of the word.
    Beginning,
    /// The word with one typing error.
    OneTypo,
    /// The word with two typing errors.
    TwoTypos,
    /// The beginning of the word, with one or two typing errors.
    BeginningWithTypo,
}

impl Quality {
    /// The share of the full score. Any typing error weighs more than the field a word stands in.
    pub(crate) fn weight(self) -> f32 {
        match self {
            Self::Exact => 1.0,
            Self::Beginning => 0.8,
            Self::OneTypo => 0.16,
            Self::TwoTypos => 0.13,
            Self::BeginningWithTypo => 0.1,
        }
    }

    /// Whether no typing error is involved.
    pub(crate) fn is_sound(self) -> bool {
        self <= Self::Beginning
    }
}

/// One word that must be found.
pub(crate) struct Pattern {
    word: String,
    letters: usize,
    edits: usize,
    /// Recognises every word of any quality below [`Quality::Beginning`], and some above.
    automaton: Option<DfaWrapper>,
}

impl Pattern {
    fn new(word: &str, field: Field) -> tantivy::Result<Self> {
        let letters = word.chars().count();
        let edits = allowed_edits(word, letters);
        let automaton = match u8::try_from(edits) {
            Ok(distance @ 1..) => {
                let term = Term::from_field_text(field, word);
                let query = if letters < FEWEST_LETTERS_OF_BEGINNING {
                    FuzzyTermQuery::new(term, distance, true)
                } else {
                    FuzzyTermQuery::new_prefix(term, distance, true)
                };
                Some(query.automaton()?)
            }
            _ => None,
        };
        Ok(Self { word: word.to_owned(), letters, edits, automaton })
    }

    /// How many letters the word has.
    pub(crate) fn letters(&self) -> usize {
        self.letters
    }

    /// How well the pattern matches a folded word; `None` if not at all.
    pub(crate) fn quality(&self, word: &str) -> Option<Quality> {
        if let Some(rest) = word.strip_prefix(self.word.as_str()) {
            return Some(if rest.is_empty() { Quality::Exact } else { Quality::Beginning });
        }
        let automaton = self.automaton.as_ref()?;
        let mut state = automaton.start();
        for &byte in word.as_bytes() {
            state = automaton.accept(&state, byte);
            if !automaton.can_match(&state) {
                return None;
            }
        }
        automaton.is_match(&state).then(|| self.quality_with_typo(word))
    }

    fn quality_with_typo(&self, word: &str) -> Quality {
        match strsim::osa_distance(&self.word, word) {
            ..=1 => Quality::OneTypo,
            distance if distance <= self.edits => Quality::TwoTypos,
            _ => Quality::BeginningWithTypo,
        }
    }

    /// Calls `found` for every word of a dictionary that the pattern matches.
    pub(crate) fn for_each_match(
        &self,
        dictionary: &TermDictionary,
        mut found: impl FnMut(&TermInfo, Quality) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        let mut words = dictionary.range().ge(&self.word).into_stream()?;
        while words.advance() {
            let Some(rest) = words.key().strip_prefix(self.word.as_bytes()) else { break };
            found(words.value(), if rest.is_empty() { Quality::Exact } else { Quality::Beginning })?;
        }
        let Some(automaton) = &self.automaton else { return Ok(()) };
        let mut words = dictionary.search(automaton).into_stream()?;
        while words.advance() {
            let Ok(word) = str::from_utf8(words.key()) else { continue };
            if !word.starts_with(&self.word) {
                found(words.value(), self.quality_with_typo(word))?;
            }
        }
        Ok(())
    }
}

/// Typing errors allowed, each of them a letter too many, missing, another one, or two exchanged (Damerau, 1964;
/// restricted to non-overlapping exchanges). A number with another digit is another number.
fn allowed_edits(word: &str, letters: usize) -> usize {
    if word.chars().any(char::is_numeric) {
        return 0;
    }
    match letters {
        ..=3 => 0,
        4..=7 => 1,
        8..=MOST_LETTERS_WITH_TYPOS => 2,
        _ => 0,
    }
}

/// A text that a person typed, read: never an error, whatever it holds.
pub(crate) struct Phrase {
    patterns: Vec<Pattern>,
    flat: String,
}

impl Phrase {
    /// Reads a text; `None` if there is no word in it. The field is any that holds words.
    pub(crate) fn read(text: &str, field: Field) -> tantivy::Result<Option<Self>> {
        let end = text.char_indices().nth(MOST_CHARACTERS).map_or(text.len(), |(end, _)| end);
        let text = &text[..end];
        let (mut words, mut different) = (Words::new(text, Reading::Asked), Vec::<String>::new());
        while different.len() < MOST_WORDS && words.advance() {
            if !different.iter().any(|word| word == words.folded()) {
                different.push(words.folded().to_owned());
            }
        }
        if different.is_empty() {
            return Ok(None);
        }
        let patterns = different.iter().map(|word| Pattern::new(word, field)).collect::<tantivy::Result<_>>()?;
        Ok(Some(Self { patterns, flat: fold::flat(text, MOST_CHARACTERS) }))
    }

    /// The words that must all be found, at least one.
    pub(crate) fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The whole text, folded.
    pub(crate) fn flat(&self) -> &str {
        &self.flat
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quality(typed: &str, word: &str) -> Option<Quality> {
        Pattern::new(typed, Field::from_field_id(0)).unwrap().quality(word)
    }

    #[test]
    fn qualities() {
        for (typed, word, expected) in [
            ("lima", "lima", Some(Quality::Exact)),
            ("lim", "lima", Some(Quality::Beginning)),
            ("lime", "lima", Some(Quality::OneTypo)),
            ("liam", "lima", Some(Quality::OneTypo)),
            ("kima", "lima", Some(Quality::OneTypo)),
            ("lim", "lama", None),
            ("lime", "limassol", None),
            ("ahmedabd", "ahmedabad", Some(Quality::OneTypo)),
            ("amhedabd", "ahmedabad", Some(Quality::TwoTypos)),
            ("ahmadab", "ahmedabad", Some(Quality::BeginningWithTypo)),
            ("amhadabd", "ahmedabad", None),
            ("melborne", "melbourne", Some(Quality::OneTypo)),
            ("paulo", "paolo", Some(Quality::OneTypo)),
            ("2024", "2023", None),
            ("2024", "20245", Some(Quality::Beginning)),
        ] {
            assert_eq!(quality(typed, word), expected, "{typed} {word}");
        }
    }

    #[test]
    fn texts_are_bounded() {
        let read = |text: &str| Phrase::read(text, Field::from_field_id(0)).unwrap();
        assert!(read("").is_none());
        assert!(read(" -- \u{1} ").is_none());
        assert_eq!(read("b a b").unwrap().patterns().len(), 2);
        let many: String = (0..50).map(|number| format!("w{number} ")).collect();
        assert_eq!(read(&many).unwrap().patterns().len(), MOST_WORDS);
        assert!(read(&"x".repeat(10_000)).unwrap().flat().len() <= MOST_CHARACTERS);
    }
}
