//! Table `terms`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "terms")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::TermId,
    pub vocabulary: String,
    pub key: String,
    pub position: i64,
    pub labels: String,
    pub definition: Option<String>,
    pub parent: Option<String>,
    pub digest: String,
    pub version: i64,
    pub updated_at: DateTimeUtc,
    pub definitions: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
