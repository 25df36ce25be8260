#![doc = include_str!("../README.md")]

pub mod address;
pub mod bounce;
mod bulk;
mod clean;
mod letters;
mod message;
mod render;
mod send;
mod texts;

pub use address::Address;
pub use bulk::{Bulk, BulkError, List, Unsubscribe};
pub use letters::Letter;
pub use message::{Mailbox, Message, MessageError, Sender};
pub use render::{RenderError, Rendered, Site, render};
pub use send::{Answer, Folder, Listed, Mailer, Memory, Reason, SendError, SettingsError, Smtp, SmtpSettings, Stored};
pub use texts::Language;
