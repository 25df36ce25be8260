//! Writing reference data: rows are found by their stable key, and only those whose digest changed are touched.

use crate::entities::reference_file;
use crate::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ConnectionTrait, EntityTrait};
use uuid::Uuid;

/// A row that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: Uuid,
    /// Its stable key: a slug, a code, `vocabulary/key`.
    pub key: String,
    /// Digest of what was loaded.
    pub digest: String,
    /// Its version.
    pub version: i64,
}

/// What becomes of a row: its id, its version after the load, whether it is new, its digest and the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Id of the row as UUID.
    pub id: Uuid,
    /// Version after the load.
    pub version: i64,
    /// Whether the row is made by this load.
    pub new: bool,
    /// Digest of what is loaded.
    pub digest: String,
    /// Moment of the load.
    pub at: DateTime<Utc>,
}

/// Digest of the named set of files as it was loaded last.
///
/// # Errors
/// When the database fails.
pub async fn loaded_digest(db: &Db, name: &str) -> Result<Option<String>> {
    let row = reference_file::Entity::find_by_id(name.to_owned()).one(db.read()).await?;
    Ok(row.map(|row| row.digest))
}

/// Forgets that the named set of files was loaded.
///
/// # Errors
/// When the database fails.
pub async fn forget_loaded(tx: &Tx<'_>, name: &str) -> Result<()> {
    reference_file::Entity::delete_by_id(name.to_owned()).exec(tx.connection()).await?;
    Ok(())
}

/// Notes what was loaded.
///
/// # Errors
/// When the database fails.
pub async fn note_loaded(tx: &Tx<'_>, name: &str, digest: &str, at: DateTime<Utc>) -> Result<()> {
    let row = reference_file::ActiveModel {
        name: ActiveValue::Set(name.to_owned()),
        digest: ActiveValue::Set(digest.to_owned()),
        loaded_at: ActiveValue::Set(at),
    };
    let update = OnConflict::column(reference_file::Column::Name)
        .update_columns([reference_file::Column::Digest, reference_file::Column::LoadedAt])
        .to_owned();
    reference_file::Entity::insert(row).on_conflict(update).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Lets the engine count what its tables hold now. Without it a plan is a guess, and a list within a region
/// may be sorted as a whole where walking its order would find the page at once.
///
/// # Errors
/// When the database fails.
pub async fn analyse(db: &Db) -> Result<()> {
    db.writing().execute_unprepared("ANALYZE").await?;
    Ok(())
}
