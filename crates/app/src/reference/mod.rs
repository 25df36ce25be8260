//! Loading the reference data: vocabularies, countries, cities, lessons, items of the library, topics of notes and the
//! lists of frameworks, from JSON files.
//!
//! Loading is idempotent: a row is found by its stable key and touched only where it differs from what was
//! loaded last. A bad row is reported by file, row and field, and then nothing at all is loaded. What a
//! city itself has written is never touched.

mod cities;
mod countries;
mod frameworks;
mod lessons;
mod library;
mod notes;
mod rows;
mod vocabularies;
mod words;

pub use rows::{BadRow, LoadError};

use crate::access::authorise;
use crate::{Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::cities::City;
use domain::countries::Country;
use domain::lessons::LessonCity;
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor};
use ids::AuditId;
use std::collections::HashMap;
use store::audit::NewAudit;
use store::reference::{Known, Stamp};
use store::vocabularies::Entry;
use store::{NewChange, Tx};
use uuid::Uuid;

/// Names of the files below `frameworks/` that hold lists of terms.
pub const FRAMEWORK_FILES: [&str; 11] = [
    "city_resilience_framework.json",
    "iso22393.json",
    "lesson_categories.json",
    "mcr2030_stages.json",
    "method_families.json",
    "practitioner_roles.json",
    "resource_types.json",
    "sectors.json",
    "sendai_priorities.json",
    "support_types.json",
    "tool_types.json",
];

/// The files of the project's `reference` as they are when the calling crate is built. The crate stands two folders
/// below the project's root.
#[macro_export]
macro_rules! reference_files {
    () => {
        $crate::reference::Files {
            vocabularies: $crate::reference_files!("cities/vocab.json"),
            countries: $crate::reference_files!("cities/countries.json"),
            cities: $crate::reference_files!("cities/cities.json"),
            lessons: $crate::reference_files!("content/lessons.json"),
            library: $crate::reference_files!("content/resources.json"),
            notes: $crate::reference_files!("content/notes_topics.json"),
            frameworks: $crate::reference_files!(frameworks:
                "city_resilience_framework.json", "iso22393.json", "lesson_categories.json", "mcr2030_stages.json",
                "method_families.json", "practitioner_roles.json", "resource_types.json", "sectors.json",
                "sendai_priorities.json", "support_types.json", "tool_types.json",
            ),
        }
    };
    (frameworks: $($name:literal,)+) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../reference/frameworks/", $name)))),+]
    };
    ($file:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../reference/", $file))
    };
}

/// The text of the files.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// `cities/vocab.json`
    pub vocabularies: &'a str,
    /// `cities/countries.json`
    pub countries: &'a str,
    /// `cities/cities.json`
    pub cities: &'a str,
    /// `content/lessons.json`; empty where there is none: what is loaded of them stays.
    pub lessons: &'a str,
    /// `content/resources.json`; empty where there is none: what is loaded of it stays.
    pub library: &'a str,
    /// `content/notes_topics.json`; empty where there is none: what is loaded of it stays.
    pub notes: &'a str,
    /// The files of `frameworks/` by name: those of [`FRAMEWORK_FILES`], or none.
    pub frameworks: &'a [(&'static str, &'a str)],
}

/// Name under which the digest of the loaded files is kept.
const SET: &str = "cities";
/// Name under which it is kept as well where somebody chose other files than the program's own.
const CHOSEN: &str = "cities.chosen";

/// Where loaded files come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The program brought them.
    Program,
    /// Whoever runs the server chose them: no start puts the program's own in their place.
    Chosen,
}

/// What is loaded, seen from the files of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// Nothing yet.
    Nothing,
    /// These files.
    These,
    /// Those of another version of the program.
    OfAnotherVersion,
    /// Files that somebody chose.
    Chosen,
}

impl Files<'_> {
    /// Digest of the files together.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut texts = vec![self.vocabularies, self.countries, self.cities, self.lessons, self.library, self.notes];
        texts.extend(self.frameworks.iter().flat_map(|(name, text)| [*name, *text]));
        rows::digest(&texts.join("\u{0}"))
    }
}

/// What a load did to the rows of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows that were not there before.
    pub created: usize,
    /// Rows that differed.
    pub updated: usize,
    /// Rows that were as in the file.
    pub unchanged: usize,
    /// Rows in the database that the file does not name; they stay.
    pub absent: usize,
}

/// What a load did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Terms of the vocabularies.
    pub terms: Counts,
    /// Countries.
    pub countries: Counts,
    /// Cities.
    pub cities: Counts,
    /// Lessons.
    pub lessons: Counts,
    /// Items of the library.
    pub library: Counts,
    /// Topics of notes.
    pub notes: Counts,
}

/// What is loaded, seen from the program's own `files`.
///
/// # Errors
/// When the database fails.
pub async fn loaded(ctx: &Context, files: Files<'_>) -> Result<Loaded> {
    if store::reference::loaded_digest(ctx.db(), CHOSEN).await?.is_some() {
        return Ok(Loaded::Chosen);
    }
    Ok(match store::reference::loaded_digest(ctx.db(), SET).await? {
        None => Loaded::Nothing,
        Some(digest) if digest == files.digest() => Loaded::These,
        Some(_) => Loaded::OfAnotherVersion,
    })
}

/// What the files hold.
struct Content {
    terms: Vec<Entry>,
    countries: Vec<Country>,
    cities: Vec<City>,
    lessons: Vec<lessons::Loaded>,
    library: Vec<library::Loaded>,
    notes: Vec<notes::Loaded>,
}

impl Content {
    /// `here` are the cities that lessons of the files name and that are here already.
    fn parse(files: Files<'_>, here: &[LessonCity]) -> Result<Self, LoadError> {
        let mut bad = Vec::new();
        let mut terms = vocabularies::parse(files.vocabularies, &mut bad);
        let countries = countries::parse(files.countries, &mut bad);
        // What a file that cannot be read should have held is missing everywhere: that would be told row by row.
        if bad.iter().any(|row| row.row.is_empty()) {
            return Err(LoadError::BadRows(bad));
        }
        terms.extend(frameworks::parse(files.frameworks, &terms, &mut bad));
        let cities = cities::parse(files.cities, &terms, &countries, &mut bad);
        // The same holds of the cities, terms and countries that lessons name.
        let lessons = match files.lessons {
            text if !text.is_empty() && bad.is_empty() => {
                lessons::parse(text, (&terms, &countries, &cities), here, &mut bad)
            }
            _ => Vec::new(),
        };
        let library = match files.library {
            "" => Vec::new(),
            text => library::parse(text, &terms, &mut bad),
        };
        // And of the lessons and items that topics of notes cite.
        let notes = match files.notes {
            text if !text.is_empty() && bad.is_empty() => notes::parse(text, &terms, (&lessons, &library), &mut bad),
            _ => Vec::new(),
        };
        if bad.is_empty() {
            Ok(Self { terms, countries, cities, lessons, library, notes })
        } else {
            Err(LoadError::BadRows(bad))
        }
    }

    async fn write(&self, tx: &Tx<'_>, loader: &Loader) -> Result<Report> {
        Ok(Report {
            terms: vocabularies::write(tx, loader, &self.terms).await?,
            countries: countries::write(tx, loader, &self.countries).await?,
            cities: cities::write(tx, loader, &self.cities).await?,
            lessons: lessons::write(tx, loader, &self.lessons).await?,
            library: library::write(tx, loader, &self.library).await?,
            notes: notes::write(tx, loader, &self.notes).await?,
        })
    }
}

/// Loads the files in one transaction, or nothing of them.
///
/// # Errors
/// [`LoadError::BadRows`] with every bad row found; when the actor may not or the database fails.
pub async fn load(ctx: &Context, actor: &Actor, files: Files<'_>, origin: Origin) -> Result<Report, LoadError> {
    authorise(actor, Action::LoadReferenceData)?;
    let named = lessons::named_cities(files.lessons);
    let here = store::lessons::cities_by_slugs(ctx.db(), &named).await.map_err(Error::from)?;
    let content = Content::parse(files, &here)?;
    // Without lessons there is nothing that an issue could hold.
    let content_is_empty = content.lessons.is_empty();
    let (digest, loader) = (files.digest(), Loader { actor: actor.clone(), now: ctx.now(), unix_ms: ctx.unix_ms() });
    let loaded = ctx.db().write(move |tx| {
        Box::pin(async move {
            // A proposal that is accepted meanwhile, or an item that is added, chooses its slug before or after, not
            // beside.
            tx.alone_among(store::Shared::CityNames).await?;
            tx.alone_among(store::Shared::Library).await?;
            let report = content.write(tx, &loader).await?;
            store::reference::note_loaded(tx, SET, &digest, loader.now).await?;
            match origin {
                Origin::Program => store::reference::forget_loaded(tx, CHOSEN).await?,
                Origin::Chosen => store::reference::note_loaded(tx, CHOSEN, &digest, loader.now).await?,
            }
            Ok::<_, Error>(report)
        })
    });
    let report = loaded.await?;
    let changed = [report.cities, report.lessons, report.library].map(|counts| counts.created + counts.updated);
    if changed.iter().sum::<usize>() > 0 {
        store::reference::analyse(ctx.db()).await.map_err(Error::from)?;
    }
    if !content_is_empty {
        crate::briefings::first(ctx).await?;
    }
    Ok(report)
}

/// Who loads, and when.
#[derive(Debug, Clone)]
struct Loader {
    actor: Actor,
    now: DateTime<Utc>,
    unix_ms: u64,
}

impl Loader {
    /// Ids of what is loaded together, the first of the file as if it were the last that was made: the moment is the same
    /// for all, and the id decides which stands first.
    fn ids_in_order(&self, count: usize) -> Vec<Uuid> {
        // Every kind's ids are of one shape.
        let mut ids: Vec<Uuid> = (0..count).map(|_| AuditId::generate(self.unix_ms).as_uuid()).collect();
        ids.sort_unstable_by(|one, other| other.cmp(one));
        ids
    }
}

/// The rows of one table that are there already, and what became of them.
struct Table {
    kind: ThingKind,
    known: HashMap<String, Known>,
    counts: Counts,
}

impl Table {
    fn new(kind: ThingKind, known: Vec<Known>) -> Self {
        let known = known.into_iter().map(|row| (row.key.clone(), row)).collect();
        Self { kind, known, counts: Counts::default() }
    }

    /// Decides about the row of this key: `None` when it is as it was loaded before.
    fn stamp(&mut self, loader: &Loader, key: &str, digest: String, id: impl FnOnce(u64) -> Uuid) -> Option<Stamp> {
        let known = self.known.remove(key);
        if known.as_ref().is_some_and(|row| row.digest == digest) {
            self.counts.unchanged += 1;
            return None;
        }
        let new = known.is_none();
        if new {
            self.counts.created += 1;
        } else {
            self.counts.updated += 1;
        }
        let (id, version) = known.map_or_else(|| (id(loader.unix_ms), 1), |row| (row.id, row.version + 1));
        Some(Stamp { id, version, new, digest, at: loader.now })
    }

    /// Audit row and change-log row of a written row.
    async fn tell(&self, tx: &Tx<'_>, loader: &Loader, stamp: &Stamp, slug: &str) -> Result<()> {
        let action = if stamp.new { ChangeAction::Created } else { ChangeAction::Updated };
        tx.tell(NewChange {
            at: loader.now,
            kind: self.kind,
            id: stamp.id,
            slug: Some(slug.to_owned()),
            action,
            version: stamp.version,
            audience: None,
        });
        let line = NewAudit {
            id: AuditId::generate(loader.unix_ms),
            at: loader.now,
            actor: loader.actor.clone(),
            action: Action::LoadReferenceData,
            kind: self.kind,
            thing_id: stamp.id,
            fields: vec!["*"],
            request_id: None,
        };
        Ok(store::audit::append(tx, line).await?)
    }

    /// The counts, once every row of the file has been seen.
    fn finish(mut self) -> Counts {
        self.counts.absent = self.known.len();
        self.counts
    }
}
