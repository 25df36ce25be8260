//! Table `briefing_picks`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "briefing_picks")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub issue_id: ids::BriefingIssueId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub thing_id: Uuid,
    pub kind: String,
    pub section: String,
    pub place: i64,
    pub grade: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
