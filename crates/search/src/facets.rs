//! Counts by facet.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::str;

use tantivy::columnar::StrColumn;
use tantivy::{SegmentReader, TantivyError};

use crate::error::Error;
use crate::index::Index;
use crate::schema::{columns, tag};
use crate::selected::{Chooser, Selection};

/// For each facet its values and how many documents have them, the most frequent first, then by value.
pub type Facets = BTreeMap<String, Vec<(String, u64)>>;

impl Index {
    /// Counts the documents of a selection by the values of each named facet.
    ///
    /// A facet is counted without what the selection says about itself, all else applied, so that a person sees what
    /// choosing another value would give. A facet that no document has is there with no values.
    ///
    /// # Errors
    /// [`Error::Engine`] if the index's files cannot be read.
    pub fn facets(&self, selection: &Selection, names: &[&str]) -> Result<Facets, Error> {
        let searcher = self.searcher();
        let chooser = Chooser::new(self, &searcher, selection)?;
        let mut counts: BTreeMap<&str, BTreeMap<String, u64>> =
            names.iter().map(|name| (*name, BTreeMap::new())).collect();
        let distinct: Vec<&str> = names.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        // Where in `distinct` each facet that narrows the selection stands, if it is to be counted at all.
        let asked: Vec<_> = chooser.names().map(|name| distinct.iter().position(|other| *other == name)).collect();
        for part in chooser.parts() {
            let Some(mut tally) = Tally::open(part.segment, &distinct)? else { continue };
            chooser.for_each(part, |chosen| match chosen.missed.map(|missed| asked[missed]) {
                None => tally.count(chosen.document, None),
                Some(Some(facet)) => tally.count(chosen.document, Some(facet)),
                Some(None) => {}
            })?;
            for (name, values) in &mut counts {
                tally.add_to(name, values)?;
            }
        }
        Ok(counts.into_iter().map(|(name, values)| (name.to_owned(), by_count(values))).collect())
    }
}

/// The most frequent first, then by value.
pub(crate) fn by_count(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    // The sort is stable and the map was in the order of the values.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Counts by tag within one segment, where tags are numbers.
pub(crate) struct Tally {
    tags: StrColumn,
    /// The facet of each tag by its place in the list of names; the number of names for a tag of none of them.
    facet_of: Vec<usize>,
    counts: Vec<u64>,
}

impl Tally {
    /// `None` if no document of the segment has a tag.
    pub(crate) fn open(segment: &SegmentReader, names: &[&str]) -> tantivy::Result<Option<Self>> {
        let Some(tags) = segment.fast_fields().str(columns::TAGS)? else { return Ok(None) };
        let mut facet_of = vec![names.len(); tags.num_terms()];
        for (facet, name) in names.iter().enumerate() {
            for slot in facet_of.get_mut(range(&tags, name)?).into_iter().flatten() {
                *slot = facet;
            }
        }
        let counts = vec![0; facet_of.len()];
        Ok(Some(Self { tags, facet_of, counts }))
    }

    /// Counts the document's tags: those of one facet only, or all.
    fn count(&mut self, document: u32, only: Option<usize>) {
        for tag in self.tags.term_ords(document) {
            let Ok(tag) = usize::try_from(tag) else { continue };
            if only.is_none_or(|facet| self.facet_of.get(tag) == Some(&facet))
                && let Some(count) = self.counts.get_mut(tag)
            {
                *count += 1;
            }
        }
    }

    /// Counts the document's tags of these facets.
    pub(crate) fn count_of(&mut self, document: u32, facets: &[usize]) {
        for tag in self.tags.term_ords(document) {
            let Ok(tag) = usize::try_from(tag) else { continue };
            if self.facet_of.get(tag).is_some_and(|facet| facets.contains(facet))
                && let Some(count) = self.counts.get_mut(tag)
            {
                *count += 1;
            }
        }
    }

    /// Adds the counts of one facet to what other segments have given.
    pub(crate) fn add_to(&self, name: &str, values: &mut BTreeMap<String, u64>) -> tantivy::Result<()> {
        let prefix = tag(name, "");
        let mut tags = self.tags.dictionary().prefix_range(&prefix).into_stream()?;
        let counts = self.counts.get(range(&self.tags, name)?).unwrap_or_default();
        for count in counts {
            if !tags.advance() {
                break;
            }
            if *count == 0 {
                continue;
            }
            let value = str::from_utf8(&tags.key()[prefix.len()..])
                .map_err(|error| TantivyError::InternalError(format!("a tag is not text: {error}")))?;
            *values.entry(value.to_owned()).or_default() += count;
        }
        Ok(())
    }
}

/// The numbers of a facet's tags: tags are numbered in their order, so those of one name are neighbours.
pub(crate) fn range(tags: &StrColumn, name: &str) -> tantivy::Result<Range<usize>> {
    let mut stream = tags.dictionary().prefix_range(tag(name, "")).into_stream()?;
    if !stream.advance() {
        return Ok(0..0);
    }
    let first = usize::try_from(stream.term_ord()).unwrap_or(usize::MAX);
    let mut end = first.saturating_add(1);
    while stream.advance() {
        end = end.saturating_add(1);
    }
    Ok(first..end)
}
