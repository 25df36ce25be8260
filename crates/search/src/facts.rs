//! What every search asks of a segment, read once: a segment never changes, but that documents of it are deleted.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::{StrColumn, TermOrdHit};
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentReader};

use crate::bits::Bits;
use crate::evaluate::Postings;
use crate::lexicon::Lexicon;
use crate::schema::{Fields, columns};

/// The words of a segment, and the kinds and the boosts of its documents, deleted ones among them.
pub(crate) struct Facts {
    lexicon: Lexicon,
    openings: Openings,
    kinds: Vec<(String, Bits)>,
    boosts: Vec<f32>,
}

impl Facts {
    fn read(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Self> {
        let inverted = segment.inverted_index(fields.kind)?;
        let mut terms = inverted.terms().stream()?;
        let (mut postings, mut kinds) = (Postings::new(&inverted), Vec::new());
        while terms.advance() {
            let mut documents = Bits::none(segment.max_doc());
            postings.for_each(terms.value(), |document, _| documents.insert(document))?;
            kinds.push((String::from_utf8_lossy(terms.key()).into_owned(), documents));
        }
        let column = segment.fast_fields().u64(columns::BOOST)?;
        let boost = |document| column.first(document).and_then(|bits| u32::try_from(bits).ok()).map(f32::from_bits);
        let boosts = (0..segment.max_doc()).map(|document| boost(document).unwrap_or(1.0)).collect();
        let lexicon = Lexicon::read(segment.inverted_index(fields.text)?.terms())?;
        Ok(Self { lexicon, openings: Openings::read(segment)?, kinds, boosts })
    }

    /// Every word of the documents.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The titles of the documents.
    pub(crate) fn openings(&self) -> &Openings {
        &self.openings
    }

    /// The documents of each kind that there is.
    pub(crate) fn kinds(&self) -> &[(String, Bits)] {
        &self.kinds
    }

    /// The documents of any of the kinds; `None` if no kinds are named, which stands for all.
    pub(crate) fn of_kinds(&self, names: &[String]) -> Option<Bits> {
        if names.is_empty() {
            return None;
        }
        let documents = u32::try_from(self.boosts.len()).unwrap_or(DocId::MAX);
        let mut wanted = Bits::none(documents);
        self.kinds.iter().filter(|(kind, _)| names.contains(kind)).for_each(|(_, documents)| wanted.add(documents));
        Some(wanted)
    }

    pub(crate) fn boost(&self, document: DocId) -> f32 {
        self.boosts.get(document as usize).copied().unwrap_or(1.0)
    }
}

/// The folded titles of a segment's documents, by their numbers in the order of the alphabet: those that begin with
/// something are neighbours.
pub(crate) struct Openings {
    titles: Option<StrColumn>,
    numbers: Vec<u32>,
}

impl Openings {
    fn read(segment: &SegmentReader) -> tantivy::Result<Self> {
        let titles = segment.fast_fields().str(columns::OPENING)?;
        let number = |titles: &StrColumn, document| {
            titles.ords().first(document).and_then(|number| u32::try_from(number).ok()).unwrap_or(u32::MAX)
        };
        let numbers =
            titles.iter().flat_map(|titles| (0..segment.max_doc()).map(move |document| number(titles, document)));
        Ok(Self { numbers: numbers.collect(), titles })
    }

    /// Which titles begin with a text that is not empty.
    pub(crate) fn that_begin_with(&self, text: &str) -> tantivy::Result<Beginning<'_>> {
        let Some(titles) = &self.titles else {
            return Ok(Beginning { numbers: &self.numbers, equal: None, all: 0..0 });
        };
        // No text has such a byte: all that begin with the text are before it.
        let end = [text.as_bytes(), &[u8::MAX]].concat();
        let (first, equal) = match titles.dictionary().term_ord_or_next(text)? {
            TermOrdHit::Exact(first) => (first, Some(first)),
            TermOrdHit::Next(first) => (first, None),
        };
        let (TermOrdHit::Exact(end) | TermOrdHit::Next(end)) = titles.dictionary().term_ord_or_next(end)?;
        Ok(Beginning { numbers: &self.numbers, equal, all: first..end })
    }
}

/// The titles that begin with a text.
pub(crate) struct Beginning<'f> {
    numbers: &'f [u32],
    equal: Option<u64>,
    all: Range<u64>,
}

impl Beginning<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether the title of a document begins with the text, and if so, whether it is the text.
    pub(crate) fn of(&self, document: DocId) -> Option<bool> {
        let number = self.numbers.get(document as usize).map(|number| u64::from(*number))?;
        self.all.contains(&number).then_some(self.equal == Some(number))
    }
}

/// The facts of the segments that have been searched.
#[derive(Default)]
pub(crate) struct Known {
    facts: Mutex<HashMap<SegmentId, Arc<Facts>>>,
}

impl Known {
    /// The facts of each segment of a searcher, in their order.
    pub(crate) fn of(&self, searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<Arc<Facts>>> {
        let segments = searcher.segment_readers();
        let mut known = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        if segments.iter().any(|segment| !known.contains_key(&segment.segment_id())) {
            // What is forgotten here and still searched elsewhere is read again, which is rare and no harm.
            known.retain(|id, _| segments.iter().any(|segment| segment.segment_id() == *id));
            for segment in segments {
                if let Entry::Vacant(place) = known.entry(segment.segment_id()) {
                    place.insert(Arc::new(Facts::read(segment, fields)?));
                }
            }
        }
        Ok(segments.iter().filter_map(|segment| known.get(&segment.segment_id()).cloned()).collect())
    }
}
