//! Opening the two engines with the settings that the product relies on.

use super::{Db, Engine, Positions};
use crate::{Error, Result};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// How long a request waits for a connection before it is told that the database is gone.
const PATIENCE: Duration = Duration::from_millis(900);
/// Pages in the WAL of SQLite before they go into the file: 16 MiB, a few hundred writes with all their rows. Whoever
/// writes as that happens waits for the disk twice more.
const CHECKPOINT: &str = "4000";
/// Channel on which PostgreSQL tells of new changes.
pub(super) const CHANNEL: &str = "c2r_changes";
/// Advisory lock of PostgreSQL under which migrations run.
const MIGRATION_LOCK: i64 = 0x6332_725f_6d69_6772;

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Options {
    /// A file of SQLite.
    Sqlite {
        /// Path of the file.
        file: PathBuf,
        /// How many connections read at once.
        readers: u32,
        /// Largest size of the file in pages of 4 KiB, for trying a full disk; `None` for no bound.
        max_pages: Option<u32>,
    },
    /// A server of PostgreSQL.
    Postgres {
        /// `postgres://…`
        url: String,
        /// How many connections this process holds at most.
        connections: u32,
    },
}

impl Options {
    /// An SQLite file with the usual number of readers.
    #[must_use]
    pub fn sqlite(file: impl Into<PathBuf>) -> Self {
        Self::Sqlite { file: file.into(), readers: 3, max_pages: None }
    }

    /// A PostgreSQL server with the usual number of connections.
    #[must_use]
    pub fn postgres(url: impl Into<String>) -> Self {
        Self::Postgres { url: url.into(), connections: 12 }
    }
}

/// Opens the connections for writing and for reading.
pub(super) async fn open(options: &Options) -> Result<(Engine, DatabaseConnection, DatabaseConnection)> {
    match options {
        Options::Sqlite { file, readers, max_pages } => {
            let max_pages = *max_pages;
            let writer = sqlite(file, 1, move |options| {
                // What is deleted is overwritten: somebody who has gone must not be read from the file.
                let options = options.pragma("wal_autocheckpoint", CHECKPOINT).pragma("secure_delete", "ON");
                match max_pages {
                    Some(pages) => options.pragma("max_page_count", pages.to_string()),
                    None => options,
                }
            });
            // The writer comes first: it creates the file and turns the journal to WAL.
            let writer = writer.await?;
            let readers = sqlite(file, *readers, |options| options.pragma("query_only", "ON")).await?;
            Ok((Engine::Sqlite, writer, readers))
        }
        Options::Postgres { url, connections } => {
            let pool = postgres(url, *connections).await?;
            Ok((Engine::Postgres, pool.clone(), pool))
        }
    }
}

async fn sqlite(
    file: &std::path::Path,
    connections: u32,
    extra: impl Fn(sqlx::sqlite::SqliteConnectOptions) -> sqlx::sqlite::SqliteConnectOptions + Send + Sync + 'static,
) -> Result<DatabaseConnection> {
    // The path goes in through the driver's own option: as part of a URL, a `?` or `%` in it would change its meaning.
    let path = file.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(connections).min_connections(1).acquire_timeout(Duration::from_secs(5)).sqlx_logging(false);
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |_| {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit that was acknowledged survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", "-4000")
            .pragma("temp_store", "MEMORY");
        extra(sqlx::ConnectOptions::disable_statement_logging(options))
    });
    // A connection of SQLite is a file handle and a cache: keep it, and never open a second database in its place.
    options.map_sqlx_sqlite_pool_opts(|pool| pool.idle_timeout(None).max_lifetime(None));
    let opened = Database::connect(options).await;
    opened.map_err(|error| {
        let cause = error.to_string();
        match Error::from(error) {
            Error::Damaged(detail) => Error::Damaged(format!("{}: {detail}", file.display())),
            _ => Error::Unavailable(format!("cannot open {}: {cause}", file.display())),
        }
    })
}

async fn postgres(url: &str, connections: u32) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        .connect_timeout(PATIENCE)
        .sqlx_logging(false);
    // A ping before each use would double the round trips; one after a pause finds the lines that were cut.
    options.test_before_acquire(false).test_before_acquire_if_idle_for(Duration::from_secs(1));
    match Database::connect(options).await {
        Ok(pool) => Ok(pool),
        Err(error) => {
            let reason = why_not(url).await.unwrap_or_else(|| error.to_string());
            Err(Error::Unavailable(format!("cannot connect to PostgreSQL: {reason}")))
        }
    }
}

/// A pool only says that it waited in vain; a single connection says what is in the way. Without the address, whose
/// password is nobody's business.
async fn why_not(url: &str) -> Option<String> {
    let options: sqlx::postgres::PgConnectOptions = url.parse().ok()?;
    let place = format!("{}:{}", options.get_host(), options.get_port());
    let tried = tokio::time::timeout(PATIENCE, sqlx::ConnectOptions::connect(&options)).await;
    match tried {
        Err(_) => Some(format!("{place} does not answer")),
        Ok(Err(sqlx::Error::Io(error))) => Some(format!("{place}: {error}")),
        Ok(Err(sqlx::Error::Database(error))) => Some(format!("{place}: {}", error.message())),
        Ok(Err(error)) => Some(format!("{place}: {error}")),
        Ok(Ok(_)) => None,
    }
}

/// Runs what is pending. On PostgreSQL under an advisory lock, so that replicas that start together do not race.
pub(super) async fn migrate(db: &Db) -> Result<()> {
    if db.engine() == Engine::Sqlite {
        return migrate_file(db).await;
    }
    let pool = db.writing().get_postgres_connection_pool();
    let mut guard = pool.acquire().await?;
    sqlx::query("SELECT pg_advisory_lock($1)").bind(MIGRATION_LOCK).execute(&mut *guard).await?;
    let outcome = Migrator::up(db.writing(), None).await;
    sqlx::query("SELECT pg_advisory_unlock($1)").bind(MIGRATION_LOCK).execute(&mut *guard).await?;
    Ok(outcome?)
}

/// A file has no lock that outlasts a transaction, and each migration is one. So two who begin together meet at
/// the same migration, and the second finds it done: it looks again what is left for it.
async fn migrate_file(db: &Db) -> Result<()> {
    loop {
        let pending = db.pending_migrations().await?.len();
        let Err(error) = Migrator::up(db.writing(), None).await else { return Ok(()) };
        if db.pending_migrations().await?.len() == pending {
            return Err(error.into());
        }
    }
}

/// Wakes this process when another one has committed a change. A lost line is taken up again;
/// what was missed meanwhile is found by [`Db::refresh_positions`].
pub(super) fn listen(options: &Options, positions: &watch::Sender<Positions>) -> Option<AbortOnDropHandle<()>> {
    let Options::Postgres { url, .. } = options else { return None };
    let (url, positions) = (url.clone(), positions.clone());
    let listening = tokio::spawn(async move {
        loop {
            if let Err(error) = follow(&url, &positions).await {
                tracing::warn!(%error, "lost the line on which the database tells of changes");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    });
    Some(AbortOnDropHandle::new(listening))
}

async fn follow(url: &str, positions: &watch::Sender<Positions>) -> Result<(), sqlx::Error> {
    let mut listener = sqlx::postgres::PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    loop {
        let notice = listener.recv().await?;
        advance(positions, &Positions::from_text(notice.payload()));
    }
}

/// Moves the known end of the change log forward, never back.
pub(super) fn advance(positions: &watch::Sender<Positions>, seen: &Positions) {
    positions.send_if_modified(|known| known.advance(seen));
}
