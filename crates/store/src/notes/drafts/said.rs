//! What is said about drafts of notes.

use crate::entities::note_draft_comment;
use crate::memberships::{people, to_person};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::lessons::{DraftComment, NewDraftComment};
use ids::{AccountId, DraftCommentId, NoteDraftId};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Adds what somebody says about a draft.
///
/// # Errors
/// When the database fails.
pub async fn insert_comment(
    tx: &Tx<'_>,
    (id, draft): (DraftCommentId, NoteDraftId),
    account: AccountId,
    new: NewDraftComment,
    at: DateTime<Utc>,
) -> Result<()> {
    let row = note_draft_comment::ActiveModel {
        id: ActiveValue::Set(id),
        draft_id: ActiveValue::Set(draft),
        account_id: ActiveValue::Set(Some(account)),
        field: ActiveValue::Set(new.field),
        text: ActiveValue::Set(new.text),
        created_at: ActiveValue::Set(at),
    };
    note_draft_comment::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// How much was said about a draft.
///
/// # Errors
/// When the database fails.
pub async fn count_comments(source: &impl Source, draft: NoteDraftId) -> Result<u64> {
    let query = note_draft_comment::Entity::find().filter(note_draft_comment::Column::DraftId.eq(draft));
    Ok(query.count(source.reading()).await?)
}

/// What an account said about drafts, its own and others', the last first, at most `limit`; without its HTML.
///
/// # Errors
/// When the database fails.
pub async fn comments_of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<DraftComment>> {
    let query = note_draft_comment::Entity::find().filter(note_draft_comment::Column::AccountId.eq(account));
    let rows = query.order_by_desc(note_draft_comment::Column::Id).limit(limit).all(db.read()).await?;
    Ok(to_comments(db, rows).await?.into_iter().map(|(_, comment)| comment).collect())
}

/// Removes what an account said about drafts.
///
/// # Errors
/// When the database fails.
pub async fn delete_comments_of(tx: &Tx<'_>, account: AccountId) -> Result<()> {
    let own = note_draft_comment::Entity::delete_many();
    own.filter(note_draft_comment::Column::AccountId.eq(account)).exec(tx.connection()).await?;
    Ok(())
}

/// What was said about these drafts, the oldest first.
pub(super) async fn about(
    source: &impl Source,
    drafts: impl Iterator<Item = NoteDraftId>,
) -> Result<Vec<(NoteDraftId, DraftComment)>> {
    let said = note_draft_comment::Entity::find()
        .filter(note_draft_comment::Column::DraftId.is_in(drafts))
        .order_by_asc(note_draft_comment::Column::Id);
    to_comments(source, said.all(source.reading()).await?).await
}

async fn to_comments(
    source: &impl Source,
    rows: Vec<note_draft_comment::Model>,
) -> Result<Vec<(NoteDraftId, DraftComment)>> {
    let people = people(source, rows.iter().filter_map(|row| row.account_id).collect()).await?;
    let comment = |row: note_draft_comment::Model| {
        let person = row.account_id.and_then(|account| people.get(&account)).map(to_person);
        let (id, created_at) = (row.id, row.created_at);
        let comment = DraftComment { id, person, field: row.field, text: row.text, html: String::new(), created_at };
        (row.draft_id, comment)
    };
    Ok(rows.into_iter().map(comment).collect())
}
