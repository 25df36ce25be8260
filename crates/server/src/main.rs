//! `c2r`, the one binary of the product: the server with the app and the reference data inside, and the
//! commands of the person who runs it.

mod cli;
mod commands;
mod config;
mod database;
mod failure;
mod lock;
mod logging;
mod measures;
mod reference;
mod say;
mod site;
mod text;

use std::process::ExitCode;

/// A row that one thread reads is freed by another, where the allocators of most systems wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
