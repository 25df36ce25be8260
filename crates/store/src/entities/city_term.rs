//! Table `city_terms`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "city_terms")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub city_id: ids::CityId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub vocabulary: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
}

impl ActiveModelBehavior for ActiveModel {}
