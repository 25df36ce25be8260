//! `frameworks/*.json`: lists of terms that come from the frameworks of the field, one or two a file, with English
//! labels. What `vocab.json` holds already (stages, phases, topics, dimensions, goals) is only pointed to from here.

use super::rows::{BadRow, Checker, key_of, row_name};
use super::vocabularies::{check_term, entry};
use domain::vocabularies::{Definitions, Labels, Term, VocabularyName as Name};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashSet;
use store::vocabularies::Entry;

/// A row of any of the files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    key: String,
    name: String,
    #[serde(alias = "focus")]
    meaning: Option<String>,
    #[serde(alias = "phase", alias = "family")]
    parent: Option<String>,
    /// `S` where the wording is sourced.
    mark: Option<String>,
    /// Number, letter or sort within the framework, for people who read the file; the order is the same.
    #[serde(rename = "number", alias = "code", alias = "stage")]
    _place: Option<Value>,
    #[serde(rename = "kind")]
    _kind: Option<String>,
}

/// Said of a term whose wording is not sourced although that of its neighbours is.
const UNSURE: &str = "The wording is not sourced: check it before calling it official.";

/// Terms of the files, held against those of `vocab.json` that they stand under.
pub(super) fn parse(files: &[(&'static str, &str)], known: &[Entry], bad: &mut Vec<BadRow>) -> Vec<Entry> {
    let mut keys: HashSet<(Name, String)> =
        known.iter().map(|entry| (entry.vocabulary, entry.term.key.clone())).collect();
    let mut entries = Vec::new();
    for (file, text) in files {
        let mut checker = Checker::new(file, bad);
        let Some(document) = checker.json::<Value>(text) else { continue };
        for (vocabulary, rows) in lists(file, &document) {
            if rows.is_empty() {
                checker.bad("", "", format!("the file holds no {vocabulary}"));
            }
            let list = parse_list(vocabulary, rows, &keys, &mut checker);
            keys.extend(list.iter().map(|entry| (entry.vocabulary, entry.term.key.clone())));
            entries.extend(list);
        }
    }
    entries
}

/// The lists of a file; what stands above others comes before them.
fn lists(file: &str, document: &Value) -> Vec<(Name, Vec<Value>)> {
    let items = rows_of(document, "items");
    match file {
        "sectors.json" => vec![(Name::Sectors, items)],
        "resource_types.json" => vec![(Name::ResourceTypes, items)],
        "support_types.json" => vec![(Name::SupportTypes, items)],
        "tool_types.json" => vec![(Name::ToolTypes, items)],
        "practitioner_roles.json" => vec![(Name::PractitionerRoles, items)],
        "mcr2030_stages.json" => vec![(Name::Mcr2030Stages, items)],
        "sendai_priorities.json" => vec![(Name::SendaiPriorities, items)],
        "method_families.json" => {
            vec![(Name::MethodFamilies, rows_of(document, "families")), (Name::AnalysisMethods, items)]
        }
        "iso22393.json" => {
            let (areas, steps) = items.into_iter().partition(|item| item["kind"] == "area");
            vec![(Name::Iso22393Areas, areas), (Name::Iso22393Steps, steps)]
        }
        "lesson_categories.json" => vec![(Name::LessonKeywords, under(&items, "keywords"))],
        "city_resilience_framework.json" => {
            let goals: Vec<Value> = items.iter().flat_map(|dimension| rows_of(dimension, "goals")).collect();
            vec![(Name::CrfIndicators, under(&goals, "indicators"))]
        }
        _ => Vec::new(),
    }
}

fn rows_of(value: &Value, field: &str) -> Vec<Value> {
    value[field].as_array().cloned().unwrap_or_default()
}

/// The rows that stand within others, each with the key of what it stands in. A list that is none is a row that is none.
fn under(parents: &[Value], field: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for parent in parents {
        let own = parent[field].as_array().cloned().unwrap_or_else(|| vec![json!({})]);
        rows.extend(own.into_iter().map(|mut row| {
            if let Some(fields) = row.as_object_mut() {
                fields.insert("parent".to_owned(), parent["key"].clone());
            }
            row
        }));
    }
    rows
}

fn parse_list(
    vocabulary: Name,
    rows: Vec<Value>,
    known: &HashSet<(Name, String)>,
    checker: &mut Checker<'_>,
) -> Vec<Entry> {
    let (mut entries, mut names) = (Vec::new(), Vec::new());
    for (place, value) in rows.into_iter().enumerate() {
        let name = format!("{vocabulary} {}", row_name(place, key_of(&value, "key")));
        let Some(row) = checker.row::<Row>(&name, value) else { continue };
        let unsure = row.mark.is_some_and(|mark| mark != "S").then(|| UNSURE.to_owned());
        let labels = Labels { ar: None, en: row.name, es: None, fr: None, pt: None };
        let definition = row.meaning.or(unsure);
        let definitions = definition.clone().map(Definitions::english);
        let term = Term { key: row.key, labels, definition, definitions, parent: row.parent };
        check_term(&term, &name, ("key", "name"), checker);
        check_parent(vocabulary, &term, &name, known, checker);
        entries.push(entry(vocabulary, place, term));
        names.push(name);
    }
    checker.unique("key", names.iter().zip(entries.iter().map(|entry| entry.term.key.as_str())));
    entries
}

/// Where there is a list above, each term stands under one of its terms.
fn check_parent(vocabulary: Name, term: &Term, name: &str, known: &HashSet<(Name, String)>, checker: &mut Checker<'_>) {
    let (above, field) = match vocabulary {
        Name::AnalysisMethods => (Name::MethodFamilies, "family"),
        Name::CrfIndicators => (Name::CrfGoals, "goal"),
        Name::LessonKeywords => (Name::LessonTopics, "topic"),
        Name::ToolTypes => (Name::ToolkitPhases, "phase"),
        _ => return checker.check(term.parent.is_none(), name, "parent", "this list has no list above it"),
    };
    let parent = term.parent.as_deref().unwrap_or_default();
    if !known.contains(&(above, parent.to_owned())) {
        checker.bad(name, field, format!("'{parent}' is not in the vocabulary {above}"));
    }
}
