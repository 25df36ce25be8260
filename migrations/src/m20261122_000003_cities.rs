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
        // Each order of the list has an index that ends in the tie-breaker, and so has each order within a region
        // or a country: a page is read where it stands, never sorted.
        for order in ["name_key", "population_key", "updated_at"] {
            let name = format!("ix_cities_{order}");
            manager.create_index(Index::create().name(&name).table("cities").col(order).col("id").to_owned()).await?;
            for place in ["region", "country"] {
                let name = format!("ix_cities_{place}_{order}");
                let index = Index::create().name(&name).table("cities").col(place).col(order).col("id").to_owned();
                manager.create_index(index).await?;
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
