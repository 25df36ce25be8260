//! Lessons: reading, putting, and what stands around them.

mod drafts;
pub mod links;
mod list;
pub mod outcomes;
pub mod revisions;
mod rows;
mod write;

pub use list::{After, LessonSelection, SortValue, Walk, Window, by_ids, page};
pub use write::{REVISED, Written, cities_by_slugs, put, regrade, rename_city, slug_is_taken};

use crate::db::near::Near;
use crate::entities::{key, lesson, lesson_author, lesson_link};
use crate::memberships::{people, to_person};
use crate::reference::Known;
use crate::{Db, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::lessons::{Lesson, LessonLink, LessonName, LessonRef};
use ids::{AccountId, LessonId};
use rows::Whole;
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Value,
};
use std::sync::LazyLock;

/// One lesson, by id or slug; `None` when there is none that `scope` may see. Everyone may see every published lesson.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, _scope: Scope, reference: &LessonRef) -> Result<Option<Lesson>> {
    let found = match db.near() {
        Some(near) => get_near(near, reference)?,
        None => one(db, reference).await?.map(rows::to_whole).transpose()?,
    };
    match found {
        Some(whole) => Ok(Some(filled(db, whole).await?)),
        None => Ok(None),
    }
}

/// The same for who is writing.
///
/// # Errors
/// When the database fails.
pub async fn get_in(tx: &Tx<'_>, reference: &LessonRef) -> Result<Option<Lesson>> {
    match one(tx, reference).await? {
        Some(row) => Ok(Some(filled(tx, rows::to_whole(row)?).await?)),
        None => Ok(None),
    }
}

async fn one(source: &impl Source, reference: &LessonRef) -> Result<Option<lesson::Model>> {
    let query = match reference {
        LessonRef::Id(id) => lesson::Entity::find_by_id(*id),
        LessonRef::Slug(slug) => lesson::Entity::find().filter(lesson::Column::Slug.eq(slug)),
    };
    Ok(query.one(source.reading()).await?)
}

fn get_near(near: &Near, reference: &LessonRef) -> Result<Option<Whole>> {
    // The texts are always the same, and putting one together takes as long as SQLite for its answer.
    static BY_ID: LazyLock<String> = LazyLock::new(|| text_of(lesson::Column::Id));
    static BY_SLUG: LazyLock<String> = LazyLock::new(|| text_of(lesson::Column::Slug));
    let (sql, value) = match reference {
        LessonRef::Id(id) => (&BY_ID, Value::from(id.as_uuid())),
        LessonRef::Slug(slug) => (&BY_SLUG, Value::from(slug.as_str())),
    };
    Ok(near.ask(sql, &[value], rows::near_whole)?.pop())
}

fn text_of(column: lesson::Column) -> String {
    lesson::Entity::find().filter(column.eq("")).build(DbBackend::Sqlite).sql
}

/// Adds what stands in other tables; most lessons have nothing there.
async fn filled(source: &impl Source, whole: Whole) -> Result<Lesson> {
    let Whole { mut lesson, has_authors, has_links, superseded_by } = whole;
    if has_authors {
        let query = lesson_author::Entity::find().filter(lesson_author::Column::LessonId.eq(lesson.id));
        let rows = query.order_by_asc(lesson_author::Column::Place).all(source.reading()).await?;
        let found = people(source, rows.iter().map(|row| row.account_id).collect()).await?;
        lesson.authors = rows.iter().filter_map(|row| found.get(&row.account_id)).map(to_person).collect();
    }
    if has_links {
        lesson.links = links(source, lesson.id).await?;
    }
    if let Some(id) = superseded_by {
        lesson.superseded_by = names(source, &[id]).await?.pop();
    }
    Ok(lesson)
}

/// How a lesson bears on others, and they on it: what it bears on first, each in the order in which they were linked.
async fn links(source: &impl Source, id: LessonId) -> Result<Vec<LessonLink>> {
    let either = Condition::any().add(lesson_link::Column::FromId.eq(id)).add(lesson_link::Column::ToId.eq(id));
    let query = lesson_link::Entity::find().filter(either).order_by_asc(lesson_link::Column::CreatedAt);
    let mut rows = query.order_by_asc(lesson_link::Column::ToId).all(source.reading()).await?;
    rows.sort_by_key(|row| row.from_id != id);
    let others: Vec<LessonId> =
        rows.iter().map(|row| if row.from_id == id { row.to_id } else { row.from_id }).collect();
    let known = names(source, &others).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (row, other) in rows.into_iter().zip(others) {
        let Some(lesson) = known.iter().find(|name| name.id == other) else { continue };
        found.push(LessonLink {
            kind: key("lesson_links.kind", &row.kind)?,
            outgoing: row.from_id == id,
            lesson: lesson.clone(),
            note: row.note,
        });
    }
    Ok(found)
}

/// The names of lessons, in no order; ids that name none are left out.
///
/// # Errors
/// When the database fails.
pub async fn names(source: &impl Source, ids: &[LessonId]) -> Result<Vec<LessonName>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = named().filter(lesson::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(LessonId, String, String, String, String)> = query.into_tuple().all(source.reading()).await?;
    rows.into_iter().map(to_name).collect()
}

/// The name of one lesson; `None` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn name(source: &impl Source, reference: &LessonRef) -> Result<Option<LessonName>> {
    let query = match reference {
        LessonRef::Id(id) => named().filter(lesson::Column::Id.eq(*id)),
        LessonRef::Slug(slug) => named().filter(lesson::Column::Slug.eq(slug)),
    };
    query.into_tuple().one(source.reading()).await?.map(to_name).transpose()
}

fn named() -> sea_orm::Select<lesson::Entity> {
    use lesson::Column::{Grade, Id, Slug, Status, Title};
    lesson::Entity::find().select_only().columns([Id, Slug, Title, Grade, Status])
}

fn to_name((id, slug, title, grade, status): (LessonId, String, String, String, String)) -> Result<LessonName> {
    Ok(LessonName { id, slug, title, grade: key("lessons.grade", &grade)?, status: key("lessons.status", &status)? })
}

/// Names in addresses with the moment of the last change, in the order of the names: after `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn slugs(db: &Db, after: &str, limit: u64) -> Result<Vec<(String, DateTime<Utc>)>> {
    let query = lesson::Entity::find()
        .select_only()
        .columns([lesson::Column::Slug, lesson::Column::UpdatedAt])
        .filter(lesson::Column::Slug.gt(after))
        .order_by_asc(lesson::Column::Slug)
        .limit(limit);
    Ok(query.into_tuple().all(db.read()).await?)
}

/// The rows that were loaded, to be compared with what is loaded now.
///
/// # Errors
/// When the database fails.
pub async fn known(tx: &Tx<'_>) -> Result<Vec<Known>> {
    let query = lesson::Entity::find()
        .select_only()
        .columns([lesson::Column::Id, lesson::Column::Slug, lesson::Column::Digest, lesson::Column::Version])
        .filter(lesson::Column::Digest.ne(""));
    let rows: Vec<(LessonId, String, String, i64)> = query.into_tuple().all(tx.connection()).await?;
    let known =
        |(id, key, digest, version): (LessonId, String, String, i64)| Known { id: id.as_uuid(), key, digest, version };
    Ok(rows.into_iter().map(known).collect())
}

/// Who wrote a lesson.
///
/// # Errors
/// When the database fails.
pub async fn authors(source: &impl Source, id: LessonId) -> Result<Vec<AccountId>> {
    let query = lesson_author::Entity::find()
        .select_only()
        .column(lesson_author::Column::AccountId)
        .filter(lesson_author::Column::LessonId.eq(id))
        .order_by_asc(lesson_author::Column::Place);
    Ok(query.into_tuple().all(source.reading()).await?)
}

/// Which lessons with all that they say.
#[derive(Debug, Clone, Copy)]
pub enum Wholes<'a> {
    /// Those of these ids; ids that name none are left out.
    Of(&'a [LessonId]),
    /// Those behind this id, in the order of ids; from the first when `None`. At most so many.
    Behind(Option<LessonId>, u64),
}

/// Lessons with what they say, without who wrote them and how they bear on others: for the search index.
///
/// # Errors
/// When the database fails.
pub async fn wholes(db: &Db, _scope: Scope, which: Wholes<'_>) -> Result<Vec<Lesson>> {
    let query = match which {
        Wholes::Of([]) => return Ok(Vec::new()),
        Wholes::Of(ids) => lesson::Entity::find().filter(lesson::Column::Id.is_in(ids.iter().copied())),
        Wholes::Behind(after, limit) => {
            let behind = Condition::all().add_option(after.map(|after| lesson::Column::Id.gt(after)));
            lesson::Entity::find().filter(behind).order_by_asc(lesson::Column::Id).limit(limit)
        }
    };
    let rows = query.all(db.read()).await?;
    rows.into_iter().map(|row| Ok(rows::to_whole(row)?.lesson)).collect()
}
