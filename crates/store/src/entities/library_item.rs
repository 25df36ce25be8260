//! Table `library_items`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "library_items")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::LibraryItemId,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub title_key: String,
    pub kind: String,
    pub publisher: Option<String>,
    pub excerpt: String,
    pub themes: String,
    pub stages: String,
    pub sectors: String,
    pub shocks: String,
    pub language: String,
    pub year: Option<i64>,
    pub licence_kind: String,
    pub url: Option<String>,
    pub file_name: Option<String>,
    pub file_type: Option<String>,
    pub file_bytes: Option<i64>,
    pub file_sha256: Option<String>,
    pub is_copy: bool,
    pub named_by_programme: bool,
    pub link_state: String,
    pub link_dead: bool,
    pub link_checked_at: Option<DateTimeUtc>,
    pub link_since: Option<DateTimeUtc>,
    pub link_moved_to: Option<String>,
    pub published_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
    pub authors: String,
    pub summary: String,
    pub summary_html: String,
    pub licence: Option<String>,
    pub note: Option<String>,
    pub file_key: Option<String>,
    pub link_misses: i64,
    pub link_denials: i64,
    pub link_missed_since: Option<DateTimeUtc>,
    pub link_due_at: Option<DateTimeUtc>,
    pub digest: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
