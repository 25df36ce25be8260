//! Table `note_topics`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "note_topics")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    pub digest: String,
    pub draft_id: Option<ids::NoteDraftId>,
    pub draft_version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
