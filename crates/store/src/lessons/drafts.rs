//! Drafts of lessons and what is said about them. They stand apart from what is published, so that nothing that lists
//! lessons can show one; who may see a draft is decided above, by whose it is and where it stands.

use super::names;
use crate::entities::{any_of, from_json, key, lesson, lesson_draft, lesson_draft_comment, to_json};
use crate::memberships::{people, to_person};
use crate::{Db, Error, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::lessons::{
    DraftComment, DraftStatus, DraftSummary, LessonContent, LessonDraft, LessonName, MissingField, NewDraftComment,
};
use ids::{AccountId, DraftCommentId, LessonDraftId, LessonId};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// What rules and decisions ask about a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftKey {
    /// Its id.
    pub id: LessonDraftId,
    /// Who writes it.
    pub account: AccountId,
    /// The lesson that it changes, or that it became.
    pub lesson: Option<LessonId>,
    /// The revision of that lesson that it takes into account; `None` for a new one, and where nobody knows.
    pub base: Option<i32>,
    /// Where it stands.
    pub status: DraftStatus,
    /// Its version.
    pub version: i64,
}

/// A draft that is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDraftRow {
    /// Its id.
    pub id: LessonDraftId,
    /// Who writes it.
    pub account: AccountId,
    /// The published lesson that it changes, and its revision.
    pub lesson: Option<(LessonId, i32)>,
    /// What it says so far.
    pub content: LessonContent,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Adds a draft.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx<'_>, new: &NewDraftRow) -> Result<()> {
    let row = lesson_draft::ActiveModel {
        id: ActiveValue::Set(new.id),
        account_id: ActiveValue::Set(new.account),
        lesson_id: ActiveValue::Set(new.lesson.map(|(lesson, _)| lesson)),
        base: ActiveValue::Set(new.lesson.map(|(_, revision)| revision.into())),
        status: ActiveValue::Set(DraftStatus::Writing.as_str().to_owned()),
        title: ActiveValue::Set(new.content.title.clone()),
        content: ActiveValue::Set(to_json("lesson_drafts.content", &new.content)?),
        reason: ActiveValue::Set(None),
        created_at: ActiveValue::Set(new.at),
        updated_at: ActiveValue::Set(new.at),
        submitted_at: ActiveValue::Set(None),
        version: ActiveValue::Set(1),
    };
    lesson_draft::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// What rules ask about a draft, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, id: LessonDraftId) -> Result<Option<DraftKey>> {
    lesson_draft::Entity::find_by_id(id).one(source.reading()).await?.as_ref().map(to_key).transpose()
}

fn to_key(row: &lesson_draft::Model) -> Result<DraftKey> {
    Ok(DraftKey {
        id: row.id,
        account: row.account_id,
        lesson: row.lesson_id,
        base: row.base.map(number).transpose()?,
        status: key("lesson_drafts.status", &row.status)?,
        version: row.version,
    })
}

/// The number of a revision.
fn number(number: i64) -> Result<i32> {
    i32::try_from(number).map_err(|_| Error::unreadable("lesson_drafts.base", "out of range"))
}

/// One draft, whoever may see it. The HTML of its comments is left empty: who answers renders it.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, id: LessonDraftId) -> Result<Option<LessonDraft>> {
    let row = lesson_draft::Entity::find_by_id(id).one(source.reading()).await?;
    Ok(to_drafts(source, row.into_iter().collect()).await?.pop())
}

/// The drafts of an account, the last begun first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<LessonDraft>> {
    let query = lesson_draft::Entity::find().filter(lesson_draft::Column::AccountId.eq(account));
    let rows = query.order_by_desc(lesson_draft::Column::Id).limit(limit).all(db.read()).await?;
    to_drafts(db, rows).await
}

/// Whether there are drafts that change a lesson, or became it, by others than these accounts.
///
/// # Errors
/// When the database fails.
pub async fn are_of(source: &impl Source, lesson: LessonId, besides: &[AccountId]) -> Result<bool> {
    let query = lesson_draft::Entity::find()
        .filter(lesson_draft::Column::LessonId.eq(lesson))
        .filter(lesson_draft::Column::AccountId.is_not_in(besides.iter().copied()));
    Ok(query.count(source.reading()).await? > 0)
}

/// Which drafts a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFilter {
    /// Whose.
    pub account: AccountId,
    /// And besides those of others that were sent to review.
    pub submitted: bool,
    /// Where they stand: any of these; all when empty.
    pub statuses: Vec<DraftStatus>,
}

/// Drafts that the filter lets through, the last begun first, before the draft `before`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    filter: &DraftFilter,
    before: Option<LessonDraftId>,
    limit: u64,
) -> Result<Vec<DraftSummary>> {
    use lesson_draft::Column::{AccountId as Account, Id, Status};
    let mut whose = Condition::any().add(Account.eq(filter.account));
    if filter.submitted {
        whose = whose.add(Status.ne(DraftStatus::Writing.as_str()));
    }
    let wanted = Condition::all()
        .add(whose)
        .add_option(any_of(Status, filter.statuses.iter().map(|status| status.as_str())))
        .add_option(before.map(|before| Id.lt(before)));
    let query = lesson_draft::Entity::find().filter(wanted).order_by_desc(Id).limit(limit);
    to_summaries(db, query.all(db.read()).await?).await
}

/// Since when those wait that are in review and not `account`'s own, the longest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn oldest_in_review(source: &impl Source, account: AccountId, limit: u64) -> Result<Vec<DateTime<Utc>>> {
    let query = lesson_draft::Entity::find()
        .select_only()
        .column(lesson_draft::Column::SubmittedAt)
        .filter(lesson_draft::Column::Status.eq(DraftStatus::InReview.as_str()))
        .filter(lesson_draft::Column::AccountId.ne(account))
        .filter(lesson_draft::Column::SubmittedAt.is_not_null())
        .order_by_asc(lesson_draft::Column::SubmittedAt);
    Ok(query.limit(limit).into_tuple().all(source.reading()).await?)
}

/// Puts what a draft says from now on, and which revision of its lesson that takes into account where that is said;
/// answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn put_content(
    tx: &Tx<'_>,
    before: &DraftKey,
    content: &LessonContent,
    base: Option<i32>,
    at: DateTime<Utc>,
) -> Result<i64> {
    let version = before.version + 1;
    let row = lesson_draft::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        title: ActiveValue::Set(content.title.clone()),
        content: ActiveValue::Set(to_json("lesson_drafts.content", content)?),
        base: base.map_or(ActiveValue::NotSet, |base| ActiveValue::Set(Some(base.into()))),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    lesson_draft::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// What becomes of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftTurn {
    /// Where it stands from now on.
    pub status: DraftStatus,
    /// Why it was given back; what stands there stays where it goes to review again.
    pub reason: Option<String>,
    /// The lesson that it changes, or that it became.
    pub lesson: Option<LessonId>,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Changes where a draft stands; answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn turn(tx: &Tx<'_>, before: &DraftKey, turn: DraftTurn) -> Result<i64> {
    let version = before.version + 1;
    let submits = turn.status == DraftStatus::InReview;
    let row = lesson_draft::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        status: ActiveValue::Set(turn.status.as_str().to_owned()),
        reason: if submits { ActiveValue::NotSet } else { ActiveValue::Set(turn.reason) },
        lesson_id: ActiveValue::Set(turn.lesson),
        updated_at: ActiveValue::Set(turn.at),
        submitted_at: if submits { ActiveValue::Set(Some(turn.at)) } else { ActiveValue::NotSet },
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    lesson_draft::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Removes a draft with what was said about it.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: LessonDraftId) -> Result<()> {
    lesson_draft::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// Adds what somebody says about a draft.
///
/// # Errors
/// When the database fails.
pub async fn insert_comment(
    tx: &Tx<'_>,
    (id, draft): (DraftCommentId, LessonDraftId),
    account: AccountId,
    new: NewDraftComment,
    at: DateTime<Utc>,
) -> Result<()> {
    let row = lesson_draft_comment::ActiveModel {
        id: ActiveValue::Set(id),
        draft_id: ActiveValue::Set(draft),
        account_id: ActiveValue::Set(Some(account)),
        field: ActiveValue::Set(new.field),
        text: ActiveValue::Set(new.text),
        created_at: ActiveValue::Set(at),
    };
    lesson_draft_comment::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// How much was said about a draft.
///
/// # Errors
/// When the database fails.
pub async fn count_comments(source: &impl Source, draft: LessonDraftId) -> Result<u64> {
    let query = lesson_draft_comment::Entity::find().filter(lesson_draft_comment::Column::DraftId.eq(draft));
    Ok(query.count(source.reading()).await?)
}

/// What an account said about drafts, its own and others', the last first, at most `limit`; without its HTML.
///
/// # Errors
/// When the database fails.
pub async fn comments_of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<DraftComment>> {
    let query = lesson_draft_comment::Entity::find().filter(lesson_draft_comment::Column::AccountId.eq(account));
    let rows = query.order_by_desc(lesson_draft_comment::Column::Id).limit(limit).all(db.read()).await?;
    Ok(to_comments(db, rows).await?.into_iter().map(|(_, comment)| comment).collect())
}

/// Removes what an account said about drafts.
///
/// # Errors
/// When the database fails.
pub async fn delete_comments_of(tx: &Tx<'_>, account: AccountId) -> Result<()> {
    let own = lesson_draft_comment::Entity::delete_many();
    own.filter(lesson_draft_comment::Column::AccountId.eq(account)).exec(tx.connection()).await?;
    Ok(())
}

async fn to_comments(
    source: &impl Source,
    rows: Vec<lesson_draft_comment::Model>,
) -> Result<Vec<(LessonDraftId, DraftComment)>> {
    let people = people(source, rows.iter().filter_map(|row| row.account_id).collect()).await?;
    let comment = |row: lesson_draft_comment::Model| {
        let person = row.account_id.and_then(|account| people.get(&account)).map(to_person);
        let (id, created_at) = (row.id, row.created_at);
        let comment = DraftComment { id, person, field: row.field, text: row.text, html: String::new(), created_at };
        (row.draft_id, comment)
    };
    Ok(rows.into_iter().map(comment).collect())
}

/// The lessons that drafts are of.
async fn lessons_of(source: &impl Source, rows: &[lesson_draft::Model]) -> Result<Vec<LessonName>> {
    let ids: Vec<LessonId> = rows.iter().filter_map(|row| row.lesson_id).collect();
    names(source, &ids).await
}

/// The revisions of lessons that are shown today.
async fn revisions_of(source: &impl Source, lessons: &[LessonName]) -> Result<Vec<(LessonId, i32)>> {
    if lessons.is_empty() {
        return Ok(Vec::new());
    }
    use lesson::Column::{Id, Revision};
    let query = lesson::Entity::find().select_only().columns([Id, Revision]);
    let query = query.filter(Id.is_in(lessons.iter().map(|lesson| lesson.id)));
    let rows: Vec<(LessonId, i64)> = query.into_tuple().all(source.reading()).await?;
    rows.into_iter().map(|(id, revision)| Ok((id, number(revision)?))).collect()
}

fn named(lessons: &[LessonName], id: Option<LessonId>) -> Option<LessonName> {
    lessons.iter().find(|lesson| Some(lesson.id) == id).cloned()
}

async fn to_drafts(source: &impl Source, rows: Vec<lesson_draft::Model>) -> Result<Vec<LessonDraft>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let said = lesson_draft_comment::Entity::find()
        .filter(lesson_draft_comment::Column::DraftId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(lesson_draft_comment::Column::Id);
    let comments = to_comments(source, said.all(source.reading()).await?).await?;
    let people = people(source, rows.iter().map(|row| row.account_id).collect()).await?;
    let lessons = lessons_of(source, &rows).await?;
    let revisions = revisions_of(source, &lessons).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        // It goes with the account: a row without it is being deleted right now.
        let Some(person) = people.get(&row.account_id) else { continue };
        let content: LessonContent = from_json("lesson_drafts.content", &row.content)?;
        let own = comments.iter().filter(|(draft, _)| *draft == row.id).map(|(_, comment)| comment.clone());
        found.push(LessonDraft {
            id: row.id,
            lesson: named(&lessons, row.lesson_id),
            base: row.base.map(number).transpose()?,
            lesson_revision: revisions.iter().find(|(id, _)| Some(*id) == row.lesson_id).map(|(_, number)| *number),
            status: key("lesson_drafts.status", &row.status)?,
            missing: missing(&content),
            content,
            authors: vec![to_person(person)],
            comments: own.collect(),
            reason: row.reason,
            created_at: row.created_at,
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            version: row.version,
        });
    }
    Ok(found)
}

fn missing(content: &LessonContent) -> Vec<MissingField> {
    let field =
        |(pointer, message): (&str, &str)| MissingField { pointer: pointer.to_owned(), message: message.to_owned() };
    content.missing().into_iter().map(field).collect()
}

async fn to_summaries(source: &impl Source, rows: Vec<lesson_draft::Model>) -> Result<Vec<DraftSummary>> {
    let people = people(source, rows.iter().map(|row| row.account_id).collect()).await?;
    let lessons = lessons_of(source, &rows).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(person) = people.get(&row.account_id) else { continue };
        found.push(DraftSummary {
            id: row.id,
            title: row.title,
            status: key("lesson_drafts.status", &row.status)?,
            authors: vec![to_person(person)],
            lesson: named(&lessons, row.lesson_id),
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            version: row.version,
        });
    }
    Ok(found)
}
