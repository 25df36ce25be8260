//! `cargo xtask dist`: the one file to deploy.

use std::fs;

use anyhow::{Context as _, Result};

use crate::{app, cargo, project, say};

/// Makes `target/dist/c2r`: one release file with the app inside.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// Runs the command.
pub(crate) fn run(_: &Args) -> Result<()> {
    let mut steps = say::Steps::of(2);
    // The app first: the server's build takes its files in.
    steps.run("building the app in the browser", || app::build(app::Mode::Release, app::Lints::Unseen))?;
    let server = steps.run("building the server", || cargo::server(true))?;
    let folder = project::path("target/dist");
    let file = folder.join("c2r");
    fs::create_dir_all(&folder)?;
    let size = fs::copy(&server, &file).with_context(|| format!("copying to {}", file.display()))?;
    say::line(format_args!("{}: {}.{} MB", project::shown(&file), size / 1_000_000, size % 1_000_000 / 100_000));
    Ok(())
}
