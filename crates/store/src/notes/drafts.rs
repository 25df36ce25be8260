//! Drafts of notes, as they are kept.

use super::{names, small};
use crate::drafting::{self, DraftFilter, DraftKey, DraftTurn, Drafts, NewDraft, Said};
use crate::entities::{from_json, key, note_draft, note_draft_author, note_draft_comment, to_json};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::drafting::{DraftComment, DraftStatus, MissingField, NewDraftComment};
use domain::notes::{NoteContent, NoteDraft, NoteDraftSummary, NoteName, NoteText};
use ids::{AccountId, DraftCommentId, NoteDraftId, NoteId};
use sea_orm::{ActiveValue, EntityTrait};

impl Drafts for NoteDraft {
    type Id = NoteDraftId;
    type Of = NoteId;
    type Content = NoteContent;
    type Summary = NoteDraftSummary;

    async fn insert(tx: &Tx<'_>, new: &NewDraft<Self>) -> Result<()> {
        let row = note_draft::ActiveModel {
            id: ActiveValue::Set(new.id),
            account_id: ActiveValue::Set(new.account),
            note_id: ActiveValue::Set(new.of.map(|(note, _)| note)),
            base: ActiveValue::Set(new.of.map(|(_, number)| number.into())),
            status: ActiveValue::Set(DraftStatus::Writing.as_str().to_owned()),
            kind: ActiveValue::Set(new.content.kind.as_str().to_owned()),
            title: ActiveValue::Set(new.content.title.clone()),
            content: ActiveValue::Set(to_json("note_drafts.content", &new.content)?),
            reason: ActiveValue::Set(None),
            submitted_by: ActiveValue::Set(None),
            created_at: ActiveValue::Set(new.at),
            updated_at: ActiveValue::Set(new.at),
            submitted_at: ActiveValue::Set(None),
            version: ActiveValue::Set(1),
        };
        note_draft::Entity::insert(row).exec_without_returning(tx.connection()).await?;
        Ok(())
    }

    async fn find(source: &impl Source, id: NoteDraftId) -> Result<Option<DraftKey<Self>>> {
        let Some(row) = note_draft::Entity::find_by_id(id).one(source.reading()).await? else { return Ok(None) };
        Ok(Some(DraftKey {
            id,
            account: row.account_id,
            co_authors: drafting::co_authors::<note_draft_author::Entity>(source, id).await?,
            submitted_by: row.submitted_by,
            of: row.note_id,
            base: row.base.map(|base| small("note_drafts.base", base)).transpose()?,
            status: key("note_drafts.status", &row.status)?,
            version: row.version,
        }))
    }

    async fn get(source: &impl Source, id: NoteDraftId) -> Result<Option<Self>> {
        let row = note_draft::Entity::find_by_id(id).one(source.reading()).await?;
        Ok(to_drafts(source, row.into_iter().collect()).await?.pop())
    }

    async fn list(
        db: &Db,
        filter: &DraftFilter,
        before: Option<NoteDraftId>,
        limit: u64,
    ) -> Result<Vec<NoteDraftSummary>> {
        let query = drafting::listed::<note_draft::Entity>(filter, before, limit);
        to_summaries(db, query.all(db.read()).await?).await
    }

    async fn of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<Self>> {
        let query = drafting::owned::<note_draft::Entity>(account, limit);
        to_drafts(db, query.all(db.read()).await?).await
    }

    async fn are_of(source: &impl Source, of: NoteId, besides: &[AccountId]) -> Result<bool> {
        drafting::are_of::<note_draft::Entity>(source, of, besides).await
    }

    async fn oldest_in_review(source: &impl Source, account: AccountId, limit: u64) -> Result<Vec<DateTime<Utc>>> {
        drafting::oldest_in_review::<note_draft::Entity>(source, account, limit).await
    }

    async fn put_content(
        tx: &Tx<'_>,
        before: &DraftKey<Self>,
        content: &NoteContent,
        base: Option<i32>,
        at: DateTime<Utc>,
    ) -> Result<i64> {
        let version = before.version + 1;
        let row = note_draft::ActiveModel {
            id: ActiveValue::Unchanged(before.id),
            kind: ActiveValue::Set(content.kind.as_str().to_owned()),
            title: ActiveValue::Set(content.title.clone()),
            content: ActiveValue::Set(to_json("note_drafts.content", content)?),
            base: base.map_or(ActiveValue::NotSet, |base| ActiveValue::Set(Some(base.into()))),
            updated_at: ActiveValue::Set(at),
            version: ActiveValue::Set(version),
            ..Default::default()
        };
        note_draft::Entity::update(row).exec(tx.connection()).await?;
        Ok(version)
    }

    async fn turn(tx: &Tx<'_>, before: &DraftKey<Self>, turn: DraftTurn<NoteId>, at: DateTime<Utc>) -> Result<i64> {
        let version = before.version + 1;
        let row = note_draft::ActiveModel {
            id: ActiveValue::Unchanged(before.id),
            status: ActiveValue::Set(turn.status().as_str().to_owned()),
            updated_at: ActiveValue::Set(at),
            version: ActiveValue::Set(version),
            ..Default::default()
        };
        let row = match turn {
            DraftTurn::Submitted { by } => note_draft::ActiveModel {
                submitted_by: ActiveValue::Set(Some(by)),
                submitted_at: ActiveValue::Set(Some(at)),
                ..row
            },
            DraftTurn::Returned { reason } => note_draft::ActiveModel { reason: ActiveValue::Set(reason), ..row },
            DraftTurn::Published { of } => {
                note_draft::ActiveModel { reason: ActiveValue::Set(None), note_id: ActiveValue::Set(Some(of)), ..row }
            }
        };
        note_draft::Entity::update(row).exec(tx.connection()).await?;
        Ok(version)
    }

    async fn delete(tx: &Tx<'_>, id: NoteDraftId) -> Result<()> {
        note_draft::Entity::delete_by_id(id).exec(tx.connection()).await?;
        Ok(())
    }

    async fn add_author(tx: &Tx<'_>, draft: NoteDraftId, account: AccountId, at: DateTime<Utc>) -> Result<()> {
        drafting::add_author::<note_draft_author::Entity>(tx, draft, account, at).await
    }

    async fn remove_author(tx: &Tx<'_>, draft: NoteDraftId, account: AccountId) -> Result<()> {
        drafting::remove_author::<note_draft_author::Entity>(tx, draft, account).await
    }

    async fn hand_over(tx: &Tx<'_>, account: AccountId) -> Result<Vec<DraftKey<Self>>> {
        let mut handed = Vec::new();
        for id in drafting::hand_over::<note_draft::Entity>(tx, account).await? {
            handed.extend(Self::find(tx, id).await?);
        }
        Ok(handed)
    }

    async fn insert_comment(
        tx: &Tx<'_>,
        (id, draft): (DraftCommentId, NoteDraftId),
        account: AccountId,
        new: NewDraftComment,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let said = Said { id, draft, account: Some(account), field: new.field, text: new.text, at };
        drafting::insert_comment::<note_draft_comment::Entity>(tx, said).await
    }

    async fn count_comments(source: &impl Source, draft: NoteDraftId) -> Result<u64> {
        drafting::count_comments::<note_draft_comment::Entity>(source, draft).await
    }

    async fn comments_of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<DraftComment>> {
        drafting::comments_of_account::<note_draft_comment::Entity>(db, account, limit).await
    }

    async fn delete_comments_of(tx: &Tx<'_>, account: AccountId) -> Result<()> {
        drafting::delete_comments_of::<note_draft_comment::Entity>(tx, account).await
    }
}

/// Drafts with who leads them.
fn led(rows: &[note_draft::Model]) -> Vec<(NoteDraftId, Option<AccountId>)> {
    rows.iter().map(|row| (row.id, row.account_id)).collect()
}

/// The notes that drafts are of.
async fn notes_of(source: &impl Source, rows: &[note_draft::Model]) -> Result<Vec<NoteName>> {
    let ids: Vec<NoteId> = rows.iter().filter_map(|row| row.note_id).collect();
    names(source, &ids).await
}

fn named(notes: &[NoteName], id: Option<NoteId>) -> Option<NoteName> {
    notes.iter().find(|note| Some(note.id) == id).cloned()
}

async fn to_drafts(source: &impl Source, rows: Vec<note_draft::Model>) -> Result<Vec<NoteDraft>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().map(|row| row.id).collect();
    let comments = drafting::about::<note_draft_comment::Entity>(source, ids).await?;
    let mut authors = drafting::authors::<note_draft_author::Entity>(source, &led(&rows)).await?;
    let notes = notes_of(source, &rows).await?;
    let draft = |row: note_draft::Model| {
        let content: NoteContent = from_json("note_drafts.content", &row.content)?;
        let own = comments.iter().filter(|(draft, _)| *draft == row.id).map(|(_, comment)| comment.clone());
        Ok(NoteDraft {
            id: row.id,
            note: named(&notes, row.note_id),
            base: row.base.map(|base| small("note_drafts.base", base)).transpose()?,
            status: key("note_drafts.status", &row.status)?,
            of_network: row.account_id.is_none(),
            missing: missing(&content),
            content,
            preview: NoteText::default(),
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

fn missing(content: &NoteContent) -> Vec<MissingField> {
    let field = |(pointer, message): (String, &str)| MissingField { pointer, message: message.to_owned() };
    content.missing().into_iter().map(field).collect()
}

async fn to_summaries(source: &impl Source, rows: Vec<note_draft::Model>) -> Result<Vec<NoteDraftSummary>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut authors = drafting::authors::<note_draft_author::Entity>(source, &led(&rows)).await?;
    let notes = notes_of(source, &rows).await?;
    let summary = |row: note_draft::Model| {
        Ok(NoteDraftSummary {
            id: row.id,
            kind: key("note_drafts.kind", &row.kind)?,
            title: row.title,
            status: key("note_drafts.status", &row.status)?,
            of_network: row.account_id.is_none(),
            authors: authors.remove(&row.id).unwrap_or_default(),
            note: named(&notes, row.note_id),
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            version: row.version,
        })
    };
    rows.into_iter().map(summary).collect()
}
