//! Issues as their editors work on them: put together, changed, tried, scheduled, sent.

use crate::State;
use crate::http::{
    ApiError, Body, Request, answered_once, id_of, if_match, json, made_once, no_query, private, versioned,
    versioned_once,
};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use domain::briefings::{
    AlternativesQuery, BriefingAlternatives, BriefingFigures, BriefingIssue, BriefingIssueMail, BriefingIssueUpdate,
    BriefingTestSend, IssueMailQuery, NewBriefingIssue, NewBriefingSchedule, NewBriefingTestSend,
};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_briefing_issue).service(update_briefing_issue).service(delete_briefing_issue);
    config.service(list_briefing_alternatives).service(get_briefing_issue_mail).service(create_briefing_test_send);
    config.service(create_briefing_schedule).service(delete_briefing_schedule).service(create_briefing_sending);
    config.service(create_briefing_pause).service(delete_briefing_pause).service(get_briefing_figures);
}

/// Has an issue put together
///
/// For editors of the network: a draft by written rules, which nobody else sees before it goes out. It holds lessons that
/// are new, better supported, tried by cities or neglected so far, and each says why.
#[utoipa::path(tag = "briefings", request_body(content = NewBriefingIssue, description = "Which issue; nothing needs to be said.", example = json!({ "briefing": "weekly-briefing", "layout": "a_to_d", "topic": "health" })),
    responses((status = 201, description = "The draft.", body = BriefingIssue)))]
#[post("/briefing-issues")]
async fn create_briefing_issue(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewBriefingIssue>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::briefings::create_briefing_issue(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/briefing-issues/{}", outcome.value.id)))
}

/// Changes an issue
///
/// All of its content: what you leave out is empty. For editors of the network, before it goes out. A lesson or an item
/// stands in an issue once. Send the `ETag` of the issue as `If-Match`.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = BriefingIssueUpdate, description = "What it says from now on.", example = json!({ "content": {
        "title": "Heat, shade and open streets", "intro": "What cities do before the heat.", "layout": "a_to_d", "language": "en",
        "sections": [{ "key": "own-1", "kind": "own", "topic": null, "title": "From the network", "intro": "", "entries": [
            { "kind": "text", "lesson": null, "item": null, "title": "A word before", "text": "Thank you to *all*.", "reasons": [] }
        ] }],
        "segment": { "languages": ["en"], "regions": [], "countries": [], "cities": [] }
    } })),
    responses((status = 200, description = "The issue as it is now.", body = BriefingIssue)))]
#[put("/briefing-issues/{issue}")]
async fn update_briefing_issue(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<BriefingIssueUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    let changed = app::briefings::update_briefing_issue(&state.ctx, caller.caller(&()), id, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Throws an issue away
///
/// For editors of the network, before it goes out. Send the `ETag` of the issue as `If-Match`.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Thrown away.")))]
#[delete("/briefing-issues/{issue}")]
async fn delete_briefing_issue(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    app::briefings::delete_briefing_issue(&state.ctx, caller.caller(&()), id, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::briefings::AlternativesQuery reads it")]
struct AlternativesParams {
    /// Key of the section.
    #[param(min_length = 1, max_length = 40, example = "key_topic")]
    section: String,
}

/// Lists what else could stand in a section
///
/// By the same rules that put the issue together, the best first, each with why. For editors of the network, before it
/// goes out.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91"), AlternativesParams), responses((status = 200, description = "At most twenty lessons or items.", body = BriefingAlternatives)))]
#[get("/briefing-issues/{issue}/alternatives")]
async fn list_briefing_alternatives(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = AlternativesQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let found = app::briefings::list_briefing_alternatives(&state.ctx, &caller.actor, id_of(&path), &query).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::briefings::IssueMailQuery reads it")]
struct IssueMailParams {
    /// The city whose edition it is, id or slug; none when left out.
    #[param(max_length = 100, example = "melbourne")]
    city: Option<String>,
}

/// Gets the mail of an issue
///
/// Both parts as somebody would get them, and how long the HTML is: programs show about 102 kilobytes. For editors of the
/// network.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91"), IssueMailParams), responses((status = 200, description = "The mail.", body = BriefingIssueMail)))]
#[get("/briefing-issues/{issue}/mail")]
async fn get_briefing_issue_mail(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = IssueMailQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let (id, city) = (id_of(&path), query.city.as_deref());
    let found = app::briefings::get_briefing_issue_mail(&state.ctx, &caller.actor, id, city).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Sends an issue to yourself
///
/// To your own address and nowhere else, to see how it looks. For editors of the network.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = NewBriefingTestSend, description = "For which city, if for one.", example = json!({ "city": "melbourne" })),
    responses((status = 202, description = "It is on its way.", body = BriefingTestSend)))]
#[post("/briefing-issues/{issue}/test-sends")]
async fn create_briefing_test_send(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewBriefingTestSend>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::briefings::create_briefing_test_send(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(answered_once(&outcome, private(HttpResponse::Accepted())))
}

/// Says when an issue goes out
///
/// Day and time in a time zone. Where a clock is put forward and skips that time, the answer says so and names the next;
/// where it is put back and the time is there twice, `choice` says which is meant. Said again, the last one holds. For
/// editors of the network.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = NewBriefingSchedule, description = "When.", example = json!({ "local": "2027-01-14T09:00", "time_zone": "Europe/London", "choice": null })),
    responses((status = 200, description = "The issue, scheduled.", body = BriefingIssue)))]
#[post("/briefing-issues/{issue}/schedule")]
async fn create_briefing_schedule(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewBriefingSchedule>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::briefings::create_briefing_schedule(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(versioned_once(outcome.value.version, &outcome))
}

/// Takes back when an issue goes out
///
/// It is a draft again. For editors of the network.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The issue, a draft.", body = BriefingIssue)))]
#[delete("/briefing-issues/{issue}/schedule")]
async fn delete_briefing_schedule(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let issue = app::briefings::delete_briefing_schedule(&state.ctx, caller.caller(&()), id_of(&path)).await?;
    Ok(versioned(issue.version, &issue))
}

/// Lets an issue go out
///
/// Now: it gets its number, everyone can read it, and it stays as it is. The mails are sent meanwhile; `figures` says how
/// far they are. For editors of the network.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The issue, going out.", body = BriefingIssue)))]
#[post("/briefing-issues/{issue}/sendings")]
async fn create_briefing_sending(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let outcome = app::briefings::create_briefing_sending(&state.ctx, caller.caller(&()), id_of(&path)).await?;
    Ok(versioned_once(outcome.value.version, &outcome))
}

/// Lets the going out of an issue rest
///
/// Mails that were begun are ended, and no more are begun. For editors of the network.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The issue, resting.", body = BriefingIssue)))]
#[post("/briefing-issues/{issue}/pause")]
async fn create_briefing_pause(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let outcome = app::briefings::create_briefing_pause(&state.ctx, caller.caller(&()), id_of(&path)).await?;
    Ok(versioned_once(outcome.value.version, &outcome))
}

/// Lets the going out of an issue go on
///
/// Where it rested: nobody gets it twice. For editors of the network.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The issue, going out.", body = BriefingIssue)))]
#[delete("/briefing-issues/{issue}/pause")]
async fn delete_briefing_pause(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let issue = app::briefings::delete_briefing_pause(&state.ctx, caller.caller(&()), id_of(&path)).await?;
    Ok(versioned(issue.version, &issue))
}

/// Gets what became of an issue
///
/// To how many it goes, how many mails were taken, refused or came back, and who left. Whether somebody opened a mail or
/// followed a link is not known: nobody is watched. For editors of the network.
#[utoipa::path(tag = "briefings", params(("issue" = String, Path, description = "Id of the issue.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The figures.", body = BriefingFigures)))]
#[get("/briefing-issues/{issue}/figures")]
async fn get_briefing_figures(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::briefings::get_briefing_figures(&state.ctx, &caller.actor, id_of(&path)).await?;
    Ok(json(HttpResponse::Ok(), &found))
}
