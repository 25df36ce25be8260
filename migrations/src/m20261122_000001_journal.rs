//! What every write leaves behind: the change log, the audit log and the answers to idempotency keys.

use crate::columns::{id, moment, optional_text, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(change_log()).await?;
        manager
            .create_index(
                Index::create().name("ix_change_log_kind").table("change_log").col("kind").col("seq").to_owned(),
            )
            .await?;
        manager.create_table(audit_log()).await?;
        manager
            .create_index(Index::create().name("ix_audit_log_thing").table("audit_log").col("thing_id").to_owned())
            .await?;
        manager.create_table(idempotency_keys()).await?;
        let index = Index::create()
            .name("ix_idempotency_keys_created_at")
            .table("idempotency_keys")
            .col("created_at")
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["idempotency_keys", "audit_log", "change_log"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn change_log() -> TableCreateStatement {
    Table::create()
        .table("change_log")
        .col(ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key())
        .col(moment("at"))
        .col(text("kind"))
        .col(id("thing_id"))
        .col(optional_text("slug"))
        .col(text("action"))
        .col(whole("version"))
        .to_owned()
}

fn audit_log() -> TableCreateStatement {
    Table::create()
        .table("audit_log")
        .col(id("id").primary_key())
        .col(moment("at"))
        .col(text("actor"))
        .col(text("action"))
        .col(text("kind"))
        .col(id("thing_id"))
        .col(text("fields"))
        .col(optional_text("request_id"))
        .to_owned()
}

fn idempotency_keys() -> TableCreateStatement {
    Table::create()
        .table("idempotency_keys")
        .col(text("scope"))
        .col(text("key"))
        .col(text("fingerprint"))
        .col(text("answer"))
        .col(moment("created_at"))
        .primary_key(Index::create().col("scope").col("key"))
        .to_owned()
}
