//! `content/lessons.json`: lessons of the network with their sources, published as they are loaded.

use super::rows::{BadRow, Checker, digest, key_of, row_name};
use super::{Counts, Loader, Table};
use crate::{Error, Result};
use domain::Valid;
use domain::cities::City;
use domain::countries::Country;
use domain::lessons::{CostBand, LessonBasis, LessonCity, LessonContent, LessonSource, TimeToEffect};
use domain::live::ThingKind;
use domain::vocabularies::{Language, VocabularyName};
use ids::LessonId;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use store::Tx;
use store::reference::Stamp;
use store::vocabularies::Entry;

const FILE: &str = "lessons.json";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    slug: String,
    title: String,
    summary: String,
    consider: Vec<String>,
    topic: String,
    /// English labels of the vocabulary `lesson_keywords`.
    keywords: Vec<String>,
    city_slug: Option<String>,
    place: Option<String>,
    country_iso2: Option<String>,
    organisation: Option<String>,
    themes: Vec<String>,
    shocks: Vec<String>,
    stresses: Vec<String>,
    groups: Vec<String>,
    tags: Vec<String>,
    stage: String,
    basis: LessonBasis,
    year: Option<i32>,
    sources: Vec<LessonSource>,
}

/// A lesson of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Loaded {
    slug: String,
    content: LessonContent,
}

impl Loaded {
    /// Its name in addresses.
    pub(super) fn slug(&self) -> &str {
        &self.slug
    }
}

/// What the rows are checked against.
struct Known<'a> {
    countries: HashSet<&'a str>,
    cities: HashSet<&'a str>,
    terms: HashSet<(VocabularyName, &'a str)>,
    keywords: HashMap<&'a str, &'a str>,
}

impl<'a> Known<'a> {
    fn new(terms: &'a [Entry], countries: &'a [Country], cities: &'a [City]) -> Self {
        let keywords = terms.iter().filter(|entry| entry.vocabulary == VocabularyName::LessonKeywords);
        Self {
            countries: countries.iter().map(|country| country.code.as_str()).collect(),
            cities: cities.iter().map(|city| city.slug.as_str()).collect(),
            terms: terms.iter().map(|entry| (entry.vocabulary, entry.term.key.as_str())).collect(),
            keywords: keywords.map(|entry| (entry.term.labels.en.as_str(), entry.term.key.as_str())).collect(),
        }
    }
}

/// Slugs of the cities that the file names, as far as it can be read.
pub(super) fn named_cities(text: &str) -> Vec<String> {
    #[derive(Deserialize)]
    struct Named {
        city_slug: Option<String>,
    }
    let rows: Vec<Named> = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    rows.into_iter().filter_map(|row| row.city_slug).collect()
}

/// `here` are cities that are here already, whether or not the files name them.
pub(super) fn parse(
    text: &str,
    (terms, countries, cities): (&[Entry], &[Country], &[City]),
    here: &[LessonCity],
    bad: &mut Vec<BadRow>,
) -> Vec<Loaded> {
    let mut checker = Checker::new(FILE, bad);
    let mut known = Known::new(terms, countries, cities);
    known.cities.extend(here.iter().map(|city| city.slug.as_str()));
    let rows: Vec<Value> = checker.json(text).unwrap_or_default();
    let (mut lessons, mut names) = (Vec::new(), Vec::new());
    for (place, value) in rows.into_iter().enumerate() {
        let name = row_name(place, key_of(&value, "slug"));
        let Some(row) = checker.row::<Row>(&name, value) else { continue };
        let Some(loaded) = to_lesson(row, &name, &known, &mut checker) else { continue };
        lessons.push(loaded);
        names.push(name);
    }
    checker.unique("slug", names.iter().zip(lessons.iter().map(|lesson| lesson.slug.as_str())));
    lessons
}

fn to_lesson(row: Row, name: &str, known: &Known<'_>, checker: &mut Checker<'_>) -> Option<Loaded> {
    checker.slug(name, &row.slug);
    let slug = row.slug.clone();
    let content = match Valid::check(content(row, name, known, checker)) {
        Ok(content) => content.into_inner(),
        Err(faults) => {
            for fault in faults {
                checker.bad(name, fault.pointer.trim_start_matches('/'), fault.message);
            }
            return None;
        }
    };
    for (pointer, message) in content.missing() {
        checker.bad(name, pointer.trim_start_matches('/'), message);
    }
    for (pointer, vocabulary, keys) in content.key_lists() {
        for key in keys.iter().filter(|key| !known.terms.contains(&(vocabulary, key.as_str()))) {
            checker.bad(name, pointer.trim_start_matches('/'), format!("'{key}' is not in {vocabulary}"));
        }
    }
    let unknown_city = content.cities.iter().any(|city| !known.cities.contains(city.as_str()));
    checker.check(!unknown_city, name, "city_slug", "neither in cities.json nor here already");
    let unknown_country = content.countries.iter().any(|country| !known.countries.contains(country.as_str()));
    checker.check(!unknown_country, name, "country_iso2", "not in countries.json");
    Some(Loaded { slug, content })
}

/// What the row says, in the shape of a lesson. What it does not say is not known.
fn content(row: Row, name: &str, known: &Known<'_>, checker: &mut Checker<'_>) -> LessonContent {
    let mut keywords = Vec::with_capacity(row.keywords.len());
    for label in row.keywords {
        match known.keywords.get(label.as_str()) {
            Some(key) => keywords.push((*key).to_owned()),
            None => checker.bad(name, "keywords", format!("'{label}' is not a label of lesson_keywords")),
        }
    }
    LessonContent {
        title: row.title,
        summary: row.summary,
        consider: row.consider,
        topic: Some(row.topic),
        keywords,
        stage: Some(row.stage),
        themes: row.themes,
        shocks: row.shocks,
        stresses: row.stresses,
        sectors: Vec::new(),
        groups: row.groups,
        cities: row.city_slug.into_iter().collect(),
        countries: row.country_iso2.into_iter().collect(),
        place: row.place,
        organisation: row.organisation,
        year: row.year,
        cost_band: CostBand::Unknown,
        time_to_effect: TimeToEffect::Unknown,
        basis: Some(row.basis),
        tags: row.tags,
        sources: row.sources,
        language: Language::English,
    }
}

pub(super) async fn write(tx: &Tx<'_>, loader: &Loader, lessons: &[Loaded]) -> Result<Counts> {
    let mut table = Table::new(ThingKind::Lesson, store::lessons::known(tx).await?);
    for (lesson, id) in lessons.iter().zip(loader.ids_in_order(lessons.len())) {
        if is_peoples(tx, &mut table, &lesson.slug).await? {
            continue;
        }
        let content = serde_json::to_string(&lesson.content).map_err(|error| Error::Internal(error.to_string()))?;
        let Some(mut stamp) = table.stamp(loader, &lesson.slug, digest(&content), |_| id) else { continue };
        let named = (LessonId::from(stamp.id), lesson.slug.clone());
        let written = crate::lessons::written(tx, named, lesson.content.clone(), stamp.digest.clone()).await?;
        stamp.version = store::lessons::put(tx, &written, None, &[], loader.now).await?;
        table.tell(tx, loader, &stamp, &lesson.slug).await?;
    }
    Ok(table.finish())
}

/// Whether people have revised what was loaded, or have written a lesson of that name themselves: what they say stays.
async fn is_peoples(tx: &Tx<'_>, table: &mut Table, slug: &str) -> Result<bool> {
    let peoples = match table.known.get(slug) {
        Some(known) => known.digest == store::lessons::REVISED,
        None => store::lessons::slug_is_taken(tx, slug).await?,
    };
    if peoples {
        table.known.remove(slug);
        table.counts.unchanged += 1;
    }
    Ok(peoples)
}

/// Lessons bear the names of their cities: those of one that is named otherwise from now on say so.
pub(super) async fn rename_city(tx: &Tx<'_>, loader: &Loader, old_slug: &str, to: LessonCity) -> Result<()> {
    let table = Table::new(ThingKind::Lesson, Vec::new());
    for (id, slug, version) in store::lessons::rename_city(tx, old_slug, &to, loader.now).await? {
        let stamp = Stamp { id: id.as_uuid(), version, new: false, digest: String::new(), at: loader.now };
        table.tell(tx, loader, &stamp, &slug).await?;
    }
    Ok(())
}
