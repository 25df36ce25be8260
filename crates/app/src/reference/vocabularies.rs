//! `vocab.json`: lists of terms by vocabulary.

use super::rows::{BadRow, Checker, digest, key_of, row_name};
use super::{Counts, Loader, Table};
use crate::{Error, Result};
use domain::live::ThingKind;
use domain::vocabularies::{Definitions, Labels, Term, VocabularyName};
use ids::TermId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::Tx;
use store::vocabularies::Entry;

const FILE: &str = "vocab.json";

/// A row of the file; fields that only some vocabularies have are optional.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    label_en: String,
    label_es: Option<String>,
    label_fr: Option<String>,
    label_pt: Option<String>,
    label_ar: Option<String>,
    definition_en: Option<String>,
    definition_es: Option<String>,
    definition_fr: Option<String>,
    definition_pt: Option<String>,
    definition_ar: Option<String>,
    /// Dimension of a goal of the City Resilience Framework.
    dimension: Option<String>,
    /// Official number of a goal or an essential; the order of the file is the same.
    number: Option<i64>,
    /// Name of the goal in the older framework of 100 Resilient Cities.
    driver_en_100rc: Option<String>,
}

impl Row {
    /// What the term means; what the others say is what English says.
    fn definitions(&self) -> Option<Definitions> {
        Some(Definitions {
            ar: self.definition_ar.clone(),
            en: self.definition_en.clone()?,
            es: self.definition_es.clone(),
            fr: self.definition_fr.clone(),
            pt: self.definition_pt.clone(),
        })
    }

    fn is_translated(&self) -> bool {
        let others = [&self.definition_ar, &self.definition_es, &self.definition_fr, &self.definition_pt];
        others.into_iter().any(Option::is_some)
    }
}

pub(super) fn parse(text: &str, bad: &mut Vec<BadRow>) -> Vec<Entry> {
    let mut checker = Checker::new(FILE, bad);
    let Some(lists) = checker.json::<Map<String, Value>>(text) else { return Vec::new() };
    let mut entries = Vec::new();
    for (name, rows) in lists {
        // What the file says of itself.
        if name == "_meta" {
            continue;
        }
        match (name.parse::<VocabularyName>(), rows) {
            (Ok(vocabulary), Value::Array(rows)) => entries.extend(parse_list(vocabulary, rows, &mut checker)),
            (Err(_), _) => checker.bad("", name.as_str(), format!("not a vocabulary. {}", VocabularyName::expected())),
            (Ok(_), _) => checker.bad("", name.as_str(), "not a list of terms"),
        }
    }
    entries
}

fn parse_list(vocabulary: VocabularyName, rows: Vec<Value>, checker: &mut Checker<'_>) -> Vec<Entry> {
    let (mut entries, mut names) = (Vec::new(), Vec::new());
    for (place, value) in rows.into_iter().enumerate() {
        let name = format!("{vocabulary} {}", row_name(place, key_of(&value, "id")));
        let Some(row) = checker.row::<Row>(&name, value) else { continue };
        let definitions = row.definitions();
        let said = definitions.is_some() || !row.is_translated();
        checker.check(said, &name, "definition_en", "the English definition is missing");
        let labels =
            Labels { ar: row.label_ar, en: row.label_en, es: row.label_es, fr: row.label_fr, pt: row.label_pt };
        let term = Term { key: row.id, labels, definition: row.definition_en, definitions, parent: row.dimension };
        check_term(&term, &name, ("id", "label_en"), checker);
        entries.push(entry(vocabulary, place, term));
        names.push(name);
    }
    checker.unique("id", names.iter().zip(entries.iter().map(|entry| entry.term.key.as_str())));
    entries
}

/// A term at its place. Id, version and moment are those of the table, not of the file.
pub(super) fn entry(vocabulary: VocabularyName, place: usize, term: Term) -> Entry {
    let position = i64::try_from(place).unwrap_or(i64::MAX);
    Entry { id: TermId::from(uuid::Uuid::nil()), vocabulary, position, term }
}

/// Holds key and English label against what the API promises of them; `fields` are their names in the file.
pub(super) fn check_term(term: &Term, name: &str, (key, label): (&str, &str), checker: &mut Checker<'_>) {
    let fine = !term.key.is_empty()
        && term.key.len() <= 80
        && term.key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    checker.check(fine, name, key, "use letters, digits and underscores, at most 80");
    let english = term.labels.en.trim();
    checker.check(!english.is_empty(), name, label, "the English label is missing");
    checker.check(english.chars().count() <= 200, name, label, "use at most 200 characters");
}

pub(super) async fn write(tx: &Tx<'_>, loader: &Loader, entries: &[Entry]) -> Result<Counts> {
    let mut table = Table::new(ThingKind::Term, store::vocabularies::known(tx).await?);
    for entry in entries {
        let key = format!("{}/{}", entry.vocabulary, entry.term.key);
        let content = serde_json::to_string(&(entry.position, &entry.term))
            .map_err(|error| Error::Internal(error.to_string()))?;
        let Some(stamp) = table.stamp(loader, &key, digest(&content), |ms| TermId::generate(ms).as_uuid()) else {
            continue;
        };
        store::vocabularies::put(tx, entry, &stamp).await?;
        table.tell(tx, loader, &stamp, &key).await?;
    }
    Ok(table.finish())
}
