//! What lessons said each time they were published. Everyone may see it.

use crate::entities::{from_json, lesson, lesson_author, lesson_revision};
use crate::memberships::{people, to_person};
use crate::{Db, Error, Result, Scope, Source, Tx};
use domain::lessons::{LessonName, LessonRevision};
use ids::{AccountId, LessonId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The revisions of a lesson, the newest first, before the one of the number `before`, at most `limit`. Everyone may
/// see them, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    _scope: Scope,
    lesson: LessonId,
    before: Option<i32>,
    limit: u64,
) -> Result<Vec<LessonRevision>> {
    let wanted = Condition::all()
        .add(lesson_revision::Column::LessonId.eq(lesson))
        .add_option(before.map(|before| lesson_revision::Column::Number.lt(i64::from(before))));
    let query = lesson_revision::Entity::find().filter(wanted);
    let rows = query.order_by_desc(lesson_revision::Column::Number).limit(limit).all(db.read()).await?;
    to_revisions(db, rows).await
}

/// One revision of a lesson; everyone may see it, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, _scope: Scope, lesson: LessonId, number: i32) -> Result<Option<LessonRevision>> {
    let row = lesson_revision::Entity::find_by_id((lesson, i64::from(number))).one(db.read()).await?;
    Ok(to_revisions(db, row.into_iter().collect()).await?.pop())
}

async fn to_revisions(source: &impl Source, rows: Vec<lesson_revision::Model>) -> Result<Vec<LessonRevision>> {
    let mut written = Vec::with_capacity(rows.len());
    for row in &rows {
        let authors: Vec<AccountId> = from_json("lesson_revisions.authors", &row.authors)?;
        written.push(authors);
    }
    // Those who have gone are named no more.
    let people = people(source, written.iter().flatten().copied().collect()).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (row, authors) in rows.into_iter().zip(written) {
        let number = i32::try_from(row.number);
        found.push(LessonRevision {
            number: number.map_err(|_| Error::unreadable("lesson_revisions.number", "out of range"))?,
            content: from_json("lesson_revisions.content", &row.content)?,
            authors: authors.iter().filter_map(|author| people.get(author)).map(to_person).collect(),
            note: row.note,
            published_at: row.published_at,
        });
    }
    Ok(found)
}

/// The digest of the row of the reference data that a lesson was loaded from; empty for what people wrote.
///
/// # Errors
/// When the database fails.
pub async fn digest(source: &impl Source, id: LessonId) -> Result<String> {
    let query = lesson::Entity::find_by_id(id).select_only().column(lesson::Column::Digest);
    let found: Option<String> = query.into_tuple().one(source.reading()).await?;
    Ok(found.unwrap_or_default())
}

/// The number of the newest revision of a lesson.
///
/// # Errors
/// When there is no such lesson or the database fails.
pub async fn newest(source: &impl Source, id: LessonId) -> Result<i32> {
    let query = lesson::Entity::find_by_id(id).select_only().column(lesson::Column::Revision);
    let found: Option<i64> = query.into_tuple().one(source.reading()).await?;
    let found = found.ok_or_else(|| Error::Other(format!("there is no lesson {id}")))?;
    i32::try_from(found).map_err(|_| Error::unreadable("lessons.revision", "out of range"))
}

/// The lessons that an account wrote, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn written_by(db: &Db, account: AccountId, limit: u64) -> Result<Vec<LessonName>> {
    let query = lesson_author::Entity::find()
        .select_only()
        .column(lesson_author::Column::LessonId)
        .filter(lesson_author::Column::AccountId.eq(account))
        .order_by_desc(lesson_author::Column::LessonId);
    let ids: Vec<LessonId> = query.limit(limit).into_tuple().all(db.read()).await?;
    super::names(db, &ids).await
}

/// Removes a lesson with its revisions and all else that hangs on it.
///
/// # Errors
/// When the database fails.
pub async fn delete_lesson(tx: &Tx<'_>, id: LessonId) -> Result<()> {
    lesson::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}
