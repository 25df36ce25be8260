//! Table `note_authors`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "note_authors")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub note_id: ids::NoteId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: ids::AccountId,
    pub place: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
