//! One build of everything native, from which all steps take their programs.
//!
//! Cargo resolves features for the packages it is asked for: testing them one by one would compile half of
//! the dependencies again with slightly other features. So everything is built in one go and the test programs
//! are started from here, in their packages' folders, as cargo does. Only this program stands apart: whoever starts
//! it with `cargo xtask` has built its large dependencies already, as cargo resolves them for it alone.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use cargo_metadata::Artifact;

use super::tally::Tally;
use crate::{cargo, say};

/// The programs of a build of the workspace.
pub(crate) struct Build {
    tests: Vec<TestProgram>,
    built: Vec<Artifact>,
}

struct TestProgram {
    package: String,
    target: String,
    program: PathBuf,
    folder: PathBuf,
}

/// The part of the command line that names everything but this program.
pub(super) const NATIVE: [&str; 3] = ["--workspace", "--exclude", "xtask"];
/// What of it is built. The app runs in browsers only: its tests need none, but as a native program it would be compiled
/// for minutes and never started.
const TARGETS: [&str; 6] = ["--lib", "--tests", "--bin", "c2r", "--bin", "bench"];
/// The part of the command line that names this program.
const XTASK: [&str; 2] = ["--package", "xtask"];

impl Build {
    /// Builds all native programs and tests, and fails where clippy has something to say about our crates.
    pub(crate) fn of_workspace() -> Result<Self> {
        let mut built = cargo::build(cargo::linted(cargo::command("build").args(XTASK)).args(["--bins", "--tests"]))?;
        let mut others = cargo::command("build");
        built.extend(cargo::build(cargo::linted(others.args(NATIVE)).args(TARGETS))?);
        let mut tests = built.iter().filter_map(TestProgram::of).collect::<Vec<_>>();
        tests.sort_by(|a, b| (&a.package, &a.target).cmp(&(&b.package, &b.target)));
        Ok(Self { tests, built })
    }

    /// The server's program.
    pub(crate) fn server(&self) -> Result<PathBuf> {
        cargo::program(&self.built, "c2r")
    }

    /// Runs the tests of the chosen packages; `prepare` adds variables and arguments. Returns a note for the summary.
    pub(crate) fn run_tests(&self, chosen: impl Fn(&str) -> bool, prepare: impl Fn(&mut Command)) -> Result<String> {
        let mut tally = Tally::default();
        for test in self.tests.iter().filter(|test| chosen(&test.package)) {
            let mut command = test.command();
            prepare(&mut command);
            run(&mut command, &mut tally).with_context(|| format!("{}::{}", test.package, test.target))?;
        }
        tally.note()
    }
}

impl TestProgram {
    fn of(artifact: &Artifact) -> Option<Self> {
        if !artifact.profile.test {
            return None;
        }
        let folder = Path::new(artifact.manifest_path.as_str()).parent()?;
        Some(Self {
            // Our packages are named as their folders are; `cargo xtask tidy` sees to it.
            package: folder.file_name()?.to_string_lossy().into_owned(),
            target: artifact.target.name.clone(),
            program: artifact.executable.clone()?.into(),
            folder: folder.to_path_buf(),
        })
    }

    fn command(&self) -> Command {
        say::line(format_args!("      {}::{}", self.package, self.target));
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder).env("CARGO_PKG_NAME", &self.package);
        command
    }
}

fn run(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take().context("a test has no standard output")?;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        tally.add(&line);
        if is_telling(&line) {
            say::line(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("tests failed ({status})");
    }
    Ok(())
}

/// Programs without tests say so in three lines, of which nobody learns anything.
fn is_telling(line: &str) -> bool {
    !line.is_empty() && line != "running 0 tests" && !line.starts_with("test result: ok. 0 passed; 0 failed; 0 ignored")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> (Result<()>, Tally) {
        let mut tally = Tally::default();
        let result = run(Command::new("sh").args(["-c", script]), &mut tally);
        (result, tally)
    }

    #[test]
    fn the_status_and_the_counts_are_kept() {
        let (result, tally) = shell("echo 'test result: ok. 3 passed; 0 failed; 0 ignored'");
        assert!(result.is_ok());
        assert_eq!(tally.note().unwrap(), "3 tests");
        assert!(shell("exit 101").0.is_err());
    }

    #[test]
    fn silence_is_kept_short() {
        assert!(!is_telling("running 0 tests"));
        assert!(is_telling("test result: FAILED. 0 passed; 1 failed; 0 ignored"));
        assert!(is_telling("test a ... ok"));
    }
}
