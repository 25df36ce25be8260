//! The name of an account to look for: small letters without accents, the same on both engines. SQLite knows the small
//! letters of ASCII alone.

use crate::columns::text;
use sea_orm_migration::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut column = text("name_key");
        // An older replica beside a newer one makes accounts without it: they are found by their address.
        column.default("");
        manager.alter_table(Table::alter().table("accounts").add_column(&mut column).to_owned()).await?;
        fill(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("accounts").drop_column("name_key").to_owned()).await
    }
}

async fn fill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let names = Query::select().column("email_key").column("name").from("accounts").to_owned();
    for row in connection.query_all(&names).await? {
        let (email_key, name): (String, String) = (row.try_get("", "email_key")?, row.try_get("", "name")?);
        let update = Query::update()
            .table("accounts")
            .value("name_key", name_key(&name))
            .and_where(Expr::col("email_key").eq(email_key))
            .to_owned();
        connection.execute(&update).await?;
    }
    Ok(())
}

fn name_key(name: &str) -> String {
    name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}
