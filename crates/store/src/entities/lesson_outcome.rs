//! Table `lesson_outcomes`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lesson_outcomes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::LessonOutcomeId,
    pub lesson_id: ids::LessonId,
    pub city_id: ids::CityId,
    pub account_id: Option<ids::AccountId>,
    pub result: String,
    pub year: Option<i64>,
    pub context: String,
    pub basis: String,
    pub evidence: Option<String>,
    pub url: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
