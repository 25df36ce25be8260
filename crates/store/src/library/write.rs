//! Putting items: their row and their terms.

use super::links::due_after_change;
use crate::entities::{library_item, library_removed, library_term, to_json};
use crate::{Result, Tx};
use chrono::{DateTime, Utc};
use domain::library::{LibraryFacet, LinkState, NewLibraryItem};
use ids::LibraryItemId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

/// An item as it is put: complete, with what was derived from what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: LibraryItemId,
    /// Its name in addresses.
    pub slug: String,
    /// The title to sort by.
    pub title_key: String,
    /// The beginning of the summary, without markup.
    pub excerpt: String,
    /// What is said of it.
    pub item: NewLibraryItem,
    /// The summary as HTML.
    pub summary_html: String,
    /// Digest of a row of the reference data. `None` for what editors write: one that is there stays.
    pub digest: Option<String>,
}

/// Puts an item that is not there yet, or what is said from now on of one that is; answers its version. Its file stays,
/// and so does what is known of its link where that is the same.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, written: &Written, at: DateTime<Utc>) -> Result<i64> {
    let before = library_item::Entity::find_by_id(written.id).one(tx.connection()).await?;
    let (published_at, version) = before.as_ref().map_or((at, 1), |row| (row.published_at, row.version + 1));
    let row = said(written, at, version)?;
    match before {
        Some(before) if before.url == written.item.url => {
            library_item::Entity::update(row).exec(tx.connection()).await?;
        }
        Some(_) => {
            let row = with_new_link(row, &written.item, at);
            library_item::Entity::update(row).exec(tx.connection()).await?;
        }
        None => {
            let row = library_item::ActiveModel {
                slug: ActiveValue::Set(written.slug.clone()),
                published_at: ActiveValue::Set(at),
                digest: ActiveValue::Set(written.digest.clone().unwrap_or_default()),
                ..with_new_link(row, &written.item, at)
            };
            library_item::Entity::insert(row).exec_without_returning(tx.connection()).await?;
        }
    }
    put_terms(tx, written, published_at).await?;
    Ok(version)
}

/// The columns of what is said; what stands beside it is left as it is.
fn said(written: &Written, at: DateTime<Utc>, version: i64) -> Result<library_item::ActiveModel> {
    let Written { item, .. } = written;
    let set = |text: &str| ActiveValue::Set(text.to_owned());
    Ok(library_item::ActiveModel {
        id: ActiveValue::Set(written.id),
        title: set(&item.title),
        title_key: set(&written.title_key),
        kind: set(&item.kind),
        publisher: ActiveValue::Set(item.publisher.clone()),
        excerpt: set(&written.excerpt),
        themes: ActiveValue::Set(to_json("library_items.themes", &item.themes)?),
        stages: ActiveValue::Set(to_json("library_items.stages", &item.stages)?),
        sectors: ActiveValue::Set(to_json("library_items.sectors", &item.sectors)?),
        shocks: ActiveValue::Set(to_json("library_items.shocks", &item.shocks)?),
        language: set(&item.language),
        year: ActiveValue::Set(item.year.map(i64::from)),
        licence_kind: set(item.licence_kind.as_str()),
        url: ActiveValue::Set(item.url.clone()),
        is_copy: ActiveValue::Set(item.is_copy),
        named_by_programme: ActiveValue::Set(item.named_by_programme),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        authors: ActiveValue::Set(to_json("library_items.authors", &item.authors)?),
        summary: set(&item.summary),
        summary_html: set(&written.summary_html),
        licence: ActiveValue::Set(item.licence.clone()),
        note: ActiveValue::Set(item.note.clone()),
        digest: written.digest.clone().map_or(ActiveValue::NotSet, ActiveValue::Set),
        ..Default::default()
    })
}

/// The row with a link that nobody has looked at yet.
fn with_new_link(
    row: library_item::ActiveModel,
    item: &NewLibraryItem,
    at: DateTime<Utc>,
) -> library_item::ActiveModel {
    library_item::ActiveModel {
        link_state: ActiveValue::Set(LinkState::Unknown.as_str().to_owned()),
        link_dead: ActiveValue::Set(false),
        link_checked_at: ActiveValue::Set(None),
        link_since: ActiveValue::Set(None),
        link_moved_to: ActiveValue::Set(None),
        link_misses: ActiveValue::Set(0),
        link_denials: ActiveValue::Set(0),
        link_missed_since: ActiveValue::Set(None),
        link_due_at: ActiveValue::Set(due_after_change(item, at)),
        ..row
    }
}

/// What an item can be filtered by that it may have several of.
fn terms(item: &NewLibraryItem) -> Vec<(LibraryFacet, String)> {
    let lists = [
        (LibraryFacet::Theme, &item.themes),
        (LibraryFacet::Stage, &item.stages),
        (LibraryFacet::Sector, &item.sectors),
        (LibraryFacet::Shock, &item.shocks),
    ];
    let listed = lists.into_iter().flat_map(|(facet, keys)| keys.iter().map(move |key| (facet, key.clone())));
    let mut all: Vec<(LibraryFacet, String)> = listed.collect();
    all.sort_unstable();
    all.dedup();
    all
}

async fn put_terms(tx: &Tx<'_>, written: &Written, published_at: DateTime<Utc>) -> Result<()> {
    let own = library_term::Entity::delete_many().filter(library_term::Column::ItemId.eq(written.id));
    own.exec(tx.connection()).await?;
    let rows = terms(&written.item).into_iter().map(|(facet, key)| library_term::ActiveModel {
        item_id: ActiveValue::Set(written.id),
        facet: ActiveValue::Set(facet.as_str().to_owned()),
        key: ActiveValue::Set(key),
        published_at: ActiveValue::Set(published_at),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        library_term::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Whether an item has this name in addresses.
///
/// # Errors
/// When the database fails.
pub async fn slug_is_taken(tx: &Tx<'_>, slug: &str) -> Result<bool> {
    let query = library_item::Entity::find().filter(library_item::Column::Slug.eq(slug));
    Ok(query.count(tx.connection()).await? > 0)
}

/// Removes an item with all that hangs on it. Where its file is kept is answered, for that to be removed as well. One
/// that had come with the reference data is noted, so that they do not bring it back.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: LibraryItemId, at: DateTime<Utc>) -> Result<Option<String>> {
    let Some(row) = library_item::Entity::find_by_id(id).one(tx.connection()).await? else { return Ok(None) };
    library_item::Entity::delete_by_id(id).exec(tx.connection()).await?;
    if !row.digest.is_empty() {
        let noted = library_removed::ActiveModel { slug: ActiveValue::Set(row.slug), removed_at: ActiveValue::Set(at) };
        let known = OnConflict::column(library_removed::Column::Slug).do_nothing().to_owned();
        library_removed::Entity::insert(noted).on_conflict(known).exec_without_returning(tx.connection()).await?;
    }
    Ok(row.file_key)
}

/// The names in addresses of items that had come with the reference data and were taken out.
///
/// # Errors
/// When the database fails.
pub async fn removed(tx: &Tx<'_>) -> Result<Vec<String>> {
    let query = library_removed::Entity::find().select_only().column(library_removed::Column::Slug);
    Ok(query.into_tuple().all(tx.connection()).await?)
}
