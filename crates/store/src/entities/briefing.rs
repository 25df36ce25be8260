//! Table `briefings`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "briefings")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::BriefingId,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub about: String,
    pub about_html: String,
    pub language: String,
    pub layout: String,
    pub weekday: String,
    pub time: String,
    pub time_zone: String,
    pub lessons_per_issue: i64,
    pub drafts_itself: bool,
    pub drafted_week: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
