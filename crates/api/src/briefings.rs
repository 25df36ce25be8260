//! Publications, and their issues as they are read.

use crate::State;
use crate::http::validators::Versioned;
use crate::http::{ApiError, Body, PageParams, Request, if_match, made_once, no_query, validators, versioned};
use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use contract::Page;
use domain::briefings::{
    Briefing, BriefingCityEdition, BriefingIssue, BriefingIssueQuery, BriefingIssueRef, BriefingIssueSummary,
    BriefingQuery, BriefingRef, BriefingUpdate, IssueStatus, NewBriefing,
};
use domain::cities::CityRef;
use domain::vocabularies::Language;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_briefings).service(get_briefing).service(create_briefing).service(update_briefing);
    config.service(list_briefing_issues).service(get_briefing_issue).service(get_briefing_city_edition);
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
struct BriefingIssueParams {
    /// Of any of these publications, slugs; of all when left out.
    #[param(required = false, max_items = 50, example = json!(["weekly-briefing"]))]
    briefing: Vec<String>,
    /// In any of these languages; in all when left out.
    #[param(required = false, max_items = 50, example = json!(["en"]))]
    language: Vec<Language>,
    /// They stand at any of these; all that you may see when left out.
    #[param(required = false, max_items = 50, example = json!(["sent"]))]
    status: Vec<IssueStatus>,
}

/// Lists issues
///
/// The last sent first. Editors of the network see before them what has not gone out yet; nobody else does.
#[utoipa::path(tag = "briefings", params(BriefingIssueParams, PageParams), responses((status = 200, description = "A page of issues.", body = Page<BriefingIssueSummary>)))]
#[get("/briefing-issues")]
async fn list_briefing_issues(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = BriefingIssueQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    validators::list((&state, &caller, &request), app::briefings::MADE_FROM, async || {
        Ok(app::briefings::list_briefing_issues(&state.ctx, &caller.actor, &query).await?)
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
