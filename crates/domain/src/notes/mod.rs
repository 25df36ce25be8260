//! Practice and technical notes: what the network makes of lessons and of the library, section by section, with what it
//! cites and how that stands today.
//!
//! Each publication is a version that keeps its address for good. What is not published is no note yet but a
//! [`NoteDraft`]: it stands in another table, so that no list of notes can show it.

mod content;
mod diff;
mod draft;
mod filter;
mod keys;
mod marks;
mod reference;
mod version;

pub use content::{
    MAX_AUDIENCE, MAX_CAPTION, MAX_CITED, MAX_FIGURES, MAX_HEADING, MAX_QUESTION, MAX_QUOTE, MAX_SECTIONS, MAX_SOURCES,
    MAX_SUMMARY, MAX_TEXT, MAX_TEXTS, MAX_TITLE, NoteContent, NoteFigure, NoteSection, NoteSource,
};
pub use diff::diff;
pub use draft::{NewNoteDraft, NoteDraft, NoteDraftSummary, NoteDraftUpdate};
pub use filter::{NoteExportQuery, NoteFilter, NoteQuery, NoteRef};
pub use keys::{CitedKind, NoteFacet, NoteKind, NoteSort, ReferenceState};
pub use marks::{Cite, cites, without_marks};
pub use reference::{CitedName, CitedNow, CitingQuery, NoteCitation, NoteReference, Turned, warnings};
pub use version::{NoteVersion, NoteVersionQuery, NoteVersionSummary};

use crate::identity::Person;
use crate::lessons::LessonCity;
use crate::vocabularies::Language;
use chrono::{DateTime, Utc};
use ids::NoteId;
use serde::{Deserialize, Serialize};

/// A note in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteSummary {
    /// Id of the note.
    pub id: NoteId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 120, example = "keeping-people-cool-when-they-should-not-gather")
    )]
    pub slug: String,
    /// What it is for.
    pub kind: NoteKind,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 160, example = "Keeping people cool when they should not gather")
    )]
    pub title: String,
    /// The beginning of the summary, without markup.
    #[cfg_attr(feature = "openapi", schema(max_length = 400, example = "One operation for heat and infection."))]
    pub excerpt: String,
    /// Whom it is for.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "resilience, health and housing teams"))]
    pub audience: String,
    /// The question that it answers.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 300, example = "How does a heat plan change when people should stay at home?")
    )]
    pub question: String,
    /// Topics, keys of the vocabulary `lesson_topics`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["environment"])))]
    pub topics: Vec<String>,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["climate_resilience"])))]
    pub themes: Vec<String>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["recovery"])))]
    pub stages: Vec<String>,
    /// Cities that it speaks of.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub cities: Vec<LessonCity>,
    /// Countries of those cities, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["IN"])))]
    pub countries: Vec<String>,
    /// Language of the texts.
    pub language: Language,
    /// How many lessons and items of the library it cites.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 200, example = 12))]
    pub citations: i32,
    /// How many of these were corrected, contradicted, superseded or withdrawn since.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 200, example = 0))]
    pub warnings: i32,
    /// Number of the version that is shown, from 1 on.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 1))]
    pub number: i32,
    /// When it was first published.
    pub published_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// A note by its name, where another thing speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteName {
    /// Id of the note.
    pub id: NoteId,
    /// Name in addresses.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 120, example = "keeping-people-cool-when-they-should-not-gather")
    )]
    pub slug: String,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 160, example = "Keeping people cool when they should not gather")
    )]
    pub title: String,
    /// Number of its newest version.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 1))]
    pub number: i32,
}

/// A picture in a note as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShownFigure {
    /// Its number in the note, from 1 on.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 300, example = 1))]
    pub number: i32,
    /// Slug of the item of the library whose file it is.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "heat-map-of-ahmedabad"))]
    pub item: String,
    /// Path of the picture on this server; `null` where the item has no picture any more.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 300, example = "/api/v1/library-items/heat-map-of-ahmedabad/image")
    )]
    pub url: Option<String>,
    /// What is to be seen, for who does not see it.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub alt: String,
    /// What it shows.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub caption: String,
    /// Who made it, as the note or else the item says; `null` when not known.
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub credit: Option<String>,
}

/// A section as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShownNoteSection {
    /// Its heading.
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Roofs first"))]
    pub heading: String,
    /// Its text as HTML that a page may hold as it is: nothing in it runs, loads or styles. What it cites is a link to
    /// `#reference-{number}`.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 400_000, example = "<p>Reflective roofs are a quick measure.</p>\n")
    )]
    pub html: String,
    /// Its pictures.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub figures: Vec<ShownFigure>,
}

/// A note as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteText {
    /// The summary as HTML that a page may hold as it is: nothing in it runs, loads or styles.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100_000, example = "<p>One operation for heat and infection.</p>\n")
    )]
    pub summary_html: String,
    /// The sections.
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub sections: Vec<ShownNoteSection>,
    /// What it cites, in the order of the numbers, with how that stands today. In a draft what is not here is left out.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub references: Vec<NoteReference>,
}

/// A note as everyone reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// Id of the note.
    pub id: NoteId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 120, example = "keeping-people-cool-when-they-should-not-gather")
    )]
    pub slug: String,
    /// What it says, as it was written.
    pub content: NoteContent,
    /// The same as it is read: HTML, and what it cites with how that stands today.
    pub text: NoteText,
    /// Cities that it speaks of, with their names.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub cities: Vec<LessonCity>,
    /// Countries of those cities, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["IN"])))]
    pub countries: Vec<String>,
    /// How many of the things that it cites were corrected, contradicted, superseded or withdrawn since.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 200, example = 0))]
    pub warnings: i32,
    /// Who wrote it; empty where nobody is named.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub authors: Vec<Person>,
    /// Number of the version that is shown, from 1 on; it stays at `/notes/{note}/versions/{number}`.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 1))]
    pub number: i32,
    /// When it was first published.
    pub published_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}
