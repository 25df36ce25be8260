#![doc = include_str!("../README.md")]

pub mod address;
pub mod bounce;
mod bulk;
mod clean;
mod letters;
mod message;
mod newsletter;
mod render;
mod send;
mod texts;

pub use address::Address;
pub use bulk::{Bulk, BulkError, List, Unsubscribe};
pub use letters::{DigestPart, DigestThing, Letter};
pub use message::{Mailbox, Message, MessageError, Sender};
pub use newsletter::{Newsletter, NewsletterEntry, NewsletterLinks, NewsletterSection, Passage, PreparedNewsletter};
pub use render::{RenderError, Rendered, Site, render};
pub use send::{
    Answer, Folder, Listed, Mailer, Memory, Reason, SendError, SettingsError, Smtp, SmtpSettings, Step, Stored,
};
pub use texts::Language;
