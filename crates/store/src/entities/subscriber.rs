//! Table `subscribers`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subscribers")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::SubscriberId,
    pub email: String,
    pub email_key: String,
    pub email_digest: String,
    pub language: String,
    pub status: String,
    pub filter: Option<String>,
    pub city_id: Option<ids::CityId>,
    pub paused_until: Option<DateTimeUtc>,
    pub word: String,
    pub created_at: DateTimeUtc,
    pub confirmed_at: Option<DateTimeUtc>,
    pub asked_at: Option<DateTimeUtc>,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
