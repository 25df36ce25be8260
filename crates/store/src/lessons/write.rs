//! Putting lessons: their row, their terms, their revision, and how well they are supported.

use crate::entities::{
    city, from_json, key, lesson, lesson_author, lesson_outcome, lesson_revision, lesson_term, to_json,
};
use crate::{Error, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::lessons::{
    LessonBasis, LessonCity, LessonContent, LessonFacet, LessonStatus, OutcomeCounts, Tried, contested, grade,
};
use ids::{AccountId, CityId, LessonId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Stands where a digest stands, of a lesson that was loaded and that people have revised since.
pub const REVISED: &str = "revised";

/// A lesson as it is put: complete, with what was derived from its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: LessonId,
    /// Its name in addresses.
    pub slug: String,
    /// The title to sort by.
    pub title_key: String,
    /// The beginning of the summary, without markup.
    pub excerpt: String,
    /// What it says; with topic, stage and basis.
    pub content: LessonContent,
    /// The summary as HTML.
    pub summary_html: String,
    /// Its cities, with their names.
    pub cities: Vec<LessonCity>,
    /// Its countries, those of its cities among them.
    pub countries: Vec<String>,
    /// Digest of a row of the reference data; empty for what people wrote.
    pub digest: String,
}

/// What is kept of how well a lesson is supported.
struct Support {
    counts: OutcomeCounts,
    grade: String,
    contested: bool,
}

/// Puts a lesson that is not there yet, or the next revision of one that is; answers its version. What cities report of
/// it, its links and its place among others stay.
///
/// # Errors
/// When something is missing in the content that a published lesson has, or the database fails.
pub async fn put(
    tx: &Tx<'_>,
    written: &Written,
    note: Option<String>,
    authors: &[AccountId],
    at: DateTime<Utc>,
) -> Result<i64> {
    let before = lesson::Entity::find_by_id(written.id).one(tx.connection()).await?;
    let support = support(tx, written.id, basis_of(&written.content)?, &written.cities).await?;
    let (published_at, version, revision) =
        before.as_ref().map_or((at, 1, 1), |row| (row.published_at, row.version + 1, row.revision + 1));
    let row = to_row(written, &support, (published_at, at), (version, revision))?;
    if before.is_some() {
        let row = lesson::ActiveModel { slug: ActiveValue::NotSet, ..row };
        lesson::Entity::update(row).exec(tx.connection()).await?;
    } else {
        let row = lesson::ActiveModel {
            status: ActiveValue::Set(LessonStatus::Published.as_str().to_owned()),
            authors: ActiveValue::Set(0),
            links: ActiveValue::Set(0),
            superseded_by: ActiveValue::Set(None),
            ..row
        };
        lesson::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    }
    put_terms(tx, written, published_at).await?;
    add_authors(tx, written.id, authors).await?;
    append_revision(tx, written, revision, note, at).await?;
    Ok(version)
}

fn basis_of(content: &LessonContent) -> Result<LessonBasis> {
    content.basis.ok_or_else(|| incomplete("basis"))
}

fn incomplete(field: &str) -> Error {
    Error::Other(format!("a lesson without {field} is not to be published"))
}

fn to_row(
    written: &Written,
    support: &Support,
    (published_at, updated_at): (DateTime<Utc>, DateTime<Utc>),
    (version, revision): (i64, i64),
) -> Result<lesson::ActiveModel> {
    let Written { content, .. } = written;
    let set = |text: &str| ActiveValue::Set(text.to_owned());
    let OutcomeCounts { worked, partly, did_not_work, too_early } = support.counts;
    Ok(lesson::ActiveModel {
        id: ActiveValue::Set(written.id),
        slug: set(&written.slug),
        title: set(&content.title),
        title_key: set(&written.title_key),
        excerpt: set(&written.excerpt),
        topic: set(content.topic.as_deref().ok_or_else(|| incomplete("topic"))?),
        stage: set(content.stage.as_deref().ok_or_else(|| incomplete("stage"))?),
        themes: ActiveValue::Set(to_json("lessons.themes", &content.themes)?),
        shocks: ActiveValue::Set(to_json("lessons.shocks", &content.shocks)?),
        groups: ActiveValue::Set(to_json("lessons.groups", &content.groups)?),
        cities: ActiveValue::Set(to_json("lessons.cities", &written.cities)?),
        countries: ActiveValue::Set(to_json("lessons.countries", &written.countries)?),
        place: ActiveValue::Set(content.place.clone()),
        year: ActiveValue::Set(content.year.map(i64::from)),
        basis: set(basis_of(content)?.as_str()),
        grade: set(&support.grade),
        contested: ActiveValue::Set(support.contested),
        worked: ActiveValue::Set(worked.into()),
        partly: ActiveValue::Set(partly.into()),
        did_not_work: ActiveValue::Set(did_not_work.into()),
        too_early: ActiveValue::Set(too_early.into()),
        cost_band: set(content.cost_band.as_str()),
        time_to_effect: set(content.time_to_effect.as_str()),
        language: set(content.language.as_str()),
        published_at: ActiveValue::Set(published_at),
        updated_at: ActiveValue::Set(updated_at),
        version: ActiveValue::Set(version),
        content: ActiveValue::Set(to_json("lessons.content", content)?),
        summary_html: set(&written.summary_html),
        revision: ActiveValue::Set(revision),
        digest: set(&written.digest),
        // Set where it is new; what others did to it stays.
        status: ActiveValue::NotSet,
        authors: ActiveValue::NotSet,
        links: ActiveValue::NotSet,
        superseded_by: ActiveValue::NotSet,
    })
}

/// What a lesson can be filtered by that it may have several of.
fn terms(written: &Written) -> Vec<(LessonFacet, String)> {
    let Written { content, .. } = written;
    let lists = [
        (LessonFacet::Keyword, &content.keywords),
        (LessonFacet::Theme, &content.themes),
        (LessonFacet::Shock, &content.shocks),
        (LessonFacet::Stress, &content.stresses),
        (LessonFacet::Sector, &content.sectors),
        (LessonFacet::Group, &content.groups),
        (LessonFacet::Country, &written.countries),
    ];
    let listed = lists.into_iter().flat_map(|(facet, keys)| keys.iter().map(move |key| (facet, key.clone())));
    let cities = written.cities.iter().map(|city| (LessonFacet::City, city.slug.clone()));
    let mut all: Vec<(LessonFacet, String)> = listed.chain(cities).collect();
    all.sort_unstable();
    all.dedup();
    all
}

async fn put_terms(tx: &Tx<'_>, written: &Written, published_at: DateTime<Utc>) -> Result<()> {
    let own = lesson_term::Entity::delete_many().filter(lesson_term::Column::LessonId.eq(written.id));
    own.exec(tx.connection()).await?;
    let topic = written.content.topic.clone().unwrap_or_default();
    let rows = terms(written).into_iter().map(|(facet, key)| lesson_term::ActiveModel {
        lesson_id: ActiveValue::Set(written.id),
        facet: ActiveValue::Set(facet.as_str().to_owned()),
        key: ActiveValue::Set(key),
        published_at: ActiveValue::Set(published_at),
        topic: ActiveValue::Set(topic.clone()),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        lesson_term::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Adds who wrote it, behind those who wrote it before.
async fn add_authors(tx: &Tx<'_>, id: LessonId, authors: &[AccountId]) -> Result<()> {
    if authors.is_empty() {
        return Ok(());
    }
    let of_it = || lesson_author::Entity::find().filter(lesson_author::Column::LessonId.eq(id));
    let before = i64::try_from(of_it().count(tx.connection()).await?).unwrap_or(i64::MAX);
    let rows = (before..).zip(authors).map(|(place, author)| lesson_author::ActiveModel {
        lesson_id: ActiveValue::Set(id),
        account_id: ActiveValue::Set(*author),
        place: ActiveValue::Set(place),
    });
    let known = OnConflict::columns([lesson_author::Column::LessonId, lesson_author::Column::AccountId])
        .do_nothing()
        .to_owned();
    let insert = lesson_author::Entity::insert_many(rows.collect::<Vec<_>>()).on_conflict(known);
    insert.exec_without_returning(tx.connection()).await?;
    let now = i64::try_from(of_it().count(tx.connection()).await?).unwrap_or(i64::MAX);
    let row =
        lesson::ActiveModel { id: ActiveValue::Unchanged(id), authors: ActiveValue::Set(now), ..Default::default() };
    lesson::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

async fn append_revision(
    tx: &Tx<'_>,
    written: &Written,
    number: i64,
    note: Option<String>,
    at: DateTime<Utc>,
) -> Result<()> {
    let authors = lesson_author::Entity::find()
        .select_only()
        .column(lesson_author::Column::AccountId)
        .filter(lesson_author::Column::LessonId.eq(written.id))
        .order_by_asc(lesson_author::Column::Place);
    let authors: Vec<AccountId> = authors.into_tuple().all(tx.connection()).await?;
    let row = lesson_revision::ActiveModel {
        lesson_id: ActiveValue::Set(written.id),
        number: ActiveValue::Set(number),
        content: ActiveValue::Set(to_json("lesson_revisions.content", &written.content)?),
        authors: ActiveValue::Set(to_json("lesson_revisions.authors", &authors)?),
        note: ActiveValue::Set(note),
        published_at: ActiveValue::Set(at),
    };
    lesson_revision::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// How well a lesson is supported by what cities report now.
async fn support(tx: &Tx<'_>, id: LessonId, basis: LessonBasis, cities: &[LessonCity]) -> Result<Support> {
    let rows = lesson_outcome::Entity::find().filter(lesson_outcome::Column::LessonId.eq(id));
    let rows = rows.order_by_asc(lesson_outcome::Column::Id).all(tx.connection()).await?;
    let tried = rows.iter().map(|row| {
        Ok(Tried {
            city: row.city_id,
            result: key("lesson_outcomes.result", &row.result)?,
            basis: key("lesson_outcomes.basis", &row.basis)?,
        })
    });
    let tried = tried.collect::<Result<Vec<Tried>>>()?;
    let own: Vec<CityId> = cities.iter().map(|city| city.id).collect();
    let counts = OutcomeCounts::of(&tried);
    Ok(Support { counts, grade: grade(basis, &own, &tried).as_str().to_owned(), contested: contested(basis, counts) })
}

/// Derives anew how well a lesson is supported, after a city's report of it came, changed or went; answers its version.
///
/// # Errors
/// When there is no such lesson or the database fails.
pub async fn regrade(tx: &Tx<'_>, id: LessonId, at: DateTime<Utc>) -> Result<i64> {
    let row = lesson::Entity::find_by_id(id).one(tx.connection()).await?;
    let row = row.ok_or_else(|| Error::Other(format!("there is no lesson {id} to grade")))?;
    let cities: Vec<LessonCity> = from_json("lessons.cities", &row.cities)?;
    let support = support(tx, id, key("lessons.basis", &row.basis)?, &cities).await?;
    let OutcomeCounts { worked, partly, did_not_work, too_early } = support.counts;
    let version = row.version + 1;
    let row = lesson::ActiveModel {
        id: ActiveValue::Unchanged(id),
        grade: ActiveValue::Set(support.grade),
        contested: ActiveValue::Set(support.contested),
        worked: ActiveValue::Set(worked.into()),
        partly: ActiveValue::Set(partly.into()),
        did_not_work: ActiveValue::Set(did_not_work.into()),
        too_early: ActiveValue::Set(too_early.into()),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    lesson::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Whether a lesson has this name in addresses.
///
/// # Errors
/// When the database fails.
pub async fn slug_is_taken(tx: &Tx<'_>, slug: &str) -> Result<bool> {
    let query = lesson::Entity::find().filter(lesson::Column::Slug.eq(slug));
    Ok(query.count(tx.connection()).await? > 0)
}

/// The cities of these slugs, in no order; slugs that name none are left out.
///
/// # Errors
/// When the database fails.
pub async fn cities_by_slugs(source: &impl Source, slugs: &[String]) -> Result<Vec<LessonCity>> {
    if slugs.is_empty() {
        return Ok(Vec::new());
    }
    let query = city::Entity::find()
        .select_only()
        .columns([city::Column::Id, city::Column::Slug, city::Column::Name, city::Column::Country])
        .filter(city::Column::Slug.is_in(slugs.iter().map(String::as_str)));
    let rows: Vec<(CityId, String, String, String)> = query.into_tuple().all(source.reading()).await?;
    Ok(rows.into_iter().map(|(id, slug, name, country)| LessonCity { id, slug, name, country }).collect())
}

/// Tells the lessons of a city its other name, or its other slug; answers which have changed, with their versions.
///
/// # Errors
/// When the database fails.
pub async fn rename_city(
    tx: &Tx<'_>,
    old_slug: &str,
    to: &LessonCity,
    at: DateTime<Utc>,
) -> Result<Vec<(LessonId, String, i64)>> {
    let is_of_city = Condition::all()
        .add(lesson_term::Column::Facet.eq(LessonFacet::City.as_str()))
        .add(lesson_term::Column::Key.eq(old_slug));
    let having = lesson_term::Entity::find().select_only().column(lesson_term::Column::LessonId);
    let ids: Vec<LessonId> = having.filter(is_of_city.clone()).into_tuple().all(tx.connection()).await?;
    let mut told = Vec::new();
    for id in ids {
        let Some(row) = lesson::Entity::find_by_id(id).one(tx.connection()).await? else { continue };
        if let Some(version) = rename_in(tx, &row, old_slug, to, at).await? {
            told.push((id, row.slug, version));
        }
    }
    if old_slug != to.slug {
        let moved = lesson_term::ActiveModel { key: ActiveValue::Set(to.slug.clone()), ..Default::default() };
        lesson_term::Entity::update_many().set(moved).filter(is_of_city).exec(tx.connection()).await?;
    }
    Ok(told)
}

/// The version of the lesson with the city's new name; `None` where it bears that already.
async fn rename_in(
    tx: &Tx<'_>,
    row: &lesson::Model,
    old_slug: &str,
    to: &LessonCity,
    at: DateTime<Utc>,
) -> Result<Option<i64>> {
    let before: Vec<LessonCity> = from_json("lessons.cities", &row.cities)?;
    let mut cities = before.clone();
    cities.iter_mut().filter(|city| city.id == to.id).for_each(|city| city.clone_from(to));
    if cities == before {
        return Ok(None);
    }
    let mut content: LessonContent = from_json("lessons.content", &row.content)?;
    content.cities.iter_mut().filter(|slug| *slug == old_slug).for_each(|slug| slug.clone_from(&to.slug));
    let version = row.version + 1;
    let changed = lesson::ActiveModel {
        id: ActiveValue::Unchanged(row.id),
        cities: ActiveValue::Set(to_json("lessons.cities", &cities)?),
        content: ActiveValue::Set(to_json("lessons.content", &content)?),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    lesson::Entity::update(changed).exec(tx.connection()).await?;
    Ok(Some(version))
}
