//! Reports of wrong or missing facts of cities.

use crate::columns::{id, moment, optional_text, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("corrections")
            .col(id("id").primary_key())
            .col(id("city_id"))
            .col(text("fact"))
            .col(text("value"))
            .col(text("source"))
            .col(optional_text("email"))
            .col(text("status"))
            .col(moment("received_at"))
            .foreign_key(
                ForeignKey::create().name("fk_corrections_city").from("corrections", "city_id").to("cities", "id"),
            )
            .to_owned();
        manager.create_table(table).await?;
        let index =
            Index::create().name("ix_corrections_status").table("corrections").col("status").col("id").to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("corrections").to_owned()).await
    }
}
