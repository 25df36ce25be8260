//! Table `lessons`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lessons")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::LessonId,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub title_key: String,
    pub excerpt: String,
    pub topic: String,
    pub stage: String,
    pub themes: String,
    pub shocks: String,
    pub groups: String,
    pub cities: String,
    pub countries: String,
    pub place: Option<String>,
    pub year: Option<i64>,
    pub basis: String,
    pub grade: String,
    pub contested: bool,
    pub worked: i64,
    pub partly: i64,
    pub did_not_work: i64,
    pub too_early: i64,
    pub cost_band: String,
    pub time_to_effect: String,
    pub language: String,
    pub status: String,
    pub published_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
    pub content: String,
    pub summary_html: String,
    pub revision: i64,
    pub authors: i64,
    pub links: i64,
    pub superseded_by: Option<ids::LessonId>,
    pub digest: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
