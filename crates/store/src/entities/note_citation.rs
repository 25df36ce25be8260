//! Table `note_citations`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "note_citations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub note_id: ids::NoteId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub kind: String,
    pub thing_id: Uuid,
    pub slug: String,
    pub title: String,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
