//! Table `cities`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cities")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::CityId,
    #[sea_orm(unique)]
    pub slug: String,
    pub name: String,
    pub name_key: String,
    pub country: String,
    pub country_name: String,
    pub region: String,
    pub latitude: f64,
    pub longitude: f64,
    pub position_note: Option<String>,
    pub geonames_id: Option<i64>,
    pub time_zone: String,
    pub population: Option<i64>,
    pub population_key: i64,
    pub population_band: Option<String>,
    pub climate: Option<String>,
    pub coastal: bool,
    pub coast_distance_km: f64,
    pub coastal_note: Option<String>,
    pub income_group: String,
    pub member: bool,
    pub membership: Option<String>,
    pub strategy: Option<String>,
    pub strategy_status: String,
    pub strategy_note: Option<String>,
    pub shocks: String,
    pub stresses: String,
    pub challenge_sources: String,
    pub digest: String,
    pub version: i64,
    pub updated_at: DateTimeUtc,
    pub origin: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
