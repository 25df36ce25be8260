//! The parts of a document that words stand in.
//!
//! One dictionary holds the words of all parts, each followed by where it stands: what is looked up in it is looked up
//! once, not part by part.

/// Parts a word from the place it stands in, and other things that stand in one term: the "unit separator" of ASCII,
/// which is in no word.
pub(crate) const SEPARATOR: char = '\u{1f}';
const SEPARATOR_BYTE: u8 = b'\x1f';

/// A part of a document, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Title,
    Subtitle,
    Body,
    /// Other words that the document is looked for by.
    Words,
}

impl Place {
    pub(crate) const ALL: [Self; 4] = [Self::Title, Self::Subtitle, Self::Body, Self::Words];
    /// In the order of their letters, which is that of a dictionary.
    pub(crate) const BY_LETTER: [Self; 4] = [Self::Body, Self::Subtitle, Self::Title, Self::Words];
    /// Those that are in the document's language.
    pub(crate) const SAID: [Self; 3] = [Self::Title, Self::Subtitle, Self::Body];

    /// What stands for it in a term.
    pub(crate) const fn letter(self) -> char {
        match self {
            Self::Title => 't',
            Self::Subtitle => 's',
            Self::Body => 'b',
            Self::Words => 'w',
        }
    }

    /// The term of a word that stands there.
    pub(crate) fn term(self, word: &str) -> String {
        format!("{word}{SEPARATOR}{}", self.letter())
    }

    /// The word of a term and where it stands.
    pub(crate) fn split(term: &[u8]) -> Option<(&[u8], Self)> {
        let (word, [separator, letter]) = term.split_last_chunk()?;
        let place = Self::ALL.into_iter().find(|place| place.letter() == char::from(*letter))?;
        (*separator == SEPARATOR_BYTE).then_some((word, place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_go_both_ways() {
        for place in Place::ALL {
            assert_eq!(Place::split(place.term("lima").as_bytes()), Some((&b"lima"[..], place)));
            assert_eq!(Place::split(place.term("").as_bytes()), Some((&b""[..], place)));
        }
        assert!(Place::BY_LETTER.map(Place::letter).is_sorted());
        for other in ["", "t", "limat", "lima\u{1f}x", "lima\u{1f}"] {
            assert_eq!(Place::split(other.as_bytes()), None, "{other:?}");
        }
    }
}
