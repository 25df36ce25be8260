//! The hand-made part of the app: page, styles of the app and of its components, texts, static files and the map of the world.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use super::{Files, css, texts};
use crate::project;

/// The file of the world map, as the app asks for it.
pub(super) const WORLD: &str = "world.paths.json";

/// The sheet of every page: that of the app, and those of the components.
const SHEET: &str = "app.css";

/// What the app is made of besides its wasm.
pub(super) struct Sources {
    /// `frontend/index.html` with its placeholders.
    pub(super) template: String,
    /// What the page says, by language.
    pub(super) words: BTreeMap<String, BTreeMap<String, String>>,
    /// Served beside the wasm, under a hashed address.
    pub(super) assets: Files,
}

impl Sources {
    /// Reads the sources of this project.
    pub(super) fn read() -> Result<Self> {
        let template = project::path("frontend/index.html");
        let mut assets = read_folder(&project::path("frontend/assets"))?;
        let (style, components) = (project::path("frontend/style"), project::path("crates/ui/src"));
        let sheets = [stylesheets(&style)?, stylesheets(&components)?].concat();
        assets.insert(SHEET.to_owned(), joined(&sheets)?.into_bytes());
        assets.extend(texts::read(&project::path("frontend/locales"))?);
        let world = project::path("reference/world").join(WORLD);
        assets.insert(WORLD.to_owned(), fs::read(&world).with_context(|| format!("reading {}", world.display()))?);
        Ok(Self {
            template: fs::read_to_string(&template).with_context(|| format!("reading {}", template.display()))?,
            words: texts::of_the_shell(&project::path("frontend/shell"), &project::path("frontend/locales"))?,
            assets,
        })
    }
}

/// All stylesheets below the folder, in the order of their names.
fn stylesheets(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files_below(folder)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    Ok(files)
}

/// One stylesheet of several.
fn joined(files: &[PathBuf]) -> Result<String> {
    let mut sheet = String::new();
    for file in files {
        sheet.push_str(&fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?);
        sheet.push('\n');
    }
    Ok(css::strip(&sheet))
}

/// All files below a folder by their relative path; none if the folder does not exist.
pub(super) fn read_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for file in files_below(folder)? {
        let relative = file.strip_prefix(folder)?.components();
        let name: Vec<_> = relative.map(|part| part.as_os_str().to_string_lossy()).collect();
        let content = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        files.insert(name.join("/"), content);
    }
    Ok(files)
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("looking through {}", folder.display()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_joined_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("20-late.css"), "b { color: red }").unwrap();
        fs::write(folder.path().join("10-early.css"), "a { color: blue; }").unwrap();
        fs::write(folder.path().join("notes.txt"), "no style").unwrap();
        let sheets = stylesheets(folder.path()).unwrap();
        assert_eq!(joined(&sheets).unwrap(), "a{color:blue}b{color:red}");
    }

    #[test]
    fn styles_of_components_are_found_in_their_folders() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["tag", "button"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("style.css"), format!(".{name} {{ color: red }}")).unwrap();
        }
        assert_eq!(joined(&stylesheets(folder.path()).unwrap()).unwrap(), ".button{color:red}.tag{color:red}");
    }

    #[test]
    fn folders_are_read_with_their_paths_and_without_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("fonts")).unwrap();
        fs::write(folder.path().join("fonts/a.woff2"), "font").unwrap();
        fs::write(folder.path().join(".DS_Store"), "").unwrap();
        let files = read_folder(folder.path()).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["fonts/a.woff2"]);
        assert!(read_folder(&folder.path().join("absent")).unwrap().is_empty());
    }
}
