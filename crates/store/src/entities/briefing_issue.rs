//! Table `briefing_issues`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "briefing_issues")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::BriefingIssueId,
    pub briefing_id: ids::BriefingId,
    pub number: Option<i64>,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    pub layout: String,
    pub language: String,
    pub status: String,
    pub scheduled_at: Option<DateTimeUtc>,
    pub time_zone: Option<String>,
    pub week: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
    pub listed_at: DateTimeUtc,
    pub version: i64,
    pub content: String,
    pub shown: Option<String>,
    pub segment: String,
    pub finished_at: Option<DateTimeUtc>,
    pub recipients: Option<i64>,
    /// Why its going out rests by itself, as JSON.
    pub held: Option<String>,
    pub told_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
