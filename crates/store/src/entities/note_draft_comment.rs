//! Table `note_draft_comments`.

use crate::drafting::{CommentRows, Said};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "note_draft_comments")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::DraftCommentId,
    pub draft_id: ids::NoteDraftId,
    pub account_id: Option<ids::AccountId>,
    pub field: Option<String>,
    pub text: String,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl CommentRows for Entity {
    type Draft = ids::NoteDraftId;

    const ID: Column = Column::Id;
    const DRAFT: Column = Column::DraftId;
    const ACCOUNT: Column = Column::AccountId;

    fn row(said: Said<ids::NoteDraftId>) -> ActiveModel {
        ActiveModel {
            id: Set(said.id),
            draft_id: Set(said.draft),
            account_id: Set(said.account),
            field: Set(said.field),
            text: Set(said.text),
            created_at: Set(said.at),
        }
    }

    fn said(row: Model) -> Said<ids::NoteDraftId> {
        let (id, draft, account, at) = (row.id, row.draft_id, row.account_id, row.created_at);
        Said { id, draft, account, field: row.field, text: row.text, at }
    }
}
