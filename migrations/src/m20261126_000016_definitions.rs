//! What terms mean in every language, as JSON like their labels. The English definition keeps its own column: an older
//! replica beside a newer one reads it there.

use crate::columns::optional_text;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut definitions = optional_text("definitions");
        manager.alter_table(Table::alter().table("terms").add_column(&mut definitions).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("terms").drop_column("definitions").to_owned()).await
    }
}
