//! A list as a table: the same columns as CSV and as a sheet, and beside them a line of JSON each.

use super::{Parts, Rows, begin, csv_text, moment, safe, sheet};
use crate::{Context, Error, Result};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use serde::Serialize;
use std::fmt;

/// In which form a list is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values (RFC 4180), UTF-8, with a line of names on top.
    Csv,
    /// A line of JSON each, with all that a list says of it.
    Ndjson,
    /// A sheet of a spreadsheet (Office Open XML), with a line of names on top.
    Xlsx,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// What somebody wrote. No program takes it for anything but a text.
    Text(String),
    /// What the platform itself writes: an id, a key, a slug, a moment.
    Key(String),
    /// A number.
    Number(f64),
    /// Nothing is known.
    Empty,
}

impl Cell {
    /// What somebody wrote, where they did.
    pub(crate) fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.to_owned()))
    }

    /// What the platform itself writes.
    pub(crate) fn key(key: impl fmt::Display) -> Self {
        Self::Key(key.to_string())
    }

    /// Several keys, set apart by spaces.
    pub(crate) fn keys<T: AsRef<str>>(keys: impl IntoIterator<Item = T>) -> Self {
        let mut text = String::new();
        for key in keys {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(key.as_ref());
        }
        Self::Key(text)
    }

    /// A moment, to the microsecond: no form of a cell holds as much.
    pub(crate) fn moment(at: DateTime<Utc>) -> Self {
        Self::Key(moment(at))
    }

    /// A number, where it is known.
    pub(crate) fn number(number: Option<impl Into<f64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.into()))
    }

    /// What CSV has in its place.
    fn into_csv(self) -> String {
        match self {
            Self::Text(text) => safe(&text),
            Self::Key(key) => key,
            Self::Number(number) => number.to_string(),
            Self::Empty => String::new(),
        }
    }
}

/// A column: its name, and what stands in it.
pub(crate) type Column<T> = (&'static str, fn(&T) -> Cell);

/// What a list's files have in common.
pub(crate) trait Table: Serialize + Send + Sized + 'static {
    /// What the list is called: the name of its sheet.
    const NAME: &'static str;
    /// Columns: stable, new ones are added at the end.
    const COLUMNS: &'static [Column<Self>];
}

/// Where the rows of a table come from, part by part.
pub(crate) trait Source: Send + 'static {
    /// What a row is of.
    type Row: Table;

    /// The next part; `None` behind the last.
    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<Self::Row>>>>;
}

/// Begins to write a table.
///
/// # Errors
/// What reading the first part answers; for a sheet, which is whole before anything is promised, whatever goes wrong, and
/// [`Error::Malformed`] where there are more rows than one holds.
pub(crate) async fn write_table<S: Source>(ctx: &Context, source: S, format: TableFormat) -> Result<Parts> {
    match format {
        TableFormat::Csv => {
            let names = S::Row::COLUMNS.iter().map(|(name, _)| (*name).to_owned());
            begin(ctx, csv_text(std::iter::once(names))?, Written { source, write: csv::<S::Row> }).await
        }
        TableFormat::Ndjson => begin(ctx, Vec::new(), Written { source, write: ndjson::<S::Row> }).await,
        TableFormat::Xlsx => sheet::begin(ctx, source).await,
    }
}

/// The rows of a table in a form that is written row after row.
struct Written<S: Source> {
    source: S,
    write: fn(&[S::Row]) -> Result<Vec<u8>>,
}

impl<S: Source> Rows for Written<S> {
    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<u8>>>> {
        Box::pin(async move { self.source.next(ctx).await?.map(|rows| (self.write)(&rows)).transpose() })
    }
}

fn csv<T: Table>(rows: &[T]) -> Result<Vec<u8>> {
    csv_text(rows.iter().map(|row| T::COLUMNS.iter().map(|(_, cell)| cell(row).into_csv())))
}

fn ndjson<T: Table>(rows: &[T]) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut text, row).map_err(|error| Error::Internal(format!("ndjson: {error}")))?;
        text.push(b'\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{Cell, Column, Table, csv, ndjson};
    use serde::Serialize;

    #[derive(Serialize)]
    struct Row {
        said: Option<&'static str>,
        many: u32,
    }

    impl Table for Row {
        const NAME: &'static str = "rows";
        const COLUMNS: &'static [Column<Self>] = &[
            ("said", |row| Cell::text(row.said)),
            ("many", |row| Cell::number(Some(row.many))),
            ("keys", |row| Cell::keys(vec!["-a"; row.many as usize])),
        ];
    }

    fn rows() -> Vec<Row> {
        vec![Row { said: Some("=1+1"), many: 2 }, Row { said: None, many: 0 }, Row { said: Some("a, \"b\""), many: 1 }]
    }

    #[test]
    fn rows_as_csv() {
        let text = String::from_utf8(csv(&rows()).unwrap()).unwrap();
        assert_eq!(text, "'=1+1,2,-a -a\r\n,0,\r\n\"a, \"\"b\"\"\",1,-a\r\n");
        assert_eq!(csv::<Row>(&[]).unwrap(), b"");
    }

    #[test]
    fn rows_as_lines_of_json() {
        let text = String::from_utf8(ndjson(&rows()).unwrap()).unwrap();
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0], serde_json::json!({ "said": "=1+1", "many": 2 }), "as it was written");
        assert_eq!((lines.len(), text.ends_with("}\n")), (3, true));
    }
}
