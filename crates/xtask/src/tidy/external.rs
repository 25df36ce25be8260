//! Every foreign crate has a line that says what it is for.

use std::collections::BTreeMap;

use super::Finding;
use super::edges::Crate;

/// Checks that `docs/dependencies.md` has a line for each foreign crate that one of ours names in its manifest.
pub(super) fn check(crates: &[Crate], document: &str) -> Vec<Finding> {
    let mut users: BTreeMap<&str, &str> = BTreeMap::new();
    for one in crates {
        for name in &one.foreign {
            users.entry(name).or_insert(&one.folder);
        }
    }
    users
        .into_iter()
        .filter(|(name, _)| !document.contains(&format!("`{name}`")))
        .map(|(name, folder)| {
            let message = format!("`{name}` has no line in docs/dependencies.md (what for, why this one, licence)");
            Finding::new(format!("{folder}/Cargo.toml"), 1, "dependency", message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_a_line_is_found_once() {
        let foreign = ["serde", "url"].iter().map(|name| (*name).to_owned()).collect();
        let one = Crate { folder: "crates/ids".to_owned(), foreign, ..Crate::default() };
        let found = check(&[one], "| `serde` | reads and writes JSON | … |");
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().starts_with("crates/ids/Cargo.toml:1: dependency: `url` has no line"));
    }
}
