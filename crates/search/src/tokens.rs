//! Words: what is looked up, cut from the runs of folded letters.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::fold::{Letter, Run, Runs};
use crate::place::SEPARATOR;

/// Letters of a word that count; a longer word is looked up by its beginning.
const MOST_LETTERS: usize = 64;

/// Which words a run is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Every word by which the text may be found: the parts around an apostrophe and also the whole ("Xi'an" is found
    /// by "xian"), and the last letter of a script without gaps.
    Stored,
    /// The words that must all be found.
    Asked,
}

/// Reads the words of a text one after the other.
pub(crate) struct Words<'t> {
    runs: Runs<'t>,
    reading: Reading,
    run: Run,
    parts: Vec<Range<usize>>,
    next: usize,
    current: Range<usize>,
    folded: String,
}

impl<'t> Words<'t> {
    pub(crate) fn new(text: &'t str, reading: Reading) -> Self {
        Self {
            runs: Runs::new(text),
            reading,
            run: Run::default(),
            parts: Vec::new(),
            next: 0,
            current: 0..0,
            folded: String::new(),
        }
    }

    /// Goes to the next word; false at the end of the text.
    pub(crate) fn advance(&mut self) -> bool {
        while self.next >= self.parts.len() {
            if !self.runs.read(&mut self.run) {
                return false;
            }
            self.parts.clear();
            self.next = 0;
            cut(&self.run, self.reading, &mut self.parts);
        }
        self.current = self.parts[self.next].clone();
        self.next += 1;
        self.folded.clear();
        self.folded.extend(self.run.letters[self.current.clone()].iter().map(|letter| letter.glyph));
        true
    }

    /// The word, folded.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether the word is a piece of a script that writes no gaps between words.
    pub(crate) fn is_dense(&self) -> bool {
        self.run.dense
    }

    /// The word's letters.
    pub(crate) fn letters(&self) -> &[Letter] {
        &self.run.letters[self.current.clone()]
    }
}

fn cut(run: &Run, reading: Reading, parts: &mut Vec<Range<usize>>) {
    let count = run.letters.len();
    if run.dense {
        return cut_dense(count, reading, parts);
    }
    let mut start = 0;
    for &end in run.cuts.iter().chain([&count]) {
        if end > start {
            parts.push(start..end.min(start + MOST_LETTERS));
        }
        start = end;
    }
    if reading == Reading::Stored && parts.len() > 1 {
        parts.push(0..count.min(MOST_LETTERS));
    }
}

/// Scripts that write no gaps are cut into overlapping pairs, the common way to search them without a dictionary. A
/// single letter finds the pairs that begin with it, and the last letter of a text stands alone for that reason.
fn cut_dense(count: usize, reading: Reading, parts: &mut Vec<Range<usize>>) {
    parts.extend((1..count).map(|second| second - 1..second + 1));
    if count == 1 || reading == Reading::Stored {
        parts.push(count - 1..count);
    }
}

/// Gives tantivy the words of a text, so that the index and the highlights see the same ones. The first letter is not
/// of the text: it says in which [`crate::place::Place`] the text stands, and goes into each term.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WordTokenizer;

/// The words of one text, in tantivy's terms.
pub(crate) struct WordStream<'t> {
    place: &'t str,
    words: Words<'t>,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        let first = text.chars().next().map_or(0, char::len_utf8);
        let (place, text) = text.split_at(first);
        WordStream { place, words: Words::new(text, Reading::Stored), token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if !self.words.advance() {
            return false;
        }
        // Positions and offsets are not indexed; tantivy asks only that positions grow.
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(self.words.folded());
        self.token.text.push(SEPARATOR);
        self.token.text.push_str(self.place);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, reading: Reading) -> Vec<String> {
        let mut words = Words::new(text, reading);
        let mut all = Vec::new();
        while words.advance() {
            all.push(words.folded().to_owned());
        }
        all
    }

    #[test]
    fn apostrophes_part_and_join() {
        assert_eq!(words("Xi'an, China", Reading::Stored), ["xi", "an", "xian", "china"]);
        assert_eq!(words("Xi'an, China", Reading::Asked), ["xi", "an", "china"]);
        assert_eq!(words("the cities' 'plans'", Reading::Stored), ["the", "cities", "plans"]);
    }

    #[test]
    fn scripts_without_gaps_are_cut_into_pairs() {
        assert_eq!(words("我爱东京", Reading::Stored), ["我爱", "爱东", "东京", "京"]);
        assert_eq!(words("东京", Reading::Asked), ["东京"]);
        assert_eq!(words("京", Reading::Asked), ["京"]);
        assert_eq!(words("京", Reading::Stored), ["京"]);
    }

    #[test]
    fn long_words_count_by_their_beginning() {
        let long = "x".repeat(500);
        assert_eq!(words(&long, Reading::Stored), [&long[..MOST_LETTERS]]);
    }
}
