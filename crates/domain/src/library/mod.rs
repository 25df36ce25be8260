//! The library: works that help cities recover, each behind a link or as a file, with what is known of its licence, and
//! whether its link still leads somewhere; and collections and reading lists of them.

mod citation;
mod collection;
mod dead;
mod file;
mod filter;
mod item;
mod keys;
mod licence;
mod link;
mod new;
mod update;

pub use citation::CitationQuery;
pub use collection::{
    ALWAYS_PUBLIC, Collection, CollectionEntry, CollectionItem, CollectionItems, CollectionKind, CollectionQuery,
    CollectionSummary, CollectionUpdate, MAX_ITEMS, NewCollection,
};
pub use dead::DeadLinkQuery;
pub use file::{FileQuery, MAX_FILE_BYTES, NewLibraryFile};
pub use filter::{LibraryExportQuery, LibraryFilter, LibraryQuery};
pub use item::{LibraryFile, LibraryItem, LibraryItemSummary};
pub use keys::{CitationFormat, FileType, LibraryFacet, LibrarySort, LicenceKind, LinkState};
pub use link::{ItemLink, LinkAnswer, LinkRecord, host};
pub use new::{MAX_KEYS, MAX_SUMMARY, MAX_TITLE, NewLibraryItem};
pub use update::{LibraryItemUpdate, touched};

use crate::slugs::SlugRef;
use ids::{CollectionId, LibraryItemId};

/// How an address names an item: by id or by slug.
pub type LibraryItemRef = SlugRef<LibraryItemId>;
/// How an address names a collection or a reading list: by id or by slug.
pub type CollectionRef = SlugRef<CollectionId>;
