//! `cargo xtask app`: the app in the browser, from the crate `frontend` to a folder that can be served.
//!
//! ```text
//! target/app/index.html                 the page, from frontend/index.html
//! target/app/assets/<hash>/app.js …     everything else; the hash is over all of it, so each file may be kept for ever
//! target/app/sizes.json                 the sizes by which the budget is judged
//! ```
//! Beside each file that compresses lie its `.br` and `.gz`.

mod bundle;
mod css;
mod links;
mod loader;
mod merge;
mod pack;
mod page;
mod sizes;
mod sources;
mod texts;
mod trim;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::{project, say, system};
use sizes::Sizes;
use sources::Sources;

/// Files by their path with `/`, relative to the folder they are for.
type Files = BTreeMap<String, Vec<u8>>;

/// Builds the app in the browser into `target/app` and prints its sizes.
///
/// The app is split by route, in a folder named by its content, with `.br` and `.gz` beside each file.
/// Nothing is done again while the sources are unchanged. Fails when the first load is over its hard limit.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build quickly instead of small: hardly optimised, lightly compressed, not held against the budget.
    #[arg(long)]
    dev: bool,
}

/// How the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Quick to build.
    Dev,
    /// As it is shipped.
    Release,
}

/// Whether clippy looks on while the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lints {
    /// It does not: the app is wanted.
    Unseen,
    /// It does, and a warning is an error. Our crates are then built apart from the app that is wanted.
    Errors,
}

impl Mode {
    /// The cargo profile of the wasm.
    fn profile(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    build(if args.dev { Mode::Dev } else { Mode::Release }, Lints::Unseen)
}

/// Builds the app if anything it is made of has changed, and prints its sizes.
///
/// # Errors
/// When something does not build, the page asks for what is not there, or the budget is broken.
pub(crate) fn build(mode: Mode, lints: Lints) -> Result<()> {
    system::ensure_wasm_target()?;
    let wasm = fs::read(bundle::compile(mode, lints)?).context("reading the app's wasm")?;
    let sources = Sources::read()?;
    let stamp = stamp(mode, &wasm, &sources);
    let sizes = match unchanged(&stamp) {
        Some(sizes) => {
            say::line("      the app is unchanged");
            sizes
        }
        None => assemble(mode, &wasm, sources, &stamp)?,
    };
    say::line(sizes.table());
    if mode == Mode::Release { sizes.check() } else { Ok(()) }
}

fn assemble(mode: Mode, wasm: &[u8], sources: Sources, stamp: &str) -> Result<Sizes> {
    let mut assets = bundle::split_and_bind(wasm, mode)?;
    assets.extend(sources.assets);
    let base = format!("assets/{}", &fingerprint(&assets)[..16]);
    let pages = pages(&sources.template, &sources.words, &format!("/{base}"), &assets)?;

    let mut files: Files = assets.into_iter().map(|(name, content)| (format!("{base}/{name}"), content)).collect();
    files.extend(pages);
    let packed = pack::pack(&files, mode)?;
    let sizes = Sizes::of(&files, &packed)?;
    files.extend(packed);
    files.insert("sizes.json".to_owned(), sizes.to_json()?);

    replace_folder(&project::app(), &files)?;
    fs::write(stamp_file(), stamp).context("writing the stamp of the app")?;
    Ok(sizes)
}

/// The page in every language.
fn pages(
    template: &str,
    words: &BTreeMap<String, BTreeMap<String, String>>,
    base: &str,
    assets: &Files,
) -> Result<Files> {
    let one = |(language, words): (&String, &BTreeMap<String, String>)| {
        let page = page::render(template, &page::Parts { base, assets, language, words })?;
        Ok((page::file(language), page.into_bytes()))
    };
    words.iter().map(one).collect()
}

/// Writes the files into a new folder and puts it in the place of the old one, so that a server which reads it
/// meanwhile never meets half of it.
fn replace_folder(folder: &Path, files: &Files) -> Result<()> {
    let fresh = folder.with_extension("new");
    remove_folder(&fresh)?;
    for (name, content) in files {
        let file = fresh.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&fresh))?;
        fs::write(&file, content).with_context(|| format!("writing {}", file.display()))?;
    }
    remove_folder(folder)?;
    fs::rename(&fresh, folder).with_context(|| format!("moving {} into its place", folder.display()))
}

/// Removes a folder with all that is in it; fine if there is none.
fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// The sizes of the app that is there, if it was made from exactly these sources.
fn unchanged(stamp: &str) -> Option<Sizes> {
    let last = fs::read_to_string(stamp_file()).ok()?;
    if last != stamp || !project::app().join("index.html").is_file() {
        return None;
    }
    serde_json::from_slice(&fs::read(project::app().join("sizes.json")).ok()?).ok()
}

fn stamp_file() -> std::path::PathBuf {
    project::work().join("app.stamp")
}

/// The code that makes the app: with another recipe the same sources give another result.
const RECIPE: [&str; 14] = [
    include_str!("mod.rs"),
    include_str!("boot.js"),
    include_str!("bundle.rs"),
    include_str!("css.rs"),
    include_str!("links.rs"),
    include_str!("loader.js"),
    include_str!("loader.rs"),
    include_str!("merge/mod.rs"),
    include_str!("merge/module.rs"),
    include_str!("merge/plan.rs"),
    include_str!("pack.rs"),
    include_str!("page.rs"),
    include_str!("texts.rs"),
    include_str!("trim.rs"),
];

/// Everything the result depends on, as one hash: the sources, the way of building, and the recipe.
fn stamp(mode: Mode, wasm: &[u8], sources: &Sources) -> String {
    let mut hasher = Sha256::new();
    hasher.update(mode.profile());
    let words = format!("{:?}", sources.words);
    for part in [wasm, sources.template.as_bytes(), words.as_bytes()].into_iter().chain(RECIPE.map(str::as_bytes)) {
        hasher.update(Sha256::digest(part));
    }
    hasher.update(fingerprint(&sources.assets));
    hex(&hasher.finalize())
}

/// One hash over the names and contents of files.
fn fingerprint(files: &Files) -> String {
    let mut hasher = Sha256::new();
    for (name, content) in files {
        hasher.update(Sha256::digest(name));
        hasher.update(Sha256::digest(content));
    }
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect()
    }

    #[test]
    fn the_fingerprint_knows_names_from_contents() {
        let one = fingerprint(&files(&[("ab", "c")]));
        assert_ne!(one, fingerprint(&files(&[("a", "bc")])));
        assert_ne!(one, fingerprint(&files(&[("ab", "d")])));
        assert_eq!(one, fingerprint(&files(&[("ab", "c")])));
        assert_eq!(one.len(), 64);
    }

    #[test]
    fn a_replaced_folder_keeps_nothing_of_the_old_one() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("app");
        replace_folder(&folder, &files(&[("assets/1/app.js", "old")])).unwrap();
        replace_folder(&folder, &files(&[("assets/2/app.js", "new"), ("index.html", "page")])).unwrap();
        assert!(!folder.join("assets/1").exists());
        assert_eq!(fs::read_to_string(folder.join("assets/2/app.js")).unwrap(), "new");
        assert!(!folder.with_extension("new").exists());
    }
}
