//! Revisions: what a lesson said each time it was published, and what changed between two. Versions of notes tell that in
//! the same way.

use super::LessonContent;
use crate::identity::Person;
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use serde::{Deserialize, Serialize};

/// What a lesson said from one publication to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonRevision {
    /// Its number within the lesson, from 1 on.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 2))]
    pub number: i32,
    /// What it said.
    pub content: LessonContent,
    /// Who wrote it; empty where it came with the reference data.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub authors: Vec<Person>,
    /// What changed, in a sentence of who published it; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: Option<String>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// What changed in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// Name of the field within the content.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "consider"))]
    pub field: String,
    /// What it said, a text a value; empty where it said nothing. A long text of a note is a line a value, without the
    /// empty ones, and all its sections are one field: headings, lines and pictures as Markdown, in their order.
    #[cfg_attr(feature = "openapi", schema(max_items = 70_000, example = json!(["Measure."])))]
    pub before: Vec<String>,
    /// What it says.
    #[cfg_attr(feature = "openapi", schema(max_items = 70_000, example = json!(["Measure.", "Publish."])))]
    pub after: Vec<String>,
}

/// What changed between two revisions of a lesson, or between two versions of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevisionDiff {
    /// Number of the older one.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 1))]
    pub from: i32,
    /// Number of the newer one.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 2))]
    pub to: i32,
    /// The fields that differ, in the order of the content.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub changes: Vec<FieldChange>,
}

/// Which revision of a lesson, or version of a note, another one is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RevisionDiffQuery {
    /// Number of the one to compare with; the one before when absent.
    pub against: Option<u32>,
}

impl RevisionDiffQuery {
    /// The older and the newer number of what is compared with `number`, whichever is named first.
    #[must_use]
    pub fn pair(self, number: i32) -> (i32, i32) {
        let other = match self.against {
            Some(against) => i32::try_from(against).unwrap_or(i32::MAX),
            None => number.saturating_sub(1).max(1),
        };
        (number.min(other), number.max(other))
    }

    /// Reads the query string of `GET /lessons/{lesson}/revisions/{number}/diff` and of
    /// `GET /notes/{note}/versions/{number}/diff`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { against: reader.integer("against", 1..=1_000_000) };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new().one("against", self.against).with_mark()
    }
}

/// Which page of the revisions of a lesson, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RevisionQuery {
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl RevisionQuery {
    /// Reads the query string of `GET /lessons/{lesson}/revisions`.
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

/// The fields that differ between two contents, in the order of the content.
#[must_use]
pub fn diff(before: &LessonContent, after: &LessonContent) -> Vec<FieldChange> {
    let fields = texts(before).into_iter().zip(texts(after));
    let changed = fields.filter(|((_, before), (_, after))| before != after);
    changed.map(|((field, before), (_, after))| FieldChange { field: field.to_owned(), before, after }).collect()
}

/// Every field as texts, in the order of the content.
fn texts(content: &LessonContent) -> [(&'static str, Vec<String>); 23] {
    let one = |text: Option<String>| text.into_iter().collect::<Vec<String>>();
    let said = |text: &str| one((!text.is_empty()).then(|| text.to_owned()));
    let sources = content.sources.iter().map(|source| {
        let parts = [Some(source.title.clone()), source.publisher.clone(), source.year.map(|year| year.to_string())];
        let parts = parts.into_iter().chain([source.url.clone()]).flatten();
        parts.collect::<Vec<String>>().join(", ")
    });
    [
        ("title", said(&content.title)),
        ("summary", said(&content.summary)),
        ("consider", content.consider.clone()),
        ("topic", one(content.topic.clone())),
        ("keywords", content.keywords.clone()),
        ("stage", one(content.stage.clone())),
        ("themes", content.themes.clone()),
        ("shocks", content.shocks.clone()),
        ("stresses", content.stresses.clone()),
        ("sectors", content.sectors.clone()),
        ("groups", content.groups.clone()),
        ("cities", content.cities.clone()),
        ("countries", content.countries.clone()),
        ("place", one(content.place.clone())),
        ("organisation", one(content.organisation.clone())),
        ("year", one(content.year.map(|year| year.to_string()))),
        ("cost_band", said(content.cost_band.as_str())),
        ("time_to_effect", said(content.time_to_effect.as_str())),
        ("basis", one(content.basis.map(|basis| basis.to_string()))),
        ("tags", content.tags.clone()),
        ("sources", sources.collect()),
        ("source_copies", content.sources.iter().map(|source| source.is_copy.to_string()).collect()),
        ("language", said(content.language.as_str())),
    ]
}

#[cfg(test)]
mod tests {
    use super::diff;
    use crate::lessons::{CostBand, LessonContent};
    use crate::vocabularies::Language;

    #[test]
    fn what_differs_is_told_and_nothing_else() {
        let before = LessonContent::titled("Do it".into(), Language::English);
        assert_eq!(diff(&before, &before), []);
        let after = LessonContent {
            consider: vec!["Measure.".into()],
            year: Some(2020),
            cost_band: CostBand::Under10k,
            ..LessonContent::titled("Do that".into(), Language::English)
        };
        let changes = diff(&before, &after);
        let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["title", "consider", "year", "cost_band"]);
        assert_eq!((changes[1].before.len(), changes[1].after.as_slice()), (0, &["Measure.".to_owned()][..]));
    }

    /// A field that is added to the content and not here would change unseen.
    #[test]
    fn every_field_is_compared() {
        let content = LessonContent::titled("Do it".into(), Language::English);
        let value = serde_json::to_value(&content).unwrap();
        let names: Vec<&str> = super::texts(&content).iter().map(|(name, _)| *name).collect();
        for field in value.as_object().unwrap().keys() {
            assert!(names.contains(&field.as_str()), "{field}");
        }
    }
}
