//! `cargo xtask tidy`: the rules of ARCHITECTURE.md that a machine can check.

mod edges;
mod exceptions;
mod external;
mod files;
mod measure;
mod sources;
mod wasm_tree;
mod words;

use std::fmt;
use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::{cargo, project, say};

/// Checks the rules of the architecture: who may depend on whom, what the browser gets, how large things may be.
///
/// Each finding is a line `file:line: rule: message`. Sizes that are over their limit for a good reason are listed
/// in crates/xtask/tidy-exceptions.txt, which only ever gets shorter.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: String,
    line: usize,
    rule: &'static str,
    message: String,
}

impl Finding {
    fn new(file: impl Into<String>, line: usize, rule: &'static str, message: impl Into<String>) -> Self {
        Self { file: file.into(), line, rule, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.rule, self.message)
    }
}

/// Runs the command.
pub(crate) fn run(_: &Args) -> Result<()> {
    say::line(check()?);
    Ok(())
}

/// Prints all findings; an error if there are any, else a note for the summary.
pub(crate) fn check() -> Result<String> {
    let metadata = cargo::metadata()?;
    let crates = edges::Crate::all(&metadata);
    let files = files::of_project()?;

    let mut findings = edges::check(&crates, &read("ARCHITECTURE.md")?);
    findings.extend(external::check(&crates, &read("docs/dependencies.md")?));
    findings.extend(wasm_tree::check(&wasm_tree::of_frontend()?));
    findings.extend(sources::check(&files, &read(exceptions::FILE)?)?);
    findings.extend(words::check(&files)?);
    findings.sort();
    findings.iter().for_each(say::line);
    if !findings.is_empty() {
        bail!("{} findings", findings.len());
    }
    Ok(format!("{} files, {} crates", files.len(), crates.len()))
}

/// A document of the project. One that is missing is empty, so that all it should say is found missing.
fn read(file: &str) -> Result<String> {
    match fs::read_to_string(project::path(file)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        result => result.with_context(|| format!("reading {file}")),
    }
}
