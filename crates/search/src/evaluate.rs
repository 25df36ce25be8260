//! Scoring: a phrase against one segment of the index.
//!
//! The score of a document is the mean, over the words of the phrase, of each word's best match in any field, and
//! something on top where the title opens with the phrase. A match counts by its field and its quality alone, so that
//! an order can be explained: no typing error, then title before subtitle before body, then whole words before
//! beginnings. How often a word stands in the field decides between equals.

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader};

use crate::pattern::{Pattern, Phrase};
use crate::schema::Fields;

/// Full scores of an exact match in title, subtitle, body and other words. With the weights of [`crate::pattern::Quality`] the
/// order is: any field without a typing error before any field with one, and else title before subtitle before body.
const FULL: [f32; 4] = [10.0, 5.0, 2.5, 2.5];
/// On top if the title is the phrase.
const EQUAL: f32 = 10.0;
/// On top if the title starts with the phrase.
const STARTS_WITH: f32 = 5.0;
/// What a word that stands once in a field loses against one that stands there without end.
const ONCE: f32 = 0.1;

/// The score of each document of the segment by its number; 0 if it does not match. Deleted documents have one too.
pub(crate) fn scores(segment: &SegmentReader, fields: &Fields, phrase: &Phrase) -> tantivy::Result<Vec<f32>> {
    let (first, others) = match phrase.patterns() {
        [] => return Ok(vec![0.0; segment.max_doc() as usize]),
        [first, others @ ..] => (first, others),
    };
    let mut total = word_scores(segment, fields, first)?;
    for pattern in others {
        for (sum, score) in total.iter_mut().zip(word_scores(segment, fields, pattern)?) {
            *sum = if *sum > 0.0 && score > 0.0 { *sum + score } else { 0.0 };
        }
    }
    let count = phrase.patterns().len() as f32;
    total.iter_mut().for_each(|sum| *sum /= count);
    add_openings(segment, fields, phrase, &mut total)?;
    Ok(total)
}

fn word_scores(segment: &SegmentReader, fields: &Fields, pattern: &Pattern) -> tantivy::Result<Vec<f32>> {
    let mut scores = vec![0.0_f32; segment.max_doc() as usize];
    for (field, full) in [fields.title, fields.subtitle, fields.body, fields.words].into_iter().zip(FULL) {
        let inverted = segment.inverted_index(field)?;
        let mut postings = Postings::new(&inverted);
        pattern.for_each_match(inverted.terms(), |info, quality| {
            let full = full * quality.weight();
            postings.for_each(info, |document, times| {
                if let Some(score) = scores.get_mut(document as usize) {
                    *score = score.max(full * (1.0 - ONCE / times as f32));
                }
            })
        })?;
    }
    Ok(scores)
}

fn add_openings(segment: &SegmentReader, fields: &Fields, phrase: &Phrase, total: &mut [f32]) -> tantivy::Result<()> {
    let inverted = segment.inverted_index(fields.opening)?;
    let mut postings = Postings::new(&inverted);
    let mut titles = inverted.terms().range().ge(phrase.flat()).into_stream()?;
    while titles.advance() {
        let Some(rest) = titles.key().strip_prefix(phrase.flat().as_bytes()) else { break };
        let bonus = if rest.is_empty() { EQUAL } else { STARTS_WITH };
        postings.for_each(titles.value(), |document, _| {
            if let Some(score) = total.get_mut(document as usize).filter(|score| **score > 0.0) {
                *score += bonus;
            }
        })?;
    }
    Ok(())
}

/// Reads the documents of one term after the other, its buffers used again: a beginning may have thousands of terms.
struct Postings<'i> {
    inverted: &'i InvertedIndexReader,
    buffers: Option<BlockSegmentPostings>,
}

impl<'i> Postings<'i> {
    fn new(inverted: &'i InvertedIndexReader) -> Self {
        Self { inverted, buffers: None }
    }

    /// Calls `visit` with each document of a term and how often the term stands in it (1 where that is not recorded).
    fn for_each(&mut self, info: &TermInfo, mut visit: impl FnMut(DocId, u32)) -> tantivy::Result<()> {
        let postings = match &mut self.buffers {
            Some(postings) => {
                self.inverted.reset_block_postings_from_terminfo(info, postings)?;
                postings
            }
            none => none.insert(self.inverted.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?),
        };
        while !postings.docs().is_empty() {
            for (place, &document) in postings.docs().iter().enumerate() {
                visit(document, postings.freq(place).max(1));
            }
            postings.advance();
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
