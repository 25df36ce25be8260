//! A list as a sheet of a spreadsheet (Office Open XML). Its file is a packed one that says at its end what it holds, so
//! it is made whole, on the disk, before it is given away: a fault is then an answer, and no part of it stays in memory.

use super::{Cell, Parts, Rows, Source, Table};
use crate::{Context, Error, Result};
use contract::Fault;
use futures_util::future::BoxFuture;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::{Seek, Write};
use tokio::io::AsyncReadExt;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Most rows besides the line of names. The format holds a million; nobody looks through more than this by hand, and
/// making it takes a second or two of a processor.
const MOST_ROWS: u32 = 100_000;
/// Longest text of a cell, in units of UTF-16: the format's own bound.
const LONGEST: usize = 32_767;
/// Bytes given away at once.
const PART: usize = 64 * 1024;

/// Sheets are made two at a time: each takes a processor for itself.
static MAKING: Semaphore = Semaphore::const_new(2);

/// Makes the sheet and begins to give it away.
pub(super) async fn begin<S: Source>(ctx: &Context, mut source: S) -> Result<Parts> {
    let making = MAKING.acquire().await.map_err(|error| Error::Internal(format!("sheets: {error}")))?;
    let mut sheet = spawn_blocking(Sheet::new::<S::Row>).await??;
    while let Some(rows) = source.next(ctx).await? {
        sheet = spawn_blocking(move || sheet.with(&rows)).await??;
    }
    let file = spawn_blocking(move || sheet.finished()).await??;
    drop(making);
    super::begin(ctx, Vec::new(), FileParts(tokio::fs::File::from_std(file))).await
}

/// A file that is given away part by part, and gone with the last of them.
struct FileParts(tokio::fs::File);

impl Rows for FileParts {
    fn next<'a>(&'a mut self, _: &'a Context) -> BoxFuture<'a, Result<Option<Vec<u8>>>> {
        Box::pin(async move {
            let mut part = vec![0; PART];
            let read = self.0.read(&mut part).await.map_err(|error| Error::Internal(format!("sheet: {error}")))?;
            part.truncate(read);
            Ok((read > 0).then_some(part))
        })
    }
}

/// A sheet that is written row after row, into a file of its own.
struct Sheet {
    workbook: Workbook,
    rows: u32,
}

impl Sheet {
    /// With the line of names, which stays where it is when one goes down.
    fn new<T: Table>() -> Result<Self> {
        let mut workbook = Workbook::new();
        let bold = Format::new().set_bold();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(|error| fault(&error))?;
        sheet.set_name(T::NAME).and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(|error| fault(&error))?;
        for (place, (name, _)) in (0..).zip(T::COLUMNS) {
            sheet.write_string_with_format(0, place, *name, &bold).map_err(|error| fault(&error))?;
        }
        Ok(Self { workbook, rows: 0 })
    }

    /// With these rows behind the others.
    fn with<T: Table>(mut self, rows: &[T]) -> Result<Self> {
        let sheet = self.workbook.worksheet_from_index(0).map_err(|error| fault(&error))?;
        for row in rows {
            if self.rows == MOST_ROWS {
                return Err(too_many());
            }
            self.rows += 1;
            for (place, (_, cell)) in (0..).zip(T::COLUMNS) {
                match cell(row) {
                    // A text is a text here, whatever it begins with: a formula is another kind of cell.
                    Cell::Text(text) | Cell::Key(text) => sheet.write_string(self.rows, place, cut(text)),
                    Cell::Number(number) => sheet.write_number(self.rows, place, number),
                    Cell::Empty => Ok(&mut *sheet),
                }
                .map_err(|error| fault(&error))?;
            }
        }
        Ok(self)
    }

    /// The whole file, read from its beginning on.
    fn finished(mut self) -> Result<std::fs::File> {
        let broken = |error: std::io::Error| Error::Internal(format!("sheet: {error}"));
        let mut file = tempfile::tempfile().map_err(broken)?;
        let mut writer = std::io::BufWriter::new(&mut file);
        self.workbook.save_to_writer(&mut writer).map_err(|error| fault(&error))?;
        writer.flush().map_err(broken)?;
        drop(writer);
        file.rewind().map_err(broken)?;
        Ok(file)
    }
}

fn fault(error: &XlsxError) -> Error {
    Error::Internal(format!("sheet: {error}"))
}

fn too_many() -> Error {
    let message = format!(
        "More than {MOST_ROWS} rows pass the filter, and a sheet holds no more here. Narrow it down, or take CSV or NDJSON."
    );
    Error::Malformed(vec![Fault::new("", "too_many_rows", message)])
}

/// As much of a text as a cell holds.
fn cut(mut text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST
    });
    if let Some((end, _)) = end {
        text.truncate(end);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Cell, LONGEST, MOST_ROWS, Sheet, Table, cut};
    use crate::Error;
    use crate::export::Column;
    use serde::Serialize;
    use std::io::Read;

    #[derive(Serialize)]
    struct Row(u32);

    impl Table for Row {
        const NAME: &'static str = "rows";
        const COLUMNS: &'static [Column<Self>] =
            &[("number", |row| Cell::number(Some(row.0))), ("said", |_| Cell::text(Some("=1+1")))];
    }

    #[test]
    fn a_sheet_is_a_packed_file_that_ends_where_it_may() {
        let sheet = Sheet::new::<Row>().unwrap().with(&[Row(1), Row(2)]).unwrap().with::<Row>(&[]).unwrap();
        assert_eq!(sheet.rows, 2);
        let mut bytes = Vec::new();
        sheet.finished().unwrap().read_to_end(&mut bytes).unwrap();
        assert!(bytes.starts_with(b"PK"), "read from its beginning on");
        let full = Sheet { rows: MOST_ROWS, ..Sheet::new::<Row>().unwrap() };
        assert!(matches!(full.with(&[Row(3)]), Err(Error::Malformed(_))));
    }

    #[test]
    fn a_text_that_no_cell_holds_is_cut_between_letters() {
        assert_eq!(cut("heat".to_owned()), "heat");
        assert_eq!(cut("é".repeat(LONGEST)).chars().count(), LONGEST, "many bytes, and yet it fits");
        assert_eq!(cut("x".repeat(LONGEST + 1)).len(), LONGEST);
        assert_eq!(cut("🌳".repeat(20_000)).chars().count(), LONGEST / 2);
    }
}
