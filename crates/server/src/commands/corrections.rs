//! `c2r corrections list`: what people have reported, for those who decide.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, say, text};
use chrono::{DateTime, SecondsFormat, Utc};
use clap::ValueEnum;
use domain::policy::Actor;
use serde_json::json;
use std::io::Write as _;
use store::corrections::Received;

/// Reports read at once.
const PART: u64 = 500;
/// Titles and widths of the columns. Texts wider than theirs are cut in the table.
const COLUMNS: [(&str, usize); 8] = [
    ("id", 36),
    ("received_at", 20),
    ("status", 8),
    ("city", 20),
    ("fact", 11),
    ("value", 60),
    ("source", 50),
    ("email", 30),
];

/// How reports are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Columns; long texts are cut.
    Table,
    /// An array of objects, one a line.
    Json,
    /// Comma-separated values with a header, safe to open in a spreadsheet.
    Csv,
}

/// Writes all reports, the oldest first, part by part: any number passes through little memory.
pub(crate) async fn list(config: Config, format: Format) -> Result<(), Failure> {
    let ctx = database::context(database::open_current(&config).await?)?;
    let mut written = begin(format);
    let mut after = None;
    let mut count = 0;
    loop {
        let part = app::corrections::list_received(&ctx, &Actor::Operator, after, PART).await?;
        let Some(last) = part.last() else { break };
        after = Some(last.correction.id);
        for report in &part {
            written.extend(row(format, report, count == 0));
            count += 1;
        }
        hand_over(&mut written)?;
    }
    written.extend_from_slice(match format {
        Format::Json if count == 0 => b"]\n",
        Format::Json => b"\n]\n",
        Format::Table if count == 0 => b"nothing was reported\n",
        Format::Table | Format::Csv => b"",
    });
    hand_over(&mut written)
}

fn begin(format: Format) -> Vec<u8> {
    match format {
        Format::Table => table_row(&COLUMNS.map(|(title, _)| title.to_owned())),
        Format::Json => b"[".to_vec(),
        Format::Csv => csv_row(&COLUMNS.map(|(title, _)| title.to_owned())),
    }
}

fn row(format: Format, report: &Received, first: bool) -> Vec<u8> {
    match format {
        Format::Table => table_row(&cells(report).map(|cell| text::visible(&cell))),
        Format::Json => json_row(report, first),
        Format::Csv => csv_row(&cells(report).map(|cell| text::cell(&cell))),
    }
}

fn cells(Received { correction, email }: &Received) -> [String; 8] {
    [
        correction.id.to_string(),
        received_at(correction.received_at),
        correction.status.to_string(),
        correction.city.clone(),
        correction.fact.to_string(),
        correction.value.clone(),
        correction.source.clone(),
        email.clone().unwrap_or_default(),
    ]
}

fn received_at(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn table_row(cells: &[String; 8]) -> Vec<u8> {
    let columns = cells.iter().zip(COLUMNS);
    let columns = columns.map(|(cell, (_, width))| format!("{:<width$}", text::clip(cell, width)));
    let line = columns.collect::<Vec<_>>().join("  ");
    format!("{}\n", line.trim_end()).into_bytes()
}

fn json_row(Received { correction, email }: &Received, first: bool) -> Vec<u8> {
    let object = json!({
        "id": correction.id,
        "received_at": received_at(correction.received_at),
        "status": correction.status,
        "city": correction.city,
        "fact": correction.fact,
        "value": correction.value,
        "source": correction.source,
        "email": email,
    });
    let before = if first { "\n  " } else { ",\n  " };
    format!("{before}{}", text::visible_json(&object.to_string())).into_bytes()
}

/// Quotes around every cell (RFC 4180): a text may hold whatever separates cells anywhere in the world.
fn csv_row(cells: &[String; 8]) -> Vec<u8> {
    let cells = cells.each_ref().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    format!("{}\r\n", cells.join(",")).into_bytes()
}

/// Hands on what is written so far.
fn hand_over(written: &mut Vec<u8>) -> Result<(), Failure> {
    let mut output = say::output();
    output.write_all(written).and_then(|()| output.flush()).map_err(say::not_written)?;
    written.clear();
    Ok(())
}
