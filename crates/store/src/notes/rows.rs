//! From rows of notes to notes.

use super::text::{NoteHtml, shown};
use super::{references, small};
use crate::entities::{from_json, key, note};
use crate::{Result, Source};
use domain::notes::{Note, NoteContent, NoteReference, NoteSummary, warnings};
use ids::NoteId;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{FromQueryResult, QuerySelect, Select};

/// The columns of a note in a list.
#[derive(Debug, FromQueryResult)]
pub(super) struct SummaryRow {
    pub(super) id: NoteId,
    slug: String,
    kind: String,
    title: String,
    pub(super) title_key: String,
    excerpt: String,
    audience: String,
    question: String,
    topics: String,
    themes: String,
    stages: String,
    cities: String,
    countries: String,
    language: String,
    citations: i64,
    number: i64,
    pub(super) published_at: DateTimeUtc,
    pub(super) updated_at: DateTimeUtc,
    version: i64,
}

/// Picks the columns of [`SummaryRow`].
pub(super) fn summary(query: Select<note::Entity>) -> Select<note::Entity> {
    use note::Column::{
        Audience, Citations, Cities, Countries, Excerpt, Id, Kind, Language, Number, PublishedAt, Question, Slug,
        Stages, Themes, Title, TitleKey, Topics, UpdatedAt, Version,
    };
    let query = query.select_only().columns([Id, Slug, Kind, Title, TitleKey, Excerpt, Audience, Question, Topics]);
    query.columns([Themes, Stages, Cities, Countries, Language, Citations, Number, PublishedAt, UpdatedAt, Version])
}

/// The notes of a list, each with how many of the things that it cites who reads should know of.
pub(super) async fn to_summaries(source: &impl Source, rows: Vec<SummaryRow>) -> Result<Vec<NoteSummary>> {
    let ids: Vec<NoteId> = rows.iter().map(|row| row.id).collect();
    let mut cited = super::citations(source, &ids).await?;
    let lists: Vec<_> = ids.iter().map(|id| cited.remove(id).unwrap_or_default()).collect();
    let references = references(source, &lists).await?;
    rows.into_iter().zip(references).map(|(row, references)| row.into_summary(warnings(&references))).collect()
}

impl SummaryRow {
    fn into_summary(self, warnings: i32) -> Result<NoteSummary> {
        Ok(NoteSummary {
            id: self.id,
            slug: self.slug,
            kind: key("notes.kind", &self.kind)?,
            title: self.title,
            excerpt: self.excerpt,
            audience: self.audience,
            question: self.question,
            topics: from_json("notes.topics", &self.topics)?,
            themes: from_json("notes.themes", &self.themes)?,
            stages: from_json("notes.stages", &self.stages)?,
            cities: from_json("notes.cities", &self.cities)?,
            countries: from_json("notes.countries", &self.countries)?,
            language: key("notes.language", &self.language)?,
            citations: small("notes.citations", self.citations)?,
            warnings,
            number: small("notes.number", self.number)?,
            published_at: self.published_at,
            updated_at: self.updated_at,
            version: self.version,
        })
    }
}

/// A whole note, without its authors and without the addresses of its pictures.
pub(super) fn to_note(row: note::Model, references: Vec<NoteReference>) -> Result<Note> {
    let content: NoteContent = from_json("notes.content", &row.content)?;
    let html: NoteHtml = from_json("notes.html", &row.html)?;
    Ok(Note {
        id: row.id,
        slug: row.slug,
        cities: from_json("notes.cities", &row.cities)?,
        countries: from_json("notes.countries", &row.countries)?,
        warnings: warnings(&references),
        text: shown(&content, html, references),
        content,
        authors: Vec::new(),
        number: small("notes.number", row.number)?,
        published_at: row.published_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}
