//! Drafts of notes as they are shown.

use super::super::{names, small};
use super::{said, writes_with_others};
use crate::entities::{any_of, from_json, key, note_draft, note_draft_author};
use crate::memberships::{people, to_person};
use crate::{Db, Result, Source};
use domain::identity::Person;
use domain::lessons::{DraftStatus, MissingField};
use domain::notes::{NoteContent, NoteDraft, NoteDraftSummary, NoteName, NoteText};
use ids::{AccountId, NoteDraftId, NoteId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// One draft, whoever may see it. The HTML of it and of its comments is left empty: who answers renders it.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, id: NoteDraftId) -> Result<Option<NoteDraft>> {
    let row = note_draft::Entity::find_by_id(id).one(source.reading()).await?;
    Ok(to_drafts(source, row.into_iter().collect()).await?.pop())
}

/// The drafts that an account writes, alone or with others, the last begun first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<NoteDraft>> {
    let own = Condition::any().add(note_draft::Column::AccountId.eq(account)).add(writes_with_others(account));
    let query = note_draft::Entity::find().filter(own);
    let rows = query.order_by_desc(note_draft::Column::Id).limit(limit).all(db.read()).await?;
    to_drafts(db, rows).await
}

/// Drafts that somebody sees, the last begun first, before the draft `before`, at most `limit`: those that `account`
/// writes, and with `reviews` besides the network's own and those of others that were sent to review; of these the ones
/// that stand at any of `statuses`, or all when it is empty.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    (account, reviews): (AccountId, bool),
    statuses: &[DraftStatus],
    before: Option<NoteDraftId>,
    limit: u64,
) -> Result<Vec<NoteDraftSummary>> {
    use note_draft::Column::{AccountId as Lead, Id, Status};
    let mut whose = Condition::any().add(Lead.eq(account)).add(writes_with_others(account));
    if reviews {
        whose = whose.add(Lead.is_null()).add(Status.ne(DraftStatus::Writing.as_str()));
    }
    let wanted = Condition::all()
        .add(whose)
        .add_option(any_of(Status, statuses.iter().map(|status| status.as_str())))
        .add_option(before.map(|before| Id.lt(before)));
    let query = note_draft::Entity::find().filter(wanted).order_by_desc(Id).limit(limit);
    to_summaries(db, query.all(db.read()).await?).await
}

/// Who writes drafts, the one who leads first.
async fn authors(source: &impl Source, rows: &[note_draft::Model]) -> Result<HashMap<NoteDraftId, Vec<Person>>> {
    let query = note_draft_author::Entity::find()
        .filter(note_draft_author::Column::DraftId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(note_draft_author::Column::Place);
    let others = query.all(source.reading()).await?;
    let leads = rows.iter().filter_map(|row| Some((row.id, row.account_id?)));
    let all = leads.chain(others.iter().map(|row| (row.draft_id, row.account_id)));
    let all: Vec<(NoteDraftId, AccountId)> = all.collect();
    let known = people(source, all.iter().map(|(_, account)| *account).collect()).await?;
    let mut found: HashMap<NoteDraftId, Vec<Person>> = HashMap::new();
    for (draft, account) in all {
        found.entry(draft).or_default().extend(known.get(&account).map(to_person));
    }
    Ok(found)
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
    let comments = said::about(source, rows.iter().map(|row| row.id)).await?;
    let mut authors = authors(source, &rows).await?;
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
    let mut authors = authors(source, &rows).await?;
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
