//! Floors and work: how close the product comes to what the machine allows. `README.md` says how to read it.

mod bed;
mod cities;
mod floor;
mod http;
mod lessons;
mod load;
mod machine;
mod process;
mod random;
mod report;
mod run;
mod say;
mod sink;
mod stats;
mod subscribers;
mod words;
mod work;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Measures the product against the floors of this machine. Targets inform, they do not fail.
#[derive(Parser)]
#[command(name = "bench", args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: run::Options,
}

#[derive(Subcommand)]
enum Command {
    /// One floor, as a process of its own; the benchmark starts them by itself.
    #[command(subcommand)]
    Floor(floor::Floor),
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    match cli.command {
        Some(Command::Floor(floor)) => floor::run(floor),
        None => run::run(&cli.options),
    }
}
