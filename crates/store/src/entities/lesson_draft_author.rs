//! Table `lesson_draft_authors`.

use crate::drafting::AuthorRows;
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lesson_draft_authors")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub draft_id: ids::LessonDraftId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: ids::AccountId,
    pub place: i64,
    pub added_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl AuthorRows for Entity {
    type Draft = ids::LessonDraftId;

    const DRAFT: Column = Column::DraftId;
    const ACCOUNT: Column = Column::AccountId;
    const PLACE: Column = Column::Place;

    fn row(draft: ids::LessonDraftId, account: ids::AccountId, place: i64, at: DateTime<Utc>) -> ActiveModel {
        ActiveModel { draft_id: Set(draft), account_id: Set(account), place: Set(place), added_at: Set(at) }
    }
}
