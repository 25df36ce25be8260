//! The library: reading, putting, and what is known of links.

pub mod collections;
pub mod files;
pub mod links;
mod list;
mod rows;
mod write;

pub use list::{After, LibrarySelection, Walk, Window, by_ids, page};
pub use write::{Written, delete, put, removed, slug_is_taken};

use crate::entities::library_item;
use crate::reference::Known;
use crate::{Db, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::library::{LibraryItem, LibraryItemRef};
use ids::LibraryItemId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

/// One item, by id or slug; `None` when there is none that `scope` may see. Everyone may see every item.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, _scope: Scope, reference: &LibraryItemRef) -> Result<Option<LibraryItem>> {
    named(reference).one(source.reading()).await?.map(rows::to_item).transpose()
}

/// The item of this id or slug.
fn named(reference: &LibraryItemRef) -> Select<library_item::Entity> {
    match reference {
        LibraryItemRef::Id(id) => library_item::Entity::find_by_id(*id),
        LibraryItemRef::Slug(slug) => library_item::Entity::find().filter(library_item::Column::Slug.eq(slug)),
    }
}

/// Names in addresses with the moment of the last change, in the order of the names: after `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn slugs(db: &Db, after: &str, limit: u64) -> Result<Vec<(String, DateTime<Utc>)>> {
    let query = library_item::Entity::find()
        .select_only()
        .columns([library_item::Column::Slug, library_item::Column::UpdatedAt])
        .filter(library_item::Column::Slug.gt(after))
        .order_by_asc(library_item::Column::Slug)
        .limit(limit);
    Ok(query.into_tuple().all(db.read()).await?)
}

/// The rows that were loaded, to be compared with what is loaded now; and those of these slugs that editors added: what
/// is loaded takes them over.
///
/// # Errors
/// When the database fails.
pub async fn known(tx: &Tx<'_>, slugs: &[&str]) -> Result<Vec<Known>> {
    use library_item::Column::{Digest, Id, Slug, Version};
    let loaded = Condition::any().add(Digest.ne("")).add(Slug.is_in(slugs.iter().copied()));
    let query = library_item::Entity::find().select_only().columns([Id, Slug, Digest, Version]).filter(loaded);
    let rows: Vec<(LibraryItemId, String, String, i64)> = query.into_tuple().all(tx.connection()).await?;
    let known = |(id, key, digest, version): (LibraryItemId, String, String, i64)| Known {
        id: id.as_uuid(),
        key,
        digest,
        version,
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Which items with all that is said of them.
#[derive(Debug, Clone, Copy)]
pub enum Wholes<'a> {
    /// Those of these ids; ids that name none are left out.
    Of(&'a [LibraryItemId]),
    /// Those behind this id, in the order of ids; from the first when `None`. At most so many.
    Behind(Option<LibraryItemId>, u64),
}

/// Items with all that is said of them: for the search index, and for files.
///
/// # Errors
/// When the database fails.
pub async fn wholes(db: &Db, _scope: Scope, which: Wholes<'_>) -> Result<Vec<LibraryItem>> {
    let query = match which {
        Wholes::Of([]) => return Ok(Vec::new()),
        Wholes::Of(ids) => library_item::Entity::find().filter(library_item::Column::Id.is_in(ids.iter().copied())),
        Wholes::Behind(after, limit) => {
            let behind = Condition::all().add_option(after.map(|after| library_item::Column::Id.gt(after)));
            library_item::Entity::find().filter(behind).order_by_asc(library_item::Column::Id).limit(limit)
        }
    };
    query.all(db.read()).await?.into_iter().map(rows::to_item).collect()
}
