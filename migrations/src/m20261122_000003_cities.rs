//! Cities with their facts, and what they face as rows to filter by.

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
        manager.create_table(cities(manager)).await?;
        for order in ORDERS {
            for lead in [None, Some("region"), Some("country"), Some("population_band")] {
                manager.create_index(index_of(lead, order)).await?;
            }
        }
        manager.create_table(city_terms()).await?;
        let index = Index::create()
            .name("ix_city_terms_key")
            .table("city_terms")
            .col("vocabulary")
            .col("key")
            .col("city_id")
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["city_terms", "cities"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// What the list can be ordered by.
const ORDERS: [&str; 3] = ["name_key", "population_key", "updated_at"];
/// What the list can be filtered by, in rows of the table.
const FILTERS: [&str; 6] = ["coastal", "member", "climate", "income_group", "population_band", "region"];

/// An index for an order of the list, among all cities or those of one place or size. It ends in the tie-breaker, so
/// that a page is read where it stands and never sorted, and carries what else can be filtered by, so that a city that
/// does not pass is never looked up: a filter that lets nothing through costs a walk through the index, not through the
/// table. A country is small enough without.
fn index_of(lead: Option<&'static str>, order: &'static str) -> IndexCreateStatement {
    let name = lead.map_or_else(|| format!("ix_cities_{order}"), |lead| format!("ix_cities_{lead}_{order}"));
    let carried = FILTERS.iter().filter(|column| lead != Some("country") && lead != Some(**column));
    let mut index = Index::create().name(name).table("cities").to_owned();
    for column in lead.iter().chain([&order, &"id"]).chain(carried) {
        index.col(*column);
    }
    index
}

fn cities(manager: &SchemaManager) -> TableCreateStatement {
    Table::create()
        .table("cities")
        .col(id("id").primary_key())
        .col(sorted_text(manager, "slug").unique_key())
        .col(text("name"))
        .col(sorted_text(manager, "name_key"))
        .col(sorted_text(manager, "country"))
        .col(text("country_name"))
        .col(sorted_text(manager, "region"))
        .col(ColumnDef::new("latitude").double().not_null())
        .col(ColumnDef::new("longitude").double().not_null())
        .col(optional_text("position_note"))
        .col(ColumnDef::new("geonames_id").big_integer().null())
        .col(text("time_zone"))
        .col(ColumnDef::new("population").big_integer().null())
        // The population to sort by: -1 where it is not known, because engines disagree on where NULL sorts.
        .col(whole("population_key"))
        .col(optional_text("population_band"))
        .col(optional_text("climate"))
        .col(ColumnDef::new("coastal").boolean().not_null())
        .col(ColumnDef::new("coast_distance_km").double().not_null())
        .col(optional_text("coastal_note"))
        .col(text("income_group"))
        .col(ColumnDef::new("member").boolean().not_null())
        .col(optional_text("membership"))
        .col(optional_text("strategy"))
        .col(text("strategy_status"))
        .col(optional_text("strategy_note"))
        .col(text("shocks"))
        .col(text("stresses"))
        .col(text("challenge_sources"))
        .col(text("digest"))
        .col(whole("version"))
        .col(moment("updated_at"))
        .foreign_key(ForeignKey::create().name("fk_cities_country").from("cities", "country").to("countries", "code"))
        .to_owned()
}

fn city_terms() -> TableCreateStatement {
    Table::create()
        .table("city_terms")
        .col(id("city_id"))
        .col(text("vocabulary"))
        .col(text("key"))
        .primary_key(Index::create().col("city_id").col("vocabulary").col("key"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_city_terms_city")
                .from("city_terms", "city_id")
                .to("cities", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
