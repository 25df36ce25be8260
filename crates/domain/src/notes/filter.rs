//! Which notes, in which order: the same grammar in the API, the address bar, feeds and saved searches.

use super::{NoteFacet, NoteKind, NoteSort, ReferenceState};
use crate::lists::{ExportQuery, ListFilter, ListQuery, chosen, cities, countries, since, terms, texts, words};
use crate::since::Since;
use crate::slugs::SlugRef;
use crate::vocabularies::{Language, VocabularyName};
use contract::query::Reader;
use ids::NoteId;

/// Which notes. Empty means all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteFilter {
    /// Any of these kinds.
    pub kinds: Vec<NoteKind>,
    /// Any of these topics.
    pub topics: Vec<String>,
    /// Any of these priority themes.
    pub themes: Vec<String>,
    /// Any of these stages.
    pub stages: Vec<String>,
    /// Any of these cities, by slug.
    pub cities: Vec<String>,
    /// Any of these countries, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Any of these languages.
    pub languages: Vec<Language>,
    /// Citing something that stands at any of these; `current` where all that they cite is as it was.
    pub states: Vec<ReferenceState>,
    /// Only what was published from this moment on.
    pub published_since: Option<Since>,
    /// Words in it; typos forgiven.
    pub q: Option<String>,
}

impl ListFilter for NoteFilter {
    type Facet = NoteFacet;
    type Sort = NoteSort;

    const RELEVANCE: NoteSort = NoteSort::Relevance;
    const USUAL: NoteSort = NoteSort::PublishedAtDescending;
    const THING: &'static str = "note";

    fn read(reader: &mut Reader) -> Self {
        Self {
            kinds: reader.list("kind", NoteKind::expected()),
            topics: terms(reader, "topic", VocabularyName::LessonTopics),
            themes: terms(reader, "theme", VocabularyName::PriorityThemes),
            stages: terms(reader, "stage", VocabularyName::RecoveryStages),
            cities: cities(reader),
            countries: countries(reader),
            languages: reader.list("language", Language::expected()),
            states: reader.list("state", ReferenceState::expected()),
            published_since: since(reader),
            q: words(reader),
        }
    }

    fn choices(&self) -> Vec<(NoteFacet, Vec<String>)> {
        chosen([
            (NoteFacet::Kind, texts(&self.kinds)),
            (NoteFacet::Topic, self.topics.clone()),
            (NoteFacet::Theme, self.themes.clone()),
            (NoteFacet::Stage, self.stages.clone()),
            (NoteFacet::City, self.cities.clone()),
            (NoteFacet::Country, self.countries.clone()),
            (NoteFacet::Language, texts(&self.languages)),
            (NoteFacet::State, texts(&self.states)),
        ])
    }

    fn since(&self) -> Option<Since> {
        self.published_since
    }

    fn words(&self) -> Option<&str> {
        self.q.as_deref()
    }
}

/// A page of notes; when no order is asked for, the last published first.
pub type NoteQuery = ListQuery<NoteFilter>;

/// Notes that are taken away as a file, the last published first.
pub type NoteExportQuery = ExportQuery<NoteFilter>;

/// How an address names a note: by id or by slug.
pub type NoteRef = SlugRef<NoteId>;

#[cfg(test)]
mod tests {
    use super::{ListFilter as _, NoteExportQuery, NoteFacet, NoteFilter, NoteQuery, NoteSort};

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "kind=practice%2Ctechnical&theme=climate_resilience&city=accra&country=gh&language=en&state=corrected&published_since=2026-11-01T00:00:00Z&q=cool+roofs&sort=-published_at&facets=kind%2Cstate&limit=5&cursor=x";
        let query = NoteQuery::parse(raw).unwrap();
        assert_eq!((query.filter.kinds.len(), query.filter.countries.as_slice()), (2, ["GH".to_owned()].as_slice()));
        assert_eq!(query.filter.choices()[1], (NoteFacet::Theme, vec!["climate_resilience".to_owned()]));
        assert_eq!(NoteQuery::parse(&query.to_query()[1..]).unwrap(), query);
    }

    #[test]
    fn an_empty_query_is_everything_the_newest_first() {
        let query = NoteQuery::parse("").unwrap();
        assert!(query.filter.is_empty());
        assert_eq!(query.order(), NoteSort::PublishedAtDescending);
        assert_eq!(NoteQuery::parse("q=heat").unwrap().order(), NoteSort::Relevance);
        assert_eq!(NoteFilter::default().to_query(), "");
    }

    #[test]
    fn unknown_things_are_named() {
        let faults = NoteQuery::parse("kind=poem&colour=red&sort=relevance&state=gone&topic=a%20b").unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["kind", "topic", "state", "sort", "colour"]);
        assert!(NoteExportQuery::parse("limit=5").is_err());
    }
}
