//! Drafts of notes: writing together, reviewing, publishing.

use crate::State;
use crate::http::{
    ApiError, Body, LargeBody, PageParams, Request, id_of, if_match, json, made_once, no_query, private, versioned,
    versioned_once,
};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use app::drafting;
use contract::Page;
use domain::drafting::{DraftDecision, DraftQuery, DraftStatus, NewDraftComment};
use domain::notes::{NewNoteDraft, NoteDraft, NoteDraftSummary, NoteDraftUpdate};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_note_draft).service(list_note_drafts).service(get_note_draft);
    config.service(update_note_draft).service(delete_note_draft).service(create_note_draft_comment);
    config.service(create_note_draft_submission).service(create_note_draft_decision);
    config.service(add_note_draft_author).service(remove_note_draft_author);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::drafting::DraftQuery reads it")]
struct NoteDraftParams {
    /// They stand at any of these; all when left out.
    #[param(required = false, max_items = 50, example = json!(["in_review"]))]
    status: Vec<DraftStatus>,
    /// Only those that you write, where you see those of others as well.
    #[param(example = true)]
    own: Option<bool>,
}

/// Begins a draft of a note
///
/// For everyone who has signed in. A kind, a title and a language are enough to begin with; `missing` of the answer says
/// what it needs before it can go to review. A text cites a lesson by `[@lesson:slug]` and an item of the library by
/// `[@item:slug]`; `preview` shows what becomes of that. With `note` it is a draft of that published note, and begins with
/// what that says unless `content` says otherwise. The body may be of 1 MiB. Nobody sees it but those who write it, before
/// you send it to review.
#[utoipa::path(tag = "notes", request_body(content = NewNoteDraft, description = "What it says so far, or the note that it changes.", example = json!({ "content": {
        "kind": "technical", "title": "Keeping people cool when they should not gather",
        "summary": "One operation for heat and infection: the same people, the same officer, the same messages.",
        "audience": "resilience, health and housing teams", "question": "How does a heat plan change when people should stay at home?",
        "sections": [{ "heading": "Roofs first", "text": "Reflective roofs are a quick measure for poor homes [@lesson:ahmedabad-cool-roofs].", "figures": [] }],
        "topics": ["health"], "themes": ["climate_resilience"], "stages": ["recovery"], "cities": ["ahmedabad"],
        "sources": [{ "title": "Heat action plan", "publisher": null, "url": "https://example.org/plan", "year": 2019, "quote": null }],
        "language": "en"
    } })),
    responses((status = 201, description = "The draft was begun.", body = NoteDraft)))]
#[post("/note-drafts")]
async fn create_note_draft(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: LargeBody<NewNoteDraft>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = drafting::create::<NoteDraft>(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/note-drafts/{}", outcome.value.id)))
}

/// Lists drafts of notes
///
/// The last begun first: those that you write, alone or with others; for editors of the network also the network's own,
/// and all that were sent to review, whatever became of them.
#[utoipa::path(tag = "notes", params(NoteDraftParams, PageParams), responses((status = 200, description = "A page of drafts.", body = Page<NoteDraftSummary>)))]
#[get("/note-drafts")]
async fn list_note_drafts(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = DraftQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let found = drafting::list::<NoteDraft>(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Gets a draft of a note
///
/// One that you write; for editors of the network one of its own, or one that was sent to review. Nobody else learns
/// whether there is one.
#[utoipa::path(tag = "notes", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The draft, with what was said about it.", body = NoteDraft)))]
#[get("/note-drafts/{draft}")]
async fn get_note_draft(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = drafting::get::<NoteDraft>(&state.ctx, &caller.caller(&()), id_of(&path)).await?;
    Ok(versioned(found.version, &found))
}

/// Changes a draft of a note
///
/// All of its content: what you leave out is empty. One that you write as long as it is not in review; for editors of the
/// network while it is, and the network's own. Where the published note has moved on since the draft was begun, take over
/// what changed and say so with `base`. Send the `ETag` of the draft as `If-Match`. The body may be of 1 MiB.
#[utoipa::path(tag = "notes", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = NoteDraftUpdate, description = "What it says from now on.", example = json!({ "content": {
        "kind": "technical", "title": "Keeping people cool when they should not gather",
        "summary": "One operation for heat and infection: the same people, the same officer, the same messages.",
        "audience": "resilience, health and housing teams", "question": "How does a heat plan change when people should stay at home?",
        "sections": [{ "heading": "Roofs first", "text": "Reflective roofs are a quick measure for poor homes [@lesson:ahmedabad-cool-roofs].", "figures": [] }],
        "topics": ["health"], "themes": ["climate_resilience"], "stages": ["recovery"], "cities": ["ahmedabad"],
        "sources": [{ "title": "Heat action plan", "publisher": null, "url": "https://example.org/plan", "year": 2019, "quote": null }],
        "language": "en"
    } })),
    responses((status = 200, description = "The draft as it is now.", body = NoteDraft)))]
#[put("/note-drafts/{draft}")]
async fn update_note_draft(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: LargeBody<NoteDraftUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    let changed = drafting::update::<NoteDraft>(&state.ctx, caller.caller(&()), id, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Throws your draft of a note away
///
/// With all that was said about it; not while it is in review, and not once it was published. Who leads it may, and editors
/// of the network with one of its own. Send the `ETag` of the draft as `If-Match`.
#[utoipa::path(tag = "notes", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Thrown away.")))]
#[delete("/note-drafts/{draft}")]
async fn delete_note_draft(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    drafting::delete::<NoteDraft>(&state.ctx, caller.caller(&()), id, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Lets somebody write your draft of a note, too
///
/// They may change it as you do and get a mail; you alone send it to review, throw it away and decide who else writes it.
/// Done again it changes nothing. Editors of the network choose who writes one of its own.
#[utoipa::path(tag = "notes", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91"), ("account" = String, Path, description = "Id of the person.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 200, description = "The draft, with who writes it.", body = NoteDraft)))]
#[put("/note-drafts/{draft}/authors/{account}")]
async fn add_note_draft_author(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, account) = (id_of(&path.0), id_of(&path.1));
    let draft = drafting::add_author::<NoteDraft>(&state.ctx, caller.caller(&()), id, account).await?;
    Ok(versioned(draft.version, &draft))
}

/// Takes somebody off who writes a draft of a note
///
/// Who leads it takes off anyone of the others; each of those themselves.
#[utoipa::path(tag = "notes", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91"), ("account" = String, Path, description = "Id of the person.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 204, description = "They do not write it any more.")))]
#[delete("/note-drafts/{draft}/authors/{account}")]
async fn remove_note_draft_author(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, account) = (id_of(&path.0), id_of(&path.1));
    drafting::remove_author::<NoteDraft>(&state.ctx, caller.caller(&()), id, account).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Says something about a draft of a note
///
/// About one field of it or the whole, in Markdown: to those who write it, and to the editors who review it. All of them
/// say something; nobody else reads it.
#[utoipa::path(tag = "notes", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = NewDraftComment, description = "What you say."),
    responses((status = 201, description = "The draft, with what you said.", body = NoteDraft)))]
#[post("/note-drafts/{draft}/comments")]
async fn create_note_draft_comment(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewDraftComment>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let said = drafting::create_comment::<NoteDraft>(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(made_once(&said, &format!("/note-drafts/{}", said.value.id)))
}

/// Sends your draft of a note to review
///
/// The editors of the network get a mail. What it still needs is a 422 whose faults point into `content`; where its note has
/// moved on since, a 409 says what to do. Until they have decided you cannot change it.
#[utoipa::path(tag = "notes", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The draft, in review.", body = NoteDraft)))]
#[post("/note-drafts/{draft}/submissions")]
async fn create_note_draft_submission(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&path.as_str());
    let sent = drafting::create_submission::<NoteDraft>(&state.ctx, caller, id_of(&path)).await?;
    Ok(versioned_once(sent.value.version, &sent))
}

/// Decides a draft of a note
///
/// For editors of the network, about a draft in review that they neither write nor have sent. It is published, as a new
/// note or as the next version of its note, with `reason` as a word about what changed; or it goes back with the reason
/// why. Those who write it get a mail. One whose note has moved on is not published: a 409 says what to do.
#[utoipa::path(tag = "notes", params(("draft" = String, Path, description = "Id of the draft.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = DraftDecision, description = "Publish it, or give it back.", example = json!({ "decision": "returned", "reason": "Say who pays for it." })),
    responses((status = 200, description = "The draft, decided; `note` is what it became.", body = NoteDraft)))]
#[post("/note-drafts/{draft}/decisions")]
async fn create_note_draft_decision(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<DraftDecision>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let decided = drafting::create_decision::<NoteDraft>(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(versioned_once(decided.value.version, &decided))
}
