//! Drafts of lessons, as they are kept.

use super::names;
use crate::drafting::{self, DraftFilter, DraftKey, DraftTurn, Drafts, NewDraft, Said};
use crate::entities::{from_json, key, lesson, lesson_draft, lesson_draft_author, lesson_draft_comment, to_json};
use crate::{Db, Error, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::drafting::{DraftComment, DraftStatus, MissingField, NewDraftComment};
use domain::lessons::{DraftSummary, LessonContent, LessonDraft, LessonName};
use ids::{AccountId, DraftCommentId, LessonDraftId, LessonId};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

impl Drafts for LessonDraft {
    type Id = LessonDraftId;
    type Of = LessonId;
    type Content = LessonContent;
    type Summary = DraftSummary;

    async fn insert(tx: &Tx<'_>, new: &NewDraft<Self>) -> Result<()> {
        let Some(account) = new.account else { return Err(Error::unreadable("lesson_drafts.account_id", "nobody")) };
        let row = lesson_draft::ActiveModel {
            id: ActiveValue::Set(new.id),
            account_id: ActiveValue::Set(account),
            lesson_id: ActiveValue::Set(new.of.map(|(lesson, _)| lesson)),
            base: ActiveValue::Set(new.of.map(|(_, revision)| revision.into())),
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

    async fn find(source: &impl Source, id: LessonDraftId) -> Result<Option<DraftKey<Self>>> {
        let Some(row) = lesson_draft::Entity::find_by_id(id).one(source.reading()).await? else { return Ok(None) };
        Ok(Some(DraftKey {
            id,
            account: Some(row.account_id),
            co_authors: drafting::co_authors::<lesson_draft_author::Entity>(source, id).await?,
            submitted_by: None,
            of: row.lesson_id,
            base: row.base.map(number).transpose()?,
            status: key("lesson_drafts.status", &row.status)?,
            version: row.version,
        }))
    }

    async fn get(source: &impl Source, id: LessonDraftId) -> Result<Option<Self>> {
        let row = lesson_draft::Entity::find_by_id(id).one(source.reading()).await?;
        Ok(to_drafts(source, row.into_iter().collect()).await?.pop())
    }

    async fn list(
        db: &Db,
        filter: &DraftFilter,
        before: Option<LessonDraftId>,
        limit: u64,
    ) -> Result<Vec<DraftSummary>> {
        let query = drafting::listed::<lesson_draft::Entity>(filter, before, limit);
        to_summaries(db, query.all(db.read()).await?).await
    }

    async fn of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<Self>> {
        let query = drafting::owned::<lesson_draft::Entity>(account, limit);
        to_drafts(db, query.all(db.read()).await?).await
    }

    async fn are_of(source: &impl Source, of: LessonId, besides: &[AccountId]) -> Result<bool> {
        drafting::are_of::<lesson_draft::Entity>(source, of, besides).await
    }

    async fn oldest_in_review(source: &impl Source, account: AccountId, limit: u64) -> Result<Vec<DateTime<Utc>>> {
        drafting::oldest_in_review::<lesson_draft::Entity>(source, account, limit).await
    }

    async fn put_content(
        tx: &Tx<'_>,
        before: &DraftKey<Self>,
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

    async fn turn(tx: &Tx<'_>, before: &DraftKey<Self>, turn: DraftTurn<LessonId>, at: DateTime<Utc>) -> Result<i64> {
        let version = before.version + 1;
        let row = lesson_draft::ActiveModel {
            id: ActiveValue::Unchanged(before.id),
            status: ActiveValue::Set(turn.status().as_str().to_owned()),
            updated_at: ActiveValue::Set(at),
            version: ActiveValue::Set(version),
            ..Default::default()
        };
        let row = match turn {
            DraftTurn::Submitted { .. } => {
                lesson_draft::ActiveModel { submitted_at: ActiveValue::Set(Some(at)), ..row }
            }
            DraftTurn::Returned { reason } => lesson_draft::ActiveModel { reason: ActiveValue::Set(reason), ..row },
            DraftTurn::Published { of } => lesson_draft::ActiveModel {
                reason: ActiveValue::Set(None),
                lesson_id: ActiveValue::Set(Some(of)),
                ..row
            },
        };
        lesson_draft::Entity::update(row).exec(tx.connection()).await?;
        Ok(version)
    }

    async fn delete(tx: &Tx<'_>, id: LessonDraftId) -> Result<()> {
        lesson_draft::Entity::delete_by_id(id).exec(tx.connection()).await?;
        Ok(())
    }

    async fn add_author(tx: &Tx<'_>, draft: LessonDraftId, account: AccountId, at: DateTime<Utc>) -> Result<()> {
        drafting::add_author::<lesson_draft_author::Entity>(tx, draft, account, at).await
    }

    async fn remove_author(tx: &Tx<'_>, draft: LessonDraftId, account: AccountId) -> Result<()> {
        drafting::remove_author::<lesson_draft_author::Entity>(tx, draft, account).await
    }

    async fn hand_over(tx: &Tx<'_>, account: AccountId) -> Result<Vec<DraftKey<Self>>> {
        let mut handed = Vec::new();
        for id in drafting::hand_over::<lesson_draft::Entity>(tx, account).await? {
            handed.extend(Self::find(tx, id).await?);
        }
        Ok(handed)
    }

    async fn insert_comment(
        tx: &Tx<'_>,
        (id, draft): (DraftCommentId, LessonDraftId),
        account: AccountId,
        new: NewDraftComment,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let said = Said { id, draft, account: Some(account), field: new.field, text: new.text, at };
        drafting::insert_comment::<lesson_draft_comment::Entity>(tx, said).await
    }

    async fn count_comments(source: &impl Source, draft: LessonDraftId) -> Result<u64> {
        drafting::count_comments::<lesson_draft_comment::Entity>(source, draft).await
    }

    async fn comments_of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<DraftComment>> {
        drafting::comments_of_account::<lesson_draft_comment::Entity>(db, account, limit).await
    }

    async fn delete_comments_of(tx: &Tx<'_>, account: AccountId) -> Result<()> {
        drafting::delete_comments_of::<lesson_draft_comment::Entity>(tx, account).await
    }
}

/// The number of a revision.
fn number(number: i64) -> Result<i32> {
    i32::try_from(number).map_err(|_| Error::unreadable("lesson_drafts.base", "out of range"))
}

/// Drafts with who leads them.
fn led(rows: &[lesson_draft::Model]) -> Vec<(LessonDraftId, Option<AccountId>)> {
    rows.iter().map(|row| (row.id, Some(row.account_id))).collect()
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
    let ids = rows.iter().map(|row| row.id).collect();
    let comments = drafting::about::<lesson_draft_comment::Entity>(source, ids).await?;
    let mut authors = drafting::authors::<lesson_draft_author::Entity>(source, &led(&rows)).await?;
    let lessons = lessons_of(source, &rows).await?;
    let revisions = revisions_of(source, &lessons).await?;
    let draft = |row: lesson_draft::Model| {
        let content: LessonContent = from_json("lesson_drafts.content", &row.content)?;
        let own = comments.iter().filter(|(draft, _)| *draft == row.id).map(|(_, comment)| comment.clone());
        Ok(LessonDraft {
            id: row.id,
            lesson: named(&lessons, row.lesson_id),
            base: row.base.map(number).transpose()?,
            lesson_revision: revisions.iter().find(|(id, _)| Some(*id) == row.lesson_id).map(|(_, number)| *number),
            status: key("lesson_drafts.status", &row.status)?,
            missing: missing(&content),
            content,
            authors: authors.remove(&row.id).unwrap_or_default(),
            comments: own.collect(),
            reason: row.reason,
            created_at: row.created_at,
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            version: row.version,
        })
    };
    rows.into_iter().map(draft).collect()
}

fn missing(content: &LessonContent) -> Vec<MissingField> {
    let field =
        |(pointer, message): (&str, &str)| MissingField { pointer: pointer.to_owned(), message: message.to_owned() };
    content.missing().into_iter().map(field).collect()
}

async fn to_summaries(source: &impl Source, rows: Vec<lesson_draft::Model>) -> Result<Vec<DraftSummary>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut authors = drafting::authors::<lesson_draft_author::Entity>(source, &led(&rows)).await?;
    let lessons = lessons_of(source, &rows).await?;
    let summary = |row: lesson_draft::Model| {
        Ok(DraftSummary {
            id: row.id,
            title: row.title,
            status: key("lesson_drafts.status", &row.status)?,
            authors: authors.remove(&row.id).unwrap_or_default(),
            lesson: named(&lessons, row.lesson_id),
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            version: row.version,
        })
    };
    rows.into_iter().map(summary).collect()
}
