//! Table `saved_searches`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_searches")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::SavedSearchId,
    pub account_id: ids::AccountId,
    pub name: String,
    pub searched: String,
    pub query: String,
    pub rhythm: String,
    pub channel: String,
    pub told: i64,
    pub looked_at: DateTimeUtc,
    pub alerted_at: Option<DateTimeUtc>,
    pub due_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
