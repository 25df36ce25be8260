//! `cargo xtask openapi`: the committed specification is the one the server gives.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{cargo, project, say};

/// Version of the format, and the committed file.
const SPECIFICATIONS: [(&str, &str); 2] = [("3.1", "openapi/openapi.json"), ("3.0", "openapi/openapi-3.0.json")];

/// Writes the specification of the API to `openapi/`, in versions 3.1 and 3.0.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail where a committed file is not what the server says.
    #[arg(long)]
    check: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let server = cargo::server(false)?;
    if args.check { check(&server) } else { write(&server) }
}

fn write(server: &Path) -> Result<()> {
    for (version, file) in SPECIFICATIONS {
        let path = project::path(file);
        fs::write(&path, specification(server, version)?).with_context(|| format!("writing {file}"))?;
        say::line(format_args!("wrote {file}"));
    }
    Ok(())
}

/// Fails where a committed file is not what `server` says, with the first line that differs.
pub(crate) fn check(server: &Path) -> Result<()> {
    for (version, file) in SPECIFICATIONS {
        let committed = fs::read_to_string(project::path(file))
            .with_context(|| format!("{file} is missing: run `cargo xtask openapi`"))?;
        if let Some(hint) = first_difference(&committed, &specification(server, version)?) {
            bail!("{file} is not what the server says; run `cargo xtask openapi` and look at the change\n{hint}");
        }
    }
    Ok(())
}

fn specification(server: &Path, version: &str) -> Result<String> {
    let mut text =
        cargo::output(Command::new(server).current_dir(project::root()).args(["openapi", "--version", version]))?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// The first line in which two texts differ, or nothing if they are the same.
fn first_difference(committed: &str, current: &str) -> Option<String> {
    if committed == current {
        return None;
    }
    let (mut old, mut new) = (committed.lines(), current.lines());
    for number in 1.. {
        let (old, new) = (old.next(), new.next());
        if old.is_none() && new.is_none() {
            break;
        }
        if old != new {
            let end = "(end of file)";
            return Some(format!(
                "line {number}\n  committed: {}\n  server:    {}",
                old.unwrap_or(end),
                new.unwrap_or(end)
            ));
        }
    }
    Some("only the ends of lines differ".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_differing_line_is_named() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        let hint = first_difference("a\nb\n", "a\nc\n").unwrap();
        assert!(hint.contains("line 2") && hint.contains("committed: b") && hint.contains("server:    c"));
        assert!(first_difference("a\n", "a\nb\n").unwrap().contains("committed: (end of file)"));
        assert!(first_difference("a\r\n", "a\n").unwrap().contains("ends of lines"));
    }
}
