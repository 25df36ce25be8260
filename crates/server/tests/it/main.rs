//! The commands as an operator meets them: the real program, real files, its output and its exit status.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that meets what it did not expect should stop there")]

mod backups;
mod checks;
mod full;
mod loading;
mod people;
mod place;
mod reports;
mod serving;
mod settings;
