//! What collections and reading lists say of themselves, wherever they are named.

use crate::messages::{Key, count, fill, t};
use domain::library::{CollectionKind, CollectionSummary};

/// Whose a collection is.
pub(super) fn kind(kind: CollectionKind) -> &'static str {
    t(match kind {
        CollectionKind::Collection => Key::ShelfCollection,
        CollectionKind::ReadingList => Key::ShelfReadingList,
    })
}

/// What it is, whose, how much it holds, and whether nobody else sees it.
pub(crate) fn facts(list: &CollectionSummary) -> Vec<String> {
    let person = list.person.as_ref().map(|person| fill(Key::ShelfBy, &[("name", &person.name)]));
    let items = count(Key::ShelfItems, list.items as usize);
    let private = (!list.public).then(|| t(Key::ShelfPrivate).to_owned());
    let first = [kind(list.kind).to_owned()].into_iter().chain(person);
    first.chain([items]).chain(private).collect()
}
