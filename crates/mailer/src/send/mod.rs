//! Ways to hand a mail over: to a server, into a folder, into memory.

mod folder;
mod memory;
mod reply;
mod smtp;

use crate::bounce::{Kind, Status};
use crate::message::Message;
use async_trait::async_trait;
use std::fmt;

pub use folder::{Folder, Listed, Stored};
pub use memory::Memory;
pub use reply::Step;
pub(crate) use reply::told;
pub use smtp::{SettingsError, Smtp, SmtpSettings};

/// Hands mails over.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands one mail over. When it has, somebody else is responsible for it; that it arrives is not said.
    ///
    /// # Errors
    ///
    /// [`SendError::Temporary`] if it is worth trying again later, with the same message; [`SendError::Permanent`] if
    /// it is not; [`SendError::Unknown`] if it may have been handed over, or not.
    async fn send(&self, message: &Message) -> Result<(), SendError>;

    /// How many mails it is worth sending at the same time. Whoever has thousands keeps to it: then one that somebody
    /// waits for still finds a way past them.
    fn at_once(&self) -> usize {
        1
    }
}

/// Why a mail was not handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Not now: the server is busy, away, or not set up. Try again later.
    #[error("not now: {0}")]
    Temporary(Reason),
    /// Never: the server will not take this mail.
    #[error("refused: {0}")]
    Permanent(Reason),
    /// The whole mail was sent, and no answer came: the server may have it. Try again later, with the same message, by
    /// whose `Message-ID` a second one can be told.
    #[error("nobody knows: {0}")]
    Unknown(Reason),
}

impl SendError {
    /// What a server's refusal of a recipient becomes: `550` with `5.1.1 no such user`.
    #[must_use]
    pub fn refused(reply: u16, text: &str) -> Self {
        Self::refused_at(Step::Recipient, reply, text)
    }

    /// What a server's refusal becomes when the conversation had come so far: `535` with `5.7.8 authentication failed`,
    /// at the greetings.
    #[must_use]
    pub fn refused_at(step: Step, reply: u16, text: &str) -> Self {
        reply::refused(step, reply, text)
    }

    /// Whether it is worth trying again.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        !matches!(self, Self::Permanent(_))
    }

    /// What the server answered, if it did.
    #[must_use]
    pub fn answer(&self) -> Option<Answer> {
        let (Self::Temporary(reason) | Self::Permanent(reason) | Self::Unknown(reason)) = self;
        reason.answer
    }

    /// Why, in words that name no address.
    #[must_use]
    pub fn reason(&self) -> &str {
        let (Self::Temporary(reason) | Self::Permanent(reason) | Self::Unknown(reason)) = self;
        &reason.text
    }
}

/// A reason for the operator. It holds no address: it ends up in logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    text: String,
    answer: Option<Answer>,
}

/// What a server answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// How far the conversation had come.
    pub step: Step,
    /// The number of the reply: 550.
    pub reply: u16,
    /// The status code, if it gave one.
    pub status: Option<Status>,
    /// What it says about the address, as a bounce would that comes later.
    pub kind: Kind,
}

impl Answer {
    /// Whether it will be the same the next time (RFC 5321, Klensin 2008, section 4.2.1).
    #[must_use]
    pub const fn is_final(&self) -> bool {
        self.reply >= 500
    }

    /// Whether it is about how we sign in, or about encryption, and so about no mail.
    #[must_use]
    pub fn is_about_signing_in(&self) -> bool {
        reply::ABOUT_US.contains(&self.reply)
    }
}

impl From<&str> for Reason {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Self { text, answer: None }
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.text
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
