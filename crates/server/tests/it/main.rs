//! The commands as an operator meets them: the real program, real files, its output and its exit status.

mod backups;
mod checks;
mod loading;
mod place;
mod reports;
mod serving;
mod settings;
