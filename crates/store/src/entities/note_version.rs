//! Table `note_versions`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "note_versions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub note_id: ids::NoteId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub title: String,
    pub content: String,
    pub citations: String,
    pub authors: String,
    pub change: Option<String>,
    pub published_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
