//! Table `subscriber_bounces`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subscriber_bounces")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subscriber_id: ids::SubscriberId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub issue_id: Uuid,
    pub at: DateTimeUtc,
    pub status_code: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
