//! F2's lessons: the product's SQL over the product's indexes, in the file that the product reads as well.

use super::database::{Place, answered, finish, places_of, read_cursor, reader};
use super::rows::{Columns, to_micros};
use actix_web::web::{Path as InPath, Query};
use actix_web::{HttpRequest, HttpResponse};
use anyhow::{Context as _, Result};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::path::Path;
use uuid::Uuid;

/// The order of the list of lessons, as cursors name it.
pub(crate) const LESSONS_BY: &str = "-published_at";
/// Pairs of filters that are asked for.
const PAIRS: usize = 20;

/// The columns of [`Summary`], in its order; what is not a column of lessons alone has its table in front.
const SUMMARY: &str = "lessons.id, slug, title, excerpt, lessons.topic, stage, themes, shocks, \"groups\", cities, \
     countries, place, year, basis, grade, contested, worked, partly, did_not_work, too_early, cost_band, \
     time_to_effect, language, status, lessons.published_at, updated_at, version";
/// Where the moment of publication stands in it.
const PUBLISHED_AT: usize = 24;

/// Those of a topic and a country.
const FOUND: &str = "lessons INNER JOIN lesson_terms ON lesson_terms.lesson_id = lessons.id \
     WHERE status = 'published' AND lesson_terms.topic = ?1 AND lesson_terms.facet = 'country' \
     AND lesson_terms.key = ?2";
const NEWEST_FIRST: &str = "ORDER BY lesson_terms.published_at DESC, lesson_terms.lesson_id DESC LIMIT ?5";

/// The columns of [`Lesson`], in its order.
const LESSON: &str = "id, slug, content, summary_html, cities, countries, grade, contested, worked, partly, \
     did_not_work, too_early, status, revision, published_at, updated_at, version";

#[derive(Serialize)]
struct Outcomes {
    worked: i64,
    partly: i64,
    did_not_work: i64,
    too_early: i64,
}

#[derive(Serialize)]
struct Summary<'a> {
    id: Uuid,
    slug: &'a str,
    title: &'a str,
    excerpt: &'a str,
    topic: &'a str,
    stage: &'a str,
    themes: &'a RawValue,
    shocks: &'a RawValue,
    groups: &'a RawValue,
    cities: &'a RawValue,
    countries: &'a RawValue,
    place: Option<&'a str>,
    year: Option<i64>,
    basis: &'a str,
    grade: &'a str,
    contested: bool,
    outcomes: Outcomes,
    cost_band: &'a str,
    time_to_effect: &'a str,
    language: &'a str,
    status: &'a str,
    published_at: String,
    updated_at: String,
    version: i64,
}

/// One lesson. Links, authors and a successor are in other tables, and no lesson that is measured has any.
#[derive(Serialize)]
struct Lesson<'a> {
    id: Uuid,
    slug: &'a str,
    content: &'a RawValue,
    summary_html: &'a str,
    cities: &'a RawValue,
    countries: &'a RawValue,
    grade: &'a str,
    contested: bool,
    outcomes: Outcomes,
    links: [(); 0],
    authors: [(); 0],
    status: &'a str,
    superseded_by: Option<()>,
    revision: i64,
    published_at: String,
    updated_at: String,
    version: i64,
}

/// The pairs of topic and country with most lessons, as a query has them: `topic=health&country=US`.
pub(crate) fn lesson_filters(database: &Path) -> Result<Vec<String>> {
    let connection = Connection::open(database)?;
    let mut statement = connection.prepare(
        "SELECT topic, key FROM lesson_terms WHERE facet = 'country' GROUP BY topic, key \
         ORDER BY COUNT(*) DESC, topic, key LIMIT ?1",
    )?;
    let pairs = statement.query_map([i64::try_from(PAIRS)?], |row| {
        let (topic, country): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(format!("topic={topic}&country={country}"))
    })?;
    Ok(pairs.collect::<rusqlite::Result<_>>()?)
}

/// The place behind each lesson of the list.
pub(crate) fn lesson_places(database: &Path) -> Result<Vec<Place>> {
    places_of(database, "SELECT published_at, id FROM lessons")
}

#[derive(Deserialize)]
pub(super) struct List {
    topic: String,
    country: String,
    limit: u32,
    cursor: Option<String>,
}

pub(super) async fn list(request: HttpRequest, query: Query<List>) -> HttpResponse {
    answered(reader(&request).and_then(|reader| page(reader, &query)))
}

pub(super) async fn one(request: HttpRequest, slug: InPath<String>) -> HttpResponse {
    answered(reader(&request).and_then(|reader| lesson(reader, &slug)))
}

fn page(reader: &Connection, list: &List) -> Result<Vec<u8>> {
    let beyond = match list.cursor {
        Some(_) => "AND (lesson_terms.published_at, lesson_terms.lesson_id) < (?3, ?4)",
        None => "AND ?3 = '' AND ?4 = ''",
    };
    let sql = format!("SELECT {SUMMARY} FROM {FOUND} {beyond} {NEWEST_FIRST}");
    let mut statement = reader.prepare_cached(&sql)?;
    let List { topic, country, limit, cursor } = list;
    let mut rows = match cursor {
        Some(cursor) => {
            let (moment, id) = read_cursor(cursor)?;
            statement.query(params![topic, country, moment, id, limit + 1])?
        }
        None => statement.query(params![topic, country, "", "", limit + 1])?,
    };
    let mut out = Vec::with_capacity(32 * 1_024);
    out.extend_from_slice(b"{\"items\":[");
    let (mut count, mut last, mut more) = (0_u32, None, false);
    while let Some(row) = rows.next()? {
        if count == *limit {
            more = true;
            break;
        }
        if count > 0 {
            out.push(b',');
        }
        write_summary(row, &mut out)?;
        count += 1;
        if count == *limit {
            last = Some((to_micros(row.get_ref(PUBLISHED_AT)?.as_str()?)?, row.get(0)?));
        }
    }
    finish(&mut out, last.filter(|_| more), (LESSONS_BY, &format!("topic={topic}&country={country}")))?;
    Ok(out)
}

fn lesson(reader: &Connection, slug: &str) -> Result<Vec<u8>> {
    let mut statement = reader.prepare_cached(&format!("SELECT {LESSON} FROM lessons WHERE slug = ?1"))?;
    let mut rows = statement.query([slug])?;
    let row = rows.next()?.context("there is no such lesson")?;
    let mut out = Vec::with_capacity(8 * 1_024);
    write_lesson(row, &mut out)?;
    Ok(out)
}

fn outcomes(columns: &mut Columns<'_>) -> Result<Outcomes> {
    Ok(Outcomes {
        worked: columns.value()?,
        partly: columns.value()?,
        did_not_work: columns.value()?,
        too_early: columns.value()?,
    })
}

fn write_summary(row: &Row<'_>, out: &mut Vec<u8>) -> Result<()> {
    let mut columns = Columns::of(row);
    let summary = Summary {
        id: columns.value()?,
        slug: columns.text()?,
        title: columns.text()?,
        excerpt: columns.text()?,
        topic: columns.text()?,
        stage: columns.text()?,
        themes: columns.json()?,
        shocks: columns.json()?,
        groups: columns.json()?,
        cities: columns.json()?,
        countries: columns.json()?,
        place: columns.optional_text()?,
        year: columns.value()?,
        basis: columns.text()?,
        grade: columns.text()?,
        contested: columns.value()?,
        outcomes: outcomes(&mut columns)?,
        cost_band: columns.text()?,
        time_to_effect: columns.text()?,
        language: columns.text()?,
        status: columns.text()?,
        published_at: columns.moment()?,
        updated_at: columns.moment()?,
        version: columns.value()?,
    };
    Ok(serde_json::to_writer(out, &summary)?)
}

fn write_lesson(row: &Row<'_>, out: &mut Vec<u8>) -> Result<()> {
    let mut columns = Columns::of(row);
    let lesson = Lesson {
        id: columns.value()?,
        slug: columns.text()?,
        content: columns.json()?,
        summary_html: columns.text()?,
        cities: columns.json()?,
        countries: columns.json()?,
        grade: columns.text()?,
        contested: columns.value()?,
        outcomes: outcomes(&mut columns)?,
        links: [],
        authors: [],
        status: columns.text()?,
        superseded_by: None,
        revision: columns.value()?,
        published_at: columns.moment()?,
        updated_at: columns.moment()?,
        version: columns.value()?,
    };
    Ok(serde_json::to_writer(out, &lesson)?)
}
