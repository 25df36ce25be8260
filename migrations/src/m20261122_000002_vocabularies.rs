//! Vocabularies and countries, and which reference file was loaded last.

use crate::columns::{id, moment, optional_text, sorted_text, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(terms(manager)).await?;
        manager.create_table(countries(manager)).await?;
        manager.create_table(reference_files()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["reference_files", "countries", "terms"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn terms(manager: &SchemaManager) -> TableCreateStatement {
    Table::create()
        .table("terms")
        .col(id("id").primary_key())
        .col(sorted_text(manager, "vocabulary"))
        .col(sorted_text(manager, "key"))
        .col(whole("position"))
        .col(text("labels"))
        .col(optional_text("definition"))
        .col(optional_text("parent"))
        .col(text("digest"))
        .col(whole("version"))
        .col(moment("updated_at"))
        .index(Index::create().unique().name("ux_terms_vocabulary_key").col("vocabulary").col("key"))
        .to_owned()
}

fn countries(manager: &SchemaManager) -> TableCreateStatement {
    Table::create()
        .table("countries")
        .col(id("id").primary_key())
        .col(sorted_text(manager, "code").unique_key())
        .col(text("alpha3"))
        .col(text("numeric"))
        .col(text("labels"))
        .col(text("region"))
        .col(text("income_group"))
        .col(text("digest"))
        .col(whole("version"))
        .col(moment("updated_at"))
        .to_owned()
}

fn reference_files() -> TableCreateStatement {
    Table::create()
        .table("reference_files")
        .col(text("name").primary_key())
        .col(text("digest"))
        .col(moment("loaded_at"))
        .to_owned()
}
