//! Which versions of a thing a change was made for.

use crate::{Error, Result};

/// Which versions of a thing a change was made for: whoever has read another one reads it again first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Whichever it has, as long as it is there.
    Any,
    /// One of these.
    OneOf(Vec<i64>),
}

impl Expected {
    /// Lets a change of what has `version` by now go on, or not.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was made for another version.
    pub fn check(&self, version: i64) -> Result<()> {
        match self {
            Self::Any => Ok(()),
            Self::OneOf(versions) if versions.contains(&version) => Ok(()),
            Self::OneOf(_) => Err(Error::Stale(version)),
        }
    }
}

impl From<i64> for Expected {
    fn from(version: i64) -> Self {
        Self::OneOf(vec![version])
    }
}
