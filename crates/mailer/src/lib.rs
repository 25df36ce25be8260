#![doc = include_str!("../README.md")]

pub mod address;
mod clean;
mod letters;
mod message;
mod render;
mod send;
mod texts;

pub use address::Address;
pub use letters::Letter;
pub use message::{Mailbox, Message, MessageError, Sender};
pub use render::{RenderError, Rendered, Site, render};
pub use send::{Folder, Listed, Mailer, Memory, SendError, SettingsError, Smtp, SmtpSettings, Stored};
pub use texts::Language;
