//! Who writes a draft with whoever leads it.

use super::DraftKey;
use crate::entities::{note_draft, note_draft_author};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use ids::{AccountId, NoteDraftId};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Who writes a draft besides the one who leads it, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub async fn co_authors(source: &impl Source, draft: NoteDraftId) -> Result<Vec<AccountId>> {
    let query = note_draft_author::Entity::find()
        .select_only()
        .column(note_draft_author::Column::AccountId)
        .filter(note_draft_author::Column::DraftId.eq(draft))
        .order_by_asc(note_draft_author::Column::Place);
    Ok(query.into_tuple().all(source.reading()).await?)
}

/// Whether somebody writes a draft besides the one who leads it.
///
/// # Errors
/// When the database fails.
pub async fn is_co_author(source: &impl Source, draft: NoteDraftId, account: AccountId) -> Result<bool> {
    let query = note_draft_author::Entity::find_by_id((draft, account));
    Ok(query.count(source.reading()).await? > 0)
}

/// Adds somebody who does not write a draft yet, behind those who do.
///
/// # Errors
/// [`crate::Error::Constraint`] when they do already; when the database fails.
pub async fn add_author(tx: &Tx<'_>, draft: NoteDraftId, account: AccountId, at: DateTime<Utc>) -> Result<()> {
    let query = note_draft_author::Entity::find()
        .select_only()
        .column(note_draft_author::Column::Place)
        .filter(note_draft_author::Column::DraftId.eq(draft))
        .order_by_desc(note_draft_author::Column::Place);
    let last: Option<i64> = query.into_tuple().one(tx.connection()).await?;
    let row = note_draft_author::ActiveModel {
        draft_id: ActiveValue::Set(draft),
        account_id: ActiveValue::Set(account),
        place: ActiveValue::Set(last.map_or(0, |last| last + 1)),
        added_at: ActiveValue::Set(at),
    };
    note_draft_author::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Takes somebody off who writes a draft besides the one who leads it.
///
/// # Errors
/// When the database fails.
pub async fn remove_author(tx: &Tx<'_>, draft: NoteDraftId, account: AccountId) -> Result<()> {
    note_draft_author::Entity::delete_by_id((draft, account)).exec(tx.connection()).await?;
    Ok(())
}

/// Hands the drafts that an account leads and others write, too, over to the first of those: what they wrote does not go
/// with somebody else's account. Answers the drafts as they are then.
///
/// # Errors
/// When the database fails.
pub async fn hand_over(tx: &Tx<'_>, account: AccountId) -> Result<Vec<DraftKey>> {
    let led = note_draft::Entity::find()
        .select_only()
        .column(note_draft::Column::Id)
        .filter(note_draft::Column::AccountId.eq(account));
    let ids: Vec<NoteDraftId> = led.into_tuple().all(tx.connection()).await?;
    let mut handed = Vec::new();
    for id in ids {
        let Some(next) = co_authors(tx, id).await?.into_iter().find(|other| *other != account) else { continue };
        remove_author(tx, id, next).await?;
        let row = note_draft::ActiveModel {
            id: ActiveValue::Unchanged(id),
            account_id: ActiveValue::Set(Some(next)),
            ..Default::default()
        };
        note_draft::Entity::update(row).exec(tx.connection()).await?;
        handed.extend(super::find(tx, id).await?);
    }
    Ok(handed)
}
