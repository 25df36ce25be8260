//! What whoever sends a mail may rely on.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests, which clippy cannot see")]

mod folder;
mod hostile;
mod letters;
mod memory;
mod message;
mod server;
mod smtp;
mod support;
