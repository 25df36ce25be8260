//! `content/resources.json`: items of the library, published as they are loaded.

use super::rows::{BadRow, Checker, digest, key_of, row_name};
use super::{Counts, Loader, Table};
use crate::{Error, Result};
use domain::Valid;
use domain::library::{LicenceKind, NewLibraryItem};
use domain::live::ThingKind;
use domain::vocabularies::VocabularyName;
use ids::LibraryItemId;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;
use store::Tx;
use store::vocabularies::Entry;

const FILE: &str = "resources.json";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    slug: String,
    title: String,
    publisher: Option<String>,
    url: String,
    kind: String,
    language: String,
    themes: Vec<String>,
    stage: Vec<String>,
    year: Option<i32>,
    #[serde(rename = "abstract")]
    summary: String,
    /// `null`: not seen.
    licence: Option<String>,
    named_in_c2r_seed: bool,
    note: Option<String>,
    is_copy: bool,
}

/// An item of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Loaded {
    slug: String,
    item: NewLibraryItem,
}

impl Loaded {
    /// Its name in addresses.
    pub(super) fn slug(&self) -> &str {
        &self.slug
    }
}

/// The words that rows are filed under, by vocabulary.
type Terms<'a> = HashSet<(VocabularyName, &'a str)>;

pub(super) fn parse(text: &str, terms: &[Entry], bad: &mut Vec<BadRow>) -> Vec<Loaded> {
    let mut checker = Checker::new(FILE, bad);
    let terms: Terms<'_> = terms.iter().map(|entry| (entry.vocabulary, entry.term.key.as_str())).collect();
    let rows: Vec<Value> = checker.json(text).unwrap_or_default();
    let (mut items, mut names) = (Vec::new(), Vec::new());
    for (place, value) in rows.into_iter().enumerate() {
        let name = row_name(place, key_of(&value, "slug"));
        let Some(row) = checker.row::<Row>(&name, value) else { continue };
        let Some(loaded) = to_item(row, &name, &terms, &mut checker) else { continue };
        items.push(loaded);
        names.push(name);
    }
    checker.unique("slug", names.iter().zip(items.iter().map(|item| item.slug.as_str())));
    items
}

fn to_item(row: Row, name: &str, terms: &Terms<'_>, checker: &mut Checker<'_>) -> Option<Loaded> {
    checker.slug(name, &row.slug);
    let slug = row.slug.clone();
    let item = match Valid::check(item(row)) {
        Ok(item) => item.into_inner(),
        Err(faults) => {
            for fault in faults {
                checker.bad(name, field_of(&fault.pointer), fault.message);
            }
            return None;
        }
    };
    for (pointer, vocabulary, keys) in item.key_lists() {
        for key in keys.iter().filter(|key| !terms.contains(&(vocabulary, key.as_str()))) {
            checker.bad(name, field_of(pointer), format!("'{key}' is not in {vocabulary}"));
        }
    }
    Some(Loaded { slug, item })
}

/// What the file calls a field.
fn field_of(pointer: &str) -> &str {
    match pointer.trim_start_matches('/') {
        "summary" => "abstract",
        "stages" => "stage",
        field => field,
    }
}

/// What the row says, in the shape of an item. What it does not say is not known.
fn item(row: Row) -> NewLibraryItem {
    NewLibraryItem {
        title: row.title,
        kind: row.kind,
        publisher: row.publisher,
        authors: Vec::new(),
        summary: row.summary,
        themes: row.themes,
        stages: row.stage,
        sectors: Vec::new(),
        shocks: Vec::new(),
        language: row.language,
        year: row.year,
        licence_kind: LicenceKind::of(row.licence.as_deref()),
        licence: row.licence,
        url: Some(row.url),
        note: row.note,
        is_copy: row.is_copy,
        named_by_programme: row.named_in_c2r_seed,
    }
}

pub(super) async fn write(tx: &Tx<'_>, loader: &Loader, items: &[Loaded]) -> Result<Counts> {
    let slugs: Vec<&str> = items.iter().map(|item| item.slug.as_str()).collect();
    let removed: HashSet<String> = store::library::removed(tx).await?.into_iter().collect();
    let mut table = Table::new(ThingKind::LibraryItem, store::library::known(tx, &slugs).await?);
    let items = items.iter().zip(loader.ids_in_order(items.len()));
    for (loaded, id) in items.filter(|(loaded, _)| !removed.contains(&loaded.slug)) {
        let content = serde_json::to_string(&loaded.item).map_err(|error| Error::Internal(error.to_string()))?;
        let Some(mut stamp) = table.stamp(loader, &loaded.slug, digest(&content), |_| id) else { continue };
        let named = (LibraryItemId::from(stamp.id), loaded.slug.clone());
        let written = crate::library::written(named, loaded.item.clone(), Some(stamp.digest.clone())).await?;
        stamp.version = store::library::put(tx, &written, loader.now).await?;
        table.tell(tx, loader, &stamp, &loaded.slug).await?;
    }
    Ok(table.finish())
}
