//! F7: how often a durable commit fits into a second.

use crate::say;
use anyhow::Result;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The table that the product's reports go to, with its index.
const TABLE: &str = "
    CREATE TABLE corrections (id uuid_text NOT NULL PRIMARY KEY, city_id uuid_text NOT NULL, fact text NOT NULL, value text NOT NULL,
        source text NOT NULL, email text NULL, status text NOT NULL, received_at timestamp_with_timezone_text NOT NULL);
    CREATE INDEX ix_corrections_status ON corrections (status, id);";

/// What the floor prints.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FloorCommits {
    /// How many commits.
    commits: u32,
    /// In how many seconds.
    seconds: f64,
}

impl FloorCommits {
    /// Commits in a second.
    pub(crate) fn rate(&self) -> f64 {
        f64::from(self.commits) / self.seconds
    }
}

/// Commits for some seconds.
pub(super) fn run(db: &Path, seconds: u64) -> Result<()> {
    let connection = Connection::open(db)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(TABLE)?;
    let mut insert = connection.prepare("INSERT INTO corrections VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, ?7)")?;
    let (begun, time) = (Instant::now(), Duration::from_secs(seconds));
    let mut commits = 0;
    while begun.elapsed() < time {
        // Ids in order, as the product's are.
        let (id, city) = (Uuid::from_u128(u128::from(commits)), Uuid::nil());
        let row = params![
            id,
            city,
            "population",
            "A generated report of the benchmark.",
            "https://bench.example/report",
            "received",
            "2026-01-01T00:00:00.000001+00:00"
        ];
        // Outside a transaction every statement is one, with its commit.
        insert.execute(row)?;
        commits += 1;
    }
    let result = FloorCommits { commits, seconds: begun.elapsed().as_secs_f64() };
    Ok(say::line(serde_json::to_string(&result)?)?)
}
