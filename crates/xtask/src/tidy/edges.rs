//! Who may depend on whom.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata};

use super::Finding;

/// Each of our crates with all it may depend on. A new edge is written here and explained in ARCHITECTURE.md.
const ALLOWED: [(&str, &[&str]); 23] = [
    ("ids", &[]),
    ("citations", &[]),
    ("credentials", &[]),
    ("feeds", &[]),
    ("mailer", &[]),
    ("markdown", &[]),
    ("matching", &[]),
    ("outbound", &[]),
    ("contract", &[]),
    ("domain", &["contract", "ids", "matching"]),
    ("client", &["contract", "domain", "ids"]),
    ("ui", &[]),
    ("frontend", &["citations", "client", "contract", "domain", "ids", "ui"]),
    ("migrations", &[]),
    ("store", &["domain", "ids", "migrations"]),
    ("search", &[]),
    (
        "app",
        &[
            "citations",
            "contract",
            "credentials",
            "domain",
            "ids",
            "mailer",
            "markdown",
            "matching",
            "outbound",
            "search",
            "store",
        ],
    ),
    ("api", &["app", "contract", "domain", "feeds", "ids"]),
    ("server", &["api", "app", "domain", "mailer", "migrations", "search", "store"]),
    ("test_support", &["api", "app", "client", "domain", "ids", "mailer", "search"]),
    ("e2e", &["test_support"]),
    ("bench", &[]),
    ("xtask", &[]),
];

/// Foreign crates that belong to some of ours only: name or start of the name (`actix*`), then who may use them.
const RESERVED: [(&str, &[&str]); 9] = [
    ("actix*", &["api", "server", "test_support", "bench"]),
    ("sea-orm*", &["store", "migrations", "server", "test_support"]),
    ("sqlx*", &["store", "migrations"]),
    ("rusqlite*", &["store", "bench"]),
    ("leptos*", &["ui", "frontend"]),
    ("reqwest*", &["client", "test_support"]),
    ("hyper", &["outbound"]),
    ("tokio-rustls", &["outbound"]),
    ("tantivy*", &["search", "bench"]),
];

/// Behind a feature, for the one crate whose types need it.
const RESERVED_OPTIONAL: [(&str, &str); 1] = [("ids", "sea-orm")];

/// Not part of the product: they look at it from outside, so their edges do not make it deeper.
const TOOLS: [&str; 4] = ["test_support", "e2e", "bench", "xtask"];

/// The most edges in a row from one of our crates to another.
const LONGEST_CHAIN: usize = 5;

/// One of our crates, as its manifest tells it.
#[derive(Debug, Default)]
pub(super) struct Crate {
    pub(super) name: String,
    /// Its folder, relative to the root.
    pub(super) folder: String,
    /// Ours that it needs to run (not only to test).
    pub(super) ours: BTreeSet<String>,
    /// Foreign crates it needs, for whatever.
    pub(super) foreign: BTreeSet<String>,
    /// Foreign crates it needs to run.
    pub(super) runs_with: BTreeSet<String>,
    /// Those of them that a feature brings.
    pub(super) optional: BTreeSet<String>,
}

impl Crate {
    /// All crates of the workspace.
    pub(super) fn all(metadata: &Metadata) -> Vec<Self> {
        let packages = metadata.workspace_packages();
        packages.iter().map(|package| Self::of(package, &metadata.workspace_root)).collect()
    }

    fn of(package: &cargo_metadata::Package, root: &cargo_metadata::camino::Utf8Path) -> Self {
        let folder = package.manifest_path.parent().and_then(|folder| folder.strip_prefix(root).ok());
        let mut this = Self {
            name: package.name.to_string(),
            folder: folder.map(ToString::to_string).unwrap_or_default(),
            ..Self::default()
        };
        for dependency in &package.dependencies {
            let name = dependency.name.clone();
            let normal = dependency.kind == DependencyKind::Normal;
            match dependency.path {
                Some(_) if normal => _ = this.ours.insert(name),
                Some(_) => {}
                None => {
                    if normal {
                        this.runs_with.insert(name.clone());
                    }
                    if dependency.optional {
                        this.optional.insert(name.clone());
                    }
                    this.foreign.insert(name);
                }
            }
        }
        this
    }

    fn manifest(&self) -> String {
        format!("{}/Cargo.toml", self.folder)
    }
}

/// Checks the edges between our crates, and those to foreign crates that belong to some of ours only.
pub(super) fn check(crates: &[Crate], architecture: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in crates {
        findings.extend(edges_of(one, architecture));
        findings.extend(reserved_in(one));
        if !one.folder.ends_with(&one.name) {
            findings.push(Finding::new(one.manifest(), 1, "name", "a crate is named as its folder"));
        }
    }
    findings.extend(too_deep(crates));
    findings
}

fn edges_of(one: &Crate, architecture: &str) -> Vec<Finding> {
    let finding = |message: String| Finding::new(one.manifest(), 1, "edges", message);
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == one.name) else {
        return vec![finding(format!("the table in tidy/edges.rs does not know the crate `{}`", one.name))];
    };
    let mut findings = Vec::new();
    for other in &one.ours {
        if !allowed.contains(&other.as_str()) {
            findings.push(finding(format!("`{}` must not depend on `{other}` (table in tidy/edges.rs)", one.name)));
        } else if !mentions(architecture, &one.name, other) {
            findings.push(finding(format!("no line of ARCHITECTURE.md tells why `{}` depends on `{other}`", one.name)));
        }
    }
    let gone = allowed.iter().filter(|other| !one.ours.contains(**other));
    findings.extend(gone.map(|other| {
        finding(format!("`{}` no longer depends on `{other}`: take the edge out of tidy/edges.rs", one.name))
    }));
    findings
}

/// Whether a line speaks of both crates, by their names in backticks.
fn mentions(architecture: &str, one: &str, other: &str) -> bool {
    let (one, other) = (format!("`{one}`"), format!("`{other}`"));
    architecture.lines().any(|line| line.contains(&one) && line.contains(&other))
}

fn reserved_in(one: &Crate) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in &one.runs_with {
        let behind_feature =
            one.optional.contains(name) && RESERVED_OPTIONAL.contains(&(one.name.as_str(), name.as_str()));
        let Some((_, owners)) = RESERVED.iter().find(|(pattern, _)| matches(pattern, name)) else {
            continue;
        };
        if !behind_feature && !owners.contains(&one.name.as_str()) {
            let message = format!("`{name}` belongs to {} only", owners.join(", "));
            findings.push(Finding::new(one.manifest(), 1, "reserved", message));
        }
    }
    findings
}

/// Whether a name fits a pattern, which may end in `*`.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}

fn too_deep(crates: &[Crate]) -> Option<Finding> {
    let edges: BTreeMap<&str, &BTreeSet<String>> = crates
        .iter()
        .filter(|one| !TOOLS.contains(&one.name.as_str()))
        .map(|one| (one.name.as_str(), &one.ours))
        .collect();
    let chain = edges.keys().map(|name| longest_from(name, &edges)).max_by_key(Vec::len)?;
    let length = chain.len() - 1;
    let message = format!("{} is a chain of {length} edges; at most {LONGEST_CHAIN}", chain.join(" → "));
    (length > LONGEST_CHAIN).then(|| Finding::new("Cargo.toml", 1, "depth", message))
}

/// The longest chain that starts at a crate. Cargo allows no circles among normal dependencies.
fn longest_from<'a>(name: &'a str, edges: &BTreeMap<&'a str, &'a BTreeSet<String>>) -> Vec<&'a str> {
    let below = edges.get(name).into_iter().flat_map(|others| others.iter());
    let longest = below.map(|other| longest_from(other, edges)).max_by_key(Vec::len).unwrap_or_default();
    std::iter::once(name).chain(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn one(name: &str, ours: &[&str], foreign: &[&str]) -> Crate {
        Crate {
            name: name.to_owned(),
            folder: format!("crates/{name}"),
            ours: set(ours),
            foreign: set(foreign),
            runs_with: set(foreign),
            optional: set(&[]),
        }
    }

    fn messages(crates: &[Crate], architecture: &str) -> Vec<String> {
        check(crates, architecture).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn http_cannot_reach_sql() {
        let found = messages(&[one("api", &["app", "contract", "domain", "ids", "store"], &[])], "");
        assert!(found.iter().any(|line| line.contains("`api` must not depend on `store`")), "{found:?}");
    }

    #[test]
    fn every_edge_is_explained_and_none_is_left_over() {
        let ids_gone = one("domain", &["contract", "matching"], &[]);
        let told = "`domain` speaks of problems with `contract`\n`domain` compares cities with `matching`";
        assert_eq!(messages(&[ids_gone], told).len(), 1);
        let found = messages(&[one("domain", &["contract", "ids", "matching"], &[])], told);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("ARCHITECTURE.md tells why `domain` depends on `ids`"));
    }

    #[test]
    fn foreign_crates_stay_with_their_owners() {
        assert_eq!(messages(&[one("search", &[], &["tantivy"])], "").len(), 0);
        assert_eq!(messages(&[one("search", &[], &["sqlx", "actix-web"])], "").len(), 2);
        let mut ids = one("ids", &[], &["sea-orm"]);
        assert_eq!(messages(&[one("ids", &[], &["sea-orm"])], "").len(), 1);
        ids.optional = set(&["sea-orm"]);
        assert!(messages(&[ids], "").is_empty(), "behind its feature");
    }

    #[test]
    fn the_longest_chain_is_found() {
        let line = |from: usize| one(&format!("c{from}"), &[format!("c{}", from + 1).as_str()], &[]);
        let mut crates: Vec<Crate> = (0..5).map(line).collect();
        crates.push(one("c5", &[], &[]));
        assert!(too_deep(&crates).is_none());
        crates[5] = line(5);
        assert!(too_deep(&crates).unwrap().message.contains("c0 → c1 → c2 → c3 → c4 → c5 → c6"));
    }
}
