//! A publication: what its issues have in common, and when they come.

use super::{BriefingLayout, BriefingWeekday};
use crate::slugs::SlugRef;
use crate::validation::{Faults, Validate};
use crate::vocabularies::Language;
use chrono::{DateTime, NaiveTime, Utc};
use contract::Patch;
use contract::query::{Reader, Writer};
use ids::BriefingId;
use serde::{Deserialize, Serialize};

/// Longest title, in characters: mail programs show it as the name of the list.
const MAX_TITLE: usize = 60;
/// Longest text about it, in characters.
const MAX_ABOUT: usize = 2_000;
/// Longest name of a time zone, in characters.
pub const MAX_ZONE: usize = 50;
/// Least and most lessons an issue.
pub const LESSONS_AN_ISSUE: std::ops::RangeInclusive<u32> = 4..=20;
/// Lessons an issue where nothing else is said.
pub const USUAL_LESSONS: u32 = 9;

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Briefing {
    /// Its id.
    pub id: BriefingId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "weekly-briefing"))]
    pub slug: String,
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "Weekly briefing"))]
    pub title: String,
    /// What it is, in Markdown; empty where nothing is said.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "Lessons of the week, every Thursday."))]
    pub about: String,
    /// The same as HTML that a page may hold as it is.
    #[cfg_attr(feature = "openapi", schema(max_length = 100_000, example = "<p>Lessons of the week.</p>\n"))]
    pub about_html: String,
    /// Language of its issues, where nothing else is said.
    pub language: Language,
    /// Layout of its issues, where nothing else is said.
    pub layout: BriefingLayout,
    /// The day on which it comes.
    pub weekday: BriefingWeekday,
    /// The time of that day at which it comes, in its time zone.
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 8, example = "09:00:00"))]
    pub time: NaiveTime,
    /// Its time zone, a name of the IANA database.
    #[cfg_attr(feature = "openapi", schema(max_length = 50, example = "Europe/London"))]
    pub time_zone: String,
    /// Lessons an issue, without the case study.
    #[cfg_attr(feature = "openapi", schema(minimum = 4, maximum = 20, example = 9))]
    pub lessons_per_issue: u32,
    /// Whether a draft of its next issue makes itself two days before.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub drafts_itself: bool,
    /// When the next issue is due, by weekday, time and time zone.
    pub next_at: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// A publication by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingName {
    /// Its id.
    pub id: BriefingId,
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "weekly-briefing"))]
    pub slug: String,
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "Weekly briefing"))]
    pub title: String,
}

/// A new publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBriefing {
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, example = "Weekly briefing"))]
    pub title: String,
    /// What it is, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "Lessons of the week, every Thursday."))]
    pub about: String,
    /// Language of its issues, where nothing else is said.
    pub language: Language,
    /// Layout of its issues, where nothing else is said.
    pub layout: BriefingLayout,
    /// The day on which it comes.
    pub weekday: BriefingWeekday,
    /// The time of that day at which it comes, in its time zone.
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 8, example = "09:00:00"))]
    pub time: NaiveTime,
    /// Its time zone, a name of the IANA database.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 50, example = "Europe/London"))]
    pub time_zone: String,
    /// Lessons an issue, without the case study.
    #[serde(default = "usual_lessons")]
    #[cfg_attr(feature = "openapi", schema(minimum = 4, maximum = 20, example = 9))]
    pub lessons_per_issue: u32,
    /// Whether a draft of its next issue makes itself two days before.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub drafts_itself: bool,
}

const fn usual_lessons() -> u32 {
    USUAL_LESSONS
}

impl Validate for NewBriefing {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/title", &self.title, 1..=MAX_TITLE);
        faults.text("/about", &self.about, 0..=MAX_ABOUT);
        faults.line("/time_zone", &self.time_zone, 1..=MAX_ZONE);
        if !LESSONS_AN_ISSUE.contains(&self.lessons_per_issue) {
            let message = format!("Use a number from {} to {}.", LESSONS_AN_ISSUE.start(), LESSONS_AN_ISSUE.end());
            faults.add("/lessons_per_issue", "out_of_range", message);
        }
    }

    fn tidied(self) -> Self {
        Self {
            title: self.title.trim().to_owned(),
            about: self.about.trim().to_owned(),
            time_zone: self.time_zone.trim().to_owned(),
            ..self
        }
    }
}

/// What changes in a publication; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingUpdate {
    /// Its title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 60, example = "Weekly briefing"))]
    pub title: Patch<String>,
    /// What it is, in Markdown; `null` where nothing is said.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 2000, example = "Lessons of the week."))]
    pub about: Patch<String>,
    /// Language of its issues, where nothing else is said.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Language, required = false))]
    pub language: Patch<Language>,
    /// Layout of its issues, where nothing else is said.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = BriefingLayout, required = false))]
    pub layout: Patch<BriefingLayout>,
    /// The day on which it comes.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = BriefingWeekday, required = false))]
    pub weekday: Patch<BriefingWeekday>,
    /// The time of that day at which it comes, in its time zone.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, max_length = 8, example = "09:00:00"))]
    pub time: Patch<NaiveTime>,
    /// Its time zone, a name of the IANA database.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 50, example = "Europe/London"))]
    pub time_zone: Patch<String>,
    /// Lessons an issue, without the case study.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = u32, required = false, minimum = 4, maximum = 20, example = 9))]
    pub lessons_per_issue: Patch<u32>,
    /// Whether a draft of its next issue makes itself two days before.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false, example = true))]
    pub drafts_itself: Patch<bool>,
}

impl BriefingUpdate {
    /// The publication as it is after the change: to be checked as a new one is.
    #[must_use]
    pub fn over(self, before: &Briefing) -> NewBriefing {
        NewBriefing {
            title: self.title.or(before.title.clone()),
            about: self.about.over(Some(before.about.clone())).unwrap_or_default(),
            language: self.language.or(before.language),
            layout: self.layout.or(before.layout),
            weekday: self.weekday.or(before.weekday),
            time: self.time.or(before.time),
            time_zone: self.time_zone.or(before.time_zone.clone()),
            lessons_per_issue: self.lessons_per_issue.or(before.lessons_per_issue),
            drafts_itself: self.drafts_itself.or(before.drafts_itself),
        }
    }
}

impl Validate for BriefingUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.never_empty("/title", &self.title);
        faults.never_empty("/language", &self.language);
        faults.never_empty("/layout", &self.layout);
        faults.never_empty("/weekday", &self.weekday);
        faults.never_empty("/time", &self.time);
        faults.never_empty("/time_zone", &self.time_zone);
        faults.never_empty("/lessons_per_issue", &self.lessons_per_issue);
        faults.never_empty("/drafts_itself", &self.drafts_itself);
    }
}

/// A publication as an address names it.
pub type BriefingRef = SlugRef<BriefingId>;

/// Which page of the publications, the first made first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BriefingQuery {
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl BriefingQuery {
    /// Reads the query string of `GET /briefings`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<contract::Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { limit: Some(reader.limit()), cursor: reader.cursor() };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new().one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}
