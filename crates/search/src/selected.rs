//! Selections: the documents of one kind by text and facets.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tantivy::{DocId, Searcher, SegmentReader};

use crate::bits::Bits;
use crate::evaluate::{Scores, for_each_document};
use crate::facts::Facts;
use crate::index::Index;
use crate::matches::{Matches, alive};
use crate::pattern::Phrase;
use crate::schema::{Fields, columns, tag};

/// Documents of one kind, narrowed down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The kind; a selection is never of several.
    pub kind: String,
    /// Text that must match, as in a search. Without it, or without a word in it, all of the kind are selected.
    pub text: Option<String>,
    /// Facet name and values: a document needs one of the values of every name. A name without values narrows
    /// nothing; values of a name that is given twice are taken together.
    pub tags: Vec<(String, Vec<String>)>,
    /// Only what was published within this span, in microseconds since 1970 UTC.
    pub published: Option<Range<i64>>,
}

/// A selection that has been read once and is applied to each segment.
pub(crate) struct Chooser<'s> {
    fields: &'s Fields,
    parts: Vec<Part<'s>>,
    tags: BTreeMap<&'s str, Vec<&'s str>>,
}

/// The documents of one segment that are of the kind and match the text, deleted ones left out.
pub(crate) struct Part<'s> {
    pub(crate) segment: &'s SegmentReader,
    facts: Arc<Facts>,
    documents: Bits,
    /// `None` where there is no text.
    scores: Option<Scores>,
}

/// A document of the kind and the text that misses at most one facet.
pub(crate) struct Chosen {
    pub(crate) document: DocId,
    /// The boost where there is no text.
    pub(crate) score: f32,
    /// The only facet whose values it lacks, by its place in [`Chooser::names`]; `None` if it is selected.
    pub(crate) missed: Option<usize>,
}

impl<'s> Chooser<'s> {
    pub(crate) fn new(index: &'s Index, searcher: &'s Searcher, selection: &'s Selection) -> tantivy::Result<Self> {
        let mut tags = BTreeMap::<&str, Vec<&str>>::new();
        for (name, values) in selection.tags.iter().filter(|(_, values)| !values.is_empty()) {
            tags.entry(name).or_default().extend(values.iter().map(String::as_str));
        }
        let kinds = std::slice::from_ref(&selection.kind);
        let parts: Vec<Part<'s>> = match Phrase::read(selection.text.as_deref().unwrap_or_default()) {
            Some(phrase) => {
                let found = index.matches(searcher, &phrase, kinds)?;
                let part = |matches: Matches<'s>| Part {
                    segment: matches.segment,
                    documents: matches.of_kinds(kinds),
                    facts: matches.facts,
                    scores: Some(matches.scores),
                };
                found.segments.into_iter().map(part).collect()
            }
            None => {
                let segments = searcher.segment_readers().iter().zip(index.facts(searcher)?);
                let part = |(segment, facts): (&'s SegmentReader, Arc<Facts>)| Part {
                    segment,
                    documents: alive(segment, facts.of_kinds(kinds).unwrap_or_default()),
                    facts,
                    scores: None,
                };
                segments.map(part).collect()
            }
        };
        let mut chooser = Self { fields: index.fields(), parts, tags };
        if let Some(span) = &selection.published {
            for part in &mut chooser.parts {
                part.documents = published_within(part.segment, &part.documents, span)?;
            }
        }
        Ok(chooser)
    }

    /// The names of the facets that narrow the selection.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'s str> {
        self.tags.keys().copied()
    }

    /// What is chosen from, segment by segment.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Part<'s>> {
        self.parts.iter()
    }

    /// Calls `visit` for every document of a part that misses at most one facet.
    pub(crate) fn for_each(&self, part: &Part<'s>, mut visit: impl FnMut(Chosen)) -> tantivy::Result<()> {
        let filters = self
            .tags
            .iter()
            .map(|(name, values)| filter(part.segment, self.fields, name, values))
            .collect::<Result<Vec<_>, _>>()?;
        for document in part.documents.iter() {
            let mut misses = filters.iter().enumerate().filter(|(_, set)| !set.contains(document)).map(|(at, _)| at);
            let missed = misses.next();
            if misses.next().is_none() {
                let score = part.scores.as_ref().map_or(1.0, |scores| scores.of(document));
                visit(Chosen { document, score: score * part.facts.boost(document), missed });
            }
        }
        Ok(())
    }
}

/// Those of the documents that were published within a span.
pub(crate) fn published_within(segment: &SegmentReader, documents: &Bits, span: &Range<i64>) -> tantivy::Result<Bits> {
    let published = segment.fast_fields().i64(columns::PUBLISHED)?;
    let mut within = Bits::none(segment.max_doc());
    let of_span = documents.iter().filter(|document| published.first(*document).is_some_and(|at| span.contains(&at)));
    of_span.for_each(|document| within.insert(document));
    Ok(within)
}

/// The documents that have one of the values.
pub(crate) fn filter(segment: &SegmentReader, fields: &Fields, name: &str, values: &[&str]) -> tantivy::Result<Bits> {
    let mut set = Bits::none(segment.max_doc());
    for value in values {
        for_each_document(segment, fields.tags, &tag(name, value), |document| set.insert(document))?;
    }
    Ok(set)
}
