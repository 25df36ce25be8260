//! Keys by which machines of organisations use the API.

use crate::columns::{id, moment, optional_id, optional_moment, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// An organisation's keys in the order of the list; and what hangs on an account, for whoever takes their data away or
/// leaves. A key is looked up by its prefix, which is unique.
const INDEXES: [(&str, &str, &[&str]); 4] = [
    ("ix_api_keys_organisation", "api_keys", &["organisation_id", "id"]),
    ("ix_api_keys_created_by", "api_keys", &["created_by", "id"]),
    ("ix_api_keys_revoked_by", "api_keys", &["revoked_by", "id"]),
    ("ix_audit_log_key", "audit_log", &["key_id", "id"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(api_keys()).await?;
        // Which key did something, as `actor_id` says which account.
        let mut key = optional_id("key_id");
        manager.alter_table(Table::alter().table("audit_log").add_column(&mut key).to_owned()).await?;
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_audit_log_key").table("audit_log").to_owned()).await?;
        manager.alter_table(Table::alter().table("audit_log").drop_column("key_id").to_owned()).await?;
        manager.drop_table(Table::drop().table("api_keys").to_owned()).await
    }
}

/// A key belongs to the organisation and outlives who made it; with the organisation it goes.
fn api_keys() -> TableCreateStatement {
    Table::create()
        .table("api_keys")
        .col(id("id").primary_key())
        .col(id("organisation_id"))
        .col(text("name"))
        // Which key it is, in every key that is shown; and the digest of what is secret of it.
        .col(text("prefix").unique_key())
        .col(text("secret_digest"))
        .col(text("scopes"))
        .col(optional_id("created_by"))
        .col(moment("created_at"))
        .col(moment("expires_at"))
        .col(optional_moment("last_used_at"))
        .col(optional_id("revoked_by"))
        .col(optional_moment("revoked_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_api_keys_organisation")
                .from("api_keys", "organisation_id")
                .to("organisations", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(&mut of_account("fk_api_keys_created_by", "created_by"))
        .foreign_key(&mut of_account("fk_api_keys_revoked_by", "revoked_by"))
        .to_owned()
}

fn of_account(name: &str, column: &'static str) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create().name(name).from("api_keys", column).to("accounts", "id").to_owned();
    key.on_delete(ForeignKeyAction::SetNull).to_owned()
}
