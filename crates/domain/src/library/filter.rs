//! Which items, in which order: the same grammar in the API, the address bar and the files.

use super::{LibraryFacet, LibrarySort, LicenceKind, LinkState};
use crate::feeds::FeedFilter;
use crate::since::{SINCE_EXPECTED, Since};
use crate::slugs::FilterKey;
use contract::Fault;
use contract::query::{Reader, Writer};
use std::fmt;

/// Longest text to look for, in characters.
pub const MAX_Q: usize = 200;

/// Which items. Empty means all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibraryFilter {
    /// Any of these kinds.
    pub kinds: Vec<String>,
    /// Any of these priority themes.
    pub themes: Vec<String>,
    /// Any of these stages.
    pub stages: Vec<String>,
    /// Any of these sectors.
    pub sectors: Vec<String>,
    /// Any of these shocks.
    pub shocks: Vec<String>,
    /// Any of these languages, BCP 47.
    pub languages: Vec<String>,
    /// One may do any of this with them.
    pub licences: Vec<LicenceKind>,
    /// Their link is any of these.
    pub links: Vec<LinkState>,
    /// Any of these years of publication.
    pub years: Vec<i32>,
    /// Only what was published from this moment on.
    pub published_since: Option<Since>,
    /// Words in it; typos forgiven.
    pub q: Option<String>,
}

impl LibraryFilter {
    /// Whether it lets every item through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads the filter's parameters, leaving others to the caller.
    pub fn read(reader: &mut Reader) -> Self {
        let mut keys = |name, expected| FilterKey::texts(reader.list(name, expected));
        let kinds = keys("kind", "See /api/v1/vocabularies/resource_types.");
        let themes = keys("theme", "See /api/v1/vocabularies/c2r_priority_themes.");
        let stages = keys("stage", "See /api/v1/vocabularies/recovery_stages.");
        let sectors = keys("sector", "See /api/v1/vocabularies/city_systems.");
        let shocks = keys("shock", "See /api/v1/vocabularies/shocks.");
        let languages = keys("language", "Use tags of languages such as en or pt-BR.");
        Self {
            kinds,
            themes,
            stages,
            sectors,
            shocks,
            languages,
            licences: reader.list("licence", LicenceKind::expected()),
            links: reader.list("link", LinkState::expected()),
            years: reader.list("year", "Use years such as 2020."),
            published_since: reader.one("published_since", SINCE_EXPECTED),
            q: reader.text("q", MAX_Q),
        }
    }

    /// Reads a query string that holds a filter and nothing else.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let filter = Self::read(&mut reader);
        reader.finish()?;
        Ok(filter)
    }

    fn write(&self, writer: Writer) -> Writer {
        let writer =
            self.choices().into_iter().fold(writer, |writer, (facet, values)| writer.list(facet.as_str(), &values));
        writer.one("published_since", self.published_since).text("q", self.q.as_deref())
    }

    /// The filter as a query string, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.write(Writer::new()).with_mark()
    }

    /// The chosen values by facet, as index and database keep them.
    #[must_use]
    pub fn choices(&self) -> Vec<(LibraryFacet, Vec<String>)> {
        fn texts<T: fmt::Display>(values: &[T]) -> Vec<String> {
            values.iter().map(ToString::to_string).collect()
        }
        let all = vec![
            (LibraryFacet::Kind, self.kinds.clone()),
            (LibraryFacet::Theme, self.themes.clone()),
            (LibraryFacet::Stage, self.stages.clone()),
            (LibraryFacet::Sector, self.sectors.clone()),
            (LibraryFacet::Shock, self.shocks.clone()),
            (LibraryFacet::Language, self.languages.clone()),
            (LibraryFacet::Licence, texts(&self.licences)),
            (LibraryFacet::Link, texts(&self.links)),
            (LibraryFacet::Year, texts(&self.years)),
        ];
        all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
    }
}

impl FeedFilter for LibraryFilter {
    fn read(reader: &mut Reader) -> Self {
        Self::read(reader)
    }

    fn write(&self, writer: Writer) -> Writer {
        self.write(writer)
    }

    fn words(&self) -> Option<&str> {
        self.q.as_deref()
    }
}

/// A page of items: which, in which order, with what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibraryQuery {
    /// Which items.
    pub filter: LibraryFilter,
    /// In which order; when absent the last come first, and with `q` the best match first.
    pub sort: Option<LibrarySort>,
    /// Facets to count.
    pub facets: Vec<LibraryFacet>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl LibraryQuery {
    /// Reads the query string of `GET /library-items`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            filter: LibraryFilter::read(&mut reader),
            sort: reader.one("sort", LibrarySort::expected()),
            facets: reader.list("facets", LibraryFacet::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        if query.sort == Some(LibrarySort::Relevance) && query.filter.q.is_none() {
            reader.fault("sort", "not_taken_here", "Relevance is to words: give q as well.".to_owned());
        }
        reader.finish()?;
        Ok(query)
    }

    /// The order, said or not.
    #[must_use]
    pub fn order(&self) -> LibrarySort {
        let usual = if self.filter.q.is_some() { LibrarySort::Relevance } else { LibrarySort::PublishedAtDescending };
        self.sort.unwrap_or(usual)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = self.filter.write(Writer::new()).one("sort", self.sort).list("facets", &self.facets);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// What is taken away as a file: which items, all of them, the last come first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibraryExportQuery {
    /// Which items.
    pub filter: LibraryFilter,
}

impl LibraryExportQuery {
    /// Reads the query string of an export.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { filter: LibraryFilter::read(&mut reader) };
        for name in ["limit", "cursor", "sort", "facets"] {
            reader.refuse(name, "A file holds every item that passes the filter: leave this out, or ask for JSON.");
        }
        reader.finish()?;
        Ok(query)
    }
}

#[cfg(test)]
mod tests {
    use super::{LibraryExportQuery, LibraryFacet, LibraryFilter, LibraryQuery, LibrarySort};

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "kind=report%2Cguide&theme=climate_resilience&language=pt-BR&licence=open&link=alive&year=2020&published_since=2026-11-01T00:00:00Z&q=heat&sort=title&facets=kind%2Clicence&limit=5&cursor=x";
        let query = LibraryQuery::parse(raw).unwrap();
        assert_eq!((query.filter.kinds.len(), query.filter.languages.as_slice()), (2, ["pt-BR".to_owned()].as_slice()));
        assert_eq!(query.filter.choices()[1], (LibraryFacet::Theme, vec!["climate_resilience".to_owned()]));
        assert_eq!(LibraryQuery::parse(&query.to_query()[1..]).unwrap(), query);
    }

    #[test]
    fn an_empty_query_is_everything_the_newest_first() {
        let query = LibraryQuery::parse("").unwrap();
        assert!(query.filter.is_empty());
        assert_eq!(query.order(), LibrarySort::PublishedAtDescending);
        assert_eq!(LibraryQuery::parse("q=heat").unwrap().order(), LibrarySort::Relevance);
        assert_eq!(LibraryFilter::default().to_query(), "");
    }

    #[test]
    fn unknown_things_are_named() {
        let faults = LibraryQuery::parse("licence=free&colour=red&sort=relevance&kind=a%20b").unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["kind", "licence", "sort", "colour"]);
        assert!(LibraryExportQuery::parse("limit=5").is_err());
    }
}
