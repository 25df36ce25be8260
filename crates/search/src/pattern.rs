//! How a word that a person typed matches a word of a document.

use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;

use crate::fold;
use crate::lexicon::{Known, Lexicon};
use crate::place::Place;
use crate::schema;
use crate::stem::Language;
use crate::tokens::{Reading, Words};
use crate::typo::{Read, Typos};

/// Characters of a text that are read.
const MOST_CHARACTERS: usize = 200;
/// Different words of a text that are looked up.
const MOST_WORDS: usize = 12;
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
    /// The same stem in the document's language.
    Stem,
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
            Self::Stem => 0.75,
            Self::OneTypo => 0.16,
            Self::TwoTypos => 0.13,
            Self::BeginningWithTypo => 0.1,
        }
    }

    /// Whether no typing error is involved.
    pub(crate) fn is_sound(self) -> bool {
        self <= Self::Stem
    }
}

/// One word that must be found.
pub(crate) struct Pattern {
    word: String,
    letters: usize,
    /// Recognises every word of any quality below [`Quality::Stem`], and some above.
    typos: Option<Typos>,
    /// The word's stem in each language that writes its letters.
    stems: Vec<(Language, String)>,
}

impl Pattern {
    fn new(word: &str) -> Self {
        let letters = word.chars().count();
        let stems = Language::ALL.into_iter().filter_map(|language| Some((language, language.stem(word)?)));
        Self {
            word: word.to_owned(),
            letters,
            typos: Typos::new(word, allowed_errors(word, letters)),
            stems: stems.collect(),
        }
    }

    /// How many letters the word has.
    pub(crate) fn letters(&self) -> usize {
        self.letters
    }

    /// Whether words with typing errors may match.
    pub(crate) fn may_err(&self) -> bool {
        self.typos.is_some()
    }

    /// The word's stem in a language.
    pub(crate) fn stem(&self, language: Language) -> Option<&str> {
        self.stems.iter().find(|(of, _)| *of == language).map(|(_, stem)| stem.as_str())
    }

    /// How well the pattern matches a folded word, stems left aside; `None` if not at all.
    pub(crate) fn quality(&self, word: &str, with_typos: bool) -> Option<Quality> {
        match word.strip_prefix(self.word.as_str()) {
            Some("") => Some(Quality::Exact),
            Some(_) => Some(Quality::Beginning),
            None => with_typos.then(|| self.quality_with_typo(word))?,
        }
    }

    /// How well it matches a word that does not begin with it.
    fn quality_with_typo(&self, word: &str) -> Option<Quality> {
        let typos = self.typos.as_ref()?;
        let mut reading = typos.start();
        for letter in word.chars() {
            reading = typos.read(&reading, letter);
            if !typos.can_be(&reading) && !self.begins(typos, &reading) {
                return None;
            }
        }
        match typos.errors_of(&reading) {
            Some(..=1) => Some(Quality::OneTypo),
            Some(_) => Some(Quality::TwoTypos),
            None => self.begins(typos, &reading).then_some(Quality::BeginningWithTypo),
        }
    }

    /// Whether what was read begins with the word, with typing errors, and that counts.
    fn begins(&self, typos: &Typos, reading: &Read) -> bool {
        self.is_beginning() && typos.errors_of_beginning(reading).is_some()
    }

    /// Whether the beginning of a word may match with typing errors.
    fn is_beginning(&self) -> bool {
        self.letters >= FEWEST_LETTERS_OF_BEGINNING
    }

    /// Calls `found` for every word of a lexicon that the pattern matches without a typing error.
    pub(crate) fn for_each_sound(&self, lexicon: &Lexicon, mut found: impl FnMut(Known<'_>, Quality)) {
        for known in lexicon.that_begin_with(&self.word) {
            let same = known.word.len() == self.word.len();
            found(known, if same { Quality::Exact } else { Quality::Beginning });
        }
    }

    /// Calls `found` for every word of a lexicon that the pattern matches with a typing error only.
    pub(crate) fn for_each_typo(&self, lexicon: &Lexicon, mut found: impl FnMut(Known<'_>, Quality)) {
        let Some(typos) = &self.typos else { return };
        let longest = if self.is_beginning() { usize::MAX } else { self.letters + typos.errors() };
        let letters = self.letters.saturating_sub(typos.errors())..=longest;
        for known in lexicon.that_may_be(&self.word, typos.errors(), letters) {
            if !known.word.starts_with(&self.word)
                && let Some(quality) = self.quality_with_typo(known.word)
            {
                found(known, quality);
            }
        }
    }

    /// Calls `found` for every term of the dictionary of stems that is the word's stem in a language.
    pub(crate) fn for_each_stem(
        &self,
        stems: &TermDictionary,
        mut found: impl FnMut(&TermInfo, Place, Quality),
    ) -> tantivy::Result<()> {
        for (language, stem) in &self.stems {
            for place in Place::SAID {
                if let Some(info) = stems.get(schema::stem(*language, stem, place))? {
                    found(&info, place, Quality::Stem);
                }
            }
        }
        Ok(())
    }
}

/// Typing errors allowed. A number with another digit is another number.
fn allowed_errors(word: &str, letters: usize) -> usize {
    if word.chars().any(char::is_numeric) {
        return 0;
    }
    match letters {
        ..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// A text that a person typed, read: never an error, whatever it holds.
pub(crate) struct Phrase {
    patterns: Vec<Pattern>,
    flat: String,
}

impl Phrase {
    /// Reads a text; `None` if there is no word in it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let end = text.char_indices().nth(MOST_CHARACTERS).map_or(text.len(), |(end, _)| end);
        let text = &text[..end];
        let (mut words, mut different) = (Words::new(text, Reading::Asked), Vec::<String>::new());
        while different.len() < MOST_WORDS && words.advance() {
            if !different.iter().any(|word| word == words.folded()) {
                different.push(words.folded().to_owned());
            }
        }
        if different.is_empty() {
            return None;
        }
        let patterns = different.iter().map(|word| Pattern::new(word)).collect();
        Some(Self { patterns, flat: fold::flat(text, MOST_CHARACTERS) })
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
        Pattern::new(typed).quality(word, true)
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
        let read = |text: &str| Phrase::read(text);
        assert!(read("").is_none());
        assert!(read(" -- \u{1} ").is_none());
        assert_eq!(read("b a b").unwrap().patterns().len(), 2);
        let many: String = (0..50).map(|number| format!("w{number} ")).collect();
        assert_eq!(read(&many).unwrap().patterns().len(), MOST_WORDS);
        assert!(read(&"x".repeat(10_000)).unwrap().flat().len() <= MOST_CHARACTERS);
    }
}
