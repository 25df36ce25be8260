//! Putting an item on a list.

use client::{Client, Error};
use domain::library::{Collection, CollectionEntry, CollectionItem, CollectionItems, CollectionRef};

/// How often it is tried again when somebody else was faster.
const TRIES: usize = 3;

/// Items as they are sent: what is shown of them stays behind.
pub(super) fn entries(items: &[CollectionItem]) -> CollectionItems {
    let entry = |one: &CollectionItem| CollectionEntry { item: one.item.slug.clone(), note: one.note.clone() };
    CollectionItems { items: items.iter().map(entry).collect() }
}

/// Puts an item at the end of a list, where it is not on it.
///
/// # Errors
/// See [`Error`].
pub(crate) async fn put(client: &Client, list: &CollectionRef, item: &str) -> Result<Collection, Error> {
    let mut tries = 0;
    loop {
        let found = client.get_collection(list).await?;
        if found.items.iter().any(|one| one.item.slug == item) {
            return Ok(found);
        }
        let mut all = entries(&found.items);
        all.items.push(CollectionEntry { item: item.to_owned(), note: None });
        match client.replace_collection_items(list, found.version, &all).await {
            // Somebody else, or oneself in another window.
            Err(error) if error.status() == Some(412) && tries < TRIES => tries += 1,
            answer => return answer,
        }
    }
}
