//! What documents are tagged with, read back for the few that are looked at closely.

use std::collections::HashMap;
use std::ops::Range;

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use crate::facets::range;
use crate::place::SEPARATOR;
use crate::schema::columns;

/// The name of a facet and a value of it.
pub type Tag = (String, String);

/// The tags of some names in one segment. Many documents share one: each is read once.
pub(crate) struct Tagged {
    tags: StrColumn,
    wanted: Vec<Range<usize>>,
    known: HashMap<u64, Option<Tag>>,
}

impl Tagged {
    /// `None` if no document of the segment has a tag.
    pub(crate) fn open(segment: &SegmentReader, names: &[&str]) -> tantivy::Result<Option<Self>> {
        let Some(tags) = segment.fast_fields().str(columns::TAGS)? else { return Ok(None) };
        let wanted = names.iter().map(|name| range(&tags, name)).collect::<Result<_, _>>()?;
        Ok(Some(Self { tags, wanted, known: HashMap::new() }))
    }

    /// The tags of a document that are of the wanted names, in the order of the alphabet.
    pub(crate) fn of(&mut self, document: DocId) -> tantivy::Result<Vec<Tag>> {
        let mut found = Vec::new();
        for number in self.tags.term_ords(document) {
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            if !self.wanted.iter().any(|range| range.contains(&place)) {
                continue;
            }
            if !self.known.contains_key(&number) {
                let mut text = String::new();
                self.tags.ord_to_str(number, &mut text)?;
                let tag = text.split_once(SEPARATOR).map(|(name, value)| (name.to_owned(), value.to_owned()));
                self.known.insert(number, tag);
            }
            found.extend(self.known.get(&number).cloned().flatten());
        }
        Ok(found)
    }
}
