//! Table `collection_items`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "collection_items")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection_id: ids::CollectionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: ids::LibraryItemId,
    pub place: i64,
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
