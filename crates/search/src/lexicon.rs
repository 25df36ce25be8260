//! The words of a segment, kept in memory: a search looks at all of them at once, for which the dictionary on the disk,
//! made to find one word, takes several times as long.

use std::ops::RangeInclusive;

use tantivy::TantivyError;
use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;

use crate::place::Place;

/// Every word that stands in any document of a segment, in their order.
#[derive(Default)]
pub(crate) struct Lexicon {
    /// The words one after the other, with nothing between them.
    text: String,
    entries: Vec<Entry>,
    /// Which letters each word has: see [`letters`].
    letters: Vec<u32>,
    /// For each word one for each place that it stands in.
    terms: Vec<Term>,
}

struct Entry {
    /// Where the word ends in the text.
    end: u32,
    /// Which is the first of the word's terms.
    term: u32,
    places: Places,
    /// How many letters the word has.
    length: u8,
}

/// The places that a word stands in, a bit each.
#[derive(Clone, Copy)]
struct Places(u8);

/// Where the documents of a term are listed: what tantivy's dictionary says of it, in less room.
#[derive(Clone, Copy)]
struct Term {
    documents: u32,
    bytes: u32,
    start: usize,
}

impl Term {
    fn new(info: &TermInfo) -> Option<Self> {
        let bytes = u32::try_from(info.postings_range.len()).ok()?;
        Some(Self { documents: info.doc_freq, bytes, start: info.postings_range.start })
    }

    fn info(self) -> TermInfo {
        // There are no positions in our index.
        let postings_range = self.start..self.start + self.bytes as usize;
        TermInfo { doc_freq: self.documents, postings_range, positions_range: 0..0 }
    }
}

/// A word of the lexicon.
#[derive(Clone, Copy)]
pub(crate) struct Known<'l> {
    pub(crate) word: &'l str,
    places: Places,
    terms: &'l [Term],
}

impl<'l> Known<'l> {
    /// Where it stands, and where the documents are listed in which it does.
    pub(crate) fn terms(self) -> impl Iterator<Item = (Place, TermInfo)> + 'l {
        // In the order of the dictionary, which is that of their letters.
        let places = Place::BY_LETTER.into_iter().filter(move |place| self.places.0 & bit(*place) != 0);
        places.zip(self.terms).map(|(place, term)| (place, term.info()))
    }
}

impl Lexicon {
    /// Reads the terms of a dictionary, which are those of [`Place::term`].
    pub(crate) fn read(dictionary: &TermDictionary) -> tantivy::Result<Self> {
        let mut lexicon = Self::default();
        let mut terms = dictionary.stream()?;
        while terms.advance() {
            let known = Place::split(terms.key()).and_then(|(word, place)| Some((str::from_utf8(word).ok()?, place)));
            let (word, place) = known.ok_or_else(|| TantivyError::InternalError("a word is no word".to_owned()))?;
            lexicon.add(word, place)?;
            lexicon.terms.push(Term::new(terms.value()).ok_or_else(too_many)?);
        }
        lexicon.terms.shrink_to_fit();
        lexicon.text.shrink_to_fit();
        lexicon.entries.shrink_to_fit();
        lexicon.letters.shrink_to_fit();
        Ok(lexicon)
    }

    /// Takes up a word of which a term is about to come.
    fn add(&mut self, word: &str, place: Place) -> tantivy::Result<()> {
        let last = self.entries.len().checked_sub(1);
        if let Some(last) = last.filter(|last| self.word(*last) == word) {
            self.entries[last].places.0 |= bit(place);
            return Ok(());
        }
        self.text.push_str(word);
        self.letters.push(letters(word));
        self.entries.push(Entry {
            end: u32::try_from(self.text.len()).map_err(|_| too_many())?,
            term: u32::try_from(self.terms.len()).map_err(|_| too_many())?,
            places: Places(bit(place)),
            length: u8::try_from(word.chars().count()).unwrap_or(u8::MAX),
        });
        Ok(())
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.entries[before].end as usize)
    }

    fn word(&self, at: usize) -> &str {
        &self.text[self.start(at)..self.entries[at].end as usize]
    }

    fn known(&self, at: usize) -> Known<'_> {
        let Entry { term, places, .. } = self.entries[at];
        Known { word: self.word(at), places, terms: &self.terms[term as usize..] }
    }

    /// The words that begin with something.
    pub(crate) fn that_begin_with<'l>(&'l self, beginning: &'l str) -> impl Iterator<Item = Known<'l>> {
        let first = self.first_from(beginning);
        (first..self.entries.len())
            .map(move |at| self.known(at))
            .take_while(move |known| known.word.starts_with(beginning))
    }

    /// Where the first word stands that is not before another one.
    fn first_from(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.entries.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.word(middle) < word { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The words of so many letters that may be, or begin with, another one in which there are at most two errors; and
    /// many more, but not most.
    ///
    /// An error takes at most one letter out of a word. So a word that has, of the letters of the one looked for, all
    /// but as many as there may be errors, is a candidate, and that is a matter of a few instructions.
    pub(crate) fn that_may_be(
        &self,
        word: &str,
        errors: usize,
        length: RangeInclusive<usize>,
    ) -> impl Iterator<Item = Known<'_>> {
        let wanted = letters(word);
        let few = move |missing: u32| {
            let but_one = missing & missing.wrapping_sub(1);
            let but_two = but_one & but_one.wrapping_sub(1);
            (if errors == 1 { but_one } else { but_two }) == 0
        };
        let candidates = self.letters.iter().enumerate().filter(move |(_, letters)| few(wanted & !**letters));
        candidates
            .filter(move |(at, _)| length.contains(&usize::from(self.entries[*at].length)))
            .map(|(at, _)| self.known(at))
    }
}

/// The letters of a word as bits. Letters of other scripts share a bit with others, and yet one more letter is at most
/// one more bit.
fn letters(word: &str) -> u32 {
    word.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % u32::BITS))
}

fn bit(place: Place) -> u8 {
    1 << place as u8
}

fn too_many() -> TantivyError {
    TantivyError::InternalError("there are more words than can be numbered".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lexicon(words: &[(String, Vec<Place>)]) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (word, places) in words {
            for place in places {
                lexicon.add(word, *place).unwrap();
                lexicon.terms.push(Term { documents: 1, bytes: 2, start: lexicon.terms.len() * 2 });
            }
        }
        lexicon
    }

    #[test]
    fn a_word_knows_its_terms() {
        let places = [vec![Place::Body], vec![Place::Body, Place::Title, Place::Words], vec![Place::Subtitle]];
        let words = ["bus", "heat", "shade"].map(str::to_owned);
        let lexicon = lexicon(&words.into_iter().zip(places).collect::<Vec<_>>());
        let known = |word: &str| -> Vec<_> {
            let known = lexicon.that_begin_with(word).next().unwrap();
            known.terms().map(|(place, info)| (place, info.postings_range)).collect()
        };
        assert_eq!(known("bus"), [(Place::Body, 0..2)]);
        assert_eq!(known("heat"), [(Place::Body, 2..4), (Place::Title, 4..6), (Place::Words, 6..8)]);
        assert_eq!(known("sh"), [(Place::Subtitle, 8..10)]);
        assert!(lexicon.that_begin_with("tree").next().is_none());
    }

    proptest! {
        #[test]
        fn what_may_be_is_not_left_out(
            words in proptest::collection::btree_set("[abcdéд]{1,8}", 0..40),
            typed in "[abcdéд]{1,8}",
            errors in 1..=2_usize,
        ) {
            let entries: Vec<_> = words.iter().map(|word| (word.clone(), vec![Place::Body])).collect();
            let lexicon = lexicon(&entries);
            let beginning: Vec<_> = lexicon.that_begin_with(&typed).map(|known| known.word).collect();
            prop_assert_eq!(beginning, words.iter().filter(|word| word.starts_with(&typed)).collect::<Vec<_>>());
            let candidates: Vec<_> = lexicon.that_may_be(&typed, errors, 0..=99).map(|known| known.word).collect();
            let near = |word: &&String| {
                let ends = word.char_indices().map(|(end, _)| end).chain([word.len()]);
                ends.into_iter().any(|end| strsim::osa_distance(&typed, &word[..end]) <= errors)
            };
            for word in words.iter().filter(near) {
                prop_assert!(candidates.contains(&word.as_str()), "{word} {typed}");
            }
        }
    }
}
