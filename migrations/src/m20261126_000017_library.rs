//! The library: its items with the terms that they are filtered by and what is known of their links; which loaded ones
//! were taken out; and collections and reading lists of them.

use crate::columns::{
    flag, id, key, moment, optional_id, optional_moment, optional_text, optional_whole, sorted_text, text, whole,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            library_items(manager),
            library_terms(manager),
            library_removed(manager),
            collections(manager),
            collection_items(),
        ] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["collection_items", "collections", "library_removed", "library_terms", "library_items"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Each order of the list ends in the tie-breaker, and so does each order within one value of what is filtered by most:
/// a page is read where it stands, never sorted.
const INDEXES: [(&str, &str, &[&str]); 13] = [
    ("ix_library_items_published", "library_items", &["published_at", "id"]),
    ("ix_library_items_updated", "library_items", &["updated_at", "id"]),
    ("ix_library_items_title", "library_items", &["title_key", "id"]),
    ("ix_library_items_kind", "library_items", &["kind", "published_at", "id"]),
    ("ix_library_items_language", "library_items", &["language", "published_at", "id"]),
    ("ix_library_items_licence", "library_items", &["licence_kind", "published_at", "id"]),
    ("ix_library_items_year", "library_items", &["year", "published_at", "id"]),
    ("ix_library_items_link", "library_items", &["link_state", "link_since", "id"]),
    ("ix_library_items_due", "library_items", &["link_due_at", "id"]),
    ("ix_library_terms_key", "library_terms", &["facet", "key", "published_at", "item_id"]),
    ("ix_collections_account", "collections", &["account_id", "id"]),
    ("ix_collections_public", "collections", &["is_public", "id"]),
    ("ix_collection_items_item", "collection_items", &["item_id", "collection_id"]),
];

fn library_items(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut table = Table::create().table("library_items").to_owned();
    row_of_the_list(manager).into_iter().chain(of_one_item()).for_each(|column| _ = table.col(column));
    table
}

fn row_of_the_list(manager: &SchemaManager<'_>) -> [ColumnDef; 29] {
    [
        id("id").primary_key().to_owned(),
        sorted_text(manager, "slug").unique_key().to_owned(),
        text("title"),
        sorted_text(manager, "title_key"),
        text("kind"),
        optional_text("publisher"),
        text("excerpt"),
        // Lists of keys as JSON, for a row of the list; to filter by them, see `library_terms`.
        text("themes"),
        text("stages"),
        text("sectors"),
        text("shocks"),
        text("language"),
        optional_whole("year"),
        text("licence_kind"),
        optional_text("url"),
        optional_text("file_name"),
        optional_text("file_type"),
        optional_whole("file_bytes"),
        optional_text("file_sha256"),
        flag("is_copy"),
        flag("named_by_programme"),
        text("link_state"),
        flag("link_dead"),
        optional_moment("link_checked_at"),
        optional_moment("link_since"),
        optional_text("link_moved_to"),
        moment("published_at"),
        moment("updated_at"),
        whole("version"),
    ]
}

fn of_one_item() -> [ColumnDef; 11] {
    [
        text("authors"),
        text("summary"),
        text("summary_html"),
        optional_text("licence"),
        optional_text("note"),
        // Where the file is kept.
        optional_text("file_key"),
        // What the next check of the link needs to know, and when it is due; never where there is no link.
        whole("link_misses"),
        whole("link_denials"),
        optional_moment("link_missed_since"),
        optional_moment("link_due_at"),
        // Of a row of the reference data as it was loaded last; empty for what editors added.
        text("digest"),
    ]
}

/// What lists of keys hold, a row a key, with the moment to order by: a filter by one key is a walk through its index.
fn library_terms(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("library_terms")
        .col(id("item_id"))
        .col(text("facet"))
        .col(sorted_text(manager, "key"))
        .col(moment("published_at"))
        .primary_key(Index::create().col("item_id").col("facet").col("key"))
        .foreign_key(&mut key(("library_terms", "item_id"), "library_items", ForeignKeyAction::Cascade))
        .to_owned()
}

/// Rows of the reference data that editors took out: loading does not bring them back.
fn library_removed(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("library_removed")
        .col(sorted_text(manager, "slug").primary_key())
        .col(moment("removed_at"))
        .to_owned()
}

/// A collection is the network's own, a reading list somebody's: it goes with their account.
fn collections(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("collections")
        .col(id("id").primary_key())
        .col(optional_id("account_id"))
        .col(text("kind"))
        .col(sorted_text(manager, "slug").unique_key())
        .col(text("title"))
        .col(text("summary"))
        .col(text("summary_html"))
        .col(text("excerpt"))
        .col(flag("is_public"))
        // How many it holds, for a row of the list.
        .col(whole("items"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .col(whole("version"))
        .foreign_key(&mut key(("collections", "account_id"), "accounts", ForeignKeyAction::Cascade))
        .to_owned()
}

fn collection_items() -> TableCreateStatement {
    Table::create()
        .table("collection_items")
        .col(id("collection_id"))
        .col(id("item_id"))
        .col(whole("place"))
        .col(optional_text("note"))
        .primary_key(Index::create().col("collection_id").col("item_id"))
        .foreign_key(&mut key(("collection_items", "collection_id"), "collections", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("collection_items", "item_id"), "library_items", ForeignKeyAction::Cascade))
        .to_owned()
}
