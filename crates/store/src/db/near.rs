//! Short reads of SQLite in the thread that asks.
//!
//! The driver behind sea-orm gives every connection a thread of its own, copies each value of a row and hands it over. For
//! a look at one row that costs several times what SQLite itself takes. What an index answers within microseconds is
//! therefore read here, where it is asked for. Anything that may take longer goes through [`Db::read`](super::Db::read),
//! which blocks nobody.

use crate::entities::{from_json, key};
use crate::{Error, Result};
use chrono::{DateTime, Utc};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Row, ToSql, params_from_iter};
use sea_orm::{Statement, Value};
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// Connections kept for the next who asks: as many as threads that ask at once on a usual machine.
const KEPT: usize = 8;
/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 64;
/// Longest wait for a lock. Readers of a WAL wait for nobody but a recovery.
const PATIENCE: Duration = Duration::from_millis(900);

/// Connections that only read.
pub(crate) struct Near {
    file: PathBuf,
    /// `None` once it has been closed.
    idle: Mutex<Option<Vec<Connection>>>,
}

impl Near {
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::new(Some(Vec::new())) }
    }

    /// Closes what is open; nothing is read afterwards.
    pub(super) fn close(&self) {
        drop(self.idle.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// The rows that `query` finds, each read by `read`.
    pub(crate) fn rows<T>(&self, query: &Statement, read: impl Fn(&mut Columns<'_>) -> Result<T>) -> Result<Vec<T>> {
        let values = query.values.as_ref().map_or(&[][..], |values| values.0.as_slice());
        self.ask(&query.sql, values, read)
    }

    /// The same with the values apart from the text, for who keeps that.
    pub(crate) fn ask<T>(
        &self,
        sql: &str,
        values: &[Value],
        read: impl Fn(&mut Columns<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let connection = self.take()?;
        let found = find(&connection, sql, values, read)?;
        self.give_back(connection);
        Ok(found)
    }

    fn take(&self) -> Result<Connection> {
        let kept = match self.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            Some(idle) => idle.pop(),
            None => return Err(Error::Unavailable("the database is closed".to_owned())),
        };
        kept.map_or_else(|| self.open(), Ok)
    }

    fn give_back(&self, connection: Connection) {
        if let Some(idle) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut()
            && idle.len() < KEPT
        {
            idle.push(connection);
        }
    }

    fn open(&self) -> Result<Connection> {
        // Whoever reads a WAL writes to its index beside it; `query_only` keeps it from everything else.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.file, flags)?;
        connection.busy_timeout(PATIENCE)?;
        for (name, value) in [("query_only", "ON"), ("cache_size", "-8000"), ("temp_store", "MEMORY")] {
            connection.pragma_update(None, name, value)?;
        }
        // Built with statistics of single values, SQLite plans a statement anew for every value that is bound to it, which
        // takes as long as running it. The indexes are made so that one plan fits all values.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }
}

fn find<T>(
    connection: &Connection,
    sql: &str,
    values: &[Value],
    read: impl Fn(&mut Columns<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params_from_iter(values.iter().map(Bound)))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(&mut Columns { row, next: 0 })?);
    }
    Ok(found)
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(
                ErrorCode::ReadOnly | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::NotADatabase,
            ) => Self::Unavailable(error.to_string()),
            _ => Self::Other(error.to_string()),
        }
    }
}

/// A value of a query, laid out as the driver lays it out when it writes.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let owned = |value| Ok(ToSqlOutput::Owned(value));
        match self.0 {
            Value::Bool(Some(value)) => owned(Owned::Integer(i64::from(*value))),
            Value::Int(Some(value)) => owned(Owned::Integer(i64::from(*value))),
            Value::BigInt(Some(value)) => owned(Owned::Integer(*value)),
            Value::BigUnsigned(Some(value)) => owned(Owned::Integer(i64::try_from(*value).unwrap_or(i64::MAX))),
            Value::String(Some(text)) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))),
            Value::Uuid(Some(id)) => Ok(ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes()))),
            Value::ChronoDateTimeUtc(Some(moment)) => owned(Owned::Text(written(moment))),
            other => Err(rusqlite::Error::ToSqlConversionFailure(format!("{other:?} is not bound here").into())),
        }
    }
}

/// A moment as the driver writes it.
fn written(moment: &DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false)
}

/// Takes the columns of a row, one after the other.
pub(crate) struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl<'r> Columns<'r> {
    fn raw(&mut self) -> Result<ValueRef<'r>> {
        let column = self.next;
        self.next += 1;
        Ok(self.row.get_ref(column)?)
    }

    /// Passes over a column.
    pub(crate) const fn skip(&mut self) -> &mut Self {
        self.next += 1;
        self
    }

    fn wrong<T>(&self, wanted: &str) -> Result<T> {
        let name = self.row.as_ref().column_name(self.next.saturating_sub(1)).unwrap_or("?");
        Err(Error::unreadable(name, format!("no {wanted}")))
    }

    fn str(&mut self) -> Result<Option<&'r str>> {
        match self.raw()? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => Ok(Some(text)),
                Err(_) => self.wrong("text in UTF-8"),
            },
            _ => self.wrong("text"),
        }
    }

    fn some_str(&mut self) -> Result<&'r str> {
        match self.str()? {
            Some(text) => Ok(text),
            None => self.wrong("text"),
        }
    }

    /// Text that may be missing.
    pub(crate) fn optional_text(&mut self) -> Result<Option<String>> {
        Ok(self.str()?.map(str::to_owned))
    }

    /// Text.
    pub(crate) fn text(&mut self) -> Result<String> {
        Ok(self.some_str()?.to_owned())
    }

    /// A key of a closed set.
    pub(crate) fn key<T: FromStr>(&mut self, column: &str) -> Result<T> {
        key(column, self.some_str()?)
    }

    /// A key that may be missing.
    pub(crate) fn optional_key<T: FromStr>(&mut self, column: &str) -> Result<Option<T>> {
        self.str()?.map(|text| key(column, text)).transpose()
    }

    /// JSON.
    pub(crate) fn json<T: DeserializeOwned>(&mut self, column: &str) -> Result<T> {
        from_json(column, self.some_str()?)
    }

    /// JSON that may be missing.
    pub(crate) fn optional_json<T: DeserializeOwned>(&mut self, column: &str) -> Result<Option<T>> {
        self.str()?.map(|text| from_json(column, text)).transpose()
    }

    /// A whole number that may be missing.
    pub(crate) fn optional_whole(&mut self) -> Result<Option<i64>> {
        match self.raw()? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => Ok(Some(number)),
            _ => self.wrong("whole number"),
        }
    }

    /// A whole number.
    pub(crate) fn whole(&mut self) -> Result<i64> {
        match self.optional_whole()? {
            Some(number) => Ok(number),
            None => self.wrong("whole number"),
        }
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self) -> Result<bool> {
        Ok(self.whole()? != 0)
    }

    /// A number.
    pub(crate) fn number(&mut self) -> Result<f64> {
        match self.raw()? {
            ValueRef::Real(number) => Ok(number),
            // A column of a real kind gives a real number, an expression may give another.
            ValueRef::Integer(number) => Ok(number as f64),
            _ => self.wrong("number"),
        }
    }

    /// An id.
    pub(crate) fn id<T: From<Uuid>>(&mut self) -> Result<T> {
        let id = match self.raw()? {
            ValueRef::Blob(bytes) => Uuid::from_slice(bytes).ok(),
            _ => None,
        };
        match id {
            Some(id) => Ok(id.into()),
            None => self.wrong("id"),
        }
    }

    /// An id that may be missing.
    pub(crate) fn optional_id<T: From<Uuid>>(&mut self) -> Result<Option<T>> {
        match self.raw()? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(bytes) => match Uuid::from_slice(bytes) {
                Ok(id) => Ok(Some(id.into())),
                Err(_) => self.wrong("id"),
            },
            _ => self.wrong("id"),
        }
    }

    /// A moment.
    pub(crate) fn moment(&mut self) -> Result<DateTime<Utc>> {
        match DateTime::parse_from_rfc3339(self.some_str()?) {
            Ok(moment) => Ok(moment.to_utc()),
            Err(_) => self.wrong("moment"),
        }
    }
}
