//! One item, as the pages about it get it.

use super::addresses::item_slug;
use crate::parts::Subject;
use domain::library::{LibraryItem, LibraryItemRef};
use leptos::prelude::*;
use std::sync::Arc;

/// The item of the page, as its parts share it.
pub(super) type Shared = StoredValue<Arc<LibraryItem>>;

/// How the pages about an item get it.
pub(crate) const ITEM: Subject<LibraryItem> = Subject {
    slug: item_slug,
    is_named: |item, name| name == item.slug || name == item.id.to_string(),
    fetch: |client, slug| Box::pin(async move { client.get_library_item(&LibraryItemRef::Slug(slug)).await }),
    personal: false,
};
