//! Topics of the reference data, and the drafts that they became.

use crate::entities::{note_draft, note_topic};
use crate::reference::Known;
use crate::{Result, Tx};
use ids::NoteDraftId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Stands where a digest stands, of a topic whose draft people have worked on, published or thrown away.
pub const TAKEN: &str = "taken";

/// The topics that were loaded, to be compared with what is loaded now.
///
/// # Errors
/// When the database fails.
pub async fn known(tx: &Tx<'_>) -> Result<Vec<Known>> {
    let rows = note_topic::Entity::find().all(tx.connection()).await?;
    let query = note_draft::Entity::find().select_only().columns([note_draft::Column::Id, note_draft::Column::Version]);
    let query = query.filter(note_draft::Column::Id.is_in(rows.iter().filter_map(|row| row.draft_id)));
    let drafts: Vec<(NoteDraftId, i64)> = query.into_tuple().all(tx.connection()).await?;
    let known = rows.into_iter().map(|row| {
        let draft = drafts.iter().find(|(id, _)| Some(*id) == row.draft_id);
        let untouched = draft.filter(|(_, version)| *version == row.draft_version);
        Known {
            id: row.draft_id.map_or_else(Uuid::nil, NoteDraftId::as_uuid),
            key: row.slug,
            digest: if untouched.is_some() { row.digest } else { TAKEN.to_owned() },
            version: row.draft_version,
        }
    });
    Ok(known.collect())
}

/// Notes what a topic was as it was loaded, and its draft of that version.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, slug: &str, digest: &str, (draft, version): (NoteDraftId, i64)) -> Result<()> {
    let row = note_topic::ActiveModel {
        slug: ActiveValue::Set(slug.to_owned()),
        digest: ActiveValue::Set(digest.to_owned()),
        draft_id: ActiveValue::Set(Some(draft)),
        draft_version: ActiveValue::Set(version),
    };
    let columns = [note_topic::Column::Digest, note_topic::Column::DraftId, note_topic::Column::DraftVersion];
    let known = OnConflict::column(note_topic::Column::Slug).update_columns(columns).to_owned();
    note_topic::Entity::insert(row).on_conflict(known).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The topic that a draft began as; `None` for one that somebody began.
///
/// # Errors
/// When the database fails.
pub async fn slug_of(tx: &Tx<'_>, draft: NoteDraftId) -> Result<Option<String>> {
    let query = note_topic::Entity::find()
        .select_only()
        .column(note_topic::Column::Slug)
        .filter(note_topic::Column::DraftId.eq(draft));
    Ok(query.into_tuple().one(tx.connection()).await?)
}
