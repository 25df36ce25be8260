//! Table `lesson_links`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lesson_links")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_id: ids::LessonId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub to_id: ids::LessonId,
    pub kind: String,
    pub note: Option<String>,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
