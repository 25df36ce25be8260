//! Lessons: those that everyone reads, with the terms that they are filtered by, their revisions, links and what cities
//! report of them; and apart from them drafts, so that no list of lessons can show what is not published.

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
            lessons(manager),
            lesson_terms(manager),
            lesson_authors(),
            lesson_revisions(),
            lesson_outcomes(),
            lesson_links(),
            lesson_drafts(manager),
            lesson_draft_comments(),
        ] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        let mut one = Index::create().name("ux_lesson_outcomes_city").table("lesson_outcomes").unique().to_owned();
        manager.create_index(one.col("lesson_id").col("city_id").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "lesson_draft_comments",
            "lesson_drafts",
            "lesson_links",
            "lesson_outcomes",
            "lesson_revisions",
            "lesson_authors",
            "lesson_terms",
            "lessons",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Each order of the list ends in the tie-breaker, and so does each order within one value of what is filtered by most:
/// a page is read where it stands, never sorted.
const INDEXES: [(&str, &str, &[&str]); 15] = [
    ("ix_lessons_status_published", "lessons", &["status", "published_at", "id"]),
    ("ix_lessons_status_updated", "lessons", &["status", "updated_at", "id"]),
    ("ix_lessons_status_title", "lessons", &["status", "title_key", "id"]),
    ("ix_lessons_topic", "lessons", &["topic", "published_at", "id"]),
    ("ix_lessons_stage", "lessons", &["stage", "published_at", "id"]),
    ("ix_lessons_grade", "lessons", &["grade", "published_at", "id"]),
    ("ix_lessons_year", "lessons", &["year", "published_at", "id"]),
    ("ix_lessons_language", "lessons", &["language", "published_at", "id"]),
    ("ix_lesson_terms_key", "lesson_terms", &["facet", "key", "published_at", "lesson_id", "topic"]),
    ("ix_lesson_authors_account", "lesson_authors", &["account_id", "lesson_id"]),
    ("ix_lesson_outcomes_account", "lesson_outcomes", &["account_id", "id"]),
    ("ix_lesson_links_to", "lesson_links", &["to_id", "from_id"]),
    ("ix_lesson_drafts_account", "lesson_drafts", &["account_id", "status", "id"]),
    ("ix_lesson_drafts_status", "lesson_drafts", &["status", "id"]),
    ("ix_lesson_draft_comments_draft", "lesson_draft_comments", &["draft_id", "id"]),
];

fn lessons(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut table = Table::create().table("lessons").to_owned();
    for column in [
        id("id").primary_key().to_owned(),
        sorted_text(manager, "slug").unique_key().to_owned(),
        text("title"),
        sorted_text(manager, "title_key"),
        text("excerpt"),
        text("topic"),
        text("stage"),
        // Lists of keys as JSON, for a row of the list; to filter by them, see `lesson_terms`.
        text("themes"),
        text("shocks"),
        text("groups"),
        text("cities"),
        text("countries"),
        optional_text("place"),
        optional_whole("year"),
        text("basis"),
        text("grade"),
        flag("contested"),
        whole("worked"),
        whole("partly"),
        whole("did_not_work"),
        whole("too_early"),
        text("cost_band"),
        text("time_to_effect"),
        text("language"),
        text("status"),
        moment("published_at"),
        moment("updated_at"),
        whole("version"),
    ] {
        table.col(column);
    }
    for column in of_one_lesson() {
        table.col(column);
    }
    table.foreign_key(&mut key(("lessons", "superseded_by"), "lessons", ForeignKeyAction::SetNull)).to_owned()
}

/// What is of one lesson, not of a row of the list.
fn of_one_lesson() -> [ColumnDef; 7] {
    [
        text("content"),
        text("summary_html"),
        whole("revision"),
        // How many there are: for most none, which then nobody has to look for.
        whole("authors"),
        whole("links"),
        optional_id("superseded_by"),
        // Of a row of the reference data as it was loaded last; empty for what people wrote.
        text("digest"),
    ]
}

/// What lists of keys hold, a row a key, with the moment to order by: a filter by one key is a walk through its index.
fn lesson_terms(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("lesson_terms")
        .col(id("lesson_id"))
        .col(text("facet"))
        .col(sorted_text(manager, "key"))
        .col(moment("published_at"))
        // Carried along: what is filtered by a term is often filtered by topic as well.
        .col(text("topic"))
        .primary_key(Index::create().col("lesson_id").col("facet").col("key"))
        .foreign_key(&mut key(("lesson_terms", "lesson_id"), "lessons", ForeignKeyAction::Cascade))
        .to_owned()
}

fn lesson_authors() -> TableCreateStatement {
    Table::create()
        .table("lesson_authors")
        .col(id("lesson_id"))
        .col(id("account_id"))
        .col(whole("place"))
        .primary_key(Index::create().col("lesson_id").col("account_id"))
        .foreign_key(&mut key(("lesson_authors", "lesson_id"), "lessons", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("lesson_authors", "account_id"), "accounts", ForeignKeyAction::Cascade))
        .to_owned()
}

fn lesson_revisions() -> TableCreateStatement {
    Table::create()
        .table("lesson_revisions")
        .col(id("lesson_id"))
        .col(whole("number"))
        .col(text("content"))
        // Ids of accounts as JSON: names are looked up, so that nothing of who has gone stays here but a number.
        .col(text("authors"))
        .col(optional_text("note"))
        .col(moment("published_at"))
        .primary_key(Index::create().col("lesson_id").col("number"))
        .foreign_key(&mut key(("lesson_revisions", "lesson_id"), "lessons", ForeignKeyAction::Cascade))
        .to_owned()
}

/// One a city and lesson: a city that knows more changes its report. It stays when who wrote it goes, because it is the
/// city's.
fn lesson_outcomes() -> TableCreateStatement {
    Table::create()
        .table("lesson_outcomes")
        .col(id("id").primary_key())
        .col(id("lesson_id"))
        .col(id("city_id"))
        .col(optional_id("account_id"))
        .col(text("result"))
        .col(optional_whole("year"))
        .col(text("context"))
        .col(text("basis"))
        .col(optional_text("evidence"))
        .col(optional_text("url"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .col(whole("version"))
        .foreign_key(&mut key(("lesson_outcomes", "lesson_id"), "lessons", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("lesson_outcomes", "city_id"), "cities", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("lesson_outcomes", "account_id"), "accounts", ForeignKeyAction::SetNull))
        .to_owned()
}

fn lesson_links() -> TableCreateStatement {
    Table::create()
        .table("lesson_links")
        .col(id("from_id"))
        .col(id("to_id"))
        .col(text("kind"))
        .col(optional_text("note"))
        .col(moment("created_at"))
        .primary_key(Index::create().col("from_id").col("to_id"))
        .foreign_key(&mut key(("lesson_links", "from_id"), "lessons", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("lesson_links", "to_id"), "lessons", ForeignKeyAction::Cascade))
        .to_owned()
}

/// A draft goes with who began it.
fn lesson_drafts(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("lesson_drafts")
        .col(id("id").primary_key())
        .col(id("account_id"))
        .col(optional_id("lesson_id"))
        .col(sorted_text(manager, "status"))
        .col(text("title"))
        .col(text("content"))
        .col(optional_text("reason"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .col(optional_moment("submitted_at"))
        .col(whole("version"))
        .foreign_key(&mut key(("lesson_drafts", "account_id"), "accounts", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("lesson_drafts", "lesson_id"), "lessons", ForeignKeyAction::Cascade))
        .to_owned()
}

fn lesson_draft_comments() -> TableCreateStatement {
    Table::create()
        .table("lesson_draft_comments")
        .col(id("id").primary_key())
        .col(id("draft_id"))
        .col(optional_id("account_id"))
        .col(optional_text("field"))
        .col(text("text"))
        .col(moment("created_at"))
        .foreign_key(&mut key(("lesson_draft_comments", "draft_id"), "lesson_drafts", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("lesson_draft_comments", "account_id"), "accounts", ForeignKeyAction::SetNull))
        .to_owned()
}
