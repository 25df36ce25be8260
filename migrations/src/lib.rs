//! The history of the database's shape, on both engines: one file a change, in the portable subset.
//!
//! Rules: a migration never imports entities (they move on, history does not); foreign keys stand in
//! `create_table`, because SQLite cannot add them later; every change first expands and only a later
//! release contracts, so that an older replica can run beside a newer one.

mod columns;
mod m20261122_000001_journal;
mod m20261122_000002_vocabularies;
mod m20261122_000003_cities;
mod m20261122_000004_corrections;
mod m20261125_000005_jobs;
mod m20261125_000006_identity;
mod m20261125_000007_organisations;
mod m20261125_000008_city_indexes;
mod m20261126_000009_api_keys;
mod m20261126_000010_city_proposals;
mod m20261126_000011_claims;
mod m20261126_000012_invitations;
mod m20261126_000013_account_names;
mod m20261126_000014_audit_is_kept;
mod m20261126_000015_lessons;
mod m20261126_000016_definitions;
mod m20261126_000017_library;
mod m20261126_000018_notes;
mod m20261126_000019_saved_searches;
mod m20261126_000020_subscriptions;
mod m20261126_000021_briefings;
mod m20261127_000022_lesson_authors;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Runs the history forwards and backwards.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_journal::Migration),
            Box::new(m20261122_000002_vocabularies::Migration),
            Box::new(m20261122_000003_cities::Migration),
            Box::new(m20261122_000004_corrections::Migration),
            Box::new(m20261125_000005_jobs::Migration),
            Box::new(m20261125_000006_identity::Migration),
            Box::new(m20261125_000007_organisations::Migration),
            Box::new(m20261125_000008_city_indexes::Migration),
            Box::new(m20261126_000009_api_keys::Migration),
            Box::new(m20261126_000010_city_proposals::Migration),
            Box::new(m20261126_000011_claims::Migration),
            Box::new(m20261126_000012_invitations::Migration),
            Box::new(m20261126_000013_account_names::Migration),
            Box::new(m20261126_000014_audit_is_kept::Migration),
            Box::new(m20261126_000015_lessons::Migration),
            Box::new(m20261126_000016_definitions::Migration),
            Box::new(m20261126_000017_library::Migration),
            Box::new(m20261126_000020_subscriptions::Migration),
            Box::new(m20261126_000021_briefings::Migration),
            Box::new(m20261126_000018_notes::Migration),
            Box::new(m20261126_000019_saved_searches::Migration),
            Box::new(m20261127_000022_lesson_authors::Migration),
        ]
    }
}
