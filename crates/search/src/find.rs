//! Searching over every kind at once.

use std::collections::BTreeMap;
use std::ops::Range;

use tantivy::{Searcher, TantivyDocument, TantivyError};
use uuid::Uuid;

use crate::column::{Best, Candidate, Columns};
use crate::error::Error;
use crate::facets::{Facets, by_count};
use crate::highlight::{self, Looked, Marked};
use crate::index::Index;
use crate::narrowed::Narrowed;
use crate::pattern::Phrase;
use crate::schema::{Fields, split_key};
use crate::selected::{Chooser, Selection};
use crate::tagged::{Tag, Tagged};

/// What a person looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The text as typed: 200 characters and 12 different words of it are read. It has no syntax.
    pub text: String,
    /// The kinds to find; all if empty.
    pub kinds: Vec<String>,
    /// Facet name and values: a document needs one of the values of every name, and each name is given once.
    pub tags: Vec<(String, Vec<String>)>,
    /// Only what was published within this span, in microseconds since 1970 UTC.
    pub published: Option<Range<i64>>,
    /// Names of the facets to count.
    pub facets: Vec<String>,
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
    /// The facets asked for: of the kinds asked for, each counted without what the query says about itself.
    pub facets: Facets,
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
    /// What it is tagged with, of the names that its nearness was asked by; empty in a search that asks for none.
    pub tags: Vec<Tag>,
}

/// What changes the order of the best hits: a factor for the score of each, by what it is tagged with.
#[derive(Clone, Copy)]
pub struct Nearness<'n> {
    /// How many of the best hits are looked at; those behind them stay in their order.
    pub best: usize,
    /// The names of the tags that the factor is made from.
    pub names: &'n [&'n str],
    /// The factor of a document with these tags; 1 leaves it where it is.
    pub factor: &'n (dyn Fn(&[Tag]) -> f64 + Sync),
}

impl Index {
    /// Finds the documents that match every word of a text, of any kind; none if there is no word in it.
    ///
    /// # Errors
    /// [`Error::Engine`] if the index's files cannot be read; never because of the text.
    pub fn search(&self, query: &Query) -> Result<Found, Error> {
        self.find(query, None)
    }

    /// The same, with the best hits in another order: by the score times a factor of each, equal ones as they were.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn search_near(&self, query: &Query, nearness: Nearness<'_>) -> Result<Found, Error> {
        self.find(query, Some(nearness))
    }

    fn find(&self, query: &Query, nearness: Option<Nearness<'_>>) -> Result<Found, Error> {
        let none = || query.facets.iter().map(|name| (name.clone(), Vec::new())).collect();
        let Some(phrase) = Phrase::read(&query.text) else { return Ok(Found { facets: none(), ..Found::default() }) };
        let searcher = self.searcher();
        let most = query.limit.saturating_add(query.offset);
        let mut best = Best::new(nearness.map_or(most, |nearness| most.max(nearness.best)));
        let mut counted = Counted::of(query);
        let matching = self.matches(&searcher, &phrase, &query.kinds)?;
        for (ordinal, matches) in (0..).zip(&matching.segments) {
            let narrowed = Narrowed::new(matches, self.fields(), query)?;
            narrowed.count_kinds(matches, &mut counted.kinds);
            narrowed.count_facets(matches, query, &mut counted.facets)?;
            let (columns, wanted) = (Columns::open(ordinal, matches.segment)?, narrowed.wanted());
            counted.total += wanted.count();
            for document in wanted.iter() {
                best.offer(&columns, document, matches.scores.of(document) * matches.facts.boost(document));
            }
        }
        let ranked = ranked(&searcher, best.into_sorted(), nearness)?;
        // Other words are of any language.
        let looked = Looked { phrase: &phrase, with_typos: matching.with_typos, language: None };
        let page = ranked.into_iter().skip(query.offset).take(query.limit);
        let hits = page
            .map(|(candidate, tags)| hit(&searcher.doc(candidate.address)?, self.fields(), looked, (candidate, tags)))
            .collect::<tantivy::Result<_>>()?;
        Ok(counted.with(hits))
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

/// What is counted of all that match.
struct Counted {
    kinds: BTreeMap<String, u64>,
    facets: BTreeMap<String, BTreeMap<String, u64>>,
    total: u64,
}

impl Counted {
    fn of(query: &Query) -> Self {
        let facets = query.facets.iter().map(|name| (name.clone(), BTreeMap::new())).collect();
        Self { kinds: BTreeMap::new(), facets, total: 0 }
    }

    fn with(mut self, hits: Vec<Hit>) -> Found {
        self.kinds.retain(|_, count| *count > 0);
        let facets = self.facets.into_iter().map(|(name, values)| (name, by_count(values))).collect();
        Found { hits, kinds: by_count(self.kinds), facets, total: self.total }
    }
}

/// The candidates in their order, with what they are tagged with where that decides.
fn ranked(
    searcher: &Searcher,
    candidates: Vec<Candidate>,
    nearness: Option<Nearness<'_>>,
) -> tantivy::Result<Vec<(Candidate, Vec<Tag>)>> {
    let Some(Nearness { best, names, factor }) = nearness else {
        return Ok(candidates.into_iter().map(|candidate| (candidate, Vec::new())).collect());
    };
    let segments = searcher.segment_readers().iter();
    let mut segments = segments.map(|segment| Tagged::open(segment, names)).collect::<tantivy::Result<Vec<_>>>()?;
    let mut ranked = Vec::with_capacity(candidates.len());
    for (place, candidate) in candidates.into_iter().enumerate() {
        let tagged = segments.get_mut(candidate.address.segment_ord as usize).and_then(Option::as_mut);
        let tags = tagged.map(|tagged| tagged.of(candidate.address.doc_id)).transpose()?.unwrap_or_default();
        let score = f64::from(candidate.score) * if place < best { factor(&tags) } else { 1.0 };
        ranked.push((score, candidate, tags));
    }
    // The sort is stable: equal ones stay as they were.
    let closely = best.min(ranked.len());
    ranked[..closely].sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    Ok(ranked.into_iter().map(|(_, candidate, tags)| (candidate, tags)).collect())
}

fn hit(
    stored: &TantivyDocument,
    fields: &Fields,
    looked: Looked<'_>,
    (candidate, tags): (Candidate, Vec<Tag>),
) -> tantivy::Result<Hit> {
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
        tags,
    })
}
