//! Table `note_drafts`.

use crate::drafting::DraftRows;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "note_drafts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::NoteDraftId,
    pub account_id: Option<ids::AccountId>,
    pub note_id: Option<ids::NoteId>,
    pub base: Option<i64>,
    pub status: String,
    pub kind: String,
    pub title: String,
    pub content: String,
    pub reason: Option<String>,
    pub submitted_by: Option<ids::AccountId>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub submitted_at: Option<DateTimeUtc>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl DraftRows for Entity {
    type Authors = super::note_draft_author::Entity;

    const ID: Column = Column::Id;
    const ACCOUNT: Column = Column::AccountId;
    const OF: Column = Column::NoteId;
    const STATUS: Column = Column::Status;
    const SUBMITTED_AT: Column = Column::SubmittedAt;
    const SUBMITTED_BY: Option<Column> = Some(Column::SubmittedBy);
}
