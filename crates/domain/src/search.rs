//! Search over everything public.

use contract::Fault;
use contract::query::{Reader, Writer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

keys! {
    /// Kinds of things that search finds.
    SearchKind {
        /// Cities.
        City = "city",
        /// Countries with cities on the platform.
        Country = "country",
        /// Lessons.
        Lesson = "lesson",
        /// Items of the library.
        LibraryItem = "library_item",
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
            facets: reader.list("facets", SearchFacet::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().text("q", Some(&self.q)).list("kind", &self.kinds).list("facets", &self.facets);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
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
}
