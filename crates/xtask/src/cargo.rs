//! Calling cargo, and reading what it built.

use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use cargo_metadata::{Artifact, Message, Metadata, MetadataCommand, TargetKind};

use crate::project;

/// Variables that `cargo run` sets for the program it starts. Build scripts of some crates (ring among
/// them) look at them, so handing them down would build half the tree again, once with and once without.
const SET_BY_CARGO_RUN: [&str; 6] = [
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "OUT_DIR",
];

/// A cargo command in the root of the workspace, as if typed by hand.
pub(crate) fn command(subcommand: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project::root()).arg(subcommand);
    for name in SET_BY_CARGO_RUN {
        command.env_remove(name);
    }
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            command.env_remove(name);
        }
    }
    command
}

/// Lets clippy's driver compile our crates, with every warning an error.
///
/// `cargo clippy` would compile every dependency a second time, as far as lints need it, for minutes; so its driver
/// stands in for the compiler of our own crates, as it does there, and makes the programs while it looks.
/// `CLIPPY_ARGS` is how `cargo clippy` hands it what stands behind `--`. It counts the lines of `view!` as the function's;
/// `tidy` measures both, each by its own limit.
pub(crate) fn linted(command: &mut Command) -> &mut Command {
    let driver = PathBuf::from(command.get_program()).with_file_name("clippy-driver");
    let driver = if driver.exists() { driver } else { PathBuf::from("clippy-driver") };
    command.env("RUSTC_WORKSPACE_WRAPPER", driver);
    command.env("CLIPPY_ARGS", ["-Dwarnings", "-Aclippy::too_many_lines", ""].join("__CLIPPY_HACKERY__"))
}

/// Runs a command to its end; anything but success is an error that names the command.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a command and returns what it printed on standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!("{} failed ({})", shown(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed something else than text", shown(command)))
}

/// Builds, and returns what was built. Progress and diagnostics go to the terminal as usual.
pub(crate) fn build(command: &mut Command) -> Result<Vec<Artifact>> {
    command.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start {}", shown(command)))?;
    let stdout = child.stdout.take().context("cargo has no standard output")?;
    let mut built = Vec::new();
    for message in Message::parse_stream(BufReader::new(stdout)) {
        if let Message::CompilerArtifact(artifact) = message.context("reading what cargo built")? {
            built.push(artifact);
        }
    }
    let status = child.wait().with_context(|| format!("waiting for {}", shown(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(built)
}

/// The program `name` among what was built.
pub(crate) fn program(built: &[Artifact], name: &str) -> Result<PathBuf> {
    built
        .iter()
        .filter(|artifact| !artifact.profile.test)
        .filter(|artifact| artifact.target.name == name && artifact.target.kind.contains(&TargetKind::Bin))
        .find_map(|artifact| artifact.executable.clone())
        .map(PathBuf::from)
        .with_context(|| format!("cargo built no program `{name}`"))
}

/// Builds the server and returns the path of `c2r`.
pub(crate) fn server(release: bool) -> Result<PathBuf> {
    let mut command = command("build");
    command.args(["--package", "server"]);
    if release {
        command.arg("--release");
    }
    program(&build(&mut command)?, "c2r")
}

/// What the manifests of the workspace say, without looking at what their dependencies resolve to.
pub(crate) fn metadata() -> Result<Metadata> {
    MetadataCommand::new().current_dir(project::root()).no_deps().exec().context("cargo metadata failed")
}

/// A command as a person would type it.
fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_command() {
        let error = succeed(Command::new("false").arg("--at-once")).unwrap_err();
        assert!(error.to_string().starts_with("false --at-once failed"), "{error}");
    }

    #[test]
    fn cargo_is_called_without_the_traces_of_cargo_run() {
        let command = command("build");
        let removed: Vec<_> = command.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        assert!(removed.contains(&"CARGO_MANIFEST_DIR".as_ref()));
        assert!(removed.contains(&"CARGO_PKG_NAME".as_ref()), "set by cargo for this very test");
    }
}
