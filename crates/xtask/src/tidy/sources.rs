//! Measures all Rust code of the project that is not a test.

use std::fs;

use anyhow::{Context as _, Result};

use super::{Finding, exceptions, measure};
use crate::project;

/// Measures the files and applies the list of exceptions.
pub(super) fn check(files: &[String], list: &str) -> Result<Vec<Finding>> {
    let mut over = Vec::new();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_measured(file)) {
        let source = fs::read_to_string(project::path(file)).with_context(|| format!("reading {file}"))?;
        match measure::measure(file, &source) {
            Ok(report) => {
                over.extend(report.over);
                findings.extend(report.findings);
            }
            Err(error) => findings.push(Finding::new(file, error.span().start().line, "syntax", error.to_string())),
        }
    }
    findings.extend(exceptions::apply(&over, list));
    Ok(findings)
}

/// Rust code, but for files that are tests as a whole.
fn is_measured(file: &str) -> bool {
    let test = file.contains("/tests/") || file.ends_with("/tests.rs") || file.ends_with("_tests.rs");
    file.ends_with(".rs") && !test
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_not_measured() {
        assert!(is_measured("crates/api/src/cities.rs"));
        assert!(!is_measured("crates/api/tests/it/cities.rs"));
        assert!(!is_measured("crates/api/src/cities/tests.rs"));
        assert!(!is_measured("README.md"));
    }
}
