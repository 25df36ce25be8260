//! `c2r load`: the reference data, from this binary or from a folder.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, reference, say};
use app::reference::{Counts, Files, Origin};
use domain::policy::Actor;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Loads all of it or nothing, and tells what changed.
pub(crate) async fn run(config: Config, from: Option<PathBuf>) -> Result<(), Failure> {
    let texts = from.as_deref().map(Texts::read).transpose()?;
    let files = texts.as_ref().map_or(reference::EMBEDDED, Texts::files);
    let ctx = database::context(database::open_current(&config).await?)?;
    let origin = if texts.is_some() { Origin::Chosen } else { Origin::Program };
    let report = app::reference::load(&ctx, &Actor::Operator, files, origin).await?;
    for (kind, counts) in [("terms", report.terms), ("countries", report.countries), ("cities", report.cities)] {
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

/// The text of the three files of a folder.
struct Texts {
    vocabularies: String,
    countries: String,
    cities: String,
}

impl Texts {
    fn read(folder: &Path) -> Result<Self, Failure> {
        let inner = folder.join("cities");
        // Either the folder itself, or one that is laid out like the project's `reference`.
        let folder = if inner.is_dir() { &inner } else { folder };
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|error| not_read(&path, &error))
        };
        Ok(Self { vocabularies: read("vocab.json")?, countries: read("countries.json")?, cities: read("cities.json")? })
    }

    fn files(&self) -> Files<'_> {
        Files { vocabularies: &self.vocabularies, countries: &self.countries, cities: &self.cities }
    }
}

fn not_read(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    if error.kind() == ErrorKind::NotFound {
        return Failure::work(format!("There is no file {path}; nothing was loaded."));
    }
    Failure::work(format!("The file {path} cannot be read: {error}; nothing was loaded."))
}
