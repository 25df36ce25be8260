//! Table `organisations`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organisations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::OrganisationId,
    pub kind: String,
    pub partner_kind: Option<String>,
    pub name: String,
    pub name_key: String,
    pub slug: String,
    pub website: Option<String>,
    pub about: Option<String>,
    pub country: Option<String>,
    pub city_id: Option<ids::CityId>,
    pub status: String,
    pub reason: Option<String>,
    pub demo: bool,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
