//! Publications, and their issues as they are read.

use crate::State;
use crate::http::files::{ListFile, list_file, wanted};
use crate::http::validators::Versioned;
use crate::http::{ApiError, Body, PageParams, Request, if_match, made_once, no_query, validators, versioned};
use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use app::export::TableFormat;
use contract::Page;
use domain::briefings::{
    Briefing, BriefingCityEdition, BriefingIssue, BriefingIssueExportQuery, BriefingIssueQuery, BriefingIssueRef,
    BriefingIssueSummary, BriefingQuery, BriefingRef, BriefingUpdate, IssueStatus, NewBriefing,
};
use domain::cities::CityRef;
use domain::vocabularies::Language;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_briefings).service(get_briefing).service(create_briefing).service(update_briefing);
    config.service(list_briefing_issues).service(export_briefing_issues_csv).service(export_briefing_issues_ndjson);
    config.service(export_briefing_issues_xlsx).service(get_briefing_issue).service(get_briefing_city_edition);
}

/// What a path names, as far as it can be shown.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// The publication that a path names.
fn briefing(text: &str) -> Result<BriefingRef, ApiError> {
    text.parse().map_err(|_| app::briefings::missing_briefing(&shown(text)).into())
}

/// The issue that a path names.
fn issue(text: &str) -> Result<BriefingIssueRef, ApiError> {
    text.parse().map_err(|_| app::briefings::missing_issue(&shown(text)).into())
}

/// Lists publications
///
/// The first made first, each with when its next issue is due.
#[utoipa::path(tag = "briefings", params(PageParams), responses((status = 200, description = "A page of publications.", body = Page<Briefing>)))]
#[get("/briefings")]
async fn list_briefings(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = BriefingQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let page = app::briefings::list_briefings(&state.ctx, &caller.actor, &query).await?;
    // When an issue is due hangs on the moment at which it is asked.
    Ok(crate::http::json(HttpResponse::Ok(), &page))
}

/// Gets a publication
///
/// What it is, and when its next issue is due.
#[utoipa::path(tag = "briefings", params(("briefing" = String, Path, description = "Id or slug of the publication.", max_length = 120, example = "weekly-briefing")), responses((status = 200, description = "The publication.", body = Briefing)))]
#[get("/briefings/{briefing}")]
async fn get_briefing(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::briefings::get_briefing(&state.ctx, &caller.actor, &briefing(&path)?).await?;
    Ok(versioned(found.version, &found))
}

/// Makes a publication
///
/// For editors of the network. With `drafts_itself` a draft of its next issue makes itself two days before it is due.
#[utoipa::path(tag = "briefings", request_body(content = NewBriefing, description = "What it is, and when it comes.", example = json!({
        "title": "Monthly briefing", "about": "What cities learned.", "language": "en", "layout": "four_drivers",
        "weekday": "tuesday", "time": "09:00:00", "time_zone": "Europe/London", "lessons_per_issue": 8, "drafts_itself": false
    })),
    responses((status = 201, description = "It is there, without any issue.", body = Briefing)))]
#[post("/briefings")]
async fn create_briefing(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewBriefing>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::briefings::create_briefing(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/briefings/{}", outcome.value.slug)))
}

/// Changes a publication
///
/// For editors of the network. A merge patch (RFC 7396): what is left out stays. Issues that are there stay as they are.
/// Send the version as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "briefings", params(("briefing" = String, Path, description = "Id or slug of the publication.", max_length = 120, example = "weekly-briefing")), request_body(content = BriefingUpdate, description = "What changes.", example = json!({ "weekday": "friday", "time": "08:30:00" })),
    responses((status = 200, description = "The publication as it is now.", body = Briefing)))]
#[patch("/briefings/{briefing}")]
async fn update_briefing(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<BriefingUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (named, expected) = (briefing(&path)?, if_match(&request)?);
    let changed = app::briefings::update_briefing(&state.ctx, caller.caller(&()), &named, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::briefings::BriefingIssueQuery reads it")]
struct FilterParams {
    /// Of any of these publications, slugs; of all when left out.
    #[param(required = false, max_items = 50, example = json!(["weekly-briefing"]))]
    briefing: Vec<String>,
    /// In any of these languages; in all when left out.
    #[param(required = false, max_items = 50, example = json!(["en"]))]
    language: Vec<Language>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::briefings::BriefingIssueQuery reads it")]
struct StandingParams {
    /// They stand at any of these; all that you may see when left out.
    #[param(required = false, max_items = 50, example = json!(["sent"]))]
    status: Vec<IssueStatus>,
}

/// Lists issues
///
/// The last sent first. Editors of the network see before them what has not gone out yet; nobody else does. With another
/// type in `Accept` (CSV, NDJSON, XLSX) the answer is a file of all that have gone out, whoever asks, which takes no
/// `status`, `limit` or `cursor`.
#[utoipa::path(tag = "briefings", params(FilterParams, StandingParams, PageParams), responses((status = 200, description = "A page of issues.", body = Page<BriefingIssueSummary>)))]
#[get("/briefing-issues")]
async fn list_briefing_issues(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if let Some(format) = wanted(&request)? {
        return export(&state, caller, &request, format).await;
    }
    let query = BriefingIssueQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    validators::list((&state, &caller, &request), app::briefings::MADE_FROM, async || {
        Ok(app::briefings::list_briefing_issues(&state.ctx, &caller.actor, &query).await?)
    })
    .await
}

/// Takes the issues away as CSV
///
/// Every issue that has gone out and passes the filter, all of them in one file, the last sent first: RFC 4180, UTF-8, with
/// a header. Columns are stable, new ones are added at the end. A text that a spreadsheet would take for a formula has an
/// apostrophe in front.
#[utoipa::path(tag = "briefings", params(FilterParams), responses((status = 200, description = "The issues.", body = String, content_type = "text/csv")))]
#[get("/briefing-issues.csv")]
async fn export_briefing_issues_csv(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Csv).await
}

/// Takes the issues away as NDJSON
///
/// Every issue that has gone out and passes the filter, the last sent first, a line of JSON each with all that the list
/// says of it: for programs that read line by line.
#[utoipa::path(tag = "briefings", params(FilterParams), responses((status = 200, description = "The issues.", body = String, content_type = "application/x-ndjson")))]
#[get("/briefing-issues.ndjson")]
async fn export_briefing_issues_ndjson(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Ndjson).await
}

/// Takes the issues away as a sheet
///
/// Every issue that has gone out and passes the filter, the last sent first, as a sheet of a spreadsheet (Office Open XML)
/// with the columns of the CSV. Texts are texts there, never formulas. A sheet holds at most 100 000 rows; for more there
/// are the other files.
#[utoipa::path(tag = "briefings", params(FilterParams), responses((status = 200, description = "The issues.", body = String, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/briefing-issues.xlsx")]
async fn export_briefing_issues_xlsx(
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
    let query = BriefingIssueExportQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let file = ListFile::table(format, ["briefing-issues.csv", "briefing-issues.ndjson", "briefing-issues.xlsx"]);
    list_file((state, &caller, request), app::briefings::FEED_MADE_FROM, file, async || {
        Ok(app::briefings::export(&state.ctx, &caller.actor, &query, format).await?)
    })
    .await
}

/// Gets an issue
///
/// What it says: `sections` as it is read, `content` as its editors change it. An issue that has gone out stays as it
/// went out. One that has not is there for editors of the network and for nobody else.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id or slug of the issue.", max_length = 120, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The issue.", body = BriefingIssue)))]
#[get("/briefing-issues/{issue}")]
async fn get_briefing_issue(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let named = issue(&path)?;
    validators::shown((&state, &caller, &request), app::briefings::MADE_FROM, async || {
        let found = app::briefings::get_briefing_issue(&state.ctx, &caller.actor, &named).await?;
        Ok(Versioned(found.version, found))
    })
    .await
}

/// Gets what an issue says to one city
///
/// Up to three lessons from the cities that are most like it, each with what the two have in common; none that stands in
/// the issue already, and one a city.
#[utoipa::path(tag = "briefings", params(
        ("issue" = String, Path, description = "Id or slug of the issue.", max_length = 120, example = "0190163d-8694-739b-aea5-966c26f8ad91"),
        ("city" = String, Path, description = "Id or slug of the city.", max_length = 100, example = "melbourne")
    ), responses((status = 200, description = "The edition of the city.", body = BriefingCityEdition)))]
#[get("/briefing-issues/{issue}/cities/{city}")]
async fn get_briefing_city_edition(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let named = issue(&path.0)?;
    let city: CityRef = path.1.parse().map_err(|_| app::cities::missing(&shown(&path.1)))?;
    validators::list((&state, &caller, &request), app::briefings::EDITION_MADE_FROM, async || {
        Ok(app::briefings::get_briefing_city_edition(&state.ctx, &caller.actor, &named, &city).await?)
    })
    .await
}
