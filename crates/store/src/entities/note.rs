//! Table `notes`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::NoteId,
    #[sea_orm(unique)]
    pub slug: String,
    pub kind: String,
    pub title: String,
    pub title_key: String,
    pub excerpt: String,
    pub audience: String,
    pub question: String,
    pub topics: String,
    pub themes: String,
    pub stages: String,
    pub cities: String,
    pub countries: String,
    pub language: String,
    pub citations: i64,
    pub number: i64,
    pub published_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
    pub content: String,
    pub html: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
