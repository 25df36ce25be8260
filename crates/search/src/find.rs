//! Searching over every kind at once.

use std::collections::BTreeMap;

use tantivy::{TantivyDocument, TantivyError};
use uuid::Uuid;

use crate::column::{Best, Candidate, Columns};
use crate::error::Error;
use crate::facets::by_count;
use crate::highlight::{self, Looked, Marked};
use crate::index::Index;
use crate::pattern::Phrase;
use crate::schema::{Fields, split_key};
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
        let Some(phrase) = Phrase::read(&query.text) else { return Ok(Found::default()) };
        let searcher = self.searcher();
        let mut best = Best::new(query.limit.saturating_add(query.offset));
        let (mut kinds, mut total) = (BTreeMap::<String, u64>::new(), 0);
        let matching = self.matches(&searcher, &phrase, &query.kinds)?;
        for (ordinal, matches) in (0..).zip(&matching.segments) {
            for (kind, documents) in matches.facts.kinds() {
                *kinds.entry(kind.clone()).or_default() += matches.scores.matched.count_with(documents);
            }
            let (columns, wanted) = (Columns::open(ordinal, matches.segment)?, matches.of_kinds(&query.kinds));
            total += wanted.count();
            for document in wanted.iter() {
                best.offer(&columns, document, matches.scores.of(document) * matches.facts.boost(document));
            }
        }
        // Other words are of any language.
        let looked = Looked { phrase: &phrase, with_typos: matching.with_typos, language: None };
        kinds.retain(|_, count| *count > 0);
        let hits = best
            .into_sorted()
            .iter()
            .skip(query.offset)
            .map(|candidate| hit(&searcher.doc(candidate.address)?, self.fields(), looked, candidate))
            .collect::<tantivy::Result<_>>()?;
        Ok(Found { hits, kinds: by_count(kinds), total })
    }

    /// The ids of a selection's documents, the best first, at most `cap`: by score where there is a text, else by
    /// boost and title.
    ///
    /// # Errors
    /// [`Error::Engine`] if the index's files cannot be read.
    pub fn ids(&self, selection: &Selection, cap: usize) -> Result<Vec<Uuid>, Error> {
        let searcher = self.searcher();
        let chooser = Chooser::new(self, &searcher, selection)?;
        let mut best = Best::new(cap);
        let segments: Vec<Columns> = (0..)
            .zip(searcher.segment_readers())
            .map(|(ordinal, segment)| Columns::open(ordinal, segment))
            .collect::<tantivy::Result<_>>()?;
        for (part, columns) in chooser.parts().zip(&segments) {
            chooser.for_each(part, |chosen| {
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

fn hit(stored: &TantivyDocument, fields: &Fields, looked: Looked<'_>, candidate: &Candidate) -> tantivy::Result<Hit> {
    let key = Fields::text(stored, fields.key);
    let (kind, id) =
        split_key(key).ok_or_else(|| TantivyError::InternalError(format!("{key:?} is not the key of a document")))?;
    let said = Looked { language: fields.language_of(stored), ..looked };
    Ok(Hit {
        kind: kind.to_owned(),
        id,
        slug: Fields::text(stored, fields.slug).to_owned(),
        score: candidate.score,
        title: highlight::marked(Fields::text(stored, fields.title), said),
        subtitle: highlight::marked(Fields::text(stored, fields.subtitle), said),
        excerpt: highlight::excerpt(Fields::text(stored, fields.body), said)
            // One line of it: the others are in other languages, or of other things.
            .or_else(|| highlight::line(Fields::text(stored, fields.words), looked)),
    })
}
