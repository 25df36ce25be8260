//! Which chunks a lazy route needs, as the link module tells that the splitter has written.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};

/// The lazy routes of the app: how the splitter names each (after its type, `LandingRoute`), a regular expression for
/// its addresses, and the sections of texts that it needs, as `frontend/src/app.rs` has them. A visitor of such an
/// address needs the route's chunks and texts at once.
const ROUTES: [(&str, &str, &[&str]); 45] = [
    ("landing", "^/[a-z]{2}/?$", &["landing", "map"]),
    ("list", "^/[a-z]{2}/cities/?$", &["cities", "lists", "map"]),
    ("city", "^/[a-z]{2}/cities/[^/]+/?$", &["cities", "glossary", "lessons", "lists", "map"]),
    ("compare", "^/[a-z]{2}/compare/?$", &["cities", "compare", "glossary"]),
    ("glossary", "^/[a-z]{2}/glossary/?$", &["glossary"]),
    ("tour", "^/[a-z]{2}/tour/?$", &["tour"]),
    (
        "drafts",
        "^/[a-z]{2}/lessons/(new|drafts(/review)?|[^/]+/(edit|tried))/?$",
        &["drafts", "forms", "lessons", "lists"],
    ),
    ("draft", "^/[a-z]{2}/lessons/drafts/[^/]+/?$", &["drafts", "forms", "lessons"]),
    ("lessons", "^/[a-z]{2}/lessons/?$", &["forms", "lessons", "lists", "searches"]),
    ("grades", "^/[a-z]{2}/lessons/grades/?$", &["lessons"]),
    ("history", "^/[a-z]{2}/lessons/[^/]+/history/?$", &["lessons"]),
    ("lesson", "^/[a-z]{2}/lessons/[^/]+/?$", &["lessons"]),
    (
        "library_desk",
        "^/[a-z]{2}/library/(new|dead-links|[^/]+/edit)/?$",
        &["cataloguing", "forms", "library", "lists"],
    ),
    ("library", "^/[a-z]{2}/library/?$", &["forms", "library", "lists", "searches"]),
    ("library_item", "^/[a-z]{2}/library/[^/]+/?$", &["library"]),
    ("notes", "^/[a-z]{2}/notes/?$", &["forms", "lists", "notes", "searches"]),
    (
        "note_drafts",
        "^/[a-z]{2}/notes/(new|drafts(/review)?|[^/]+/edit)/?$",
        &["authoring", "drafts", "forms", "lists", "notes"],
    ),
    ("note_draft", "^/[a-z]{2}/notes/drafts/[^/]+/?$", &["authoring", "drafts", "forms", "notes"]),
    ("note", "^/[a-z]{2}/notes/[^/]+(/versions(/[^/]+)?)?/?$", &["notes"]),
    ("collections", "^/[a-z]{2}/collections(/[^/]+)?/?$", &["collections", "forms", "library", "lists"]),
    (
        "briefing_desk",
        "^/[a-z]{2}/briefings/desk(/publications)?(/[^/]+)?/?$",
        &["briefings", "desk", "forms", "lessons", "lists"],
    ),
    ("briefings", "^/[a-z]{2}/briefings(/[^/]+)?/?$", &["briefings", "forms", "lessons", "lists"]),
    ("subscribe", "^/[a-z]{2}/(subscribe|subscription)/?$", &["forms", "subscriptions"]),
    ("home", "^/[a-z]{2}/home/?$", &["cities", "home", "searches"]),
    ("report", "^/[a-z]{2}/cities/[^/]+/report/?$", &["cities", "forms", "report"]),
    ("profile", "^/[a-z]{2}/cities/[^/]+/profile/?$", &["cities", "forms", "profile"]),
    ("organisations", "^/[a-z]{2}/organisations(/[^/]+)?/?$", &["forms", "lists", "memberships", "organisations"]),
    ("keys", "^/[a-z]{2}/organisations/[^/]+/keys/?$", &["forms", "keys", "lists"]),
    (
        "memberships",
        "^/[a-z]{2}/(join|waiting|invitation)/?$",
        &["forms", "joining", "lists", "memberships", "proposals", "waiting"],
    ),
    ("propose", "^/[a-z]{2}/join/propose/?$", &["forms", "proposals"]),
    ("person", "^/[a-z]{2}/people/[^/]+/?$", &["people"]),
    ("search", "^/[a-z]{2}/search/?$", &["forms", "lists", "search", "searches"]),
    ("about", "^/[a-z]{2}/about/?$", &["about"]),
    (
        "entrance",
        "^/[a-z]{2}/(register|confirm|sign-in|forgotten|reset|confirm-email|keep-email)/?$",
        &["forms", "identity"],
    ),
    ("demo", "^/[a-z]{2}/demo/mails(/[^/]+)?/?$", &["demo"]),
    ("own_profile", "^/[a-z]{2}/account/?$", &["account", "forms", "me"]),
    ("saved_searches", "^/[a-z]{2}/account/searches/?$", &["account", "forms", "searches"]),
    ("account", "^/[a-z]{2}/account/[a-z-]+/?$", &["account", "forms", "memberships", "proposals"]),
    ("subscribers", "^/[a-z]{2}/admin/subscribers(/[a-z]+)?/?$", &["forms", "lists", "subscribers"]),
    ("admin", "^/[a-z]{2}/admin/.", &["admin", "forms", "lists"]),
    ("gallery_actions", "^/[a-z]{2}/gallery/actions/?$", &["gallery"]),
    ("gallery_forms", "^/[a-z]{2}/gallery/forms/?$", &["gallery"]),
    ("gallery_overlays", "^/[a-z]{2}/gallery/overlays/?$", &["gallery"]),
    ("gallery_data", "^/[a-z]{2}/gallery/data/?$", &["gallery", "map"]),
    ("gallery_charts", "^/[a-z]{2}/gallery/charts/?$", &["gallery"]),
];

/// The route of the first page that most people see.
pub(super) const FIRST: &str = "landing";

/// What starts the loading of a module in the link module.
const LOADER: &str = "makeLoad(";

/// One module that the link module can load.
#[derive(Debug, PartialEq, Eq)]
struct Module {
    /// The name of its loader.
    name: String,
    /// Its file.
    file: String,
    /// The names of the loaders that it needs first.
    needs: Vec<String>,
}

/// The files of each route's chunks, by the route's name.
///
/// # Errors
/// When the link module is not as expected, or has other routes than this table.
pub(super) fn chunks(link_module: &str) -> Result<BTreeMap<&'static str, BTreeSet<String>>> {
    let modules = modules(link_module)?;
    let is_route =
        |module: &&Module| module.name.starts_with("__wasm_split_load_") && module.name.contains("_route_view_");
    let split = modules.iter().filter(is_route).count();
    if split != ROUTES.len() {
        bail!("the app has {split} lazy routes, and `ROUTES` in links.rs names {}", ROUTES.len());
    }
    ROUTES.into_iter().map(|(route, ..)| Ok((route, files(&modules, route)?))).collect()
}

/// The sections of texts that the first page of most people needs, besides what every page says.
pub(super) fn first_sections() -> &'static [&'static str] {
    ROUTES.iter().find(|(route, ..)| *route == FIRST).map_or(&[], |(.., sections)| sections)
}

/// Code for the starting script: a list of addresses, each with the chunks and the sections of texts that it needs.
pub(super) fn script(chunks: &BTreeMap<&'static str, BTreeSet<String>>) -> String {
    let routes = ROUTES.iter().filter_map(|(route, address, sections)| {
        let files: Vec<String> = chunks.get(route)?.iter().map(|file| format!("{file:?}")).collect();
        Some(format!("[new RegExp({address:?}), [{}], {sections:?}]", files.join(", ")))
    });
    format!("[{}]", routes.collect::<Vec<_>>().join(", "))
}

/// Everything that is loaded when it is asked for, a route or a part of one, by the name of its loader, with the files of
/// its chunks.
///
/// # Errors
/// When the link module is not as expected.
pub(super) fn needs(link_module: &str) -> Result<Vec<(String, BTreeSet<String>)>> {
    let modules = modules(link_module)?;
    let asked_for = modules.iter().filter(|module| module.name.starts_with("__wasm_split_load_"));
    asked_for.map(|module| Ok((module.name.clone(), reach(&modules, module)?))).collect()
}

/// Whether a loader is that of the first page that most people see, or of what that page fetches by itself.
pub(super) fn is_first(loader: &str) -> bool {
    loader.starts_with(&loader_of(FIRST)) || loader.starts_with(&format!("__wasm_split_load_{FIRST}_"))
}

fn loader_of(route: &str) -> String {
    format!("__wasm_split_load___{route}_route_view_")
}

fn files(modules: &[Module], route: &str) -> Result<BTreeSet<String>> {
    let first = modules.iter().find(|module| module.name.starts_with(&loader_of(route)));
    reach(modules, first.with_context(|| format!("the app has no lazy route `{route}`"))?)
}

/// The files of a module and of everything that it needs.
fn reach(modules: &[Module], first: &Module) -> Result<BTreeSet<String>> {
    let (mut files, mut waiting) = (BTreeSet::new(), vec![first]);
    while let Some(module) = waiting.pop() {
        if files.insert(module.file.clone()) {
            let needed = |name: &String| {
                let found = modules.iter().find(|other| other.name == *name);
                found.with_context(|| format!("the link module does not define `{name}`"))
            };
            waiting.extend(module.needs.iter().map(needed).collect::<Result<Vec<_>>>()?);
        }
    }
    Ok(files)
}

/// Reads lines such as `const __chunk_7 = makeLoad(() => { … fetch(new URL("./chunk_7.wasm", …)) … }, [__chunk_3]);`
fn modules(link_module: &str) -> Result<Vec<Module>> {
    let mut parts = link_module.split(LOADER);
    let mut before = parts.next().unwrap_or_default();
    let mut modules = Vec::new();
    for part in parts {
        let name = before.rsplit_once("const ").and_then(|(_, rest)| rest.split_once(" ="));
        before = part;
        // The function `makeLoad` itself.
        let Some((name, _)) = name.filter(|(name, _)| name.starts_with("__")) else { continue };
        let (file, rest) = between(part, "new URL(\"./", "\"").context("a module without an address")?;
        let (needs, _) = between(rest, ", [", "]").with_context(|| format!("`{name}` without what it needs"))?;
        let needs = needs.split(',').map(str::trim).filter(|need| !need.is_empty()).map(str::to_owned).collect();
        modules.push(Module { name: name.to_owned(), file: file.to_owned(), needs });
    }
    Ok(modules)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<(&'a str, &'a str)> {
    text.split_once(start)?.1.split_once(end)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A link module as the splitter writes it, with one route for each of the table.
    pub(crate) fn link_module() -> String {
        let loader = |name: &str, file: &str, needs: &str| {
            format!(
                "{name}makeLoad(() => {{\nconst src = fetch(new URL(\"./{file}\", import.meta.url));\nreturn async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n, [{needs}]))"
            )
        };
        let mut text = "function makeLoad(fetcher, deps) {\nconst loader = 1;\n}\n".to_owned();
        text += &loader("const __chunk_7 = ", "chunk_7.wasm", "");
        text += &loader("\nconst __chunk_8 = ", "chunk_8.wasm", "__chunk_7");
        for (route, ..) in ROUTES {
            let needs = if route == FIRST { "__chunk_8" } else { "" };
            let name = format!("\nexport const __wasm_split_load___{route}_route_view_123 = wrapAsyncCb(");
            text += &loader(&name, &format!("split___{route}_route_view_123.wasm"), needs);
        }
        text
    }

    #[test]
    fn a_route_needs_its_chunk_and_what_that_needs() {
        let chunks = chunks(&link_module()).unwrap();
        let landing: Vec<_> = chunks["landing"].iter().map(String::as_str).collect();
        assert_eq!(landing, ["chunk_7.wasm", "chunk_8.wasm", "split___landing_route_view_123.wasm"]);
        assert_eq!(chunks["about"].len(), 1);
    }

    #[test]
    fn a_route_that_is_not_in_the_table_is_an_error() {
        let more = link_module()
            + "\nexport const __wasm_split_load___forum_route_view_1 = makeLoad(() => { fetch(new URL(\"./f.wasm\", x)) }, []);";
        assert!(chunks(&more).unwrap_err().to_string().contains(&format!("{} lazy routes", ROUTES.len() + 1)));
        let other = link_module().replace("__about_route", "__forum_route");
        assert!(chunks(&other).unwrap_err().to_string().contains("`about`"));
    }

    #[test]
    fn the_sections_of_a_route_are_those_that_the_app_waits_for() {
        let app = std::fs::read_to_string(crate::project::path("frontend/src/app.rs")).unwrap();
        // However the lines are broken.
        let app = app.split_whitespace().collect::<Vec<_>>().join(" ");
        for (route, _, sections) in ROUTES {
            let start = format!("const {}: &[Section] = &[", route.to_uppercase());
            let (list, _) = between(&app, &start, "];").unwrap_or_else(|| panic!("app.rs has no list for {route}"));
            let asked: Vec<_> =
                list.split(", ").map(|name| name.trim_start_matches("Section::").to_lowercase()).collect();
            assert_eq!(asked, sections, "{route}");
        }
    }

    #[test]
    fn the_starting_script_gets_addresses_and_files() {
        let script = script(&chunks(&link_module()).unwrap());
        assert!(
            script.starts_with(r#"[[new RegExp("^/[a-z]{2}/?$"), ["chunk_7.wasm", "chunk_8.wasm", "split_"#),
            "{script}"
        );
        assert!(script.contains(r#".wasm"], ["landing", "map"]], [new RegExp("#), "{script}");
        assert!(script.contains(r#".wasm"], ["gallery"]]"#), "{script}");
    }
}
