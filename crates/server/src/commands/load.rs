//! `c2r load`: the reference data, from this binary or from a folder.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, reference, say};
use app::reference::{Counts, FRAMEWORK_FILES, Files, Origin};
use domain::policy::Actor;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Loads all of it or nothing, and tells what changed.
pub(crate) async fn run(config: Config, from: Option<PathBuf>) -> Result<(), Failure> {
    let texts = from.as_deref().map(Texts::read).transpose()?;
    let frameworks = texts.as_ref().map(Texts::frameworks).unwrap_or_default();
    let files = texts.as_ref().map_or(reference::EMBEDDED, |texts| texts.files(&frameworks));
    let ctx = database::context(database::open_current(&config).await?)?;
    let origin = if texts.is_some() { Origin::Chosen } else { Origin::Program };
    let report = app::reference::load(&ctx, &Actor::Operator, files, origin).await?;
    for (kind, counts) in [
        ("terms", report.terms),
        ("countries", report.countries),
        ("cities", report.cities),
        ("lessons", report.lessons),
        ("library", report.library),
        ("notes", report.notes),
    ] {
        say::line(line(kind, counts))?;
    }
    if origin == Origin::Chosen {
        say::line("these stay: no start puts the program's own in their place, until `c2r load` without --from does")?;
    }
    Ok(())
}

fn line(kind: &str, counts: Counts) -> String {
    let Counts { created, updated, unchanged, absent } = counts;
    format!("{kind:<10}{created:>5} created {updated:>5} updated {unchanged:>5} unchanged {absent:>5} absent")
}

/// The text of the files of a folder.
struct Texts {
    vocabularies: String,
    countries: String,
    cities: String,
    /// Empty where the folder has no `content` beside its `cities`: what is loaded of it stays.
    lessons: String,
    /// Empty where `content` has no such file: what is loaded of it stays.
    library: String,
    /// Empty where `content` has no such file: what is loaded of it stays.
    notes: String,
    /// By name; none where the folder has no `frameworks` beside its `cities`: what is loaded of them stays.
    frameworks: Vec<(&'static str, String)>,
}

impl Texts {
    fn read(folder: &Path) -> Result<Self, Failure> {
        let (inner, frameworks, content) = (folder.join("cities"), folder.join("frameworks"), folder.join("content"));
        let (library, notes) = (content.join("resources.json"), content.join("notes_topics.json"));
        // Either the folder itself, or one that is laid out like the project's `reference`.
        let folder = if inner.is_dir() { &inner } else { folder };
        let read = |path: PathBuf| std::fs::read_to_string(&path).map_err(|error| not_read(&path, &error));
        let names: &[&'static str] = if frameworks.is_dir() { &FRAMEWORK_FILES } else { &[] };
        let lists = names.iter().map(|name| Ok((*name, read(frameworks.join(name))?)));
        Ok(Self {
            vocabularies: read(folder.join("vocab.json"))?,
            countries: read(folder.join("countries.json"))?,
            cities: read(folder.join("cities.json"))?,
            lessons: if content.is_dir() { read(content.join("lessons.json"))? } else { String::new() },
            library: if library.is_file() { read(library)? } else { String::new() },
            notes: if notes.is_file() { read(notes)? } else { String::new() },
            frameworks: lists.collect::<Result<_, Failure>>()?,
        })
    }

    fn frameworks(&self) -> Vec<(&'static str, &str)> {
        self.frameworks.iter().map(|(name, text)| (*name, text.as_str())).collect()
    }

    fn files<'a>(&'a self, frameworks: &'a [(&'static str, &'a str)]) -> Files<'a> {
        Files {
            vocabularies: &self.vocabularies,
            countries: &self.countries,
            cities: &self.cities,
            lessons: &self.lessons,
            library: &self.library,
            notes: &self.notes,
            frameworks,
        }
    }
}

fn not_read(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    if error.kind() == ErrorKind::NotFound {
        return Failure::work(format!("There is no file {path}; nothing was loaded."));
    }
    Failure::work(format!("The file {path} cannot be read: {error}; nothing was loaded."))
}
