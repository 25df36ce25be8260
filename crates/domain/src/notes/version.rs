//! Versions: what a note said each time it was published. Each keeps its address for good.

use super::{NoteContent, NoteName, NoteText};
use crate::identity::Person;
use crate::lessons::LessonCity;
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use serde::{Deserialize, Serialize};

/// A version of a note in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteVersionSummary {
    /// Its number within the note, from 1 on.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 2))]
    pub number: i32,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 160, example = "Keeping people cool when they should not gather")
    )]
    pub title: String,
    /// Who wrote it; empty where nobody is named.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub authors: Vec<Person>,
    /// What changed, in a sentence of who published it; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub change: Option<String>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// What a note said from one publication to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteVersion {
    /// The note, as it is called today.
    pub note: NoteName,
    /// Its number within the note, from 1 on.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 2))]
    pub number: i32,
    /// What it said.
    pub content: NoteContent,
    /// The same as it is read: HTML, and what it cites with how that stands today.
    pub text: NoteText,
    /// Cities that it speaks of, with the names of today; one that is not here any more is left out.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub cities: Vec<LessonCity>,
    /// Who wrote it; empty where nobody is named.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub authors: Vec<Person>,
    /// What changed, in a sentence of who published it; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub change: Option<String>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// Which page of the versions of a note, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteVersionQuery {
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl NoteVersionQuery {
    /// Reads the query string of `GET /notes/{note}/versions`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
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
