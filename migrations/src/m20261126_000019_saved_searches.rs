//! Searches that people keep, and when each is looked through to tell them of what is new.

use crate::columns::{id, key, moment, optional_moment, sorted_text, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create().table("saved_searches").to_owned();
        for column in [
            id("id").primary_key().to_owned(),
            id("account_id"),
            text("name"),
            sorted_text(manager, "searched"),
            text("query"),
            text("rhythm"),
            text("channel"),
            whole("told"),
            moment("looked_at"),
            optional_moment("alerted_at"),
            optional_moment("due_at"),
            moment("created_at"),
            moment("updated_at"),
            whole("version"),
        ] {
            table.col(column);
        }
        let mut owner = key(("saved_searches", "account_id"), "accounts", ForeignKeyAction::Cascade);
        manager.create_table(table.foreign_key(&mut owner).to_owned()).await?;
        let mut index = Index::create().name("ix_saved_searches_account").table("saved_searches").to_owned();
        manager.create_index(index.col("account_id").col("id").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("saved_searches").to_owned()).await
    }
}
