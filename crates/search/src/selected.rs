//! Selections: the documents of one kind by text and facets.

use std::collections::BTreeMap;

use tantivy::{BitSet, DocId, SegmentReader};

use crate::evaluate::{for_each_document, scores};
use crate::pattern::Phrase;
use crate::schema::{Fields, tag};

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
}

/// A selection that has been read once and is applied to each segment.
pub(crate) struct Chooser<'s> {
    kind: &'s str,
    phrase: Option<Phrase>,
    tags: BTreeMap<&'s str, Vec<&'s str>>,
}

/// A document of the kind and the text that misses at most one facet.
pub(crate) struct Chosen {
    pub(crate) document: DocId,
    /// 1 where there is no text.
    pub(crate) score: f32,
    /// The only facet whose values it lacks, by its place in [`Chooser::names`]; `None` if it is selected.
    pub(crate) missed: Option<usize>,
}

impl<'s> Chooser<'s> {
    pub(crate) fn new(selection: &'s Selection, fields: &Fields) -> tantivy::Result<Self> {
        let mut tags = BTreeMap::<&str, Vec<&str>>::new();
        for (name, values) in selection.tags.iter().filter(|(_, values)| !values.is_empty()) {
            tags.entry(name).or_default().extend(values.iter().map(String::as_str));
        }
        let phrase = Phrase::read(selection.text.as_deref().unwrap_or_default(), fields.title)?;
        Ok(Self { kind: &selection.kind, phrase, tags })
    }

    /// The names of the facets that narrow the selection.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'s str> {
        self.tags.keys().copied()
    }

    /// Calls `visit` for every document of the segment that misses at most one facet.
    pub(crate) fn for_each(
        &self,
        segment: &SegmentReader,
        fields: &Fields,
        mut visit: impl FnMut(Chosen),
    ) -> tantivy::Result<()> {
        let scores = self.phrase.as_ref().map(|phrase| scores(segment, fields, phrase)).transpose()?;
        let filters = self
            .tags
            .iter()
            .map(|(name, values)| filter(segment, fields, name, values))
            .collect::<Result<Vec<_>, _>>()?;
        for_each_document(segment, fields.kind, self.kind, |document| {
            let score =
                scores.as_ref().map_or(1.0, |scores| scores.get(document as usize).copied().unwrap_or_default());
            if score <= 0.0 || segment.is_deleted(document) {
                return;
            }
            let mut misses = filters.iter().enumerate().filter(|(_, set)| !set.contains(document)).map(|(at, _)| at);
            let missed = misses.next();
            if misses.next().is_none() {
                visit(Chosen { document, score, missed });
            }
        })
    }
}

/// The documents that have one of the values.
fn filter(segment: &SegmentReader, fields: &Fields, name: &str, values: &[&str]) -> tantivy::Result<BitSet> {
    let mut set = BitSet::with_max_value(segment.max_doc());
    for value in values {
        for_each_document(segment, fields.tags, &tag(name, value), |document| {
            set.insert(document);
        })?;
    }
    Ok(set)
}
