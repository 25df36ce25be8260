//! Drafts of lessons: writing, reviewing, publishing.

use crate::State;
use crate::http::{
    ApiError, Body, PageParams, Request, id_of, if_match, json, made_once, no_query, private, versioned, versioned_once,
};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use app::drafting;
use contract::Page;
use domain::drafting::{DraftDecision, DraftQuery, DraftStatus, NewDraftComment};
use domain::lessons::{DraftSummary, LessonDraft, LessonDraftUpdate, NewLessonDraft};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_lesson_draft).service(list_lesson_drafts).service(get_lesson_draft);
    config.service(update_lesson_draft).service(delete_lesson_draft).service(create_lesson_draft_comment);
    config.service(add_lesson_draft_author).service(remove_lesson_draft_author);
    config.service(create_lesson_draft_submission).service(create_lesson_draft_decision);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::drafting::DraftQuery reads it")]
struct LessonDraftParams {
    /// They stand at any of these; all when left out.
    #[param(required = false, max_items = 50, example = json!(["in_review"]))]
    status: Vec<DraftStatus>,
    /// Only those that you write, where you see those of others as well.
    #[param(example = true)]
    own: Option<bool>,
}

/// Begins a draft of a lesson
///
/// For everyone who has signed in. A title and a language are enough to begin with; `missing` of the answer says what
/// it needs before it can go to review. With `lesson` it is a draft of that published lesson, and begins with what
/// that says unless `content` says otherwise. Nobody else sees it before you send it to review.
#[utoipa::path(tag = "lessons", request_body(content = NewLessonDraft, description = "What it says so far, or the lesson that it changes.", example = json!({ "content": {
        "title": "Paint the roofs of low-income homes white before the hot season",
        "summary": "Volunteers coated roofs with lime wash; rooms below them stayed cooler.",
        "consider": ["Measure indoor temperatures before and after."], "topic": "environment", "keywords": [], "stage": "recovery",
        "themes": ["climate_resilience"], "shocks": ["extreme_heat"], "stresses": [], "sectors": ["housing"],
        "groups": ["low_income_households"], "cities": ["ahmedabad"], "countries": [], "place": null, "organisation": null,
        "year": 2018, "cost_band": "unknown", "time_to_effect": "weeks", "basis": "reported", "tags": ["cool roofs"],
        "sources": [{ "title": "Heat action plan", "publisher": null, "url": "https://example.org/plan", "year": 2019, "is_copy": false }],
        "language": "en"
    } })),
    responses((status = 201, description = "The draft was begun.", body = LessonDraft)))]
#[post("/lesson-drafts")]
async fn create_lesson_draft(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewLessonDraft>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = drafting::create::<LessonDraft>(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/lesson-drafts/{}", outcome.value.id)))
}

/// Lists drafts of lessons
///
/// The last begun first: those that you write, alone or with others; for editors of the network also all that were sent
/// to review, whatever became of them.
#[utoipa::path(tag = "lessons", params(LessonDraftParams, PageParams), responses((status = 200, description = "A page of drafts.", body = Page<DraftSummary>)))]
#[get("/lesson-drafts")]
async fn list_lesson_drafts(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = DraftQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let found = drafting::list::<LessonDraft>(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Gets a draft of a lesson
///
/// One that you write; for editors of the network one that was sent to review. Nobody else learns whether there is one.
#[utoipa::path(tag = "lessons", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The draft, with what was said about it.", body = LessonDraft)))]
#[get("/lesson-drafts/{draft}")]
async fn get_lesson_draft(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = drafting::get::<LessonDraft>(&state.ctx, &caller.caller(&()), id_of(&path)).await?;
    Ok(versioned(found.version, &found))
}

/// Changes a draft of a lesson
///
/// All of its content: what you leave out is empty. One that you write as long as it is not in review; for editors of
/// the network while it is. Send the `ETag` of the draft as `If-Match`.
#[utoipa::path(tag = "lessons", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = LessonDraftUpdate, description = "What it says from now on.", example = json!({ "content": {
        "title": "Paint the roofs of low-income homes white before the hot season", "summary": "", "consider": [], "topic": null,
        "keywords": [], "stage": null, "themes": [], "shocks": ["extreme_heat"], "stresses": [], "sectors": [], "groups": [],
        "cities": ["ahmedabad"], "countries": [], "place": null, "organisation": null, "year": null, "cost_band": "unknown",
        "time_to_effect": "unknown", "basis": null, "tags": [], "sources": [], "language": "en"
    } })),
    responses((status = 200, description = "The draft as it is now.", body = LessonDraft)))]
#[put("/lesson-drafts/{draft}")]
async fn update_lesson_draft(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<LessonDraftUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    let changed = drafting::update::<LessonDraft>(&state.ctx, caller.caller(&()), id, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Throws your draft of a lesson away
///
/// With all that was said about it; not while it is in review, and not once it was published. Who leads it may. Send
/// the `ETag` of the draft as `If-Match`.
#[utoipa::path(tag = "lessons", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Thrown away.")))]
#[delete("/lesson-drafts/{draft}")]
async fn delete_lesson_draft(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    drafting::delete::<LessonDraft>(&state.ctx, caller.caller(&()), id, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Lets somebody write your draft of a lesson, too
///
/// They may change it as you do and get a mail; you alone send it to review, throw it away and decide who else writes it.
/// Done again it changes nothing.
#[utoipa::path(tag = "lessons", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91"), ("account" = String, Path, description = "Id of the person.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 200, description = "The draft, with who writes it.", body = LessonDraft)))]
#[put("/lesson-drafts/{draft}/authors/{account}")]
async fn add_lesson_draft_author(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, account) = (id_of(&path.0), id_of(&path.1));
    let draft = drafting::add_author::<LessonDraft>(&state.ctx, caller.caller(&()), id, account).await?;
    Ok(versioned(draft.version, &draft))
}

/// Takes somebody off who writes a draft of a lesson
///
/// Who leads it takes off anyone of the others; each of those themselves.
#[utoipa::path(tag = "lessons", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91"), ("account" = String, Path, description = "Id of the person.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 204, description = "They do not write it any more.")))]
#[delete("/lesson-drafts/{draft}/authors/{account}")]
async fn remove_lesson_draft_author(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, account) = (id_of(&path.0), id_of(&path.1));
    drafting::remove_author::<LessonDraft>(&state.ctx, caller.caller(&()), id, account).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Says something about a draft of a lesson
///
/// About one field of it or the whole, in Markdown: to those who write it, and to the editors who review it. All
/// of them say something; nobody else reads it.
#[utoipa::path(tag = "lessons", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = NewDraftComment, description = "What you say."),
    responses((status = 201, description = "The draft, with what you said.", body = LessonDraft)))]
#[post("/lesson-drafts/{draft}/comments")]
async fn create_lesson_draft_comment(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewDraftComment>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let said = drafting::create_comment::<LessonDraft>(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(made_once(&said, &format!("/lesson-drafts/{}", said.value.id)))
}

/// Sends your draft of a lesson to review
///
/// The editors of the network get a mail. What it still needs is a 422 whose faults point into `content`. Until they
/// have decided you cannot change it.
#[utoipa::path(tag = "lessons", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The draft, in review.", body = LessonDraft)))]
#[post("/lesson-drafts/{draft}/submissions")]
async fn create_lesson_draft_submission(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&path.as_str());
    let sent = drafting::create_submission::<LessonDraft>(&state.ctx, caller, id_of(&path)).await?;
    Ok(versioned_once(sent.value.version, &sent))
}

/// Decides a draft of a lesson
///
/// For editors of the network, about a draft in review that they do not write. It is published, as a new lesson or as
/// the next revision of its lesson, with `reason` as a word about what changed; or it goes back with the reason why.
/// Those who write it get a mail.
#[utoipa::path(tag = "lessons", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = DraftDecision, description = "Publish it, or give it back.", example = json!({ "decision": "returned", "reason": "Say what it cost." })),
    responses((status = 200, description = "The draft, decided; `lesson` is what it became.", body = LessonDraft)))]
#[post("/lesson-drafts/{draft}/decisions")]
async fn create_lesson_draft_decision(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<DraftDecision>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let decided = drafting::create_decision::<LessonDraft>(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(versioned_once(decided.value.version, &decided))
}
