//! Accounts and what proves who somebody is; who did what in the audit log.

use crate::columns::{id, moment, optional_id, optional_moment, optional_text, sorted_text, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tables in the order in which they are made.
const TABLES: [&str; 7] =
    ["accounts", "registrations", "logins", "mail_links", "recovery_codes", "role_grants", "signing_keys"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(accounts(manager)).await?;
        manager.create_table(registrations()).await?;
        manager.create_table(logins()).await?;
        manager.create_table(mail_links()).await?;
        manager.create_table(recovery_codes()).await?;
        manager.create_table(role_grants()).await?;
        manager.create_table(signing_keys()).await?;
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        let mut actor = optional_id("actor_id");
        manager.alter_table(Table::alter().table("audit_log").add_column(&mut actor).to_owned()).await?;
        manager
            .create_index(
                Index::create().name("ix_audit_log_actor").table("audit_log").col("actor_id").col("id").to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_audit_log_actor").table("audit_log").to_owned()).await?;
        manager.alter_table(Table::alter().table("audit_log").drop_column("actor_id").to_owned()).await?;
        for table in TABLES.into_iter().rev() {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

const INDEXES: [(&str, &str, &[&str]); 8] = [
    ("ix_accounts_status", "accounts", &["status", "id"]),
    ("ix_accounts_delete_after", "accounts", &["delete_after"]),
    ("ix_registrations_email_key", "registrations", &["email_key"]),
    ("ix_registrations_expires_at", "registrations", &["expires_at"]),
    ("ix_logins_account_id", "logins", &["account_id", "id"]),
    ("ix_mail_links_account_id", "mail_links", &["account_id", "purpose"]),
    ("ix_recovery_codes_account_id", "recovery_codes", &["account_id"]),
    ("ix_role_grants_role", "role_grants", &["role"]),
];

fn of_account(name: &str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(name)
        .from(table, "account_id")
        .to("accounts", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn accounts(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("accounts")
        .col(id("id").primary_key())
        .col(text("email"))
        // What addresses are compared by: without case.
        .col(sorted_text(manager, "email_key").unique_key())
        .col(text("password_hash"))
        .col(text("name"))
        .col(optional_text("work_role"))
        .col(text("languages"))
        .col(text("language"))
        .col(optional_text("time_zone"))
        .col(text("skills"))
        .col(text("public_fields"))
        .col(text("status"))
        .col(optional_text("suspension_reason"))
        .col(optional_moment("delete_after"))
        // Counts the moments at which every login ended; access tokens carry it.
        .col(whole("generation"))
        .col(optional_text("totp_secret"))
        .col(optional_moment("totp_confirmed_at"))
        .col(ColumnDef::new("totp_last_step").big_integer().null().to_owned())
        .col(ColumnDef::new("demo").boolean().not_null().to_owned())
        .col(whole("version"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .to_owned()
}

/// Wishes for an account that no address has confirmed yet. Several of one address stand beside each other, so that
/// asking tells nothing about it; the first that is confirmed becomes the account.
fn registrations() -> TableCreateStatement {
    Table::create()
        .table("registrations")
        .col(text("token_digest").primary_key())
        .col(text("email"))
        .col(text("email_key"))
        .col(text("password_hash"))
        .col(text("name"))
        .col(text("language"))
        .col(moment("created_at"))
        .col(moment("expires_at"))
        .to_owned()
}

/// Devices that are signed in. `rotation` counts the refreshes: only the newest token of a login is good.
fn logins() -> TableCreateStatement {
    Table::create()
        .table("logins")
        .col(id("id").primary_key())
        .col(id("account_id"))
        .col(text("device"))
        .col(text("methods"))
        .col(text("salt"))
        .col(whole("rotation"))
        .col(moment("rotated_at"))
        .col(moment("created_at"))
        .col(moment("last_used_at"))
        .col(moment("expires_at"))
        .col(optional_moment("ended_at"))
        .col(optional_text("end_reason"))
        .foreign_key(&mut of_account("fk_logins_account", "logins"))
        .to_owned()
}

/// Words that links in mails carry, by their digest.
fn mail_links() -> TableCreateStatement {
    Table::create()
        .table("mail_links")
        .col(text("token_digest").primary_key())
        .col(id("account_id"))
        .col(text("purpose"))
        // The new address, where the link confirms one.
        .col(optional_text("email"))
        .col(moment("created_at"))
        .col(moment("expires_at"))
        .foreign_key(&mut of_account("fk_mail_links_account", "mail_links"))
        .to_owned()
}

fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("recovery_codes")
        .col(text("digest").primary_key())
        .col(id("account_id"))
        .col(moment("created_at"))
        .foreign_key(&mut of_account("fk_recovery_codes_account", "recovery_codes"))
        .to_owned()
}

fn role_grants() -> TableCreateStatement {
    Table::create()
        .table("role_grants")
        .col(id("account_id"))
        .col(text("role"))
        // Who granted it; empty for the person at the machine.
        .col(optional_id("granted_by"))
        .col(moment("granted_at"))
        .primary_key(Index::create().col("account_id").col("role"))
        .foreign_key(&mut of_account("fk_role_grants_account", "role_grants"))
        .to_owned()
}

/// Keys that access tokens are signed with, and the key that refresh tokens are made by; shared by all replicas.
fn signing_keys() -> TableCreateStatement {
    Table::create()
        .table("signing_keys")
        .col(text("id").primary_key())
        .col(text("purpose"))
        .col(text("secret"))
        .col(moment("created_at"))
        .col(optional_moment("retired_at"))
        .to_owned()
}
