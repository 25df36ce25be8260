//! Lessons: lists, one, those like what somebody writes, and the files of all.

use crate::State;
use crate::http::files::{ListFile, list_file, wanted};
use crate::http::validators::Versioned;
use crate::http::{ApiError, Request, validators};
use actix_web::{HttpRequest, HttpResponse, get, web};
use app::export::TableFormat;
use chrono::{DateTime, Utc};
use contract::Page;
use contract::query::Reader;
use domain::lessons::{
    CostBand, Lesson, LessonBasis, LessonExportQuery, LessonFacet, LessonGrade, LessonQuery, LessonRef, LessonSort,
    LessonStatus, LessonSummary, SimilarLessonQuery, SimilarLessons, TimeToEffect,
};
use domain::vocabularies::Language;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_lessons).service(get_lesson).service(list_similar_lessons);
    config.service(export_lessons_csv).service(export_lessons_ndjson).service(export_lessons_xlsx);
}

/// Which lessons: the parameters that list, files and feeds share. Values within a parameter are *or* (by commas or by
/// repeating it), parameters are *and*.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::lessons::LessonFilter reads it")]
struct FilterParams {
    /// Topics, keys of the vocabulary `lesson_topics`.
    #[param(required = false, max_items = 50, example = json!(["health", "economic"]))]
    topic: Vec<String>,
    /// Keywords, keys of the vocabulary `lesson_keywords`.
    #[param(required = false, max_items = 50, example = json!(["learning_lessons"]))]
    keyword: Vec<String>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[param(required = false, max_items = 50, example = json!(["recovery"]))]
    stage: Vec<String>,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[param(required = false, max_items = 50, example = json!(["climate_resilience"]))]
    theme: Vec<String>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[param(required = false, max_items = 50, example = json!(["extreme_heat"]))]
    shock: Vec<String>,
    /// Stresses, keys of the vocabulary `stresses`.
    #[param(required = false, max_items = 50, example = json!(["food_insecurity"]))]
    stress: Vec<String>,
    /// Sectors, keys of the vocabulary `city_systems`.
    #[param(required = false, max_items = 50, example = json!(["housing"]))]
    sector: Vec<String>,
    /// Groups served, keys of the vocabulary `vulnerable_groups`.
    #[param(required = false, max_items = 50, example = json!(["older_people"]))]
    group: Vec<String>,
    /// Cities, slugs.
    #[param(required = false, max_items = 50, example = json!(["ahmedabad"]))]
    city: Vec<String>,
    /// Countries, ISO 3166-1 alpha-2.
    #[param(required = false, max_items = 50, example = json!(["IN"]))]
    country: Vec<String>,
    /// How well they are supported.
    #[param(required = false, max_items = 50, example = json!(["evaluated"]))]
    grade: Vec<LessonGrade>,
    /// What they rest on.
    #[param(required = false, max_items = 50, example = json!(["reported"]))]
    basis: Vec<LessonBasis>,
    /// Bands of cost.
    #[param(required = false, max_items = 50, example = json!(["unknown"]))]
    cost_band: Vec<CostBand>,
    /// Times to effect.
    #[param(required = false, max_items = 50, example = json!(["unknown"]))]
    time_to_effect: Vec<TimeToEffect>,
    /// Years of the practice.
    #[param(required = false, max_items = 50, minimum = 1900, maximum = 2200, example = json!([2020]))]
    year: Vec<i32>,
    /// Languages of the texts.
    #[param(required = false, max_items = 50, example = json!(["en"]))]
    language: Vec<Language>,
    /// `true`: those that cities contradict each other about; `false`: the others.
    #[param(example = false)]
    contested: Option<bool>,
    /// Where they stand; only those that hold when absent.
    #[param(required = false, max_items = 50, example = json!(["published"]))]
    status: Vec<LessonStatus>,
    /// Only those that were published from this moment on.
    #[param(example = "2026-11-01T00:00:00Z")]
    published_since: Option<DateTime<Utc>>,
    /// Words in them or in what they are filed under, in any language of the vocabularies; typos are forgiven.
    #[param(max_length = 200, example = "heat")]
    q: Option<String>,
}

/// What a page of the list takes besides the filter.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::lessons::LessonQuery reads it")]
struct PageParams {
    /// Order; a minus turns it round. When absent the last published first, and with `q` the best match first.
    #[param(example = "-published_at")]
    sort: Option<LessonSort>,
    /// Properties to count by value, each without its own filter.
    #[param(required = false, max_items = 50, example = json!(["topic"]))]
    facets: Vec<LessonFacet>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before, with the same sort and filters.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Lists lessons
///
/// What cities tried, what came of it and what another city should consider: the published lessons, page by page,
/// filtered and sorted. With `Accept: text/csv`, `application/x-ndjson` or the type of a sheet (XLSX) the answer is the
/// whole filtered list as a file, which takes no `sort`, `limit`, `cursor` or `facets`. Drafts are never among them.
#[utoipa::path(tag = "lessons", params(FilterParams, PageParams), responses((status = 200, description = "A page of lessons.", body = Page<LessonSummary>)))]
#[get("/lessons")]
async fn list_lessons(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if let Some(format) = wanted(&request)? {
        return export(&state, caller, &request, format).await;
    }
    let query = LessonQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let make = async || Ok(app::lessons::list(&state.ctx, &caller.actor, &query).await?);
    let scene = (&**state, &caller, &request);
    if query.filter.q.is_some() || !query.facets.is_empty() {
        return validators::found(scene, app::lessons::MADE_FROM, make).await;
    }
    validators::list(scene, app::lessons::MADE_FROM, make).await
}

/// Takes the lessons away as CSV
///
/// Every lesson that passes the filter, all of them in one file, the last published first: RFC 4180, UTF-8, with a header.
/// Columns are stable, new ones are added at the end; several keys are set apart by spaces. A text that a spreadsheet
/// would take for a formula has an apostrophe in front.
#[utoipa::path(tag = "lessons", params(FilterParams), responses((status = 200, description = "The lessons.", body = String, content_type = "text/csv")))]
#[get("/lessons.csv")]
async fn export_lessons_csv(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Csv).await
}

/// Takes the lessons away as NDJSON
///
/// Every lesson that passes the filter, the last published first, a line of JSON each with all that the list says of it:
/// for programs that read line by line.
#[utoipa::path(tag = "lessons", params(FilterParams), responses((status = 200, description = "The lessons.", body = String, content_type = "application/x-ndjson")))]
#[get("/lessons.ndjson")]
async fn export_lessons_ndjson(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Ndjson).await
}

/// Takes the lessons away as a sheet
///
/// Every lesson that passes the filter, the last published first, as a sheet of a spreadsheet (Office Open XML) with the
/// columns of the CSV. Texts are texts there, never formulas. A sheet holds at most 100 000 rows; for more there are the
/// other files.
#[utoipa::path(tag = "lessons", params(FilterParams), responses((status = 200, description = "The lessons.", body = String, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/lessons.xlsx")]
async fn export_lessons_xlsx(
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
    let query = LessonExportQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let file = ListFile::table(format, ["lessons.csv", "lessons.ndjson", "lessons.xlsx"]);
    list_file((state, &caller, request), app::lessons::MADE_FROM, file, async || {
        Ok(app::lessons::export(&state.ctx, &caller.actor, &query, format).await?)
    })
    .await
}

/// Gets a lesson
///
/// What it says, where it can be checked, how well it is supported, and how it bears on other lessons. What cities report
/// of it is at `/lessons/{lesson}/outcomes`. One that was superseded stays at its address and names the one that took its
/// place.
#[utoipa::path(tag = "lessons", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs")),
    responses((status = 200, description = "The lesson.", body = Lesson)))]
#[get("/lessons/{lesson}")]
async fn get_lesson(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    lesson: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    Reader::new(request.query_string()).finish().map_err(ApiError::bad_query)?;
    let reference = reference(&lesson)?;
    validators::shown((&state, &caller, &request), app::lessons::SHOWN_FROM, async || {
        let lesson = app::lessons::get(&state.ctx, &caller.actor, &reference).await?;
        Ok(Versioned(lesson.version, lesson))
    })
    .await
}

/// The lesson that a path names.
pub(crate) fn reference(text: &str) -> Result<LessonRef, ApiError> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    text.parse().map_err(|_| app::lessons::missing(&shown).into())
}

/// What somebody writes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::lessons::SimilarLessonQuery reads it")]
struct SimilarParams {
    /// The title so far, and whatever else is written.
    #[param(max_length = 1000, example = "Paint roofs white against heat")]
    text: String,
    /// A lesson that is not to be named, by id or slug: the one that a draft changes.
    #[param(max_length = 120, example = "ahmedabad-cool-roofs")]
    except: Option<String>,
}

/// Lists lessons like what you write
///
/// The published lessons that share most words with a text, so that nobody writes what others have said. Words count by
/// how rare they are (inverse document frequency; Spärck Jones, 1972).
#[utoipa::path(tag = "lessons", params(SimilarParams), responses((status = 200, description = "The lessons, the most similar first.", body = SimilarLessons)))]
#[get("/similar-lessons")]
async fn list_similar_lessons(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = SimilarLessonQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    validators::found((&state, &caller, &request), app::lessons::MADE_FROM, async || {
        Ok(app::lessons::list_similar_lessons(&state.ctx, &caller.actor, &query).await?)
    })
    .await
}
