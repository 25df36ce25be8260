//! All selected items as one file.

use super::list::checked;
use crate::access::authorise;
use crate::export::{Cell, Column, Parts, Source, Table, TableFormat, write_table};
use crate::{Context, Result};
use domain::library::{LibraryExportQuery, LibraryItemSummary};
use domain::policy::{Action, Actor};
use futures_util::future::BoxFuture;
use store::library::Walk;

/// Begins the export of every item that passes the filter, the last come first.
///
/// # Errors
/// As for the list of items; [`crate::Error::Malformed`] where a sheet would have too many rows. What fails later comes
/// as a part.
pub async fn export(ctx: &Context, actor: &Actor, query: &LibraryExportQuery, format: TableFormat) -> Result<Parts> {
    let action = match format {
        TableFormat::Csv => Action::ExportLibraryItemsCsv,
        TableFormat::Ndjson => Action::ExportLibraryItemsNdjson,
        TableFormat::Xlsx => Action::ExportLibraryItemsXlsx,
    };
    let scope = authorise(actor, action)?;
    let walk = Walk::new(scope, checked(ctx, &query.filter).await?);
    write_table(ctx, ItemRows(walk), format).await
}

/// The items of a file, part by part.
struct ItemRows(Walk);

impl Source for ItemRows {
    type Row = LibraryItemSummary;

    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<LibraryItemSummary>>>> {
        Box::pin(async move { Ok(self.0.next(ctx.db()).await?) })
    }
}

impl Table for LibraryItemSummary {
    const NAME: &'static str = "library-items";
    const COLUMNS: &'static [Column<Self>] = &[
        ("id", |item| Cell::key(item.id)),
        ("slug", |item| Cell::key(&item.slug)),
        ("title", |item| Cell::text(Some(&item.title))),
        ("kind", |item| Cell::key(&item.kind)),
        ("publisher", |item| Cell::text(item.publisher.as_deref())),
        ("excerpt", |item| Cell::text(Some(&item.excerpt))),
        ("themes", |item| Cell::keys(&item.themes)),
        ("stages", |item| Cell::keys(&item.stages)),
        ("sectors", |item| Cell::keys(&item.sectors)),
        ("shocks", |item| Cell::keys(&item.shocks)),
        ("language", |item| Cell::key(&item.language)),
        ("year", |item| Cell::number(item.year)),
        ("licence_kind", |item| Cell::key(item.licence_kind)),
        ("url", |item| Cell::text(item.url.as_deref())),
        ("file", |item| Cell::text(item.file.as_ref().map(|file| file.name.as_str()))),
        ("is_copy", |item| Cell::key(item.is_copy)),
        ("named_by_programme", |item| Cell::key(item.named_by_programme)),
        ("link_state", |item| Cell::key(item.link.state)),
        ("link_dead", |item| Cell::key(item.link.dead)),
        ("link_checked_at", |item| item.link.checked_at.map_or(Cell::Empty, Cell::moment)),
        ("published_at", |item| Cell::moment(item.published_at)),
        ("updated_at", |item| Cell::moment(item.updated_at)),
    ];
}
