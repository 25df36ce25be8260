//! All selected notes as one file.

use super::list::checked;
use crate::access::authorise;
use crate::export::{Cell, Column, Parts, Source, Table, TableFormat, write_table};
use crate::{Context, Result};
use domain::notes::{NoteExportQuery, NoteSummary};
use domain::policy::{Action, Actor};
use futures_util::future::BoxFuture;
use store::notes::Walk;

/// Begins the export of every note that passes the filter, the last published first.
///
/// # Errors
/// As for the list of notes; [`crate::Error::Malformed`] where a sheet would have too many rows. What fails later comes
/// as a part.
pub async fn export(ctx: &Context, actor: &Actor, query: &NoteExportQuery, format: TableFormat) -> Result<Parts> {
    let action = match format {
        TableFormat::Csv => Action::ExportNotesCsv,
        TableFormat::Ndjson => Action::ExportNotesNdjson,
        TableFormat::Xlsx => Action::ExportNotesXlsx,
    };
    let scope = authorise(actor, action)?;
    let walk = Walk::new(scope, checked(ctx, &query.filter).await?);
    write_table(ctx, NoteRows(walk), format).await
}

/// The notes of a file, part by part.
struct NoteRows(Walk);

impl Source for NoteRows {
    type Row = NoteSummary;

    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<NoteSummary>>>> {
        Box::pin(async move { Ok(self.0.next(ctx.db()).await?) })
    }
}

impl Table for NoteSummary {
    const NAME: &'static str = "notes";
    const COLUMNS: &'static [Column<Self>] = &[
        ("id", |note| Cell::key(note.id)),
        ("slug", |note| Cell::key(&note.slug)),
        ("kind", |note| Cell::key(note.kind)),
        ("title", |note| Cell::text(Some(&note.title))),
        ("excerpt", |note| Cell::text(Some(&note.excerpt))),
        ("audience", |note| Cell::text(Some(&note.audience))),
        ("question", |note| Cell::text(Some(&note.question))),
        ("topics", |note| Cell::keys(&note.topics)),
        ("themes", |note| Cell::keys(&note.themes)),
        ("stages", |note| Cell::keys(&note.stages)),
        ("cities", |note| Cell::keys(note.cities.iter().map(|city| &city.slug))),
        ("countries", |note| Cell::keys(&note.countries)),
        ("language", |note| Cell::key(note.language)),
        ("citations", |note| Cell::number(Some(note.citations))),
        ("warnings", |note| Cell::number(Some(note.warnings))),
        ("number", |note| Cell::number(Some(note.number))),
        ("published_at", |note| Cell::moment(note.published_at)),
        ("updated_at", |note| Cell::moment(note.updated_at)),
    ];
}
