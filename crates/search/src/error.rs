//! What can go wrong.

use std::io;
use std::path::PathBuf;

use tantivy::TantivyError;
use tantivy::directory::error::LockError;

/// Why the index could not do what was asked. No text that a person types is ever a cause.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Another process writes to the same folder.
    #[error("the search index is being written to by another process")]
    Locked,
    /// The index's folder could not be made or emptied.
    #[error("the folder of the search index, {}, cannot be used", path.display())]
    Folder {
        /// The folder, or the file in it.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The index's files could not be read or written, as when the disk is full.
    #[error("the search index failed")]
    Engine(#[source] TantivyError),
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Locked,
            other => Self::Engine(other),
        }
    }
}
