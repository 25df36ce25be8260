//! The files of the project: what git knows or would take, not what was built.

use std::process::Command;

use anyhow::Result;
use walkdir::{DirEntry, WalkDir};

use crate::{cargo, project};

/// Folders that hold nothing of ours, for a copy of the project that is not a git repository.
const NOT_OURS: [&str; 4] = ["target", "data", "data-dev", "node_modules"];

/// The paths of all files, relative to the root, with `/`.
pub(super) fn of_project() -> Result<Vec<String>> {
    if !project::path(".git").exists() {
        return Ok(by_walking());
    }
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let list = cargo::output(Command::new("git").current_dir(project::root()).args(arguments))?;
    let mut files: Vec<String> =
        list.split('\0').filter(|file| project::path(file).is_file()).map(Into::into).collect();
    files.sort();
    files.dedup();
    Ok(files)
}

fn by_walking() -> Vec<String> {
    let root = project::root();
    let ours = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() != 1 || !(NOT_OURS.contains(&name.as_ref()) || name == ".git")
    };
    let entries = WalkDir::new(&root).sort_by_file_name().into_iter().filter_entry(ours).flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| project::shown(entry.path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_ours_and_build_products_are_not() {
        for files in [of_project().unwrap(), by_walking()] {
            assert!(files.contains(&"crates/xtask/src/main.rs".to_owned()));
            assert!(!files.iter().any(|file| file.starts_with("target/") || file.starts_with(".git/")));
        }
    }
}
