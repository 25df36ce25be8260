//! The edition of a city: what cities like it have learned.

use super::ShownThing;
use crate::cities::SimilarityReason;
use crate::lessons::LessonCity;
use contract::Fault;
use contract::query::{Reader, Writer};
use serde::{Deserialize, Serialize};

/// Lessons of a city's edition.
pub const EDITION_LESSONS: usize = 3;

/// A lesson of a city's edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionLesson {
    /// The lesson.
    pub lesson: ShownThing,
    /// The beginning of what it says, without markup.
    #[cfg_attr(feature = "openapi", schema(max_length = 400, example = "Volunteers coated 3 000 roofs."))]
    pub excerpt: String,
    /// The city like this one that it comes from.
    pub from: LessonCity,
    /// How like the two cities are, from 0 to 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1, example = 0.82))]
    pub similarity: f64,
    /// What the two cities have in common.
    #[cfg_attr(feature = "openapi", schema(max_items = 7))]
    pub reasons: Vec<SimilarityReason>,
}

/// What an issue says to one city besides: three lessons from cities like it that do not stand in the issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingCityEdition {
    /// The city.
    pub city: LessonCity,
    /// Name and version of the method by which cities are compared.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "gower-1971/1"))]
    pub method: String,
    /// The lessons: of the most similar city first, one a city.
    #[cfg_attr(feature = "openapi", schema(max_items = 3))]
    pub lessons: Vec<EditionLesson>,
}

/// For which city the mail of an issue is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IssueMailQuery {
    /// The city, id or slug; for no city when absent.
    pub city: Option<String>,
}

impl IssueMailQuery {
    /// Reads the query string of `GET /briefing-issues/{issue}/mail`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { city: reader.text("city", 100) };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new().text("city", self.city.as_deref()).with_mark()
    }
}

/// For which section of an issue alternatives are asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlternativesQuery {
    /// Key of the section.
    pub section: String,
}

impl AlternativesQuery {
    /// Reads the query string of `GET /briefing-issues/{issue}/alternatives`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let section = reader.needed_text("section", 40, "Say for which section, for example section=key_topic.");
        reader.finish()?;
        Ok(Self { section })
    }

    /// The same query as text, with its `?`.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new().text("section", Some(&self.section)).with_mark()
    }
}
