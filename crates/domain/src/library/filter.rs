//! Which items, in which order: the same grammar in the API, the address bar and the files.

use super::{LibraryFacet, LibrarySort, LicenceKind, LinkState};
use crate::lists::{ExportQuery, ListFilter, ListQuery, chosen, languages, since, terms, texts, words, years};
use crate::since::Since;
use crate::vocabularies::VocabularyName;
use contract::query::Reader;

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

impl ListFilter for LibraryFilter {
    type Facet = LibraryFacet;
    type Sort = LibrarySort;

    const RELEVANCE: LibrarySort = LibrarySort::Relevance;
    const USUAL: LibrarySort = LibrarySort::PublishedAtDescending;
    const THING: &'static str = "item";

    fn read(reader: &mut Reader) -> Self {
        Self {
            kinds: terms(reader, "kind", VocabularyName::ResourceTypes),
            themes: terms(reader, "theme", VocabularyName::PriorityThemes),
            stages: terms(reader, "stage", VocabularyName::RecoveryStages),
            sectors: terms(reader, "sector", VocabularyName::CitySystems),
            shocks: terms(reader, "shock", VocabularyName::Shocks),
            languages: languages(reader),
            licences: reader.list("licence", LicenceKind::expected()),
            links: reader.list("link", LinkState::expected()),
            years: years(reader),
            published_since: since(reader),
            q: words(reader),
        }
    }

    fn choices(&self) -> Vec<(LibraryFacet, Vec<String>)> {
        chosen([
            (LibraryFacet::Kind, self.kinds.clone()),
            (LibraryFacet::Theme, self.themes.clone()),
            (LibraryFacet::Stage, self.stages.clone()),
            (LibraryFacet::Sector, self.sectors.clone()),
            (LibraryFacet::Shock, self.shocks.clone()),
            (LibraryFacet::Language, self.languages.clone()),
            (LibraryFacet::Licence, texts(&self.licences)),
            (LibraryFacet::Link, texts(&self.links)),
            (LibraryFacet::Year, texts(&self.years)),
        ])
    }

    fn since(&self) -> Option<Since> {
        self.published_since
    }

    fn words(&self) -> Option<&str> {
        self.q.as_deref()
    }
}

/// A page of items; when no order is asked for, the last come first.
pub type LibraryQuery = ListQuery<LibraryFilter>;

/// Items that are taken away as a file, the last come first.
pub type LibraryExportQuery = ExportQuery<LibraryFilter>;

#[cfg(test)]
mod tests {
    use super::{LibraryExportQuery, LibraryFacet, LibraryFilter, LibraryQuery, LibrarySort, ListFilter as _};

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
