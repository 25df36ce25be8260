//! Lessons: what cities tried, what came of it, and what another city should consider.
//!
//! What a lesson rests on ([`LessonBasis`], as its source has it) and how well it is supported ([`LessonGrade`], derived
//! by [`grade`]) are two things. What is not published is no lesson yet but a [`LessonDraft`]: it stands in another
//! table, so that no list of lessons can show it.

mod content;
mod draft;
mod filter;
mod grade;
mod keys;
mod outcome;
mod revision;
mod similar;

pub use content::{
    LessonContent, LessonSource, MAX_CONSIDER, MAX_KEYS, MAX_POINT, MAX_SOURCES, MAX_SUMMARY, MAX_TITLE,
};
pub use draft::{DraftSummary, LessonDraft, LessonDraftUpdate, NewLessonDraft};
pub use filter::{LessonExportQuery, LessonFilter, LessonQuery, LessonRef};
pub use grade::{OTHER_CITIES, OutcomeCounts, Tried, contested, grade};
pub use keys::{
    CostBand, LessonBasis, LessonFacet, LessonGrade, LessonLinkKind, LessonSort, LessonStatus, OutcomeBasis,
    OutcomeResult, TimeToEffect,
};
pub use outcome::{LessonOutcome, LessonOutcomeUpdate, NewLessonOutcome, OutcomeQuery};
pub use revision::{FieldChange, LessonRevision, RevisionDiff, RevisionDiffQuery, RevisionQuery, diff};
pub use similar::{SimilarLesson, SimilarLessonQuery, SimilarLessons};

use crate::identity::Person;
use crate::vocabularies::Language;
use chrono::{DateTime, Utc};
use ids::{CityId, LessonId};
use serde::{Deserialize, Serialize};

/// A city that a lesson comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonCity {
    /// Id of the city.
    pub id: CityId,
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "ahmedabad"))]
    pub slug: String,
    /// Name of the city.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Ahmedabad"))]
    pub name: String,
    /// Country, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, example = "IN"))]
    pub country: String,
}

/// A lesson in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonSummary {
    /// Id of the lesson.
    pub id: LessonId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "ahmedabad-cool-roofs"))]
    pub slug: String,
    /// What to consider, as an imperative.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 160, example = "Paint the roofs of low-income homes white before the hot season")
    )]
    pub title: String,
    /// The beginning of the summary, without markup.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 400, example = "Volunteers coated 3 000 roofs with lime wash.")
    )]
    pub excerpt: String,
    /// Topic, key of the vocabulary `lesson_topics`.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "environment"))]
    pub topic: String,
    /// Stage, key of the vocabulary `recovery_stages`.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "recovery"))]
    pub stage: String,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["climate_resilience"])))]
    pub themes: Vec<String>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["extreme_heat"])))]
    pub shocks: Vec<String>,
    /// Groups served, keys of the vocabulary `vulnerable_groups`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["low_income_households"])))]
    pub groups: Vec<String>,
    /// Cities that it comes from.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub cities: Vec<LessonCity>,
    /// Countries that it comes from, those of its cities among them, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(max_items = 40, example = json!(["IN"])))]
    pub countries: Vec<String>,
    /// The place as its source names it; `null` where the cities say it.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Ahmedabad"))]
    pub place: Option<String>,
    /// Year of the practice; `null` when not known.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2018))]
    pub year: Option<i32>,
    /// What it rests on.
    pub basis: LessonBasis,
    /// How well it is supported, by the rule at `/en/lessons/grades`.
    pub grade: LessonGrade,
    /// Whether cities contradict each other about it.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub contested: bool,
    /// What became of it where cities tried it.
    pub outcomes: OutcomeCounts,
    /// What it cost.
    pub cost_band: CostBand,
    /// How long it took until people felt it.
    pub time_to_effect: TimeToEffect,
    /// Language of the texts.
    pub language: Language,
    /// Where it stands.
    pub status: LessonStatus,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// A lesson by its name, where another thing speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonName {
    /// Id of the lesson.
    pub id: LessonId,
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "ahmedabad-cool-roofs"))]
    pub slug: String,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 160, example = "Paint the roofs of low-income homes white before the hot season")
    )]
    pub title: String,
    /// How well it is supported.
    pub grade: LessonGrade,
    /// Where it stands.
    pub status: LessonStatus,
}

/// How a lesson bears on another, seen from one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonLink {
    /// How the one bears on the other.
    pub kind: LessonLinkKind,
    /// `true` where this lesson bears on the other, `false` where the other bears on it.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub outgoing: bool,
    /// The other lesson.
    pub lesson: LessonName,
    /// Why; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: Option<String>,
}

/// A new link between two lessons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLessonLink {
    /// How this lesson bears on the other.
    pub kind: LessonLinkKind,
    /// The other lesson: its id or its slug.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 120, example = "karachi-heatwave-management-plan")
    )]
    pub lesson: String,
    /// Why.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Both coated roofs before the hot season."))]
    pub note: Option<String>,
}

impl crate::validation::Validate for NewLessonLink {
    fn validate(&self, faults: &mut crate::validation::Faults) {
        faults.line("/lesson", &self.lesson, 1..=120);
        faults.text("/note", self.note.as_deref().unwrap_or_default(), 0..=500);
    }

    fn tidied(self) -> Self {
        Self { lesson: self.lesson.trim().to_owned(), note: crate::organisations::tidy(self.note), ..self }
    }
}

/// A lesson as everyone reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lesson {
    /// Id of the lesson.
    pub id: LessonId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "ahmedabad-cool-roofs"))]
    pub slug: String,
    /// What it says.
    pub content: LessonContent,
    /// The summary as HTML that a page may hold as it is: nothing in it runs, loads or styles.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100_000, example = "<p>Volunteers coated 3 000 roofs with lime wash.</p>\n")
    )]
    pub summary_html: String,
    /// Cities that it comes from, with their names.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub cities: Vec<LessonCity>,
    /// Countries that it comes from, those of its cities among them, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(max_items = 40, example = json!(["IN"])))]
    pub countries: Vec<String>,
    /// How well it is supported, by the rule at `/en/lessons/grades`.
    pub grade: LessonGrade,
    /// Whether cities contradict each other about it.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub contested: bool,
    /// What became of it where cities tried it, in numbers; each report at `/lessons/{lesson}/outcomes`.
    pub outcomes: OutcomeCounts,
    /// How it bears on other lessons, and they on it.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub links: Vec<LessonLink>,
    /// Who wrote it; empty where it came with the reference data.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub authors: Vec<Person>,
    /// Where it stands.
    pub status: LessonStatus,
    /// The lesson that took its place; `null` while it holds.
    pub superseded_by: Option<LessonName>,
    /// Number of the revision that is shown, from 1 on.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 1))]
    pub revision: i32,
    /// When it was first published.
    pub published_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// Longest excerpt, in characters.
const MAX_EXCERPT: usize = 280;

/// The beginning of a text without markup, cut between words.
#[must_use]
pub fn excerpt(plain: &str) -> String {
    let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MAX_EXCERPT {
        return text;
    }
    let cut: String = text.chars().take(MAX_EXCERPT).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_ends_between_words() {
        assert_eq!(excerpt(" Two\n words. "), "Two words.");
        let long = "word, ".repeat(100);
        let cut = excerpt(&long);
        assert!(cut.ends_with("word…") && cut.chars().count() <= 281, "{cut}");
        assert_eq!(excerpt(&"x".repeat(300)).chars().count(), 281, "one word that has no end is cut within");
    }
}
