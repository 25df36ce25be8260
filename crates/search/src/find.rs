//! Searching over every kind at once.

use std::collections::BTreeMap;

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader, TantivyDocument, TantivyError};
use uuid::Uuid;

use crate::column::{Best, Candidate, Columns};
use crate::error::Error;
use crate::evaluate::scores;
use crate::facets::by_count;
use crate::highlight::{self, Marked};
use crate::index::Index;
use crate::pattern::Phrase;
use crate::schema::{Fields, columns, split_key};
use crate::selected::{Chooser, Selection};

/// What a person looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The text as typed: 200 characters and 12 different words of it are read. It has no syntax.
    pub text: String,
    /// The kinds to find; all if empty.
    pub kinds: Vec<String>,
    /// The most hits to hand back.
    pub limit: usize,
    /// How many of the best hits to leave out.
    pub offset: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The page of hits, the best first.
    pub hits: Vec<Hit>,
    /// Matching documents by kind, whatever kinds were asked for: the most frequent first, then by name.
    pub kinds: Vec<(String, u64)>,
    /// Matching documents of the kinds asked for.
    pub total: u64,
}

/// A document that matches every word.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The document's kind.
    pub kind: String,
    /// The document's identity within the kind.
    pub id: Uuid,
    /// The document's slug.
    pub slug: String,
    /// How well it matches; of meaning only beside other hits of the same text.
    pub score: f32,
    /// The title with the matching words marked.
    pub title: Marked,
    /// The subtitle with the matching words marked.
    pub subtitle: Marked,
    /// At most 200 characters of the body, or else of the other words, around a match; `None` if no word matches there.
    pub excerpt: Option<Marked>,
}

impl Index {
    /// Finds the documents that match every word of a text, of any kind; none if there is no word in it.
    ///
    /// # Errors
    /// [`Error::Engine`] if the index's files cannot be read; never because of the text.
    pub fn search(&self, query: &Query) -> Result<Found, Error> {
        let fields = self.fields();
        let Some(phrase) = Phrase::read(&query.text, fields.title)? else { return Ok(Found::default()) };
        let searcher = self.searcher();
        let mut best = Best::new(query.limit.saturating_add(query.offset));
        let (mut kinds, mut total) = (BTreeMap::<String, u64>::new(), 0);
        for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
            let Some(mut counter) = KindCounter::open(segment, &query.kinds)? else { continue };
            let columns = Columns::open(ordinal, segment)?;
            for (document, score) in (0..).zip(scores(segment, fields, &phrase)?) {
                if score > 0.0 && !segment.is_deleted(document) && counter.count(document) {
                    total += 1;
                    best.offer(&columns, document, score);
                }
            }
            counter.add_to(&mut kinds);
        }
        let hits = best
            .into_sorted()
            .iter()
            .skip(query.offset)
            .map(|candidate| hit(&searcher.doc(candidate.address)?, fields, &phrase, candidate))
            .collect::<tantivy::Result<_>>()?;
        Ok(Found { hits, kinds: by_count(kinds), total })
    }

    /// The ids of a selection's documents, the best first, at most `cap`: by score where there is a text, else by
    /// boost and title.
    ///
    /// # Errors
    /// [`Error::Engine`] if the index's files cannot be read.
    pub fn ids(&self, selection: &Selection, cap: usize) -> Result<Vec<Uuid>, Error> {
        let fields = self.fields();
        let chooser = Chooser::new(selection, fields)?;
        let searcher = self.searcher();
        let segments: Vec<Columns> = (0..)
            .zip(searcher.segment_readers())
            .map(|(ordinal, segment)| Columns::open(ordinal, segment))
            .collect::<tantivy::Result<_>>()?;
        let mut best = Best::new(cap);
        for (segment, columns) in searcher.segment_readers().iter().zip(&segments) {
            chooser.for_each(segment, fields, |chosen| {
                if chosen.missed.is_none() {
                    best.offer(columns, chosen.document, chosen.score);
                }
            })?;
        }
        let id = |found: &Candidate| {
            segments.get(found.address.segment_ord as usize).map(|columns| columns.id(found.address.doc_id))
        };
        Ok(best.into_sorted().iter().filter_map(id).collect())
    }
}

fn hit(stored: &TantivyDocument, fields: &Fields, phrase: &Phrase, candidate: &Candidate) -> tantivy::Result<Hit> {
    let key = Fields::text(stored, fields.key);
    let (kind, id) =
        split_key(key).ok_or_else(|| TantivyError::InternalError(format!("{key:?} is not the key of a document")))?;
    Ok(Hit {
        kind: kind.to_owned(),
        id,
        slug: Fields::text(stored, fields.slug).to_owned(),
        score: candidate.score,
        title: highlight::marked(Fields::text(stored, fields.title), phrase),
        subtitle: highlight::marked(Fields::text(stored, fields.subtitle), phrase),
        excerpt: highlight::excerpt(Fields::text(stored, fields.body), phrase)
            // One line of it: the others are in other languages, or of other things.
            .or_else(|| highlight::line(Fields::text(stored, fields.words), phrase)),
    })
}

/// Counts by kind within one segment, where kinds are numbers.
struct KindCounter {
    column: StrColumn,
    kinds: Vec<Kind>,
}

struct Kind {
    name: String,
    wanted: bool,
    count: u64,
}

impl KindCounter {
    /// `None` if the segment is empty.
    fn open(segment: &SegmentReader, wanted: &[String]) -> tantivy::Result<Option<Self>> {
        let Some(column) = segment.fast_fields().str(columns::KIND)? else { return Ok(None) };
        let mut kinds = Vec::with_capacity(column.num_terms());
        for ordinal in 0..column.num_terms() as u64 {
            let mut name = String::new();
            column.ord_to_str(ordinal, &mut name)?;
            let wanted = wanted.is_empty() || wanted.contains(&name);
            kinds.push(Kind { name, wanted, count: 0 });
        }
        Ok(Some(Self { column, kinds }))
    }

    /// Counts the document; true if its kind is wanted.
    fn count(&mut self, document: DocId) -> bool {
        let ordinal = self.column.ords().first(document).and_then(|ordinal| usize::try_from(ordinal).ok());
        let Some(kind) = ordinal.and_then(|ordinal| self.kinds.get_mut(ordinal)) else { return false };
        kind.count += 1;
        kind.wanted
    }

    fn add_to(self, counts: &mut BTreeMap<String, u64>) {
        for kind in self.kinds.into_iter().filter(|kind| kind.count > 0) {
            *counts.entry(kind.name).or_default() += kind.count;
        }
    }
}
