//! Notes: those that everyone reads, with the terms that they are filtered by, what they cite and their versions; and
//! apart from them drafts, so that no list of notes can show what is not published. And with drafts of lessons the
//! revision that they take into account.

use crate::columns::{
    id, key, moment, optional_id, optional_moment, optional_text, optional_whole, sorted_text, text, whole,
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
            notes(manager),
            note_terms(manager),
            note_citations(manager),
            note_authors(),
            note_versions(),
            note_drafts(manager),
            note_draft_authors(),
            note_draft_comments(),
            note_topics(manager),
        ] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        // Of a draft that was begun before nobody knows: it is published as it always was.
        let base = Table::alter().table("lesson_drafts").add_column(optional_whole("base")).to_owned();
        manager.alter_table(base).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let base = Table::alter().table("lesson_drafts").drop_column("base").to_owned();
        manager.alter_table(base).await?;
        for table in [
            "note_topics",
            "note_draft_comments",
            "note_draft_authors",
            "note_drafts",
            "note_versions",
            "note_authors",
            "note_citations",
            "note_terms",
            "notes",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Each order of the list ends in the tie-breaker: a page is read where it stands, never sorted.
const INDEXES: [(&str, &str, &[&str]); 11] = [
    ("ix_notes_published", "notes", &["published_at", "id"]),
    ("ix_notes_updated", "notes", &["updated_at", "id"]),
    ("ix_notes_title", "notes", &["title_key", "id"]),
    ("ix_note_terms_key", "note_terms", &["facet", "key", "published_at", "note_id"]),
    ("ix_note_citations_thing", "note_citations", &["thing_id", "note_id"]),
    ("ix_note_authors_account", "note_authors", &["account_id", "note_id"]),
    ("ix_note_drafts_account", "note_drafts", &["account_id", "status", "id"]),
    ("ix_note_drafts_status", "note_drafts", &["status", "id"]),
    ("ix_note_drafts_note", "note_drafts", &["note_id", "id"]),
    ("ix_note_draft_authors_account", "note_draft_authors", &["account_id", "draft_id"]),
    ("ix_note_draft_comments_draft", "note_draft_comments", &["draft_id", "id"]),
];

fn notes(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut table = Table::create().table("notes").to_owned();
    for column in [
        id("id").primary_key().to_owned(),
        sorted_text(manager, "slug").unique_key().to_owned(),
        text("kind"),
        text("title"),
        sorted_text(manager, "title_key"),
        text("excerpt"),
        text("audience"),
        text("question"),
        // Lists of keys as JSON, for a row of the list; to filter by them, see `note_terms`.
        text("topics"),
        text("themes"),
        text("stages"),
        text("cities"),
        text("countries"),
        text("language"),
        // How many things it cites.
        whole("citations"),
        whole("number"),
        moment("published_at"),
        moment("updated_at"),
        whole("version"),
        text("content"),
        // Summary and sections as HTML, as JSON.
        text("html"),
    ] {
        table.col(column);
    }
    table
}

/// What lists of keys hold, a row a key, with the moment to order by: a filter by one key is a walk through its index.
fn note_terms(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("note_terms")
        .col(id("note_id"))
        .col(text("facet"))
        .col(sorted_text(manager, "key"))
        .col(moment("published_at"))
        .primary_key(Index::create().col("note_id").col("facet").col("key"))
        .foreign_key(&mut key(("note_terms", "note_id"), "notes", ForeignKeyAction::Cascade))
        .to_owned()
}

/// What the newest version of a note cites. No key to what is cited: who reads is to learn that it has gone.
fn note_citations(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("note_citations")
        .col(id("note_id"))
        .col(whole("number"))
        .col(text("kind"))
        .col(id("thing_id"))
        .col(sorted_text(manager, "slug"))
        .col(text("title"))
        // Which revision of a lesson, or version of an item.
        .col(whole("version"))
        .primary_key(Index::create().col("note_id").col("number"))
        .foreign_key(&mut key(("note_citations", "note_id"), "notes", ForeignKeyAction::Cascade))
        .to_owned()
}

fn note_authors() -> TableCreateStatement {
    Table::create()
        .table("note_authors")
        .col(id("note_id"))
        .col(id("account_id"))
        .col(whole("place"))
        .primary_key(Index::create().col("note_id").col("account_id"))
        .foreign_key(&mut key(("note_authors", "note_id"), "notes", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("note_authors", "account_id"), "accounts", ForeignKeyAction::Cascade))
        .to_owned()
}

fn note_versions() -> TableCreateStatement {
    Table::create()
        .table("note_versions")
        .col(id("note_id"))
        .col(whole("number"))
        .col(text("title"))
        .col(text("content"))
        // What it cited then, as JSON.
        .col(text("citations"))
        // Ids of accounts as JSON: names are looked up, so that nothing of who has gone stays here but a number.
        .col(text("authors"))
        .col(optional_text("change"))
        .col(moment("published_at"))
        .primary_key(Index::create().col("note_id").col("number"))
        .foreign_key(&mut key(("note_versions", "note_id"), "notes", ForeignKeyAction::Cascade))
        .to_owned()
}

/// A draft goes with who leads it, unless somebody else who writes it takes over; one without is the network's.
fn note_drafts(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("note_drafts")
        .col(id("id").primary_key())
        .col(optional_id("account_id"))
        .col(optional_id("note_id"))
        // The version of the note that it takes into account.
        .col(optional_whole("base"))
        .col(sorted_text(manager, "status"))
        .col(text("kind"))
        .col(text("title"))
        .col(text("content"))
        .col(optional_text("reason"))
        .col(optional_id("submitted_by"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .col(optional_moment("submitted_at"))
        .col(whole("version"))
        .foreign_key(&mut key(("note_drafts", "account_id"), "accounts", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("note_drafts", "submitted_by"), "accounts", ForeignKeyAction::SetNull))
        .foreign_key(&mut key(("note_drafts", "note_id"), "notes", ForeignKeyAction::Cascade))
        .to_owned()
}

/// Who writes a draft besides the one who leads it.
fn note_draft_authors() -> TableCreateStatement {
    Table::create()
        .table("note_draft_authors")
        .col(id("draft_id"))
        .col(id("account_id"))
        .col(whole("place"))
        .col(moment("added_at"))
        .primary_key(Index::create().col("draft_id").col("account_id"))
        .foreign_key(&mut key(("note_draft_authors", "draft_id"), "note_drafts", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("note_draft_authors", "account_id"), "accounts", ForeignKeyAction::Cascade))
        .to_owned()
}

fn note_draft_comments() -> TableCreateStatement {
    Table::create()
        .table("note_draft_comments")
        .col(id("id").primary_key())
        .col(id("draft_id"))
        .col(optional_id("account_id"))
        .col(optional_text("field"))
        .col(text("text"))
        .col(moment("created_at"))
        .foreign_key(&mut key(("note_draft_comments", "draft_id"), "note_drafts", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("note_draft_comments", "account_id"), "accounts", ForeignKeyAction::SetNull))
        .to_owned()
}

/// Topics of the reference data, with the draft that each began as it was loaded last. One whose draft somebody has
/// worked on, or thrown away, is people's: no load touches it.
fn note_topics(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("note_topics")
        .col(sorted_text(manager, "slug").primary_key())
        .col(text("digest"))
        .col(optional_id("draft_id"))
        .col(whole("draft_version"))
        .foreign_key(&mut key(("note_topics", "draft_id"), "note_drafts", ForeignKeyAction::SetNull))
        .to_owned()
}
