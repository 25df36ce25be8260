//! What whoever asks a stranger's address may rely on.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests, which clippy cannot see")]

mod addresses;
mod answers;
mod names;
mod redirects;
mod server;
mod spellings;
mod support;
