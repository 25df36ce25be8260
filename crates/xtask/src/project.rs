//! Where things are in the project.

use std::path::{Path, PathBuf};

/// The root of the workspace: this crate lives two folders below it.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// A path below the root.
pub(crate) fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// Where the built app lies. The server embeds this folder (release) or reads it at run time (debug).
pub(crate) fn app() -> PathBuf {
    path("target/app")
}

/// What the commands keep for themselves between two runs.
pub(crate) fn work() -> PathBuf {
    path("target/xtask")
}

/// A path as the project shows it: relative to the root where that is possible.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
        assert_eq!(shown(&path("crates/xtask")), "crates/xtask");
        assert_eq!(shown(Path::new("/elsewhere")), "/elsewhere");
    }
}
