//! Work that follows from a write and is done later.

use crate::columns::{id, moment, optional_id, optional_moment, optional_text, text, whole};
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
            .table("jobs")
            .col(id("id").primary_key())
            .col(text("kind"))
            // Of jobs with the same key only one waits or runs: it is emptied when the job has ended.
            .col(optional_text("unique_key").unique_key())
            // May hold what is personal: emptied when the job is done.
            .col(text("payload"))
            .col(text("state"))
            .col(moment("run_at"))
            .col(whole("attempts"))
            .col(whole("max_attempts"))
            .col(optional_id("lease_id"))
            .col(optional_moment("lease_until"))
            .col(optional_text("last_error"))
            .col(moment("created_at"))
            .col(optional_moment("finished_at"))
            .to_owned();
        manager.create_table(table).await?;
        let due = Index::create().name("ix_jobs_due").table("jobs").col("state").col("run_at").col("id").to_owned();
        manager.create_index(due).await?;
        let listed = Index::create().name("ix_jobs_state").table("jobs").col("state").col("id").to_owned();
        manager.create_index(listed).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("jobs").to_owned()).await
    }
}
