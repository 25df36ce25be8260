//! CSL-JSON, what processors of the Citation Style Language read.

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Map, Value, json};

use crate::text::told;
use crate::{Kind, Name, Work};

/// Works as CSL-JSON after the schema of CSL 1.0.2: one array, an object each, in their order.
///
/// The schema has no variable for a licence; it is `custom.licence`.
#[must_use]
pub fn csl_json(works: &[Work]) -> String {
    Value::Array(works.iter().map(item).collect()).to_string()
}

fn item(work: &Work) -> Value {
    let mut item = Map::new();
    for (name, value) in texts(work) {
        item.insert(name.to_owned(), Value::String(value));
    }
    let authors: Vec<Value> = work.named().into_iter().map(author).collect();
    if !authors.is_empty() {
        item.insert("author".to_owned(), Value::Array(authors));
    }
    if let Some(year) = work.told_year() {
        item.insert("issued".to_owned(), json!({ "date-parts": [[year]] }));
    }
    if let Some(date) = work.accessed {
        item.insert("accessed".to_owned(), day(date));
    }
    if let Some(licence) = told(work.licence.as_deref()) {
        item.insert("custom".to_owned(), json!({ "licence": licence }));
    }
    Value::Object(item)
}

/// The variables that are texts and hold something.
fn texts(work: &Work) -> Vec<(&'static str, String)> {
    let kind = work.kind;
    let publisher = if kind.is_within_publisher() { "container-title" } else { "publisher" };
    let series = told(work.series.as_deref());
    let number = match kind {
        Kind::Article | Kind::Periodical => "issue",
        _ if series.is_some() => "collection-number",
        _ => "number",
    };
    let version = if kind == Kind::Guide { "edition" } else { "version" };
    let texts = [
        ("id", Some(work.safe_key())),
        ("type", Some(kind.csl().to_owned())),
        ("title", told(Some(&work.title))),
        (publisher, told(work.publisher.as_deref())),
        ("collection-title", series),
        (number, told(work.number.as_deref())),
        (version, told(work.version.as_deref())),
        ("genre", told(work.genre.as_deref())),
        ("language", told(work.language.as_deref())),
        ("abstract", told(work.summary.as_deref())),
        ("URL", work.address()),
    ];
    texts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn author(name: Name) -> Value {
    match name {
        Name::Whole(name) => json!({ "literal": name }),
        Name::Person { given, family } => json!({ "family": family, "given": given }),
    }
}

fn day(date: NaiveDate) -> Value {
    json!({ "date-parts": [[date.year(), date.month(), date.day()]] })
}
