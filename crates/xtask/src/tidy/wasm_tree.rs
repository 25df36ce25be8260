//! What the browser must never get.

use std::collections::BTreeSet;

use anyhow::Result;

use super::Finding;
use super::edges::matches;
use crate::cargo;

/// Crates of the server: too large for a browser, or of no use there.
const FORBIDDEN: [&str; 9] =
    ["sea-orm*", "sqlx*", "actix*", "utoipa*", "tokio", "tantivy*", "regex", "chrono-tz", "icu_*"];

/// Edges that cannot be avoided, and why they do no harm: (who depends, on what, reason).
const TOLERATED: [(&str, &str, &str); 1] = [(
    "leptos_config",
    "regex",
    "reads Cargo.toml on a server; nothing in the browser calls it, and the linker drops it",
)];

/// An edge of the tree: who depends on whom.
type Edge = (String, String);

/// What the wasm of `frontend` is linked from. Cargo is asked for the tree rather than its metadata, which shows
/// features as if the whole workspace were built for the browser.
pub(super) fn of_frontend() -> Result<BTreeSet<Edge>> {
    let mut command = cargo::command("tree");
    command.args(["--package", "frontend", "--target", "wasm32-unknown-unknown"]).args([
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "depth",
        "--format",
        " {p}",
    ]);
    Ok(edges(&cargo::output(&mut command)?))
}

/// Reads lines such as `2 serde v1.0.229 (*)`: depth, name, version.
fn edges(tree: &str) -> BTreeSet<Edge> {
    let mut path: Vec<&str> = Vec::new();
    let mut edges = BTreeSet::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(Ok(depth)), Some(name)) = (words.next().map(str::parse::<usize>), words.next()) else {
            continue;
        };
        path.truncate(depth);
        if let Some(parent) = path.last() {
            edges.insert(((*parent).to_owned(), name.to_owned()));
        }
        path.push(name);
    }
    edges
}

/// Checks that nothing forbidden is in the tree.
pub(super) fn check(tree: &BTreeSet<Edge>) -> Vec<Finding> {
    let forbidden = |name: &str| FORBIDDEN.iter().any(|pattern| matches(pattern, name));
    let tolerated = |edge: &Edge| TOLERATED.iter().any(|(one, other, _)| edge.0 == *one && edge.1 == *other);
    tree.iter()
        .filter(|edge| forbidden(&edge.1) && !forbidden(&edge.0) && !tolerated(edge))
        .map(|(parent, name)| {
            let message = format!("`{parent}` brings `{name}` into the browser");
            Finding::new("frontend/Cargo.toml", 1, "wasm", message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "0 frontend v0.1.0 (/project/frontend)\n1 domain v0.1.0 (/project/crates/domain)\n\
        2 serde v1.0.229\n1 leptos v0.8.23\n2 leptos_config v0.8.10\n3 regex v1.13.2\n4 regex-syntax v0.8.12\n1 serde v1.0.229 (*)\n";

    #[test]
    fn the_tree_is_read_with_its_edges() {
        let edges = edges(TREE);
        let edge = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert!(edges.contains(&edge("domain", "serde")) && edges.contains(&edge("frontend", "serde")));
        assert!(edges.contains(&edge("regex", "regex-syntax")) && !edges.contains(&edge("domain", "leptos")));
        assert!(check(&edges).is_empty(), "the one edge in it is tolerated");
    }

    #[test]
    fn what_belongs_to_the_server_is_found_with_who_brought_it() {
        let found = check(&edges(
            "0 frontend v0.1.0\n1 idna v1.1.0\n2 icu_normalizer v2.1.1\n3 icu_provider v2.0.0\n1 regex v1.0.0",
        ));
        let messages: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            ["`frontend` brings `regex` into the browser", "`idna` brings `icu_normalizer` into the browser"]
        );
    }
}
