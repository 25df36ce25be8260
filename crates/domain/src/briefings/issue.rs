//! Issues of a publication: as lists show them, as their readers see them, and as their editors work on them.

use super::{
    BriefingContent, BriefingLayout, BriefingName, ClockChoice, EntryKind, IssueStatus, MAX_ZONE, PickReason,
    SectionKind,
};
use crate::lessons::LessonGrade;
use crate::slugs::SlugRef;
use crate::validation::{Faults, Validate};
use crate::vocabularies::Language;
use chrono::{DateTime, NaiveDateTime, Utc};
use ids::BriefingIssueId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An issue as an address names it.
pub type BriefingIssueRef = SlugRef<BriefingIssueId>;

/// An issue in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingIssueSummary {
    /// Its id.
    pub id: BriefingIssueId,
    /// Its publication.
    pub briefing: BriefingName,
    /// Its number, counted from 1; `null` before it goes out.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 12))]
    pub number: Option<i32>,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "weekly-briefing-2026-11-26"))]
    pub slug: String,
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Heat, shade and open streets"))]
    pub title: String,
    /// The beginning of what it says, without markup.
    #[cfg_attr(feature = "openapi", schema(max_length = 400, example = "What cities do before the heat."))]
    pub excerpt: String,
    /// How it is laid out.
    pub layout: BriefingLayout,
    /// Language of its texts.
    pub language: Language,
    /// Where it stands.
    pub status: IssueStatus,
    /// When it goes out by itself; `null` where it does not.
    pub scheduled_at: Option<DateTime<Utc>>,
    /// The time zone that its time was chosen in; `null` where none was.
    #[cfg_attr(feature = "openapi", schema(max_length = 50, example = "Europe/London"))]
    pub time_zone: Option<String>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it began to go out; `null` before.
    pub sent_at: Option<DateTime<Utc>>,
    /// Counts the changes.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// What is shown of a lesson or an item of the library that stands in an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShownThing {
    /// Its id.
    pub id: Uuid,
    /// Its name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "ahmedabad-cool-roofs"))]
    pub slug: String,
    /// Its own title.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 300, example = "Paint the roofs of low-income homes white before the hot season")
    )]
    pub title: String,
    /// Cities or the place that a lesson comes from; `null` where none is said, and for items.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Ahmedabad"))]
    pub place: Option<String>,
    /// Countries that a lesson comes from, ISO 3166-1 alpha-2; none for items.
    #[cfg_attr(feature = "openapi", schema(max_items = 40, example = json!(["IN"])))]
    pub countries: Vec<String>,
    /// Topic of a lesson, key of the vocabulary `lesson_topics`; `null` for items.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "environment"))]
    pub topic: Option<String>,
    /// How well a lesson is supported; `null` for items.
    pub grade: Option<LessonGrade>,
    /// Kind of an item, key of the vocabulary `resource_types`; `null` for lessons.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "training"))]
    pub item_kind: Option<String>,
    /// Who published an item; `null` where it is not known, and for lessons.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "An institute"))]
    pub publisher: Option<String>,
    /// Year of the practice or of publication; `null` where it is not known.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2021))]
    pub year: Option<i32>,
    /// Language of its own texts, BCP 47.
    #[cfg_attr(feature = "openapi", schema(max_length = 35, example = "en"))]
    pub language: String,
}

/// An entry as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShownEntry {
    /// What it is.
    pub kind: EntryKind,
    /// The lesson or the item; `null` for a text.
    pub thing: Option<ShownThing>,
    /// Its title: the editor's, or that of the lesson or the item.
    #[cfg_attr(feature = "openapi", schema(max_length = 300, example = "Shade the stops where people wait"))]
    pub title: String,
    /// Its text without markup: the editor's, or the beginning of what the lesson or the item says.
    #[cfg_attr(feature = "openapi", schema(max_length = 4000, example = "Accra shaded forty stops in a month."))]
    pub text: String,
    /// The same as HTML that a page may hold as it is: nothing in it runs, loads or styles.
    #[cfg_attr(feature = "openapi", schema(max_length = 100_000, example = "<p>Accra shaded forty stops.</p>\n"))]
    pub text_html: String,
    /// Whether the text is the editor's, and so in the language of the issue.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub rewritten: bool,
    /// Why it was picked.
    #[cfg_attr(feature = "openapi", schema(max_items = 8))]
    pub reasons: Vec<PickReason>,
}

/// A section as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShownSection {
    /// Tells it from others of the issue.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "key_topic"))]
    pub key: String,
    /// What it is for.
    pub kind: SectionKind,
    /// The topic that it is about; `null` where it is about none.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "health"))]
    pub topic: Option<String>,
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Lessons from across the world"))]
    pub title: String,
    /// How it begins, without markup; empty where nothing is said.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Five lessons of this week."))]
    pub intro: String,
    /// The same as HTML that a page may hold as it is.
    #[cfg_attr(feature = "openapi", schema(max_length = 100_000, example = "<p>Five lessons of this week.</p>\n"))]
    pub intro_html: String,
    /// Its entries, in their order: those of `content` whose lesson or item is still there.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub entries: Vec<ShownEntry>,
}

/// An issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingIssue {
    /// Its id.
    pub id: BriefingIssueId,
    /// Its publication.
    pub briefing: BriefingName,
    /// Its number, counted from 1; `null` before it goes out.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 12))]
    pub number: Option<i32>,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "weekly-briefing-2026-11-26"))]
    pub slug: String,
    /// What it says and to whom it goes, as its editors change it. To others its segment is not told.
    pub content: BriefingContent,
    /// How it begins, without markup; empty where nothing is said.
    #[cfg_attr(feature = "openapi", schema(max_length = 3000, example = "What cities do before the heat."))]
    pub intro: String,
    /// The same as HTML that a page may hold as it is.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100_000, example = "<p>What cities do before the heat.</p>\n")
    )]
    pub intro_html: String,
    /// The same content as it is read. Of an issue that has gone out it stays as it went out.
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub sections: Vec<ShownSection>,
    /// Where it stands.
    pub status: IssueStatus,
    /// When it goes out by itself; `null` where it does not.
    pub scheduled_at: Option<DateTime<Utc>>,
    /// The time zone that its time was chosen in; `null` where none was.
    #[cfg_attr(feature = "openapi", schema(max_length = 50, example = "Europe/London"))]
    pub time_zone: Option<String>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it began to go out; `null` before.
    pub sent_at: Option<DateTime<Utc>>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// An issue that is to be put together by the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBriefingIssue {
    /// Its publication, by id or slug; the first one where nothing is said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "weekly-briefing"))]
    pub briefing: Option<String>,
    /// Its title; the one of the publication with the day where nothing is said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Heat, shade and open streets"))]
    pub title: Option<String>,
    /// Its layout; that of the publication where nothing is said.
    #[serde(default)]
    pub layout: Option<BriefingLayout>,
    /// Its language; that of the publication where nothing is said.
    #[serde(default)]
    pub language: Option<Language>,
    /// Its key topic, key of the vocabulary `lesson_topics`; chosen by the rules where nothing is said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "health"))]
    pub topic: Option<String>,
}

impl Validate for NewBriefingIssue {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/briefing", self.briefing.as_deref().unwrap_or_default(), 0..=120);
        faults.line("/title", self.title.as_deref().unwrap_or_default(), 0..=super::MAX_TITLE);
        faults.line("/topic", self.topic.as_deref().unwrap_or_default(), 0..=100);
    }

    fn tidied(self) -> Self {
        use crate::organisations::tidy;
        Self { briefing: tidy(self.briefing), title: tidy(self.title), topic: tidy(self.topic), ..self }
    }
}

/// What an issue says from now on: all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingIssueUpdate {
    /// Its content.
    pub content: BriefingContent,
}

impl Validate for BriefingIssueUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.within("/content", &self.content);
    }

    fn tidied(self) -> Self {
        Self { content: self.content.tidied() }
    }
}

/// Something that could stand in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingAlternative {
    /// What it is.
    pub kind: EntryKind,
    /// The lesson or the item.
    pub thing: ShownThing,
    /// The beginning of what it says, without markup.
    #[cfg_attr(feature = "openapi", schema(max_length = 400, example = "Volunteers coated 3 000 roofs."))]
    pub excerpt: String,
    /// Why it could stand there.
    #[cfg_attr(feature = "openapi", schema(max_items = 8))]
    pub reasons: Vec<PickReason>,
}

/// What else could stand in a section, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingAlternatives {
    /// At most twenty.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub items: Vec<BriefingAlternative>,
}

/// The mail of an issue as somebody would get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingIssueMail {
    /// Its subject.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Heat, shade and open streets"))]
    pub subject: String,
    /// Its HTML part: a whole document, with nothing to fetch.
    #[cfg_attr(feature = "openapi", schema(max_length = 400_000, example = "<!doctype html><html></html>"))]
    pub html: String,
    /// Its plain part.
    #[cfg_attr(feature = "openapi", schema(max_length = 200_000, example = "Heat, shade and open streets"))]
    pub text: String,
    /// Bytes of the HTML part.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000_000, example = 24_000))]
    pub bytes: u32,
    /// Whether it is so long that some programs show the beginning alone: more than 102 kilobytes.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub clipped: bool,
}

/// A mail that is sent to yourself alone, to see how an issue looks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBriefingTestSend {
    /// The city whose edition it is, id or slug; none where nothing is said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "accra"))]
    pub city: Option<String>,
}

/// Where a test went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BriefingTestSend {
    /// Your own address.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "editor@example.org"))]
    pub to: String,
}

/// When an issue goes out by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBriefingSchedule {
    /// Day and time in the time zone, without an offset.
    #[cfg_attr(feature = "openapi", schema(min_length = 16, max_length = 19, example = "2027-01-14T09:00"))]
    pub local: String,
    /// The time zone, a name of the IANA database.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 50, example = "Europe/London"))]
    pub time_zone: String,
    /// Which of the two is meant, where a clock is put back and the time is there twice.
    #[serde(default)]
    pub choice: Option<ClockChoice>,
}

impl NewBriefingSchedule {
    /// Day and time, where it is one: with or without seconds.
    #[must_use]
    pub fn moment(&self) -> Option<NaiveDateTime> {
        let text = self.local.trim();
        ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
    }
}

impl Validate for NewBriefingSchedule {
    fn validate(&self, faults: &mut Faults) {
        if self.moment().is_none() {
            faults.add("/local", "not_a_time", "Use day and time such as 2027-01-14T09:00, without an offset.");
        }
        faults.line("/time_zone", &self.time_zone, 1..=MAX_ZONE);
    }

    fn tidied(self) -> Self {
        Self { local: self.local.trim().to_owned(), time_zone: self.time_zone.trim().to_owned(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::NewBriefingSchedule;
    use crate::Valid;

    #[test]
    fn a_time_has_no_offset() {
        let at =
            |local: &str| NewBriefingSchedule { local: local.into(), time_zone: "Europe/London".into(), choice: None };
        for fine in ["2027-01-14T09:00", " 2027-01-14T09:00:30 "] {
            assert!(Valid::check(at(fine)).is_ok(), "{fine}");
        }
        for bad in ["", "2027-01-14", "2027-01-14T09:00Z", "2027-13-14T09:00", "14.01.2027 09:00"] {
            assert_eq!(Valid::check(at(bad)).unwrap_err()[0].pointer, "/local", "{bad}");
        }
    }
}
