//! Tests in the browser: native and wasm must compute the same bits.

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{cargo, project, system};

/// Runs tests compiled for wasm in a headless browser (called by `cargo test --target wasm32-unknown-unknown`).
#[derive(clap::Args)]
pub(crate) struct RunnerArgs {
    /// The compiled test, then the options of its harness.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    arguments: Vec<OsString>,
}

/// Says that the settings below are in place.
const PREPARED: &str = "WASM_BINDGEN_USE_BROWSER";

/// The options without which Chromium does not start as root or in a container.
const WEBDRIVER: &str = r#"{"goog:chromeOptions":{"args":["--headless=new","--no-sandbox","--disable-gpu","--disable-dev-shm-usage","--disable-background-networking"]}}"#;

/// Runs the golden cases, which the native tests run as well, in Chromium.
pub(crate) fn golden_cases() -> Result<String> {
    system::ensure_wasm_target()?;
    system::ensure_browser()?;
    // Built beforehand and named directly: the runner would otherwise call cargo within cargo.
    let mut build = cargo::command("build");
    build.args(["--package", "xtask", "--features", "wasm-runner"]);
    // Two crates below the runner are old; that is its makers' to mend, and no news to whoever runs the tests.
    build.env("CARGO_FUTURE_INCOMPAT_REPORT_FREQUENCY", "never");
    let mut runner = cargo::program(&cargo::build(&mut build)?, "xtask")?.into_os_string();
    runner.push(" wasm-runner");
    let mut test = cargo::command("test");
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).args([
        "--package",
        "matching",
        "--target",
        "wasm32-unknown-unknown",
        "--test",
        "golden",
    ]);
    let printed = cargo::output(&mut test)?;
    crate::say::line(&printed);
    crate::test::tally_of(&printed)
}

/// Runs one compiled test in the browser.
///
/// wasm-bindgen's runner takes its settings from variables and the current folder only, so this program starts
/// itself once more with those set.
pub(crate) fn run_in_browser(args: &RunnerArgs) -> Result<()> {
    if std::env::var_os(PREPARED).is_some() {
        return run(args);
    }
    let browser = system::ensure_browser()?;
    let folder = project::work().join("browser-tests");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("webdriver.json"), WEBDRIVER).context("writing webdriver.json")?;
    let mut arguments = args.arguments.iter();
    let file = arguments.next().context("no test to run")?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .current_dir(folder)
        .env(PREPARED, "1")
        .env("CHROMEDRIVER", browser.driver)
        .arg("wasm-runner")
        .arg(std::path::absolute(file)?)
        .args(arguments);
    cargo::succeed(&mut command)
}

#[cfg(feature = "wasm-runner")]
fn run(args: &RunnerArgs) -> Result<()> {
    let name = OsString::from("wasm-runner");
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(&name).chain(&args.arguments))
}

#[cfg(not(feature = "wasm-runner"))]
fn run(_: &RunnerArgs) -> Result<()> {
    anyhow::bail!("this xtask was built without its feature `wasm-runner`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_settings_are_json() {
        let settings: serde_json::Value = serde_json::from_str(WEBDRIVER).unwrap();
        assert!(settings["goog:chromeOptions"]["args"].as_array().is_some_and(|args| args.len() > 2));
    }
}
