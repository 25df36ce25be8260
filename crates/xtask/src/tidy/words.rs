//! Words that say something is not finished.

use std::fs;

use anyhow::{Context as _, Result};

use super::Finding;
use crate::project;

/// Put together here, so that this file does not hold them. The last one leaves a test out.
const BANNED: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("#[ign", "ore")];

/// Files that people write; data may hold any word, in any language.
const WRITTEN: [&str; 11] =
    [".rs", ".toml", ".md", ".css", ".js", ".html", ".yml", ".yaml", ".sql", ".sh", "Dockerfile"];
const DATA: [&str; 2] = ["reference/", "openapi/"];

/// Looks through all written files.
pub(super) fn check(files: &[String]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_written(file)) {
        let text = fs::read_to_string(project::path(file)).with_context(|| format!("reading {file}"))?;
        findings.extend(in_text(file, &text));
    }
    Ok(findings)
}

fn is_written(file: &str) -> bool {
    WRITTEN.iter().any(|end| file.ends_with(end)) && !DATA.iter().any(|folder| file.starts_with(folder))
}

fn in_text(file: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    lines
        .flat_map(|(number, line)| BANNED.iter().filter(|word| holds(line, word)).map(move |word| (number, word)))
        .map(|(number, word)| Finding::new(file, number, "words", format!("`{word}`: do it now, or open an issue")))
        .collect()
}

/// Whether the line holds the word as a word of its own, not as part of a longer one.
fn holds(line: &str, word: &str) -> bool {
    let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    line.match_indices(word)
        .any(|(at, _)| !letter(line[..at].chars().next_back()) && !letter(line[at + word.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_business_is_found_with_its_line() {
        let text = format!("fn a() {{}}\n// {} later\n", BANNED[0]);
        let found = in_text("a.rs", &text);
        assert_eq!((found.len(), found[0].line), (1, 2));
        assert_eq!(in_text("a.rs", &format!("{} = \"slow\"]", BANNED[2])).len(), 1);
        assert!(in_text("a.rs", &format!("{}S", BANNED[0])).is_empty());
    }

    #[test]
    fn data_may_hold_any_word() {
        assert!(is_written("crates/api/src/lib.rs") && is_written("Dockerfile"));
        assert!(!is_written("reference/cities.toml") && !is_written("data.json"));
    }
}
