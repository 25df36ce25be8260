//! What the numbers were measured on.

use serde::Serialize;
use std::fs;
use std::process::Command;

/// Facts of the machine and of what ran on it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Machine {
    cores: usize,
    cpu: String,
    kernel: String,
    /// Whether servers and load generator had a core each; without, ratios say less.
    pub(crate) pinned: bool,
    c2r: String,
    sqlite: &'static str,
    rustc: String,
}

impl Machine {
    /// Looks around. What the machine does not tell is an empty text.
    pub(crate) fn look(c2r: &std::path::Path, pinned: bool) -> Self {
        let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        Self {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            cpu: model(&cpu).to_owned(),
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim().to_owned(),
            pinned,
            c2r: said(Command::new(c2r).arg("--version")),
            sqlite: rusqlite::version(),
            rustc: said(Command::new("rustc").arg("--version")),
        }
    }

    /// In one line.
    pub(crate) fn line(&self) -> String {
        let Self { cores, cpu, kernel, pinned, c2r, sqlite, rustc } = self;
        let cores = format!("{cores} cores{}", if *pinned { ", server on 0, load on 1" } else { ", not pinned" });
        format!("{cpu}; {cores}; Linux {kernel}; {c2r}; SQLite {sqlite}; {rustc}")
    }
}

fn model(cpuinfo: &str) -> &str {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"));
    line.and_then(|line| line.split_once(':')).map(|(_, name)| name.trim()).unwrap_or_default()
}

fn said(command: &mut Command) -> String {
    let output = command.output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&output).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::model;

    #[test]
    fn the_model_of_the_processor_is_read() {
        assert_eq!(model("processor\t: 0\nmodel name\t: Example 3000\n"), "Example 3000");
        assert_eq!(model(""), "");
    }
}
