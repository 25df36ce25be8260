//! Who writes a draft of a lesson besides the one who leads it.

use crate::columns::{id, key, moment, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(lesson_draft_authors()).await?;
        let index = Index::create()
            .name("ix_lesson_draft_authors_account")
            .table("lesson_draft_authors")
            .col("account_id")
            .col("draft_id")
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("lesson_draft_authors").to_owned()).await
    }
}

/// A draft goes with who leads it, unless somebody else who writes it takes over.
fn lesson_draft_authors() -> TableCreateStatement {
    Table::create()
        .table("lesson_draft_authors")
        .col(id("draft_id"))
        .col(id("account_id"))
        .col(whole("place"))
        .col(moment("added_at"))
        .primary_key(Index::create().col("draft_id").col("account_id"))
        .foreign_key(&mut key(("lesson_draft_authors", "draft_id"), "lesson_drafts", ForeignKeyAction::Cascade))
        .foreign_key(&mut key(("lesson_draft_authors", "account_id"), "accounts", ForeignKeyAction::Cascade))
        .to_owned()
}
