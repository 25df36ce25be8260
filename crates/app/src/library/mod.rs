//! The library: lists, one item, files of all; and how editors keep it.

mod citations;
mod collections;
mod documents;
mod edit;
mod export;
mod feed;
mod files;
mod links;
mod list;
mod sniff;
mod written;

pub use citations::{ListForm, cite, export_citations};
pub use collections::{
    COLLECTION_SHOWN_FROM, COLLECTIONS_MADE_FROM, create_collection, delete_collection, get_collection,
    list_collections, missing_collection, replace_collection_items, update_collection,
};
pub(crate) use collections::{collection_thing, forget_lists, tell as tell_collection};
pub(crate) use documents::document;
pub(crate) use edit::remove as remove_item;
pub use edit::{create_library_item, delete_library_item, update_library_item};
pub use export::export;
pub use feed::{FEED_MADE_FROM, FollowedItem, LibraryFeed, feed};
pub use files::{
    KeptFile, delete_library_item_file, get_library_item_file, get_library_item_image, may_replace_file, read_file,
    replace_library_item_file,
};
pub use links::{LinkAsker, PublicInternet, create_link_check, handlers, list_dead_links, schedule_link_checks};
pub use list::list;
pub(crate) use list::{check_keys as check_list_keys, selection};
pub(crate) use written::written;

use crate::access::authorise;
use crate::{Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::library::{LibraryItem, LibraryItemRef};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor};
use ids::LibraryItemId;
use store::{NewChange, Tx};

/// Kinds of things that the answers here are made from.
pub const MADE_FROM: &[ThingKind] = &[ThingKind::LibraryItem];

/// What may be called a page of the app beside those of items, below the same address.
pub(crate) const PAGES: [&str; 6] = ["all", "collections", "dead-links", "edit", "new", "search"];

/// Names in addresses read at once.
const SLUGS_AT_ONCE: u64 = 5_000;
/// Most items that a map of the site names: what its standard allows one file to hold.
const MOST_SLUGS: usize = 50_000;

/// One item.
///
/// # Errors
/// [`Error::Missing`] when there is none of that name; when the actor may not or the database fails.
pub async fn get(ctx: &Context, actor: &Actor, reference: &LibraryItemRef) -> Result<LibraryItem> {
    let scope = authorise(actor, Action::GetLibraryItem)?;
    let item = store::library::get(ctx.db(), scope, reference).await?;
    item.ok_or_else(|| missing(&reference.to_string()))
}

/// What is said of an item that is not there.
#[must_use]
pub fn missing(name: &str) -> Error {
    Error::Missing(format!("There is no item '{name}' in the library. Use an id or a slug from its list."))
}

/// The names in addresses of all items with the moment of their last change, for a map of the site.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn slugs(ctx: &Context, actor: &Actor) -> Result<Vec<(String, DateTime<Utc>)>> {
    authorise(actor, Action::ListLibraryItems)?;
    let mut all: Vec<(String, DateTime<Utc>)> = Vec::new();
    while all.len() < MOST_SLUGS {
        let after = all.last().map(|(slug, _)| slug.clone()).unwrap_or_default();
        let part = store::library::slugs(ctx.db(), &after, SLUGS_AT_ONCE).await?;
        if part.is_empty() {
            break;
        }
        all.extend(part);
    }
    all.truncate(MOST_SLUGS);
    Ok(all)
}

/// What audit and change log call an item.
const fn audited(id: LibraryItemId) -> (ThingKind, uuid::Uuid) {
    (ThingKind::LibraryItem, id.as_uuid())
}

/// Tells everyone that an item, or what is known of its link, changed.
fn tell_item(
    tx: &Tx<'_>,
    (id, slug): (LibraryItemId, &str),
    (action, version): (ChangeAction, i64),
    at: DateTime<Utc>,
) {
    let (kind, id) = audited(id);
    tx.tell(NewChange { at, kind, id, slug: Some(slug.to_owned()), action, version, audience: None });
}
