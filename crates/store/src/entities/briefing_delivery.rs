//! Table `briefing_deliveries`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "briefing_deliveries")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub issue_id: ids::BriefingIssueId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subscriber_id: ids::SubscriberId,
    pub email_domain: Option<String>,
    #[sea_orm(unique)]
    pub token: Option<String>,
    pub tries: i64,
    pub claimed_at: Option<DateTimeUtc>,
    pub claim: Option<Uuid>,
    pub outcome: Option<String>,
    pub at: Option<DateTimeUtc>,
    pub retry_at: Option<DateTimeUtc>,
    pub bounced_at: Option<DateTimeUtc>,
    pub complained_at: Option<DateTimeUtc>,
    pub left_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
