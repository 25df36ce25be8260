//! Scoring: a phrase against one segment of the index.
//!
//! The score of a document is the mean, over the words of the phrase, of each word's best match in any place, and
//! something on top where the title opens with the phrase. A match counts by its place and its quality alone, so that
//! an order can be explained: no typing error, then title before subtitle before body, then whole words before
//! beginnings before stems. How often a word stands in the place decides between equals.

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED};

use crate::bits::Bits;
use crate::facts::{Facts, Openings};
use crate::lexicon::{Known, Lexicon};
use crate::pattern::{Pattern, Phrase, Quality};
use crate::place::Place;
use crate::schema::Fields;

/// On top if the title is the phrase.
const EQUAL: f32 = 10.0;
/// On top if the title starts with the phrase.
const STARTS_WITH: f32 = 5.0;
/// What a word that stands once in a place loses against one that stands there without end.
const ONCE: f32 = 0.1;
/// Scores of words are rounded to 1/8192, which is where a `f32` of this size ends, so that a sum of them is the same
/// in whatever order they are added.
const GRAIN: f32 = 1024.0;
/// How often a word stands in a place, up to which scores are not worked out anew for each document.
const OFTEN: usize = 8;
/// Documents to be read, as a part of all, from which on they are many.
const FEW: u64 = 4;
/// One that is looked up among the documents of a word costs as much as so many that are read one after the other.
const LOOK_UP: u64 = 16;

/// Full scores of an exact match. With the weights of [`Quality`] the order is: any place without a typing error before
/// any place with one, and else title before subtitle before body.
const fn full(place: Place) -> f32 {
    match place {
        Place::Title => 10.0,
        Place::Subtitle => 5.0,
        Place::Body | Place::Words => 2.5,
    }
}

/// The documents of a segment that match, and how well. Deleted ones are among them until they are taken out.
pub(crate) struct Scores {
    pub(crate) matched: Bits,
    values: Vec<f32>,
}

impl Scores {
    fn none(documents: DocId) -> Self {
        Self { matched: Bits::none(documents), values: vec![0.0; documents as usize] }
    }

    /// The score of a document that matches.
    pub(crate) fn of(&self, document: DocId) -> f32 {
        self.values.get(document as usize).copied().unwrap_or_default()
    }

    fn raise(&mut self, document: DocId, score: f32) {
        let Some(value) = self.values.get_mut(document as usize).filter(|value| **value < score) else { return };
        if *value == 0.0 {
            self.matched.insert(document);
        }
        *value = score;
    }

    /// Does what [`Self::raise`] does, but that it leaves it to [`Self::count_in`] to tell which documents match:
    /// quicker where many are raised again and again.
    fn raise_value(&mut self, document: DocId, score: f32) {
        if let Some(value) = self.values.get_mut(document as usize) {
            *value = if *value < score { score } else { *value };
        }
    }

    fn count_in(&mut self) {
        self.matched = Bits::of_positive(&self.values);
    }

    fn clear(&mut self) {
        for document in self.matched.iter() {
            self.values[document as usize] = 0.0;
        }
        self.matched.clear();
    }

    fn divide(&mut self, by: f32) {
        for document in self.matched.iter() {
            self.values[document as usize] /= by;
        }
    }

    /// Keeps the documents that the other one has as well, with the sum of both scores.
    fn join(&mut self, other: &Self) {
        self.matched.keep(&other.matched);
        for document in self.matched.iter() {
            self.values[document as usize] += other.of(document);
        }
    }
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'p> {
    pub(crate) phrase: &'p Phrase,
    /// Whether words with typing errors match.
    pub(crate) with_typos: bool,
}

/// The scores of a segment's documents.
pub(crate) fn scores(
    segment: &SegmentReader,
    fields: &Fields,
    facts: &Facts,
    asked: Asked<'_>,
) -> tantivy::Result<Scores> {
    let (text, stems) = (segment.inverted_index(fields.text)?, segment.inverted_index(fields.stems)?);
    let inverted = Inverted { text: &text, stems: &stems, lexicon: facts.lexicon() };
    let terms = asked.phrase.patterns().iter().map(|pattern| inverted.terms(pattern, asked.with_typos));
    let mut words = terms.collect::<tantivy::Result<Vec<_>>>()?;
    // What few documents have is looked up first: of the other words, only these documents count.
    words.sort_by_key(Terms::documents);
    let mut total = Scores::none(segment.max_doc());
    let Some((first, others)) = words.split_first() else { return Ok(total) };
    inverted.score(first, None, &mut total)?;
    if !others.is_empty() {
        let mut word = Scores::none(segment.max_doc());
        for terms in others {
            word.clear();
            inverted.score(terms, Some(&total.matched), &mut word)?;
            total.join(&word);
        }
        total.divide(words.len() as f32);
    }
    add_openings(facts.openings(), asked.phrase, &mut total)?;
    Ok(total)
}

/// The terms of a word and of its stems, each with the full score of a match.
#[derive(Default)]
struct Terms {
    words: Vec<(TermInfo, f32)>,
    stems: Vec<(TermInfo, f32)>,
}

impl Terms {
    /// Documents that have to be read.
    fn documents(&self) -> u64 {
        self.words.iter().chain(&self.stems).map(|(info, _)| u64::from(info.doc_freq)).sum()
    }
}

/// What a segment keeps of words.
struct Inverted<'s> {
    text: &'s InvertedIndexReader,
    stems: &'s InvertedIndexReader,
    lexicon: &'s Lexicon,
}

impl Inverted<'_> {
    fn terms(&self, pattern: &Pattern, with_typos: bool) -> tantivy::Result<Terms> {
        let full = |place, quality: Quality| full(place) * quality.weight();
        let mut terms = Terms::default();
        let mut word = |known: Known<'_>, quality| {
            terms.words.extend(known.terms().map(|(place, info)| (info, full(place, quality))));
        };
        pattern.for_each_sound(self.lexicon, &mut word);
        if with_typos {
            pattern.for_each_typo(self.lexicon, &mut word);
        }
        let stem = |info: &TermInfo, place, quality| terms.stems.push((info.clone(), full(place, quality)));
        pattern.for_each_stem(self.stems.terms(), stem)?;
        Ok(terms)
    }

    /// Scores the documents that have any of the terms; where only some of them matter, it may leave out the others.
    fn score(&self, terms: &Terms, among: Option<&Bits>, scores: &mut Scores) -> tantivy::Result<()> {
        let few = scores.values.len() as u64 / FEW;
        let many = terms.documents() > few;
        let those = among.map_or(u64::MAX, Bits::count);
        // To look whether a document matters takes longer than to score it.
        let among = among.filter(|_| !many || those < few);
        for (inverted, terms) in [(self.text, &terms.words), (self.stems, &terms.stems)] {
            let mut postings = Postings::new(inverted);
            for (info, worth) in terms {
                let worth = Worth::new(*worth);
                match among {
                    None if many => postings.for_each(info, |document, times| {
                        scores.raise_value(document, worth.of(times));
                    })?,
                    None => postings.for_each(info, |document, times| scores.raise(document, worth.of(times)))?,
                    Some(among) if those * LOOK_UP < u64::from(info.doc_freq) => {
                        postings
                            .look_up(info, among.iter(), |document, times| scores.raise(document, worth.of(times)))?;
                    }
                    Some(among) => postings.for_each(info, |document, times| {
                        if among.contains(document) {
                            scores.raise(document, worth.of(times));
                        }
                    })?,
                }
            }
        }
        if among.is_none() && many {
            scores.count_in();
        }
        Ok(())
    }
}

/// What is on top where the title starts with the phrase.
pub(crate) const fn opening(equal: bool) -> f32 {
    if equal { EQUAL } else { STARTS_WITH }
}

/// What a match is worth by how often it stands in a place.
struct Worth {
    full: f32,
    known: [f32; OFTEN],
}

impl Worth {
    fn new(full: f32) -> Self {
        Self { full, known: std::array::from_fn(|often| standing(full, often + 1)) }
    }

    fn of(&self, times: u32) -> f32 {
        let times = times.max(1) as usize;
        self.known.get(times - 1).copied().unwrap_or_else(|| standing(self.full, times))
    }
}

/// The score of a word that stands so often in a place.
fn standing(worth: f32, times: usize) -> f32 {
    (worth * (1.0 - ONCE / times as f32) + GRAIN) - GRAIN
}

fn add_openings(openings: &Openings, phrase: &Phrase, total: &mut Scores) -> tantivy::Result<()> {
    let titles = openings.that_begin_with(phrase.flat())?;
    if titles.is_empty() {
        return Ok(());
    }
    for document in total.matched.iter() {
        if let Some(equal) = titles.of(document) {
            total.values[document as usize] += opening(equal);
        }
    }
    Ok(())
}

/// Reads the documents of one term after the other, its buffers used again: a beginning may have thousands of terms.
pub(crate) struct Postings<'i> {
    inverted: &'i InvertedIndexReader,
    buffers: Option<BlockSegmentPostings>,
}

impl<'i> Postings<'i> {
    pub(crate) fn new(inverted: &'i InvertedIndexReader) -> Self {
        Self { inverted, buffers: None }
    }

    fn open(&mut self, info: &TermInfo) -> tantivy::Result<&mut BlockSegmentPostings> {
        Ok(match &mut self.buffers {
            Some(postings) => {
                self.inverted.reset_block_postings_from_terminfo(info, postings)?;
                postings
            }
            none => none.insert(self.inverted.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?),
        })
    }

    /// Calls `visit` with each document of a term and how often the term stands in it (1 where that is not recorded).
    pub(crate) fn for_each(&mut self, info: &TermInfo, mut visit: impl FnMut(DocId, u32)) -> tantivy::Result<()> {
        let postings = self.open(info)?;
        while !postings.docs().is_empty() {
            if postings.freqs().is_empty() {
                postings.docs().iter().for_each(|document| visit(*document, 1));
            } else {
                postings.docs().iter().zip(postings.freqs()).for_each(|(document, times)| visit(*document, *times));
            }
            postings.advance();
        }
        Ok(())
    }

    /// Calls `visit` as [`Self::for_each`] does, but with those of the documents only, which come in their order.
    fn look_up(
        &mut self,
        info: &TermInfo,
        documents: impl Iterator<Item = DocId>,
        mut visit: impl FnMut(DocId, u32),
    ) -> tantivy::Result<()> {
        let postings = self.open(info)?;
        for document in documents {
            let place = postings.seek(document);
            match postings.doc(place) {
                found if found == document => visit(document, postings.freq(place).max(1)),
                TERMINATED => break,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Calls `visit` with each document of a field's term, in the order of their numbers.
pub(crate) fn for_each_document(
    segment: &SegmentReader,
    field: Field,
    term: &str,
    mut visit: impl FnMut(DocId),
) -> tantivy::Result<()> {
    let inverted = segment.inverted_index(field)?;
    let Some(info) = inverted.terms().get(term)? else { return Ok(()) };
    let mut postings = inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
    while !postings.docs().is_empty() {
        postings.docs().iter().copied().for_each(&mut visit);
        postings.advance();
    }
    Ok(())
}

/// The score of one match.
#[cfg(test)]
pub(crate) fn worth(place: Place, quality: Quality, times: usize) -> f32 {
    standing(full(place) * quality.weight(), times)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: [Quality; 3] = [Quality::Exact, Quality::Beginning, Quality::Stem];
    const UNSOUND: [Quality; 3] = [Quality::OneTypo, Quality::TwoTypos, Quality::BeginningWithTypo];

    /// The least and the most that a match is worth, however often it stands there.
    fn range(place: Place, quality: Quality) -> (f32, f32) {
        (worth(place, quality, 1), worth(place, quality, usize::MAX))
    }

    #[test]
    fn the_order_is_as_told() {
        let lowest_sound = SOUND.map(|quality| range(Place::Body, quality).0).into_iter().fold(f32::MAX, f32::min);
        for unsound in UNSOUND {
            assert!(range(Place::Title, unsound).1 < lowest_sound, "a title {unsound:?}");
        }
        for (better, worse) in [(Place::Title, Place::Subtitle), (Place::Subtitle, Place::Body)] {
            for one in SOUND {
                for other in SOUND {
                    assert!(range(better, one).0 > range(worse, other).1, "{better:?} {one:?} {worse:?} {other:?}");
                }
            }
        }
        // A stem counts as standing there once: how often it does is not recorded.
        let stem = range(Place::Title, Quality::Stem).0;
        assert!(stem < range(Place::Title, Quality::Beginning).0);
        assert!(range(Place::Title, Quality::Beginning).1 < range(Place::Title, Quality::Exact).0);
        assert!(range(Place::Title, Quality::TwoTypos).1 < range(Place::Title, Quality::OneTypo).0);
        assert!(range(Place::Body, Quality::Exact).1 == range(Place::Words, Quality::Exact).1);
    }

    #[test]
    fn sums_are_exact() {
        let words: Vec<f32> = (1..=12).map(|times| standing(full(Place::Title) * 0.8, times)).collect();
        let forth: f32 = words.iter().sum();
        let back: f32 = words.iter().rev().sum();
        assert_eq!(forth.to_bits(), back.to_bits());
        assert!(standing(10.0, 1) < standing(10.0, 2) && standing(10.0, 8) < standing(10.0, 9));
    }
}
