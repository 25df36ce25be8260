//! What can go wrong below the use cases, told apart by what the caller can do about it.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A fault of the database or of what it holds.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The database does not answer; it may be back soon.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// No space left: reads work, writes do not.
    #[error("the disk of the database is full")]
    Full,
    /// Two writers met; trying again helps.
    #[error("the database is busy")]
    Busy,
    /// A unique or foreign key was broken.
    #[error("a constraint was broken: {0}")]
    Constraint(String),
    /// A row holds what this version cannot read.
    #[error("a row cannot be read: {0}")]
    Unreadable(String),
    /// The file is damaged, or none of a database.
    #[error("the file of the database is damaged ({0}): put a backup in its place with `c2r restore`")]
    Damaged(String),
    /// Anything else; a bug or a broken database.
    #[error("the database failed: {0}")]
    Other(String),
}

impl Error {
    /// For a stored text that is none of the known keys, or JSON of another shape.
    pub(crate) fn unreadable(what: &str, detail: impl std::fmt::Display) -> Self {
        Self::Unreadable(format!("{what}: {detail}"))
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(detail) | SqlErr::ForeignKeyConstraintViolation(detail)) =
            error.sql_err()
        {
            return Self::Constraint(detail);
        }
        match &error {
            DbErr::ConnectionAcquire(_) => Self::Unavailable(error.to_string()),
            DbErr::Conn(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause)) => Self::from_driver(cause),
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::from_driver(&error)
    }
}

/// Too many connections, the database gone or closed to us, our user or its rights gone, or a standby that only reads.
const UNREACHABLE: [&str; 7] = ["53300", "3D000", "55000", "28000", "28P01", "42501", "25006"];

impl Error {
    fn from_driver(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Tls(_) => Self::Unavailable(error.to_string()),
            sqlx::Error::Database(cause) => {
                Self::from_code(cause.code().as_deref().unwrap_or_default(), &cause.to_string())
            }
            _ => Self::Other(error.to_string()),
        }
    }

    /// `SQLite` gives (extended) result codes as decimal numbers, PostgreSQL five letters of SQLSTATE.
    fn from_code(code: &str, detail: &str) -> Self {
        if let Some(primary) = code.parse::<u32>().ok().filter(|_| code.len() < 5).map(|code| code & 0xff) {
            return match primary {
                5 | 6 => Self::Busy,
                11 | 26 => Self::Damaged(detail.to_owned()),
                8 | 10 | 14 => Self::Unavailable(detail.to_owned()),
                13 => Self::Full,
                _ => Self::Other(detail.to_owned()),
            };
        }
        match code {
            "53100" => Self::Full,
            "40001" | "40P01" | "55P03" => Self::Busy,
            // Connection lost, server starting or stopping.
            _ if code.starts_with("08") || code.starts_with("57P") || UNREACHABLE.contains(&code) => {
                Self::Unavailable(detail.to_owned())
            }
            _ => Self::Other(detail.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn codes_by_table() {
        assert!(matches!(Error::from_code("13", ""), Error::Full));
        assert!(matches!(Error::from_code("53100", ""), Error::Full));
        assert!(matches!(Error::from_code("5", ""), Error::Busy));
        assert!(matches!(Error::from_code("517", ""), Error::Busy), "SQLITE_BUSY_SNAPSHOT");
        assert!(matches!(Error::from_code("40001", ""), Error::Busy));
        assert!(matches!(Error::from_code("10", ""), Error::Unavailable(_)));
        assert!(matches!(Error::from_code("11", ""), Error::Damaged(_)));
        assert!(matches!(Error::from_code("26", ""), Error::Damaged(_)), "not a database");
        assert!(matches!(Error::from_code("57P01", ""), Error::Unavailable(_)));
        for code in ["55000", "28P01", "25006", "3D000", "53300"] {
            assert!(matches!(Error::from_code(code, ""), Error::Unavailable(_)), "{code}");
        }
        assert!(matches!(Error::from_code("778", ""), Error::Unavailable(_)), "an I/O error while writing");
        assert!(matches!(Error::from_code("42601", ""), Error::Other(_)));
        assert!(matches!(Error::from_code("1", ""), Error::Other(_)));
    }
}
