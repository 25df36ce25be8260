//! Subscriptions to what is sent by mail: who asked for it and how that is proven, whom nobody writes to any more, and
//! which mails came back for now.

use crate::columns::{id, key, moment, optional_id, optional_moment, optional_text, sorted_text, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [subscribers(manager), subscriber_consents(), suppressions(), subscriber_bounces()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["subscriber_bounces", "suppressions", "subscriber_consents", "subscribers"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Lists and the walk of a sending go by status and id.
const INDEXES: [(&str, &str, &[&str]); 5] = [
    ("ix_subscribers_status", "subscribers", &["status", "id"]),
    ("ix_subscribers_language", "subscribers", &["language", "status", "id"]),
    ("ix_subscribers_city", "subscribers", &["city_id", "id"]),
    ("ix_subscriber_consents_subscriber", "subscriber_consents", &["subscriber_id", "at"]),
    ("ix_suppressions_at", "suppressions", &["at", "id"]),
];

fn subscribers(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("subscribers")
        .col(id("id").primary_key())
        .col(text("email"))
        // What the address is compared by.
        .col(sorted_text(manager, "email_key").unique_key())
        // What it is suppressed by: looked up with every mail, and never computed there.
        .col(text("email_digest"))
        .col(text("language"))
        .col(sorted_text(manager, "status"))
        // A filter of lessons in its one written form; everything where there is none.
        .col(optional_text("filter"))
        .col(optional_id("city_id"))
        .col(optional_moment("paused_until"))
        // The word of the links in the mails. Whoever has a copy of the database can take people off the list with it,
        // and nothing else; a digest could not be written into the next mail.
        .col(sorted_text(manager, "word").unique_key())
        .col(moment("created_at"))
        .col(optional_moment("confirmed_at"))
        // When the last letter that asks to confirm was written.
        .col(optional_moment("asked_at"))
        .col(moment("updated_at"))
        .col(whole("version"))
        .foreign_key(&mut key(("subscribers", "city_id"), "cities", ForeignKeyAction::SetNull))
        .to_owned()
}

/// What somebody agreed to and when they took it back: kept as long as the subscriber.
fn subscriber_consents() -> TableCreateStatement {
    Table::create()
        .table("subscriber_consents")
        .col(id("id").primary_key())
        .col(id("subscriber_id"))
        .col(moment("at"))
        .col(text("kind"))
        .col(text("source"))
        // Key and version of the words that were agreed to.
        .col(optional_text("wording"))
        // What an import says of where the consent comes from.
        .col(optional_text("proof"))
        .foreign_key(&mut key(("subscriber_consents", "subscriber_id"), "subscribers", ForeignKeyAction::Cascade))
        .to_owned()
}

/// Whom nobody writes to: by a keyed hash, so that it outlives the address without telling it.
fn suppressions() -> TableCreateStatement {
    Table::create()
        .table("suppressions")
        .col(id("id").primary_key())
        .col(text("email_digest").unique_key())
        .col(text("reason"))
        .col(optional_text("note"))
        .col(moment("at"))
        .to_owned()
}

/// Mails that came back for now, one a subscriber and issue: whether they came in a row is seen beside the deliveries.
fn subscriber_bounces() -> TableCreateStatement {
    Table::create()
        .table("subscriber_bounces")
        .col(id("subscriber_id"))
        // Of an issue of a briefing. Issues that are gone have been sent all the same.
        .col(id("issue_id"))
        .col(moment("at"))
        .col(optional_text("status_code"))
        .primary_key(Index::create().col("subscriber_id").col("issue_id"))
        .foreign_key(&mut key(("subscriber_bounces", "subscriber_id"), "subscribers", ForeignKeyAction::Cascade))
        .to_owned()
}
