//! `cargo xtask e2e`: the journeys through the app in a real browser.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::test::Build;
use crate::{app, project, say, system};

/// Walks through the app in a real browser, as people do.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Keep a picture of each page in this folder.
    #[arg(long, value_name = "DIR")]
    shots: Option<PathBuf>,
    /// Show the browser's window.
    #[arg(long)]
    headed: bool,
    /// Walk only the journeys whose name contains this.
    filter: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    app::build(app::Mode::Release, app::Lints::Errors)?;
    let build = Build::of_workspace()?;
    let tally = journeys(&build, args)?;
    say::line(tally);
    Ok(())
}

/// Runs the browser tests of a finished build, as `cargo xtask test` does.
pub(crate) fn all_journeys(build: &Build) -> Result<String> {
    journeys(build, &Args { shots: None, headed: false, filter: None })
}

/// What the crate `e2e` reads: `C2R_CHROMIUM` and `C2R_CHROMEDRIVER` (programs), `C2R_SHOTS_DIR` (folder for
/// pictures), `C2R_HEADED` (show the window) and `C2R_PAINTS` (file to which it writes how soon pages were painted).
fn journeys(build: &Build, args: &Args) -> Result<String> {
    let browser = system::ensure_browser()?;
    let mut settings = vec![("C2R_CHROMIUM", browser.program), ("C2R_CHROMEDRIVER", browser.driver)];
    if let Some(folder) = &args.shots {
        settings.push(("C2R_SHOTS_DIR", absolute(folder)?));
    }
    if args.headed {
        settings.push(("C2R_HEADED", "1".into()));
    }
    let paints = project::work().join("paints.txt");
    start_anew(&paints)?;
    settings.push(("C2R_PAINTS", paints.clone()));
    let filter: Vec<&str> = args.filter.as_deref().into_iter().collect();
    let note = build.run_tests(
        |package| package == "e2e",
        |command| {
            command.envs(settings.iter().map(|(name, value)| (name, value))).args(&filter);
        },
    );
    // Times are shown always, whatever became of the tests.
    for line in std::fs::read_to_string(&paints)?.lines() {
        say::line(format_args!("      on a phone {line}"));
    }
    note
}

/// An empty file.
fn start_anew(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(path, "")?)
}

/// Tests run in their own folder: a path given here must not depend on it.
fn absolute(folder: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    Ok(std::path::absolute(folder)?)
}
