//! What whoever sends a mail may rely on.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests, which clippy cannot see")]

mod bounce;
mod bulk;
mod folder;
mod hostile;
mod letters;
mod many;
mod memory;
mod message;
mod newsletter;
mod reports;
mod server;
mod smtp;
mod support;
