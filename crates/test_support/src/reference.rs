//! The reference data as values, for a test to change and to load again.

use crate::REFERENCE;
use app::Context;
use app::reference::{Files, LoadError, Report};
use serde_json::Value;

/// The files of the reference data.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// `vocab.json`
    pub vocabularies: Value,
    /// `countries.json`
    pub countries: Value,
    /// `cities.json`
    pub cities: Value,
    /// `lessons.json`
    pub lessons: Value,
    /// `resources.json`
    pub library: Value,
    /// `notes_topics.json`
    pub notes: Value,
    /// The files of `frameworks/` by name.
    pub frameworks: Vec<(&'static str, Value)>,
}

impl Default for Reference {
    /// As committed.
    fn default() -> Self {
        let read = |text| serde_json::from_str(text).expect("the committed reference data are JSON");
        Self {
            vocabularies: read(REFERENCE.vocabularies),
            countries: read(REFERENCE.countries),
            cities: read(REFERENCE.cities),
            lessons: read(REFERENCE.lessons),
            library: read(REFERENCE.library),
            notes: read(REFERENCE.notes),
            frameworks: REFERENCE.frameworks.iter().map(|(name, text)| (*name, read(text))).collect(),
        }
    }
}

impl Reference {
    /// The rows of the cities.
    #[must_use]
    pub fn city_rows(&self) -> &[Value] {
        self.cities.as_array().expect("a list of cities")
    }

    /// The row of one city.
    pub fn city(&mut self, slug: &str) -> &mut Value {
        let mut rows = self.cities.as_array_mut().expect("a list of cities").iter_mut();
        rows.find(|row| row["slug"] == slug).unwrap_or_else(|| panic!("there is no city {slug} in the file"))
    }

    /// A file of `frameworks/`.
    pub fn framework(&mut self, name: &str) -> &mut Value {
        let mut files = self.frameworks.iter_mut();
        files.find(|(file, _)| *file == name).map_or_else(|| panic!("there is no file {name}"), |(_, file)| file)
    }

    /// Loads the files as they are now.
    ///
    /// # Errors
    /// As [`app::reference::load`].
    pub async fn load(&self, ctx: &Context) -> Result<Report, LoadError> {
        let (vocabularies, countries) = (self.vocabularies.to_string(), self.countries.to_string());
        let (cities, lessons) = (self.cities.to_string(), self.lessons.to_string());
        let (library, notes) = (self.library.to_string(), self.notes.to_string());
        let texts: Vec<(&str, String)> = self.frameworks.iter().map(|(name, file)| (*name, file.to_string())).collect();
        let frameworks: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        app::reference::load(
            ctx,
            &app::operator(),
            Files {
                vocabularies: &vocabularies,
                countries: &countries,
                cities: &cities,
                lessons: &lessons,
                library: &library,
                notes: &notes,
                frameworks: &frameworks,
            },
            app::reference::Origin::Chosen,
        )
        .await
    }
}
