//! Briefings: publications, their issues with what stood in each, and what became of each issue's mail to each
//! subscriber.

use crate::columns::{
    flag, id, key, moment, optional_id, optional_moment, optional_text, optional_whole, sorted_text, text, whole,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [briefings(manager), briefing_issues(manager), briefing_picks(), briefing_deliveries()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(name).table(table).to_owned();
            columns.iter().for_each(|column| _ = index.col(*column));
            manager.create_index(index).await?;
        }
        // Two issues of one publication never have one number, nor one week of its own drafts.
        for (name, column) in [("ux_briefing_issues_number", "number"), ("ux_briefing_issues_week", "week")] {
            let mut index = Index::create().name(name).table("briefing_issues").col("briefing_id").to_owned();
            manager.create_index(index.col(column).unique().to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["briefing_deliveries", "briefing_picks", "briefing_issues", "briefings"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

const INDEXES: [(&str, &str, &[&str]); 8] = [
    ("ix_briefing_issues_listed", "briefing_issues", &["listed_at", "id"]),
    ("ix_briefing_issues_status", "briefing_issues", &["status", "listed_at", "id"]),
    ("ix_briefing_issues_briefing", "briefing_issues", &["briefing_id", "sent_at", "id"]),
    ("ix_briefing_picks_thing", "briefing_picks", &["thing_id", "issue_id"]),
    ("ix_briefing_deliveries_outcome", "briefing_deliveries", &["issue_id", "outcome", "retry_at"]),
    ("ix_briefing_deliveries_at", "briefing_deliveries", &["issue_id", "outcome", "at"]),
    ("ix_briefing_deliveries_claim", "briefing_deliveries", &["claim"]),
    ("ix_briefing_deliveries_subscriber", "briefing_deliveries", &["subscriber_id", "issue_id"]),
];

fn briefings(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("briefings")
        .col(id("id").primary_key())
        .col(sorted_text(manager, "slug").unique_key())
        .col(text("title"))
        .col(text("about"))
        .col(text("about_html"))
        .col(text("language"))
        .col(text("layout"))
        .col(text("weekday"))
        // Of the day, in the time zone: `09:00:00`.
        .col(text("time"))
        .col(text("time_zone"))
        .col(whole("lessons_per_issue"))
        .col(flag("drafts_itself"))
        // The last week whose draft made itself: one that an editor throws away is not made again.
        .col(optional_text("drafted_week"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .col(whole("version"))
        .to_owned()
}

fn briefing_issues(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut table = Table::create().table("briefing_issues").to_owned();
    row_of_the_list(manager).into_iter().chain(of_one_issue()).for_each(|column| _ = table.col(column));
    table.foreign_key(&mut key(("briefing_issues", "briefing_id"), "briefings", ForeignKeyAction::Cascade));
    table
}

fn row_of_the_list(manager: &SchemaManager<'_>) -> [ColumnDef; 17] {
    [
        id("id").primary_key().to_owned(),
        id("briefing_id"),
        // Given when it goes out.
        optional_whole("number"),
        sorted_text(manager, "slug").unique_key().to_owned(),
        text("title"),
        text("excerpt"),
        text("layout"),
        text("language"),
        text("status"),
        optional_moment("scheduled_at"),
        optional_text("time_zone"),
        // The week that it made itself for; none where an editor asked for it.
        optional_text("week"),
        moment("created_at"),
        moment("updated_at"),
        optional_moment("sent_at"),
        // What lists are ordered by: when it went out, and far in the future before.
        moment("listed_at"),
        whole("version"),
    ]
}

fn of_one_issue() -> [ColumnDef; 7] {
    [
        // What its editors wrote, as JSON.
        text("content"),
        // What went out, as JSON, from then on.
        optional_text("shown"),
        text("segment"),
        // How far its sending has come.
        optional_moment("finished_at"),
        optional_whole("recipients"),
        optional_text("held"),
        optional_moment("told_at"),
    ]
}

/// What stood in an issue that has gone out: a lesson with how well it was supported then, or an item of the library.
fn briefing_picks() -> TableCreateStatement {
    Table::create()
        .table("briefing_picks")
        .col(id("issue_id"))
        .col(id("thing_id"))
        .col(text("kind"))
        .col(text("section"))
        .col(whole("place"))
        .col(optional_text("grade"))
        .primary_key(Index::create().col("issue_id").col("thing_id"))
        .foreign_key(&mut key(("briefing_picks", "issue_id"), "briefing_issues", ForeignKeyAction::Cascade))
        .to_owned()
}

/// A row a subscriber whose turn has come. No key leads to the subscriber: what became of an issue stays known in
/// numbers when they are gone.
fn briefing_deliveries() -> TableCreateStatement {
    Table::create()
        .table("briefing_deliveries")
        .col(id("issue_id"))
        .col(id("subscriber_id"))
        .col(optional_text("email_domain"))
        // What a report or a link of the mail names it by.
        .col(optional_text("token").unique_key().to_owned())
        .col(whole("tries"))
        .col(optional_moment("claimed_at"))
        // Which lease of the worker claimed it.
        .col(optional_id("claim"))
        .col(optional_text("outcome"))
        .col(optional_moment("at"))
        .col(optional_moment("retry_at"))
        .col(optional_moment("bounced_at"))
        .col(optional_moment("complained_at"))
        .col(optional_moment("left_at"))
        .primary_key(Index::create().col("issue_id").col("subscriber_id"))
        .foreign_key(&mut key(("briefing_deliveries", "issue_id"), "briefing_issues", ForeignKeyAction::Cascade))
        .to_owned()
}
