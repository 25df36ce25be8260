//! All selected lessons as one file.

use super::list::checked;
use crate::access::authorise;
use crate::export::{Cell, Column, Parts, Source, Table, TableFormat, write_table};
use crate::{Context, Result};
use domain::lessons::{LessonExportQuery, LessonSummary};
use domain::policy::{Action, Actor};
use futures_util::future::BoxFuture;
use store::lessons::Walk;

/// Begins the export of every lesson that passes the filter, the last published first.
///
/// # Errors
/// As for the list of lessons; [`crate::Error::Malformed`] where a sheet would have too many rows. What fails later comes
/// as a part.
pub async fn export(ctx: &Context, actor: &Actor, query: &LessonExportQuery, format: TableFormat) -> Result<Parts> {
    let action = match format {
        TableFormat::Csv => Action::ExportLessonsCsv,
        TableFormat::Ndjson => Action::ExportLessonsNdjson,
        TableFormat::Xlsx => Action::ExportLessonsXlsx,
    };
    let scope = authorise(actor, action)?;
    let walk = Walk::new(scope, checked(ctx, &query.filter).await?);
    write_table(ctx, LessonRows(walk), format).await
}

/// The lessons of a file, part by part.
struct LessonRows(Walk);

impl Source for LessonRows {
    type Row = LessonSummary;

    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<LessonSummary>>>> {
        Box::pin(async move { Ok(self.0.next(ctx.db()).await?) })
    }
}

impl Table for LessonSummary {
    const NAME: &'static str = "lessons";
    const COLUMNS: &'static [Column<Self>] = &[
        ("id", |lesson| Cell::key(lesson.id)),
        ("slug", |lesson| Cell::key(&lesson.slug)),
        ("title", |lesson| Cell::text(Some(&lesson.title))),
        ("excerpt", |lesson| Cell::text(Some(&lesson.excerpt))),
        ("topic", |lesson| Cell::key(&lesson.topic)),
        ("stage", |lesson| Cell::key(&lesson.stage)),
        ("themes", |lesson| Cell::keys(&lesson.themes)),
        ("shocks", |lesson| Cell::keys(&lesson.shocks)),
        ("groups", |lesson| Cell::keys(&lesson.groups)),
        ("cities", |lesson| Cell::keys(lesson.cities.iter().map(|city| &city.slug))),
        ("countries", |lesson| Cell::keys(&lesson.countries)),
        ("place", |lesson| Cell::text(lesson.place.as_deref())),
        ("year", |lesson| Cell::number(lesson.year)),
        ("basis", |lesson| Cell::key(lesson.basis)),
        ("grade", |lesson| Cell::key(lesson.grade)),
        ("contested", |lesson| Cell::key(lesson.contested)),
        ("worked", |lesson| Cell::number(Some(lesson.outcomes.worked))),
        ("partly", |lesson| Cell::number(Some(lesson.outcomes.partly))),
        ("did_not_work", |lesson| Cell::number(Some(lesson.outcomes.did_not_work))),
        ("too_early", |lesson| Cell::number(Some(lesson.outcomes.too_early))),
        ("cost_band", |lesson| Cell::key(lesson.cost_band)),
        ("time_to_effect", |lesson| Cell::key(lesson.time_to_effect)),
        ("language", |lesson| Cell::key(lesson.language)),
        ("status", |lesson| Cell::key(lesson.status)),
        ("published_at", |lesson| Cell::moment(lesson.published_at)),
        ("updated_at", |lesson| Cell::moment(lesson.updated_at)),
    ];
}
