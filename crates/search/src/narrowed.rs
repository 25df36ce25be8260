//! What a search finds in one segment, narrowed down by kinds, tags and time; and its facets, each counted without what
//! is said about itself.

use std::collections::BTreeMap;

use crate::bits::Bits;
use crate::facets::Tally;
use crate::find::Query;
use crate::matches::Matches;
use crate::schema::Fields;
use crate::selected::{filter, published_within};

/// The documents of a segment that match the text and the span of time, and the sets that narrow them down.
pub(crate) struct Narrowed {
    /// Those that match, of whatever kind and tags.
    matched: Bits,
    /// By the place of the name in the query.
    filters: Vec<Bits>,
    /// Those of the kinds asked for; `None` stands for all.
    kinds: Option<Bits>,
}

impl Narrowed {
    pub(crate) fn new(matches: &Matches<'_>, fields: &Fields, query: &Query) -> tantivy::Result<Self> {
        let matched = match &query.published {
            Some(span) => published_within(matches.segment, &matches.scores.matched, span)?,
            None => matches.scores.matched.clone(),
        };
        let set = |(name, values): &(String, Vec<String>)| {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            filter(matches.segment, fields, name, &values)
        };
        let filters = query.tags.iter().map(set).collect::<tantivy::Result<_>>()?;
        Ok(Self { matched, filters, kinds: matches.facts.of_kinds(&query.kinds) })
    }

    /// Those that pass every filter of tags but the one at a place, of whatever kind.
    fn tagged(&self, except: Option<usize>) -> Bits {
        let mut tagged = self.matched.clone();
        let others = self.filters.iter().enumerate().filter(|(place, _)| Some(*place) != except);
        others.for_each(|(_, set)| tagged.keep(set));
        tagged
    }

    fn of_kinds(&self, mut documents: Bits) -> Bits {
        if let Some(kinds) = &self.kinds {
            documents.keep(kinds);
        }
        documents
    }

    /// Those that are found.
    pub(crate) fn wanted(&self) -> Bits {
        self.of_kinds(self.tagged(None))
    }

    /// Counts those that pass every filter of tags by their kind, whatever kinds were asked for.
    pub(crate) fn count_kinds(&self, matches: &Matches<'_>, counts: &mut BTreeMap<String, u64>) {
        let tagged = self.tagged(None);
        for (kind, documents) in matches.facts.kinds() {
            *counts.entry(kind.clone()).or_default() += tagged.count_with(documents);
        }
    }

    /// Counts the facets that the query asks for.
    pub(crate) fn count_facets(
        &self,
        matches: &Matches<'_>,
        query: &Query,
        counts: &mut BTreeMap<String, BTreeMap<String, u64>>,
    ) -> tantivy::Result<()> {
        let names: Vec<&str> = counts.keys().map(String::as_str).collect();
        if names.is_empty() {
            return Ok(());
        }
        let Some(mut tally) = Tally::open(matches.segment, &names)? else { return Ok(()) };
        let filter_of = |name: &str| query.tags.iter().position(|(filtered, _)| filtered == name);
        // Facets that nothing is said about are of the same documents: these are looked at once.
        let alike: Vec<usize> = (0..names.len()).filter(|place| filter_of(names[*place]).is_none()).collect();
        if !alike.is_empty() {
            let wanted = self.wanted();
            wanted.iter().for_each(|document| tally.count_of(document, &alike));
        }
        for (place, name) in names.iter().enumerate() {
            let Some(own) = filter_of(name) else { continue };
            let documents = self.of_kinds(self.tagged(Some(own)));
            documents.iter().for_each(|document| tally.count_of(document, &[place]));
        }
        for (name, values) in counts.iter_mut() {
            tally.add_to(name, values)?;
        }
        Ok(())
    }
}
