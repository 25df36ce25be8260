//! Cities that somebody misses here, and where the facts of those come from that were taken in.

use crate::columns::{id, moment, optional_id, optional_moment, optional_text, sorted_text, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(city_proposals(manager)).await?;
        for (name, columns) in INDEXES {
            let mut index = Index::create().name(name).table("city_proposals").to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        // With the city and not with the proposal: that goes with the account of who made it.
        let mut origin = optional_text("origin");
        manager.alter_table(Table::alter().table("cities").add_column(&mut origin).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("cities").drop_column("origin").to_owned()).await?;
        manager.drop_table(Table::drop().table("city_proposals").to_owned()).await
    }
}

/// All of one state and one's own, in the order in which they were made.
const INDEXES: [(&str, &[&str]); 2] =
    [("ix_city_proposals_status", &["status", "id"]), ("ix_city_proposals_account", &["account_id", "status", "id"])];

fn city_proposals(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let optional_number = |name: &'static str| ColumnDef::new(name).big_integer().null().to_owned();
    Table::create()
        .table("city_proposals")
        .col(id("id").primary_key())
        .col(id("account_id"))
        .col(text("name"))
        .col(optional_text("local_name"))
        .col(sorted_text(manager, "country"))
        .col(ColumnDef::new("latitude").double().not_null())
        .col(ColumnDef::new("longitude").double().not_null())
        .col(optional_number("population"))
        .col(optional_number("population_year"))
        .col(optional_text("time_zone"))
        .col(text("source"))
        .col(optional_text("note"))
        .col(text("status"))
        .col(optional_text("reason"))
        // The city that it became.
        .col(optional_id("city_id"))
        .col(optional_id("decided_by"))
        .col(moment("proposed_at"))
        .col(optional_moment("decided_at"))
        .col(optional_moment("reminded_at"))
        .col(whole("version"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_city_proposals_account")
                .from("city_proposals", "account_id")
                .to("accounts", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create().name("fk_city_proposals_city").from("city_proposals", "city_id").to("cities", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_city_proposals_country")
                .from("city_proposals", "country")
                .to("countries", "code"),
        )
        .to_owned()
}
