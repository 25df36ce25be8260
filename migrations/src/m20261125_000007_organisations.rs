//! Organisations, who belongs to them, and what is a city's own.

use crate::columns::{id, moment, optional_id, optional_moment, optional_text, sorted_text, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tables in the order in which they are made.
const TABLES: [&str; 5] = ["organisations", "organisation_domains", "memberships", "invitations", "city_profiles"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(organisations(manager)).await?;
        manager.create_table(organisation_domains(manager)).await?;
        manager.create_table(memberships()).await?;
        manager.create_table(invitations()).await?;
        manager.create_table(city_profiles()).await?;
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        for (name, table, columns, condition) in UNIQUE {
            // Indexes over some of the rows: the same words on both engines.
            let sql = format!("CREATE UNIQUE INDEX {name} ON {table} ({columns}) WHERE {condition}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        for column in [optional_moment("decided_at"), optional_id("decided_by"), optional_text("reason")] {
            add(manager, "corrections", column).await?;
        }
        // Whom a line that is not public may be told of.
        add(manager, "change_log", optional_id("audience_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in ADDED {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        manager.drop_index(Index::drop().name("ix_corrections_city").table("corrections").to_owned()).await?;
        for table in TABLES.into_iter().rev() {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

const ADDED: [(&str, &str); 4] = [
    ("change_log", "audience_id"),
    ("corrections", "reason"),
    ("corrections", "decided_by"),
    ("corrections", "decided_at"),
];

const INDEXES: [(&str, &str, &[&str]); 9] = [
    ("ix_organisations_name", "organisations", &["status", "name_key", "id"]),
    ("ix_organisation_domains_domain", "organisation_domains", &["domain"]),
    ("ix_memberships_account", "memberships", &["account_id", "status"]),
    ("ix_memberships_organisation", "memberships", &["organisation_id", "status", "id"]),
    ("ix_memberships_status", "memberships", &["status", "id"]),
    ("ix_invitations_organisation", "invitations", &["organisation_id", "id"]),
    ("ix_invitations_email_key", "invitations", &["email_key"]),
    ("ix_invitations_expires_at", "invitations", &["expires_at"]),
    ("ix_corrections_city", "corrections", &["city_id", "status", "id"]),
];

/// What there may be once: an open membership of somebody in an organisation, a lead of an organisation, an
/// organisation that a domain was verified for.
const UNIQUE: [(&str, &str, &str, &str); 3] = [
    ("ux_memberships_open", "memberships", "organisation_id, account_id", "ended_at IS NULL"),
    ("ux_memberships_lead", "memberships", "organisation_id", "role = 'lead' AND status = 'active'"),
    ("ux_organisation_domains_verified", "organisation_domains", "domain", "verified_at IS NOT NULL"),
];

async fn add(manager: &SchemaManager<'_>, table: &'static str, mut column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(&mut column).to_owned()).await
}

fn of(name: &str, (table, column): (&'static str, &'static str), to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from(table, column).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

fn organisations(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("organisations")
        .col(id("id").primary_key())
        .col(text("kind"))
        // Of what kind a partner is; empty for cities and networks.
        .col(optional_text("partner_kind"))
        .col(text("name"))
        .col(sorted_text(manager, "name_key"))
        .col(sorted_text(manager, "slug").unique_key())
        .col(optional_text("website"))
        .col(optional_text("about"))
        .col(optional_text("country"))
        .col(optional_id("city_id").unique_key())
        .col(text("status"))
        .col(optional_text("reason"))
        .col(ColumnDef::new("demo").boolean().not_null().to_owned())
        .col(whole("version"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .foreign_key(
            ForeignKey::create().name("fk_organisations_city").from("organisations", "city_id").to("cities", "id"),
        )
        .to_owned()
}

/// Domains of e-mail addresses. Who has a confirmed address below a verified one belongs to the organisation.
fn organisation_domains(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("organisation_domains")
        .col(id("organisation_id"))
        .col(sorted_text(manager, "domain"))
        .col(moment("created_at"))
        .col(optional_moment("verified_at"))
        .primary_key(Index::create().col("organisation_id").col("domain"))
        .foreign_key(&mut of(
            "fk_organisation_domains_organisation",
            ("organisation_domains", "organisation_id"),
            "organisations",
        ))
        .to_owned()
}

/// Who belongs, belonged, or asks to belong to an organisation. What has ended stays, so that who decides can see it.
fn memberships() -> TableCreateStatement {
    Table::create()
        .table("memberships")
        .col(id("id").primary_key())
        .col(id("organisation_id"))
        .col(id("account_id"))
        .col(text("role"))
        .col(text("status"))
        // How it came about: a request, the domain of an address, an invitation, a hand-over.
        .col(text("origin"))
        .col(optional_text("message"))
        .col(optional_text("reason"))
        .col(optional_id("decided_by"))
        .col(moment("requested_at"))
        .col(optional_moment("decided_at"))
        .col(optional_moment("ended_at"))
        .col(optional_moment("reminded_at"))
        .col(whole("version"))
        .foreign_key(&mut of("fk_memberships_organisation", ("memberships", "organisation_id"), "organisations"))
        .foreign_key(&mut of("fk_memberships_account", ("memberships", "account_id"), "accounts"))
        .to_owned()
}

/// Invitations that nobody has taken yet. One that was taken, withdrawn or that is over is deleted with its address.
fn invitations() -> TableCreateStatement {
    Table::create()
        .table("invitations")
        .col(id("id").primary_key())
        .col(id("organisation_id"))
        .col(text("email"))
        .col(text("email_key"))
        .col(text("role"))
        .col(text("token_digest").unique_key())
        .col(id("invited_by"))
        .col(moment("created_at"))
        .col(moment("expires_at"))
        .foreign_key(&mut of("fk_invitations_organisation", ("invitations", "organisation_id"), "organisations"))
        .foreign_key(&mut of("fk_invitations_account", ("invitations", "invited_by"), "accounts"))
        .to_owned()
}

/// What a city says of itself. A table of its own: loading reference data never touches it.
fn city_profiles() -> TableCreateStatement {
    Table::create()
        .table("city_profiles")
        .col(id("city_id").primary_key())
        .col(optional_text("stage"))
        .col(text("priorities"))
        .col(optional_text("note"))
        .col(text("contacts"))
        .col(text("strategies"))
        .col(whole("version"))
        .col(moment("updated_at"))
        .foreign_key(&mut of("fk_city_profiles_city", ("city_profiles", "city_id"), "cities"))
        .to_owned()
}
