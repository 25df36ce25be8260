//! How lessons bear on each other. Each counts the links that it stands in, so that one without any need not be looked
//! for among them; and its version counts each change of them, because readers see it.

use crate::entities::{key, lesson, lesson_link};
use crate::{Error, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::lessons::{LessonLinkKind, LessonName, LessonStatus};
use ids::LessonId;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// A link as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The lesson that bears on the other.
    pub from: LessonId,
    /// The other lesson.
    pub to: LessonId,
    /// How.
    pub kind: LessonLinkKind,
    /// Why.
    pub note: Option<String>,
    /// When they were linked.
    pub at: DateTime<Utc>,
}

/// The link from one lesson to another, where there is one.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, from: LessonId, to: LessonId) -> Result<Option<Link>> {
    lesson_link::Entity::find_by_id((from, to)).one(source.reading()).await?.map(to_link).transpose()
}

/// The links that a lesson stands in, on either side, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of(source: &impl Source, id: LessonId) -> Result<Vec<Link>> {
    let query = lesson_link::Entity::find().filter(either_side(id)).order_by_asc(lesson_link::Column::CreatedAt);
    query.all(source.reading()).await?.into_iter().map(to_link).collect()
}

fn to_link(row: lesson_link::Model) -> Result<Link> {
    let kind = key("lesson_links.kind", &row.kind)?;
    Ok(Link { from: row.from_id, to: row.to_id, kind, note: row.note, at: row.created_at })
}

fn either_side(id: LessonId) -> Condition {
    Condition::any().add(lesson_link::Column::FromId.eq(id)).add(lesson_link::Column::ToId.eq(id))
}

/// How many links a lesson stands in.
///
/// # Errors
/// When the database fails.
pub async fn count(source: &impl Source, id: LessonId) -> Result<u64> {
    Ok(lesson_link::Entity::find().filter(either_side(id)).count(source.reading()).await?)
}

/// Adds a link. What it does to the lessons, [`touch`] and [`set_superseded`] write down.
///
/// # Errors
/// [`Error::Constraint`] when the one bears on the other already; when the database fails.
pub async fn insert(tx: &Tx<'_>, link: Link) -> Result<()> {
    let row = lesson_link::ActiveModel {
        from_id: ActiveValue::Set(link.from),
        to_id: ActiveValue::Set(link.to),
        kind: ActiveValue::Set(link.kind.as_str().to_owned()),
        note: ActiveValue::Set(link.note),
        created_at: ActiveValue::Set(link.at),
    };
    lesson_link::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Removes the link from one lesson to another. What it does to them, [`touch`] and [`set_superseded`] write down.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, from: LessonId, to: LessonId) -> Result<()> {
    lesson_link::Entity::delete_by_id((from, to)).exec(tx.connection()).await?;
    Ok(())
}

/// The lesson that took the place of another; `None` while that holds.
///
/// # Errors
/// When the database fails.
pub async fn superseded_by(source: &impl Source, id: LessonId) -> Result<Option<LessonId>> {
    let query = lesson::Entity::find_by_id(id).select_only().column(lesson::Column::SupersededBy);
    let found: Option<Option<LessonId>> = query.into_tuple().one(source.reading()).await?;
    Ok(found.flatten())
}

/// Writes down that another lesson took the place of this one, or that it holds again (`None`).
///
/// # Errors
/// When the database fails.
pub async fn set_superseded(tx: &Tx<'_>, id: LessonId, by: Option<LessonId>) -> Result<()> {
    let status = if by.is_some() { LessonStatus::Superseded } else { LessonStatus::Published };
    let row = lesson::ActiveModel {
        id: ActiveValue::Unchanged(id),
        status: ActiveValue::Set(status.as_str().to_owned()),
        superseded_by: ActiveValue::Set(by),
        ..Default::default()
    };
    lesson::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Counts the links of a lesson anew after one came or went; answers its new version.
///
/// # Errors
/// When there is no such lesson or the database fails.
pub async fn touch(tx: &Tx<'_>, lesson: &LessonName, at: DateTime<Utc>) -> Result<i64> {
    let query = lesson::Entity::find_by_id(lesson.id).select_only().column(lesson::Column::Version);
    let before: Option<i64> = query.into_tuple().one(tx.connection()).await?;
    let before = before.ok_or_else(|| Error::Other(format!("there is no lesson {} to link", lesson.id)))?;
    let links = i64::try_from(count(tx, lesson.id).await?).unwrap_or(i64::MAX);
    let row = lesson::ActiveModel {
        id: ActiveValue::Unchanged(lesson.id),
        links: ActiveValue::Set(links),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(before + 1),
        ..Default::default()
    };
    lesson::Entity::update(row).exec(tx.connection()).await?;
    Ok(before + 1)
}
