//! Indexes of cities that carry what the list can be filtered by.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What the list can be ordered by.
const ORDERS: [&str; 3] = ["name_key", "population_key", "updated_at"];
/// What the list can be filtered by, in rows of the table.
const FILTERS: [&str; 6] = ["coastal", "member", "climate", "income_group", "population_band", "region"];
/// Among which cities there were orders before, and are now.
const BEFORE: [Option<&str>; 3] = [None, Some("region"), Some("country")];
const NOW: [Option<&str>; 4] = [None, Some("region"), Some("country"), Some("population_band")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &BEFORE).await?;
        make_all(manager, &NOW, true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &NOW).await?;
        make_all(manager, &BEFORE, false).await
    }
}

fn name_of(lead: Option<&str>, order: &str) -> String {
    lead.map_or_else(|| format!("ix_cities_{order}"), |lead| format!("ix_cities_{lead}_{order}"))
}

async fn drop_all(manager: &SchemaManager<'_>, leads: &[Option<&'static str>]) -> Result<(), DbErr> {
    for order in ORDERS {
        for lead in leads {
            manager.drop_index(Index::drop().name(name_of(*lead, order)).table("cities").to_owned()).await?;
        }
    }
    Ok(())
}

async fn make_all(manager: &SchemaManager<'_>, leads: &[Option<&'static str>], carrying: bool) -> Result<(), DbErr> {
    for order in ORDERS {
        for lead in leads {
            manager.create_index(index_of(*lead, order, carrying)).await?;
        }
    }
    Ok(())
}

/// An index for an order of the list, among all cities or those of one place or size. It ends in the tie-breaker, so
/// that a page is read where it stands and never sorted, and carries what else can be filtered by, so that a city that
/// does not pass is never looked up: a filter that lets nothing through costs a walk through the index, not through the
/// table. A country is small enough without.
fn index_of(lead: Option<&'static str>, order: &'static str, carrying: bool) -> IndexCreateStatement {
    let carried = FILTERS.iter().filter(|column| carrying && lead != Some("country") && lead != Some(**column));
    let mut index = Index::create().name(name_of(lead, order)).table("cities").to_owned();
    for column in lead.iter().chain([&order, &"id"]).chain(carried) {
        index.col(*column);
    }
    index
}
