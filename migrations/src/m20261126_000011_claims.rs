//! Who belongs to an organisation may ask to lead it: one membership that holds and one that waits, of one person.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, "organisation_id, account_id, status").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // There is no room for both any more: what holds stays, and who waits may claim again.
        manager.get_connection().execute_unprepared(END_CLAIMS_OF_MEMBERS).await?;
        replace(manager, "organisation_id, account_id").await
    }
}

const END_CLAIMS_OF_MEMBERS: &str = "UPDATE memberships SET status = 'ended', ended_at = requested_at \
    WHERE status = 'requested' AND ended_at IS NULL AND EXISTS (SELECT 1 FROM memberships held \
    WHERE held.organisation_id = memberships.organisation_id AND held.account_id = memberships.account_id \
    AND held.status = 'active' AND held.ended_at IS NULL)";

async fn replace(manager: &SchemaManager<'_>, columns: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared("DROP INDEX ux_memberships_open").await?;
    // An index over some of the rows: the same words on both engines.
    let sql = format!("CREATE UNIQUE INDEX ux_memberships_open ON memberships ({columns}) WHERE ended_at IS NULL");
    connection.execute_unprepared(&sql).await.map(|_| ())
}
