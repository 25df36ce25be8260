//! `cargo xtask bench`: how close the product comes to what the machine allows.

use anyhow::Result;

use crate::{app, cargo, say};

/// Measures the product against the floors of this machine: ours, floor, ratio, target.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Passed on to the benchmark; `-- --help` lists what it takes.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let mut steps = say::Steps::of(3);
    steps.run("building the app in the browser", || app::build(app::Mode::Release, app::Lints::Unseen))?;
    let server = steps.run("building the server", || cargo::server(true))?;
    steps.announce("measuring");
    let mut bench = cargo::command("run");
    bench.env("C2R_BIN", server).args(["--release", "--package", "bench", "--"]).args(&args.arguments);
    cargo::succeed(&mut bench)
}
