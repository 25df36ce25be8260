//! An invitation that was declined stays until it would have ended, so that who invites can see it.

use crate::columns::optional_moment;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut declined = optional_moment("declined_at");
        manager.alter_table(Table::alter().table("invitations").add_column(&mut declined).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Without the column they would be open again, and their links good.
        let declined = "DELETE FROM invitations WHERE declined_at IS NOT NULL";
        manager.get_connection().execute_unprepared(declined).await?;
        manager.alter_table(Table::alter().table("invitations").drop_column("declined_at").to_owned()).await
    }
}
