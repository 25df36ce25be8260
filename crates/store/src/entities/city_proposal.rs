//! Table `city_proposals`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "city_proposals")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::CityProposalId,
    pub account_id: ids::AccountId,
    pub name: String,
    pub local_name: Option<String>,
    pub country: String,
    pub latitude: f64,
    pub longitude: f64,
    pub population: Option<i64>,
    pub population_year: Option<i64>,
    pub time_zone: Option<String>,
    pub source: String,
    pub note: Option<String>,
    pub status: String,
    pub reason: Option<String>,
    pub city_id: Option<ids::CityId>,
    pub decided_by: Option<ids::AccountId>,
    pub proposed_at: DateTimeUtc,
    pub decided_at: Option<DateTimeUtc>,
    pub reminded_at: Option<DateTimeUtc>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
