//! Which items have a file, and where it is kept.

use super::rows;
use crate::entities::library_item;
use crate::{Db, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::library::{LibraryFile, LibraryItemRef};
use ids::LibraryItemId;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// The file of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Name of its item in addresses.
    pub slug: String,
    /// What it is.
    pub file: LibraryFile,
    /// Where it is kept.
    pub key: String,
}

/// The file of an item; `None` where there is no such item, or it has none. Everyone may see every item, whatever the
/// scope.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, _scope: Scope, reference: &LibraryItemRef) -> Result<Option<KeptFile>> {
    let Some(row) = super::named(reference).one(source.reading()).await? else { return Ok(None) };
    let file = rows::file((row.file_name, row.file_type, row.file_bytes, row.file_sha256))?;
    Ok(row.file_key.zip(file).map(|(key, file)| KeptFile { slug: row.slug, file, key }))
}

/// Notes which file an item has from now on, or that it has none any more. Answers the version of the item, and where
/// the file before was kept.
///
/// # Errors
/// When the database fails, or there is no such item.
pub async fn set(
    tx: &Tx<'_>,
    id: LibraryItemId,
    file: Option<(LibraryFile, String)>,
    at: DateTime<Utc>,
) -> Result<(i64, Option<String>)> {
    let before = library_item::Entity::find_by_id(id).one(tx.connection()).await?;
    let (version, key) = before.map_or((1, None), |row| (row.version + 1, row.file_key));
    let (file, new_key) = file.map_or((None, None), |(file, key)| (Some(file), Some(key)));
    let row = library_item::ActiveModel {
        id: ActiveValue::Unchanged(id),
        file_name: ActiveValue::Set(file.as_ref().map(|file| file.name.clone())),
        file_type: ActiveValue::Set(file.as_ref().map(|file| file.media_type.as_str().to_owned())),
        file_bytes: ActiveValue::Set(file.as_ref().map(|file| file.bytes)),
        file_sha256: ActiveValue::Set(file.map(|file| file.sha256)),
        file_key: ActiveValue::Set(new_key),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    library_item::Entity::update(row).exec(tx.connection()).await?;
    Ok((version, key))
}

/// Whether an item has the file that is kept there.
///
/// # Errors
/// When the database fails.
pub async fn is_named(db: &Db, key: &str) -> Result<bool> {
    let query = library_item::Entity::find().filter(library_item::Column::FileKey.eq(key));
    Ok(query.count(db.read()).await? > 0)
}
