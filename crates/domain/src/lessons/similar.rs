//! Published lessons that say something like what somebody is writing.

use super::LessonGrade;
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::LessonId;
use serde::{Deserialize, Serialize};

/// A published lesson that says something like what somebody is writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarLesson {
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
    /// The beginning of its summary, without markup.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 400, example = "Volunteers coated 3 000 roofs with lime wash.")
    )]
    pub excerpt: String,
    /// How well it is supported.
    pub grade: LessonGrade,
    /// How many of the words typed stand in it, in per cent.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100, example = 80))]
    pub likeness: u8,
}

/// Published lessons like what somebody is writing, the most similar first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarLessons {
    /// The lessons; empty where none says anything like it.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub items: Vec<SimilarLesson>,
}

/// What somebody writes, to find lessons like it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SimilarLessonQuery {
    /// The title so far, and whatever else is written.
    pub text: String,
    /// A lesson that is not to be named: the one that a draft changes, its id or its slug.
    pub except: Option<String>,
}

impl SimilarLessonQuery {
    /// Reads the query string of `GET /similar-lessons`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            text: reader.needed_text("text", 1_000, "Give the title so far, for example text=Paint roofs white."),
            except: reader.text("except", 120),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?`.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new().text("text", Some(&self.text)).text("except", self.except.as_deref()).with_mark()
    }
}
