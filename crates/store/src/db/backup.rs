//! Copies of a running SQLite database, and the way back. PostgreSQL has its own tools (`pg_dump`).

use super::{Db, Engine, Options};
use crate::{Error, Result};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::path::Path;

/// Writes a consistent copy of the database to `target` while others read and write.
///
/// # Errors
/// When `target` exists, cannot be written, or the engine is not SQLite.
pub async fn backup(db: &Db, target: &Path) -> Result<()> {
    if db.engine() != Engine::Sqlite {
        return Err(Error::Other("a PostgreSQL database is copied with pg_dump; see docs/operations.md".to_owned()));
    }
    if target.exists() {
        return Err(Error::Other(format!("{} exists already", target.display())));
    }
    let Some(text) = target.to_str() else {
        return Err(Error::Other("the path of the copy is not valid UTF-8".to_owned()));
    };
    // A reader may not: `VACUUM INTO` counts as a write for `query_only`, though it leaves the database as it is.
    let sql = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [text.into()]);
    db.writing().execute_raw(sql).await?;
    let copied = std::fs::File::open(target).and_then(|file| file.sync_all());
    copied.map_err(|error| Error::Other(format!("cannot sync {}: {error}", target.display())))
}

/// Empties the journal of an SQLite database into its file: what was deleted is read from neither. Elsewhere nothing.
///
/// # Errors
/// When the database fails.
pub async fn forget_journal(db: &Db) -> Result<()> {
    if db.engine() == Engine::Sqlite {
        let sql = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        db.writing().query_one_raw(sql).await?;
    }
    Ok(())
}

/// Checks that `file` is a sound SQLite database that this version can serve.
///
/// # Errors
/// What is wrong with it.
pub async fn check_file(file: &Path) -> Result<()> {
    let db = Db::open(&Options::sqlite(file)).await?;
    check(&db).await
}

/// Checks the integrity of the database and that no migration is pending.
///
/// # Errors
/// What is wrong with it.
pub async fn check(db: &Db) -> Result<()> {
    if db.engine() == Engine::Sqlite {
        let sql = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check(1)");
        let row = db.writing().query_one_raw(sql).await?;
        let verdict: String = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
        if verdict != "ok" {
            return Err(Error::Unreadable(format!("integrity check: {verdict}")));
        }
        let sql = Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check");
        if db.writing().query_one_raw(sql).await?.is_some() {
            return Err(Error::Unreadable("foreign key check: a row points to one that is not there".to_owned()));
        }
    }
    db.ping().await
}
