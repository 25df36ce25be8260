//! The automation of the project: one program for everything that is done to the code, so that a
//! newcomer, the tests and the pipeline all do the same thing the same way.
//!
//! `cargo xtask serve` starts the product, `cargo xtask test` runs what CI runs; `--help` tells the rest.

mod app;
mod bench;
mod cargo;
mod dist;
mod e2e;
mod openapi;
mod postgres;
mod project;
mod ready;
mod say;
mod serve;
mod system;
mod test;
mod tidy;
mod wasm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, starts and checks the product.
///
/// Start with `cargo xtask serve`: it adds what is missing, builds, loads the real data and prints the
/// address. Before you send a change: `cargo xtask test`.
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Args),
    Test(test::Args),
    App(app::Args),
    Dist(dist::Args),
    Openapi(openapi::Args),
    Tidy(tidy::Args),
    E2e(e2e::Args),
    Bench(bench::Args),
    #[command(hide = true)]
    WasmRunner(wasm::RunnerArgs),
    #[command(hide = true)]
    Announce(ready::Args),
}

impl Command {
    fn run(&self) -> anyhow::Result<()> {
        match self {
            Self::Serve(args) => serve::run(args),
            Self::Test(args) => test::run(args),
            Self::App(args) => app::run(args),
            Self::Dist(args) => dist::run(args),
            Self::Openapi(args) => openapi::run(args),
            Self::Tidy(args) => tidy::run(args),
            Self::E2e(args) => e2e::run(args),
            Self::Bench(args) => bench::run(args),
            Self::WasmRunner(args) => wasm::run_in_browser(args),
            Self::Announce(args) => ready::announce(args),
        }
    }
}

fn main() -> ExitCode {
    match Cli::parse().command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent_and_explained() {
        let command = Cli::command();
        command.clone().debug_assert();
        for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
            assert!(subcommand.get_about().is_some(), "{} says nothing about itself", subcommand.get_name());
        }
    }
}
