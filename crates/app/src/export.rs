//! All of a list as one file, written part by part, so that any number passes through little memory.

mod sheet;
mod table;

pub use table::TableFormat;
pub(crate) use table::{Cell, Column, Source, Table, write_table};

use crate::{Context, Error, Result};
use domain::spreadsheets::looks_like_a_formula;
use futures_util::future::BoxFuture;
use tokio::sync::mpsc;

/// The parts of the file in order; an error instead of a part means that the rest is missing.
pub type Parts = mpsc::Receiver<Result<Vec<u8>>>;

/// What a file is made of, row after row.
pub(crate) trait Rows: Send + 'static {
    /// The text of the next part; `None` behind the last.
    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<u8>>>>;
}

/// Begins a file with `head`. The first part is read before anything is promised: a database that is gone is an answer,
/// not half a file.
///
/// # Errors
/// What reading the first part answers. What fails later comes as a part.
pub(crate) async fn begin(ctx: &Context, head: Vec<u8>, mut rows: impl Rows) -> Result<Parts> {
    let first = rows.next(ctx).await?;
    let (sender, parts) = mpsc::channel(4);
    if !head.is_empty() {
        // Nothing was sent before, so there is room.
        drop(sender.try_send(Ok(head)));
    }
    tokio::spawn(write(ctx.clone(), rows, first, sender));
    Ok(parts)
}

/// Writes part after part until the end, a fault, or until nobody takes the file any more.
async fn write(ctx: Context, mut rows: impl Rows, first: Option<Vec<u8>>, sender: mpsc::Sender<Result<Vec<u8>>>) {
    let mut part = Ok(first);
    while let Some(text) = part.transpose() {
        let failed = text.is_err();
        if sender.send(text).await.is_err() || failed {
            return;
        }
        part = rows.next(&ctx).await;
    }
}

/// Rows of CSV (RFC 4180).
pub(crate) fn csv_text<R: IntoIterator<Item = String>>(rows: impl Iterator<Item = R>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let fault = |error: csv::Error| Error::Internal(format!("csv: {error}"));
    for row in rows {
        writer.write_record(row).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| Error::Internal(format!("csv: {error}")))
}

/// Text that a spreadsheet would take for a formula gets an apostrophe in front (CWE-1236).
pub(crate) fn safe(text: &str) -> String {
    if looks_like_a_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// A moment as files have it.
pub(crate) fn moment(moment: chrono::DateTime<chrono::Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_are_made_harmless() {
        for bad in ["=1+1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert_eq!(safe(bad), format!("'{bad}"));
        }
        assert_eq!(safe("Accra"), "Accra");
    }
}
