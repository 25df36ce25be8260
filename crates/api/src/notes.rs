//! Notes: lists, one, its versions and what changed between them, how it is cited, which cite something, and the files of all.

use crate::State;
use crate::http::files::{ListFile, list_file, wanted};
use crate::http::validators::Versioned;
use crate::http::{ApiError, Request, no_query, validators};
use crate::library::cited_as;
use actix_web::{HttpRequest, HttpResponse, get, web};
use app::export::TableFormat;
use chrono::{DateTime, Utc};
use contract::{Page, ProblemKind};
use domain::lessons::{RevisionDiff, RevisionDiffQuery};
use domain::library::{CitationFormat, CitationQuery};
use domain::notes::{
    CitingQuery, Note, NoteExportQuery, NoteFacet, NoteKind, NoteQuery, NoteRef, NoteSort, NoteSummary, NoteVersion,
    NoteVersionQuery, NoteVersionSummary, ReferenceState,
};
use domain::vocabularies::Language;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_notes).service(export_notes_csv).service(export_notes_ndjson).service(export_notes_xlsx);
    config.service(get_note).service(get_note_citation).service(list_note_versions).service(get_note_version);
    config.service(get_note_version_diff).service(list_lesson_notes).service(list_library_item_notes);
}

/// Which notes: the parameters that list, files and feeds share. Values within a parameter are *or* (by commas or by
/// repeating it), parameters are *and*.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::notes::NoteFilter reads it")]
struct FilterParams {
    /// What they are for.
    #[param(required = false, max_items = 50, example = json!(["practice"]))]
    kind: Vec<NoteKind>,
    /// Topics, keys of the vocabulary `lesson_topics`.
    #[param(required = false, max_items = 50, example = json!(["health", "economic"]))]
    topic: Vec<String>,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[param(required = false, max_items = 50, example = json!(["climate_resilience"]))]
    theme: Vec<String>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[param(required = false, max_items = 50, example = json!(["recovery"]))]
    stage: Vec<String>,
    /// Cities that they speak of, slugs.
    #[param(required = false, max_items = 50, example = json!(["ahmedabad"]))]
    city: Vec<String>,
    /// Countries of those cities, ISO 3166-1 alpha-2.
    #[param(required = false, max_items = 50, example = json!(["IN"]))]
    country: Vec<String>,
    /// Languages of the texts.
    #[param(required = false, max_items = 50, example = json!(["en"]))]
    language: Vec<Language>,
    /// Citing something that stands so today; `current`: all that they cite is as it was.
    #[param(required = false, max_items = 50, example = json!(["superseded"]))]
    state: Vec<ReferenceState>,
    /// Only those published from this moment on.
    #[param(example = "2026-11-01T00:00:00Z")]
    published_since: Option<DateTime<Utc>>,
    /// Words in them or in what they are filed under, in any language of the vocabularies; typos are forgiven.
    #[param(max_length = 200, example = "heat")]
    q: Option<String>,
}

/// What a page of the list takes besides the filter.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::notes::NoteQuery reads it")]
struct ListParams {
    /// Order; a minus turns it round. When absent the last published first, and with `q` the best match first.
    #[param(example = "-published_at")]
    sort: Option<NoteSort>,
    /// Properties to count by value, each without its own filter.
    #[param(required = false, max_items = 50, example = json!(["kind"]))]
    facets: Vec<NoteFacet>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before, with the same sort and filters.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Lists notes
///
/// Practice and technical notes: what the network makes of lessons and of the library. The published ones, page by page,
/// filtered and sorted; `warnings` counts what each cites that was corrected, contradicted, superseded or withdrawn since.
/// With `Accept: text/csv`, `application/x-ndjson` or the type of a sheet (XLSX) the answer is the whole filtered list as a
/// file, which takes no `sort`, `limit`, `cursor` or `facets`. Drafts are never among them.
#[utoipa::path(tag = "notes", params(FilterParams, ListParams), responses((status = 200, description = "A page of notes.", body = Page<NoteSummary>)))]
#[get("/notes")]
async fn list_notes(state: web::Data<State>, caller: Request, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if let Some(format) = wanted(&request)? {
        return export(&state, caller, &request, format).await;
    }
    let query = NoteQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let make = async || Ok(app::notes::list(&state.ctx, &caller.actor, &query).await?);
    let scene = (&**state, &caller, &request);
    if query.filter.q.is_some() || !query.filter.states.is_empty() || !query.facets.is_empty() {
        return validators::found(scene, app::notes::MADE_FROM, make).await;
    }
    validators::list(scene, app::notes::MADE_FROM, make).await
}

/// Takes the notes away as CSV
///
/// Every note that passes the filter, all of them in one file, the last published first: RFC 4180, UTF-8, with a header.
/// Columns are stable, new ones are added at the end; several keys are set apart by spaces. A text that a spreadsheet
/// would take for a formula has an apostrophe in front.
#[utoipa::path(tag = "notes", params(FilterParams), responses((status = 200, description = "The notes.", body = String, content_type = "text/csv")))]
#[get("/notes.csv")]
async fn export_notes_csv(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Csv).await
}

/// Takes the notes away as NDJSON
///
/// Every note that passes the filter, the last published first, a line of JSON each with all that the list says of it:
/// for programs that read line by line.
#[utoipa::path(tag = "notes", params(FilterParams), responses((status = 200, description = "The notes.", body = String, content_type = "application/x-ndjson")))]
#[get("/notes.ndjson")]
async fn export_notes_ndjson(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Ndjson).await
}

/// Takes the notes away as a sheet
///
/// Every note that passes the filter, the last published first, as a sheet of a spreadsheet (Office Open XML) with the
/// columns of the CSV. Texts are texts there, never formulas. A sheet holds at most 100 000 rows; for more there are the
/// other files.
#[utoipa::path(tag = "notes", params(FilterParams), responses((status = 200, description = "The notes.", body = String, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/notes.xlsx")]
async fn export_notes_xlsx(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Xlsx).await
}

async fn export(
    state: &State,
    caller: Request,
    request: &HttpRequest,
    format: TableFormat,
) -> Result<HttpResponse, ApiError> {
    let query = NoteExportQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let file = ListFile::table(format, ["notes.csv", "notes.ndjson", "notes.xlsx"]);
    list_file((state, &caller, request), app::notes::MADE_FROM, file, async || {
        Ok(app::notes::export(&state.ctx, &caller.actor, &query, format).await?)
    })
    .await
}

/// Gets a note
///
/// What it says, as it was written and as HTML, what it cites, and how each of these stands today. The version that is
/// shown stays at `/notes/{note}/versions/{number}`, whatever the note says later.
#[utoipa::path(tag = "notes", params(("note" = String, Path, description = "Id or slug of the note.", max_length = 120, example = "keeping-people-cool-when-they-should-not-gather")), responses((status = 200, description = "The note.", body = Note)))]
#[get("/notes/{note}")]
async fn get_note(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    note: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let reference = reference(&note)?;
    validators::shown((&state, &caller, &request), app::notes::SHOWN_FROM, async || {
        let note = app::notes::get(&state.ctx, &caller.actor, &reference).await?;
        Ok(Versioned(note.version, note))
    })
    .await
}

/// The note that a path names.
fn reference(text: &str) -> Result<NoteRef, ApiError> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    text.parse().map_err(|_| app::notes::missing(&shown).into())
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::library::CitationQuery reads it")]
struct CitationParams {
    /// In which form; BibTeX when absent.
    #[param(example = "ris")]
    format: Option<CitationFormat>,
}

/// Gets a note as it is cited
///
/// By the address of its version, which stays: as BibTeX, as RIS for programs that keep references, or as CSL-JSON, an
/// array of one, from which a processor of styles makes a reference in any style.
#[utoipa::path(tag = "notes", params(("note" = String, Path, description = "Id or slug of the note.", max_length = 120, example = "keeping-people-cool-when-they-should-not-gather"), CitationParams),
    responses((status = 200, description = "How it is cited.", content((String = "application/x-bibtex"), (String = "application/x-research-info-systems"), (String = "application/vnd.citationstyles.csl+json")))))]
#[get("/notes/{note}/citation")]
async fn get_note_citation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    note: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let form = CitationQuery::parse(request.query_string()).map_err(ApiError::bad_query)?.form();
    let text = app::notes::cite(&state.ctx, &caller.actor, &reference(&note)?, form).await?;
    Ok(validators::text((&caller, &request), cited_as(form), text))
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::notes::NoteVersionQuery reads it")]
struct VersionParams {
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Lists the versions of a note
///
/// Each time that it was published, the newest first: who wrote it, and what changed where that was said.
#[utoipa::path(tag = "notes", params(("note" = String, Path, description = "Id or slug of the note.", max_length = 120, example = "keeping-people-cool-when-they-should-not-gather"), VersionParams),
    responses((status = 200, description = "A page of versions.", body = Page<NoteVersionSummary>)))]
#[get("/notes/{note}/versions")]
async fn list_note_versions(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    note: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = NoteVersionQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let reference = reference(&note)?;
    validators::list((&state, &caller, &request), app::notes::SHOWN_FROM, async || {
        Ok(app::notes::list_note_versions(&state.ctx, &caller.actor, &reference, &query).await?)
    })
    .await
}

/// Gets a version of a note
///
/// What it said and cited then, with how that stands today. This address is permanent: cite it.
#[utoipa::path(tag = "notes", params(("note" = String, Path, description = "Id or slug of the note.", max_length = 120, example = "keeping-people-cool-when-they-should-not-gather"), ("number" = i32, Path, description = "Number of the version.", minimum = 1, maximum = 1_000_000, example = 1)),
    responses((status = 200, description = "The version.", body = NoteVersion)))]
#[get("/notes/{note}/versions/{number}")]
async fn get_note_version(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (note, number) = path.into_inner();
    let (reference, number) = (reference(&note)?, version(&number)?);
    validators::shown((&state, &caller, &request), app::notes::SHOWN_FROM, async || {
        let version = app::notes::get_note_version(&state.ctx, &caller.actor, &reference, number).await?;
        Ok(Versioned(version.number.into(), version))
    })
    .await
}

/// The version that a path names.
fn version(text: &str) -> Result<i32, ApiError> {
    let number = text.parse::<i32>().ok().filter(|number| *number > 0);
    number.ok_or_else(|| ApiError::new(ProblemKind::NotFound, "Versions have numbers from 1 on."))
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::lessons::RevisionDiffQuery reads it")]
struct VersionDiffParams {
    /// Number of the version to compare with; the one before when left out.
    #[param(minimum = 1, maximum = 1_000_000, example = 1)]
    against: Option<u32>,
}

/// Gets what changed between two versions of a note
///
/// Field by field, from the older to the newer one, whichever is named first; long texts are told line by line. Without
/// `against` it is compared with the one before; the first one changed nothing.
#[utoipa::path(tag = "notes", params(("note" = String, Path, description = "Id or slug of the note.", max_length = 120, example = "keeping-people-cool-when-they-should-not-gather"), ("number" = i32, Path, description = "Number of the version.", minimum = 1, maximum = 1_000_000, example = 1), VersionDiffParams),
    responses((status = 200, description = "What changed.", body = RevisionDiff)))]
#[get("/notes/{note}/versions/{number}/diff")]
async fn get_note_version_diff(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let query = RevisionDiffQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let (note, number) = path.into_inner();
    let (reference, number) = (reference(&note)?, version(&number)?);
    validators::list((&state, &caller, &request), app::notes::MADE_FROM, async || {
        Ok(app::notes::get_note_version_diff(&state.ctx, &caller.actor, &reference, number, query).await?)
    })
    .await
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::notes::CitingQuery reads it")]
struct CitingParams {
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Lists the notes that cite a lesson
///
/// The published ones whose newest version cites it, the last published first.
#[utoipa::path(tag = "notes", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs"), CitingParams),
    responses((status = 200, description = "A page of notes.", body = Page<NoteSummary>)))]
#[get("/lessons/{lesson}/notes")]
async fn list_lesson_notes(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    lesson: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = CitingQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let lesson = crate::lessons::reference(&lesson)?;
    validators::list((&state, &caller, &request), app::notes::MADE_FROM, async || {
        Ok(app::notes::list_lesson_notes(&state.ctx, &caller.actor, &lesson, &query).await?)
    })
    .await
}

/// Lists the notes that cite an item of the library
///
/// The published ones whose newest version cites it, the last published first.
#[utoipa::path(tag = "notes", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform"), CitingParams),
    responses((status = 200, description = "A page of notes.", body = Page<NoteSummary>)))]
#[get("/library-items/{item}/notes")]
async fn list_library_item_notes(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = CitingQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let item = crate::library::reference(&item)?;
    validators::list((&state, &caller, &request), app::notes::MADE_FROM, async || {
        Ok(app::notes::list_library_item_notes(&state.ctx, &caller.actor, &item, &query).await?)
    })
    .await
}
