//! Search over everything public.

mod near;

pub use near::{NEAR_TAGS, NearCity, NearbyCity, SearchReason, SearchReasonCode};

use crate::cities::Region;
use crate::lists::{chosen, languages, since, terms, texts};
use crate::since::Since;
use crate::slugs::FilterKey;
use crate::vocabularies::VocabularyName;
use contract::Fault;
use contract::query::{Reader, Writer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

keys! {
    /// Kinds of things that search finds.
    SearchKind {
        /// Issues of briefings that have gone out.
        BriefingIssue = "briefing_issue",
        /// Cities.
        City = "city",
        /// Countries with cities on the platform.
        Country = "country",
        /// Lessons.
        Lesson = "lesson",
        /// Items of the library.
        LibraryItem = "library_item",
        /// Practice and technical notes.
        Note = "note",
        /// Partners and networks that were verified; the organisation of a city is found as the city.
        Organisation = "organisation",
        /// Terms of the vocabularies: shocks, stresses, themes.
        Term = "term",
    }
}

keys! {
    /// Facets that search counts.
    SearchFacet {
        /// By kind of thing.
        Kind = "kind",
        /// By topic of lessons.
        Topic = "topic",
        /// By priority theme.
        Theme = "theme",
        /// By region of the network: where a thing is from, or what it is about.
        Region = "region",
        /// By language of the text.
        Language = "language",
    }
}

/// Longest text that is searched for, in characters.
pub const MAX_TEXT: usize = 200;
/// Search shows the best hits only; whoever wants more narrows the words.
pub const MAX_HITS: u32 = 1_000;

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchQuery {
    /// The words; each must match, exactly, by its beginning, or with a typo or two.
    pub q: String,
    /// Only these kinds; all when empty.
    pub kinds: Vec<SearchKind>,
    /// Any of these topics of lessons.
    pub topics: Vec<String>,
    /// Any of these priority themes.
    pub themes: Vec<String>,
    /// Of any of these regions.
    pub regions: Vec<Region>,
    /// In any of these languages, BCP 47.
    pub languages: Vec<String>,
    /// Only what was published from this moment on.
    pub published_since: Option<Since>,
    /// The slug of the city that the search is for: what is near to it comes up.
    pub city: Option<String>,
    /// Facets to count.
    pub facets: Vec<SearchFacet>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl SearchQuery {
    /// Reads the query string of `GET /search`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            q: reader.needed_text("q", MAX_TEXT, "Say what to search for, for example q=heat."),
            kinds: reader.list("kind", SearchKind::expected()),
            topics: terms(&mut reader, "topic", VocabularyName::LessonTopics),
            themes: terms(&mut reader, "theme", VocabularyName::PriorityThemes),
            regions: reader.list("region", Region::expected()),
            languages: languages(&mut reader),
            published_since: since(&mut reader),
            city: reader.one::<FilterKey>("city", "Use the slug of a city such as accra.").map(FilterKey::into_slug),
            facets: reader.list("facets", SearchFacet::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// What is searched for, without its page and facets.
    #[must_use]
    pub fn filter(self) -> Self {
        Self { facets: Vec::new(), limit: None, cursor: None, ..self }
    }

    /// The chosen values by facet, as the index keeps them; kinds are no tags there.
    #[must_use]
    pub fn choices(&self) -> Vec<(SearchFacet, Vec<String>)> {
        chosen([
            (SearchFacet::Topic, self.topics.clone()),
            (SearchFacet::Theme, self.themes.clone()),
            (SearchFacet::Region, texts(&self.regions)),
            (SearchFacet::Language, self.languages.clone()),
        ])
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().text("q", Some(&self.q)).list("kind", &self.kinds);
        let writer =
            self.choices().into_iter().fold(writer, |writer, (facet, values)| writer.list(facet.as_str(), &values));
        let writer = writer.one("published_since", self.published_since).text("city", self.city.as_deref());
        let writer = writer.list("facets", &self.facets).one("limit", self.limit);
        writer.text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// A text with the places that matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkedText {
    /// The plain text.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Ahmedabad"))]
    pub text: String,
    /// The places that matched, in order, not overlapping.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub marks: Vec<Mark>,
}

/// A place in a text, counted in Unicode code points (not bytes, not UTF-16 units).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mark {
    /// First code point.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 0))]
    pub start: u32,
    /// The one after the last.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 9))]
    pub end: u32,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchHit {
    /// Kind of the thing.
    pub kind: SearchKind,
    /// Id of the thing.
    pub id: Uuid,
    /// Slug of the thing; for a country its code, for a term `vocabulary/key`.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "ahmedabad"))]
    pub slug: String,
    /// Title with the places that matched.
    pub title: MarkedText,
    /// What it is, in a few words, with the places that matched.
    pub subtitle: MarkedText,
    /// The part of the text around the first match; `null` where only title or subtitle match.
    pub excerpt: Option<MarkedText>,
    /// Why it is near to the city that the search is for, the weightiest first; empty where it is for none, or the hit is
    /// not near.
    #[cfg_attr(feature = "openapi", schema(max_items = 8))]
    pub reasons: Vec<SearchReason>,
}

#[cfg(test)]
mod tests {
    use super::{SearchFacet, SearchKind, SearchQuery};

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "q=heat+plan&kind=lesson%2Clibrary_item&topic=health&theme=climate_resilience&region=africa&language=pt-BR&published_since=2026-11-01T00:00:00Z&city=Accra&facets=kind%2Ctopic&limit=5&cursor=x";
        let query = SearchQuery::parse(raw).unwrap();
        assert_eq!(
            (query.kinds.as_slice(), query.city.as_deref()),
            ([SearchKind::Lesson, SearchKind::LibraryItem].as_slice(), Some("accra"))
        );
        assert_eq!(query.choices()[3], (SearchFacet::Language, vec!["pt-BR".to_owned()]));
        assert_eq!(SearchQuery::parse(&query.to_query()[1..]).unwrap(), query);
        let filter = query.filter();
        assert_eq!((filter.limit, filter.cursor, filter.facets.len(), filter.q.as_str()), (None, None, 0, "heat plan"));
    }

    #[test]
    fn unknown_things_are_named() {
        let faults =
            SearchQuery::parse("q=heat&region=moon&published_since=now&city=a/b&topic=a%20b&sort=title").unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["topic", "region", "published_since", "city", "sort"]);
    }
}
