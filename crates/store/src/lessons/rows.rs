//! From rows of lessons to lessons.

use crate::Error;
use crate::Result;
use crate::db::near::Columns;
use crate::entities::{from_json, key, lesson};
use domain::lessons::{Lesson, LessonContent, LessonSummary, OutcomeCounts};
use ids::LessonId;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{FromQueryResult, QuerySelect, Select};

/// The columns of a lesson in a list, in the order of the entity.
#[derive(Debug, FromQueryResult)]
pub(super) struct SummaryRow {
    pub(super) id: LessonId,
    slug: String,
    title: String,
    pub(super) title_key: String,
    excerpt: String,
    topic: String,
    stage: String,
    themes: String,
    shocks: String,
    groups: String,
    cities: String,
    countries: String,
    place: Option<String>,
    year: Option<i64>,
    basis: String,
    grade: String,
    contested: bool,
    worked: i64,
    partly: i64,
    did_not_work: i64,
    too_early: i64,
    cost_band: String,
    time_to_effect: String,
    language: String,
    status: String,
    pub(super) published_at: DateTimeUtc,
    pub(super) updated_at: DateTimeUtc,
    version: i64,
}

/// Picks the columns of [`SummaryRow`].
pub(super) fn summary(query: Select<lesson::Entity>) -> Select<lesson::Entity> {
    use lesson::Column::{
        Basis, Cities, Contested, CostBand, Countries, DidNotWork, Excerpt, Grade, Groups, Id, Language, Partly, Place,
        PublishedAt, Shocks, Slug, Stage, Status, Themes, TimeToEffect, Title, TitleKey, TooEarly, Topic, UpdatedAt,
        Version, Worked, Year,
    };
    let query = query.select_only().columns([Id, Slug, Title, TitleKey, Excerpt, Topic, Stage, Themes, Shocks]);
    let query = query.columns([Groups, Cities, Countries, Place, Year, Basis, Grade, Contested, Worked, Partly]);
    query.columns([DidNotWork, TooEarly, CostBand, TimeToEffect, Language, Status, PublishedAt, UpdatedAt, Version])
}

/// A count that the API promises to be small.
fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

/// A year as it was kept.
pub(super) fn year(number: Option<i64>) -> Option<i32> {
    number.and_then(|year| i32::try_from(year).ok())
}

impl SummaryRow {
    pub(super) fn into_summary(self) -> Result<LessonSummary> {
        Ok(LessonSummary {
            id: self.id,
            slug: self.slug,
            title: self.title,
            excerpt: self.excerpt,
            topic: self.topic,
            stage: self.stage,
            themes: from_json("lessons.themes", &self.themes)?,
            shocks: from_json("lessons.shocks", &self.shocks)?,
            groups: from_json("lessons.groups", &self.groups)?,
            cities: from_json("lessons.cities", &self.cities)?,
            countries: from_json("lessons.countries", &self.countries)?,
            place: self.place,
            year: year(self.year),
            basis: key("lessons.basis", &self.basis)?,
            grade: key("lessons.grade", &self.grade)?,
            contested: self.contested,
            outcomes: OutcomeCounts {
                worked: count(self.worked),
                partly: count(self.partly),
                did_not_work: count(self.did_not_work),
                too_early: count(self.too_early),
            },
            cost_band: key("lessons.cost_band", &self.cost_band)?,
            time_to_effect: key("lessons.time_to_effect", &self.time_to_effect)?,
            language: key("lessons.language", &self.language)?,
            status: key("lessons.status", &self.status)?,
            published_at: self.published_at,
            updated_at: self.updated_at,
            version: self.version,
        })
    }
}

fn near_counts(row: &mut Columns<'_>) -> Result<OutcomeCounts> {
    Ok(OutcomeCounts {
        worked: count(row.whole()?),
        partly: count(row.whole()?),
        did_not_work: count(row.whole()?),
        too_early: count(row.whole()?),
    })
}

/// Reads the columns of [`summary`] where they are; with the title to sort by.
pub(super) fn near_summary(row: &mut Columns<'_>) -> Result<(LessonSummary, String)> {
    let (id, slug, title, title_key) = (row.id()?, row.text()?, row.text()?, row.text()?);
    let summary = LessonSummary {
        id,
        slug,
        title,
        excerpt: row.text()?,
        topic: row.text()?,
        stage: row.text()?,
        themes: row.json("lessons.themes")?,
        shocks: row.json("lessons.shocks")?,
        groups: row.json("lessons.groups")?,
        cities: row.json("lessons.cities")?,
        countries: row.json("lessons.countries")?,
        place: row.optional_text()?,
        year: year(row.optional_whole()?),
        basis: row.key("lessons.basis")?,
        grade: row.key("lessons.grade")?,
        contested: row.flag()?,
        outcomes: near_counts(row)?,
        cost_band: row.key("lessons.cost_band")?,
        time_to_effect: row.key("lessons.time_to_effect")?,
        language: row.key("lessons.language")?,
        status: row.key("lessons.status")?,
        published_at: row.moment()?,
        updated_at: row.moment()?,
        version: row.whole()?,
    };
    Ok((summary, title_key))
}

/// What a row says of one lesson, and what has to be looked for elsewhere.
pub(super) struct Whole {
    pub(super) lesson: Lesson,
    pub(super) has_authors: bool,
    pub(super) has_links: bool,
    pub(super) superseded_by: Option<LessonId>,
}

fn revision(number: i64) -> Result<i32> {
    i32::try_from(number).map_err(|_| Error::unreadable("lessons.revision", "out of range"))
}

/// Reads a whole row where it is. Columns come in the order of the entity; what the content says as well is passed over.
pub(super) fn near_whole(row: &mut Columns<'_>) -> Result<Whole> {
    let (id, slug) = (row.id()?, row.text()?);
    // From the title to the groups served.
    for _ in 0..8 {
        row.skip();
    }
    let (cities, countries) = (row.json("lessons.cities")?, row.json("lessons.countries")?);
    // Place, year and basis.
    row.skip().skip().skip();
    let (grade, contested, outcomes) = (row.key("lessons.grade")?, row.flag()?, near_counts(row)?);
    // Cost, time and language.
    row.skip().skip().skip();
    let status = row.key("lessons.status")?;
    let (published_at, updated_at, version) = (row.moment()?, row.moment()?, row.whole()?);
    let (content, summary_html) = (row.json::<LessonContent>("lessons.content")?, row.text()?);
    let (revision, authors, links) = (revision(row.whole()?)?, row.whole()?, row.whole()?);
    let superseded_by = row.optional_id()?;
    let lesson = Lesson {
        id,
        slug,
        content,
        summary_html,
        cities,
        countries,
        grade,
        contested,
        outcomes,
        links: Vec::new(),
        authors: Vec::new(),
        status,
        superseded_by: None,
        revision,
        published_at,
        updated_at,
        version,
    };
    Ok(Whole { lesson, has_authors: authors > 0, has_links: links > 0, superseded_by })
}

pub(super) fn to_whole(row: lesson::Model) -> Result<Whole> {
    let lesson = Lesson {
        id: row.id,
        slug: row.slug,
        content: from_json("lessons.content", &row.content)?,
        summary_html: row.summary_html,
        cities: from_json("lessons.cities", &row.cities)?,
        countries: from_json("lessons.countries", &row.countries)?,
        grade: key("lessons.grade", &row.grade)?,
        contested: row.contested,
        outcomes: OutcomeCounts {
            worked: count(row.worked),
            partly: count(row.partly),
            did_not_work: count(row.did_not_work),
            too_early: count(row.too_early),
        },
        links: Vec::new(),
        authors: Vec::new(),
        status: key("lessons.status", &row.status)?,
        superseded_by: None,
        revision: revision(row.revision)?,
        published_at: row.published_at,
        updated_at: row.updated_at,
        version: row.version,
    };
    Ok(Whole { lesson, has_authors: row.authors > 0, has_links: row.links > 0, superseded_by: row.superseded_by })
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn years_come_back() {
        assert_eq!(year(Some(2020)), Some(2020));
        assert_eq!(year(Some(i64::MAX)), None);
        assert_eq!(year(None), None);
    }
}
