//! Reading rows of a file and saying which of them are bad.

use super::words;
use crate::{Error, files};
use serde::de::DeserializeOwned;
use std::fmt;

/// Bad rows told of at most; who has more has one cause.
const MOST_TOLD: usize = 100;

/// What is wrong with a row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Name of the file.
    pub file: &'static str,
    /// Which row: its number from 1 and its key where it has one; empty for the whole file.
    pub row: String,
    /// Name of the field; empty when the whole row is meant.
    pub field: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        for part in [&self.row, &self.field].into_iter().filter(|part| !part.is_empty()) {
            write!(f, ", {part}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Why nothing was loaded.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LoadError {
    /// Rows are bad.
    #[error("{} bad; nothing was loaded", what_is_bad(.0))]
    BadRows(Vec<BadRow>),
    /// Anything else.
    #[error(transparent)]
    App(#[from] Error),
}

/// Rows where there are any, files where they could not be read as such.
fn what_is_bad(bad: &[BadRow]) -> String {
    let files = bad.iter().filter(|row| row.row.is_empty()).count();
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{number} {many}")),
    };
    let parts = [count(files, "file", "files"), count(bad.len() - files, "row", "rows")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let more = if bad.len() == MOST_TOLD { " or more" } else { "" };
    let verb = if bad.len() == 1 { "is" } else { "are" };
    format!("{}{more} of the reference data {verb}", parts.join(" and "))
}

/// SHA-256 of a text, in hexadecimal.
pub(super) fn digest(text: &str) -> String {
    files::sha256(text.as_bytes())
}

/// Collects what is wrong with the rows of one file.
pub(super) struct Checker<'b> {
    file: &'static str,
    bad: &'b mut Vec<BadRow>,
}

impl<'b> Checker<'b> {
    pub(super) const fn new(file: &'static str, bad: &'b mut Vec<BadRow>) -> Self {
        Self { file, bad }
    }

    /// Notes a bad row.
    pub(super) fn bad(&mut self, row: &str, field: impl Into<String>, message: impl Into<String>) {
        if self.bad.len() < MOST_TOLD {
            self.bad.push(BadRow {
                file: self.file,
                row: row.to_owned(),
                field: field.into(),
                message: message.into(),
            });
        }
    }

    /// Notes a row whose slug cannot stand in an address, or could be taken there for an id.
    pub(super) fn slug(&mut self, row: &str, slug: &str) {
        let fine = !slug.is_empty()
            && slug.len() <= 100
            && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        self.check(fine, row, "slug", "use small letters, digits and hyphens, at most 100");
        let shaped_like_an_id = slug.parse::<uuid::Uuid>().is_ok();
        self.check(!shaped_like_an_id, row, "slug", "has the shape of an id: an address could mean either");
    }

    /// Notes a bad row unless `fine`.
    pub(super) fn check(&mut self, fine: bool, row: &str, field: &str, message: &str) {
        if !fine {
            self.bad(row, field, message);
        }
    }

    /// The file as JSON; a file that is none is one bad row. Some editors put a byte order mark in front; RFC 8259 lets
    /// a reader pass over it.
    pub(super) fn json<T: DeserializeOwned>(&mut self, text: &str) -> Option<T> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let read = serde_json::from_str(text).map_err(|error| {
            // Something else than what is wanted is told only of what is JSON to its end.
            let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err().unwrap_or(error);
            self.bad("", "", words::of_file(&error));
        });
        read.ok()
    }

    /// One row; `name` says which.
    pub(super) fn row<T: DeserializeOwned>(&mut self, name: &str, value: serde_json::Value) -> Option<T> {
        match serde_path_to_error::deserialize(value) {
            Ok(row) => Some(row),
            Err(error) => {
                let (field, message) = words::of_row(&error.path().to_string(), &error.inner().to_string());
                self.bad(name, field, message);
                None
            }
        }
    }

    /// Notes keys that stand twice; each comes with the name of its row.
    pub(super) fn unique<'k>(&mut self, field: &str, rows: impl Iterator<Item = (&'k String, &'k str)>) {
        let mut seen = std::collections::HashSet::new();
        for (name, key) in rows {
            if !seen.insert(key) {
                self.bad(name, field, "stands twice in the file");
            }
        }
    }
}

/// How a row is named in a report: its number from 1 and its key.
pub(super) fn row_name(place: usize, key: &str) -> String {
    if key.is_empty() { format!("row {}", place + 1) } else { format!("row {} ({key})", place + 1) }
}

/// Key of a row before it is read, for its name in a report.
pub(super) fn key_of<'v>(value: &'v serde_json::Value, field: &str) -> &'v str {
    value.get(field).and_then(serde_json::Value::as_str).unwrap_or_default()
}
