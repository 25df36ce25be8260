//! Why a use case did not do what was asked.

use chrono::{DateTime, Utc};
use contract::Fault;
use domain::policy::KeyScope;

/// The outcomes that are not a success; the API turns each into one kind of problem.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Nobody has signed in, or what they showed is not (or no longer) good.
    #[error("not signed in")]
    SignIn,
    /// A machine has shown a key that opens nothing.
    #[error("the key is not good: {0:?}")]
    Key(KeyFault),
    /// The key is not for that; the scope that would be, where there is one.
    #[error("the key is not for that")]
    KeyLacks(Option<KeyScope>),
    /// Address, password or code is not right. Which of them, nobody is told.
    #[error("wrong credentials")]
    WrongCredentials,
    /// The password was right; the account asks for a code of its second factor as well.
    #[error("a second factor is asked for")]
    SecondFactorAsked,
    /// A role asks for a second factor, and none is set up.
    #[error("a second factor must be set up")]
    SecondFactorFirst,
    /// The actor may not, and may know it.
    #[error("not allowed")]
    Denied,
    /// The actor may not even know whether it exists; answered like [`Error::Missing`].
    #[error("hidden")]
    Hidden,
    /// There is no such thing; the sentence says which.
    #[error("{0}")]
    Missing(String),
    /// The request cannot be read.
    #[error("malformed")]
    Malformed(Vec<Fault>),
    /// Rules are broken.
    #[error("invalid")]
    Broken(Vec<Fault>),
    /// The state of the thing forbids it; the sentence says why.
    #[error("{0}")]
    Conflict(String),
    /// What would be made is there already, under this slug; the sentence says what.
    #[error("{0}")]
    Exists(String, String),
    /// The thing has changed since the caller read it: this is its version now.
    #[error("changed meanwhile")]
    Stale(i64),
    /// A request with the same idempotency key is running.
    #[error("still running")]
    StillRunning,
    /// The idempotency key belongs to another request.
    #[error("key reused")]
    KeyReused,
    /// Too much at once; try again in a moment.
    #[error("busy")]
    Busy,
    /// A part of the service is not there; the sentence says which.
    #[error("{0}")]
    Unavailable(String),
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// A bug or a broken store; the text is for the log, never for the caller.
    #[error("{0}")]
    Internal(String),
}

/// Why a key opens nothing. More than the first is told to nobody but who holds the whole key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// There is no such key, or the secret is another's: the same answer for both.
    Unknown,
    /// Somebody ended it, or its organisation is not verified (any more).
    Ended,
    /// Its time was over at this moment.
    Expired(DateTime<Utc>),
}

/// What the store answered, where a broken constraint means that somebody else was faster; the sentence says at what.
pub(crate) fn unless_taken<T>(answer: store::Result<T>, sentence: &str) -> Result<T, Error> {
    answer.map_err(|error| match error {
        store::Error::Constraint(_) => Error::Conflict(sentence.to_owned()),
        error => error.into(),
    })
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Unavailable(detail) => {
                tracing::warn!(%detail, "the database does not answer");
                Self::Unavailable("The database does not answer.".to_owned())
            }
            store::Error::Damaged(detail) => {
                tracing::error!(%detail, "the file of the database is damaged");
                Self::Unavailable("The database cannot be read.".to_owned())
            }
            store::Error::Full => Self::Full,
            store::Error::Busy => Self::Busy,
            store::Error::Constraint(_) | store::Error::Unreadable(_) | store::Error::Other(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}

impl From<::search::Error> for Error {
    fn from(error: ::search::Error) -> Self {
        Self::Internal(format!("search index: {error}"))
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Internal(format!("a computation ended early: {error}"))
    }
}
