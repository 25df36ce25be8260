//! Ways to hand a mail over: to a server, into a folder, into memory.

mod folder;
mod memory;
mod reply;
mod smtp;

use crate::message::Message;
use async_trait::async_trait;

pub use folder::{Folder, Listed, Stored};
pub use memory::Memory;
pub use smtp::{SettingsError, Smtp, SmtpSettings};

/// Hands mails over.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands one mail over. When it has, somebody else is responsible for it; that it arrives is not said.
    ///
    /// # Errors
    ///
    /// [`SendError::Temporary`] if it is worth trying again later, with the same message; [`SendError::Permanent`] if it
    /// is not.
    async fn send(&self, message: &Message) -> Result<(), SendError>;
}

/// Why a mail was not handed over. The reason is for the operator, and holds no address: it ends up in logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Not now: the server is busy, away, or not set up. Try again later.
    #[error("not now: {0}")]
    Temporary(String),
    /// Never: the server will not take this mail.
    #[error("refused: {0}")]
    Permanent(String),
}

impl SendError {
    /// Whether it is worth trying again.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary(_))
    }
}
