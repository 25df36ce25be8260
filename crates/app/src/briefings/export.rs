//! All issues that have gone out, as one file.

use crate::access::authorise;
use crate::export::{Cell, Column, Parts, Source, Table, TableFormat, write_table};
use crate::{Context, Result};
use domain::briefings::{BriefingIssueExportQuery, BriefingIssueSummary};
use domain::policy::{Action, Actor};
use futures_util::future::BoxFuture;
use store::briefings::Walk;

/// Begins the export of every issue that has gone out and passes the filter, the last sent first. A file holds what
/// everyone may see, whoever takes it: readers keep what they got.
///
/// # Errors
/// When the actor may not or the database fails; [`crate::Error::Malformed`] where a sheet would have too many rows. What
/// fails later comes as a part.
pub async fn export(
    ctx: &Context,
    actor: &Actor,
    query: &BriefingIssueExportQuery,
    format: TableFormat,
) -> Result<Parts> {
    let action = match format {
        TableFormat::Csv => Action::ExportBriefingIssuesCsv,
        TableFormat::Ndjson => Action::ExportBriefingIssuesNdjson,
        TableFormat::Xlsx => Action::ExportBriefingIssuesXlsx,
    };
    authorise(actor, action)?;
    write_table(ctx, IssueRows(Walk::of_public(query.filter.clone())), format).await
}

/// The issues of a file, part by part.
struct IssueRows(Walk);

impl Source for IssueRows {
    type Row = BriefingIssueSummary;

    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<BriefingIssueSummary>>>> {
        Box::pin(async move { Ok(self.0.next(ctx.db()).await?) })
    }
}

impl Table for BriefingIssueSummary {
    const NAME: &'static str = "briefing-issues";
    const COLUMNS: &'static [Column<Self>] = &[
        ("id", |issue| Cell::key(issue.id)),
        ("slug", |issue| Cell::key(&issue.slug)),
        ("briefing", |issue| Cell::key(&issue.briefing.slug)),
        ("briefing_title", |issue| Cell::text(Some(&issue.briefing.title))),
        ("number", |issue| Cell::number(issue.number)),
        ("title", |issue| Cell::text(Some(&issue.title))),
        ("excerpt", |issue| Cell::text(Some(&issue.excerpt))),
        ("layout", |issue| Cell::key(issue.layout)),
        ("language", |issue| Cell::key(issue.language)),
        ("status", |issue| Cell::key(issue.status)),
        ("sent_at", |issue| issue.sent_at.map_or(Cell::Empty, Cell::moment)),
        ("updated_at", |issue| Cell::moment(issue.updated_at)),
    ];
}
