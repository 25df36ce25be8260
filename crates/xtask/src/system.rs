//! What the machine offers, and how what is missing is added or named.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{cargo, say};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The first of `names` found on `PATH`.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

/// Sees to it that Rust can compile for the browser.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let library = cargo::output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    if find_program(&["rustup"]).is_none() {
        bail!(
            "Rust's target {WASM_TARGET} is missing and there is no rustup to add it: install it as your system does"
        );
    }
    say::line(format_args!("      adding Rust's target {WASM_TARGET}"));
    cargo::succeed(Command::new("rustup").args(["target", "add", WASM_TARGET]))
}

/// The browser of the tests and its driver.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) program: PathBuf,
    /// The chromedriver that fits it.
    pub(crate) driver: PathBuf,
}

/// The installed browser; installs Chromium on Debian as root, else says what is missing.
pub(crate) fn ensure_browser() -> Result<Browser> {
    if let Some(browser) = installed_browser() {
        return Ok(browser);
    }
    install_on_debian(&["chromium", "chromium-driver"], "Chromium and chromedriver are missing")?;
    installed_browser().context("Chromium was installed and still is not on PATH")
}

fn installed_browser() -> Option<Browser> {
    let program = find_program(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])?;
    let driver = find_program(&["chromedriver"])?;
    Some(Browser { program, driver })
}

/// Installs Debian packages. Where that is not possible the error is one line: what is missing, and how to add it.
pub(crate) fn install_on_debian(packages: &[&str], missing: &str) -> Result<()> {
    let list = packages.join(" ");
    if !Path::new("/etc/debian_version").is_file() || find_program(&["apt-get"]).is_none() {
        bail!("{missing}: install them with your system's package manager (on Debian: apt-get install {list})");
    }
    if !is_root() {
        bail!("{missing}: run `sudo apt-get install {list}`");
    }
    say::line(format_args!("      {missing}: installing {list}"));
    apt_get(&["update", "--quiet"])?;
    let arguments = ["install", "--yes", "--quiet", "--no-install-recommends"];
    apt_get(&[&arguments, packages].concat())
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    cargo::succeed(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(arguments))
}

/// Whether this process may do everything.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The user and group numbers of an account, from the lines of `/etc/passwd`.
pub(crate) fn account(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_from_passwd() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(account(passwd, "postgres"), Some((101, 104)));
        assert_eq!(account(passwd, "nobody"), None);
        assert_eq!(account("broken:x", "broken"), None);
    }

    #[test]
    fn programs_are_found_on_the_path() {
        assert!(find_program(&["no-such-program-anywhere", "sh"]).is_some());
        assert!(find_program(&["no-such-program-anywhere"]).is_none());
    }
}
