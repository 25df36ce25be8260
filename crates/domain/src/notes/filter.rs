//! Which notes, in which order: the same grammar in the API, the address bar, feeds and saved searches.

use super::{NoteFacet, NoteKind, NoteSort, ReferenceState};
use crate::feeds::FeedFilter;
use crate::since::{SINCE_EXPECTED, Since};
use crate::slugs::{FilterKey, SlugRef};
use crate::vocabularies::Language;
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::NoteId;

/// Longest text to look for, in characters.
pub const MAX_Q: usize = 200;

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

impl NoteFilter {
    /// Whether it lets every note through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads the filter's parameters, leaving others to the caller.
    pub fn read(reader: &mut Reader) -> Self {
        let kinds = reader.list("kind", NoteKind::expected());
        let mut keys = |name, expected| FilterKey::texts(reader.list(name, expected));
        let topics = keys("topic", "See /api/v1/vocabularies/lesson_topics.");
        let themes = keys("theme", "See /api/v1/vocabularies/c2r_priority_themes.");
        let stages = keys("stage", "See /api/v1/vocabularies/recovery_stages.");
        let cities = keys("city", "Use slugs of cities such as accra.");
        let countries = keys("country", "Use ISO 3166-1 alpha-2 codes such as GH.");
        Self {
            kinds,
            topics,
            themes,
            stages,
            cities,
            countries: countries.into_iter().map(|code| code.to_ascii_uppercase()).collect(),
            languages: reader.list("language", Language::expected()),
            states: reader.list("state", ReferenceState::expected()),
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
        let choices = self.choices().into_iter();
        let writer = choices.fold(writer, |writer, (facet, values)| writer.list(facet.as_str(), &values));
        writer.one("published_since", self.published_since).text("q", self.q.as_deref())
    }

    /// The filter as a query string, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.write(Writer::new()).with_mark()
    }

    /// The chosen values by facet, as index and database keep them.
    #[must_use]
    pub fn choices(&self) -> Vec<(NoteFacet, Vec<String>)> {
        let texts = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<Vec<String>>();
        let all = [
            (NoteFacet::Kind, texts(self.kinds.iter().map(|kind| kind.as_str()).collect())),
            (NoteFacet::Topic, self.topics.clone()),
            (NoteFacet::Theme, self.themes.clone()),
            (NoteFacet::Stage, self.stages.clone()),
            (NoteFacet::City, self.cities.clone()),
            (NoteFacet::Country, self.countries.clone()),
            (NoteFacet::Language, texts(self.languages.iter().map(|language| language.as_str()).collect())),
            (NoteFacet::State, texts(self.states.iter().map(|state| state.as_str()).collect())),
        ];
        all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
    }
}

impl FeedFilter for NoteFilter {
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

/// A page of notes: which, in which order, with what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteQuery {
    /// Which notes.
    pub filter: NoteFilter,
    /// In which order; when absent the last published first, and with `q` the best match first.
    pub sort: Option<NoteSort>,
    /// Facets to count.
    pub facets: Vec<NoteFacet>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl NoteQuery {
    /// Reads the query string of `GET /notes`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            filter: NoteFilter::read(&mut reader),
            sort: reader.one("sort", NoteSort::expected()),
            facets: reader.list("facets", NoteFacet::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        if query.sort == Some(NoteSort::Relevance) && query.filter.q.is_none() {
            reader.fault("sort", "not_taken_here", "Relevance is to words: give q as well.".to_owned());
        }
        reader.finish()?;
        Ok(query)
    }

    /// The order, said or not.
    #[must_use]
    pub fn order(&self) -> NoteSort {
        let usual = if self.filter.q.is_some() { NoteSort::Relevance } else { NoteSort::PublishedAtDescending };
        self.sort.unwrap_or(usual)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = self.filter.write(Writer::new()).one("sort", self.sort).list("facets", &self.facets);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// What is taken away as a file: which notes, all of them, the last published first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteExportQuery {
    /// Which notes.
    pub filter: NoteFilter,
}

impl NoteExportQuery {
    /// Reads the query string of an export.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { filter: NoteFilter::read(&mut reader) };
        for name in ["limit", "cursor", "sort", "facets"] {
            reader.refuse(name, "A file holds every note that passes the filter: leave this out, or ask for JSON.");
        }
        reader.finish()?;
        Ok(query)
    }
}

/// How an address names a note: by id or by slug.
pub type NoteRef = SlugRef<NoteId>;

#[cfg(test)]
mod tests {
    use super::{NoteExportQuery, NoteFacet, NoteFilter, NoteQuery, NoteSort};

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
