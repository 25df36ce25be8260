//! What stands around lessons: what cities report of them, how they bear on each other, and what they said before.

use crate::State;
use crate::http::{
    ApiError, Body, PageParams, Request, answered_once, id_of, if_match, made_once, no_query, private, validators,
    versioned,
};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use contract::Page;
use domain::lessons::{
    Lesson, LessonOutcome, LessonOutcomeUpdate, LessonRef, LessonRevision, NewLessonLink, NewLessonOutcome,
    OutcomeQuery, OutcomeResult, RevisionDiff, RevisionDiffQuery, RevisionQuery,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_lesson_outcomes).service(create_lesson_outcome);
    config.service(update_lesson_outcome).service(delete_lesson_outcome);
    config.service(create_lesson_link).service(delete_lesson_link);
    config.service(list_lesson_revisions).service(get_lesson_revision).service(get_lesson_revision_diff);
}

fn reference(text: &str) -> Result<LessonRef, ApiError> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    text.parse().map_err(|_| app::lessons::missing(&shown).into())
}

/// The number of a revision. What is no number is that of none.
fn number(text: &str) -> i32 {
    text.parse().unwrap_or_default()
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::lessons::OutcomeQuery reads it")]
struct OutcomeParams {
    /// They say any of these; all when left out.
    #[param(required = false, max_items = 50, example = json!(["worked"]))]
    result: Vec<OutcomeResult>,
}

/// Lists what cities report of a lesson
///
/// A report a city that tried it, the newest first: what became of it there, what was different, and what the report
/// rests on. Contradictions are shown, not averaged away.
#[utoipa::path(tag = "lessons", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs"), OutcomeParams, PageParams), responses((status = 200, description = "A page of reports.", body = Page<LessonOutcome>)))]
#[get("/lessons/{lesson}/outcomes")]
async fn list_lesson_outcomes(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = OutcomeQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let lesson = reference(&path)?;
    validators::list((&state, &caller, &request), app::lessons::OUTCOMES_MADE_FROM, async || {
        Ok(app::lessons::list_lesson_outcomes(&state.ctx, &caller.actor, &lesson, &query).await?)
    })
    .await
}

/// Reports what became of a lesson in your city
///
/// For practitioners and the lead of a city whose organisation was verified. A city has one report a lesson: a second
/// one is a 409 whose `existing` is the id of the first, to be changed. How well the lesson is supported follows at
/// once.
#[utoipa::path(tag = "lessons", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs")), request_body(content = NewLessonOutcome, description = "What became of it.", example = json!({
        "city": "melbourne", "result": "partly", "year": 2024,
        "context": "We coated the roofs of two schools; tenants asked for indoor fans as well.",
        "basis": "experience", "evidence": "Own measurements in 20 rooms.", "url": null
    })),
    responses((status = 201, description = "The report is shown with the lesson.", body = LessonOutcome)))]
#[post("/lessons/{lesson}/outcomes")]
async fn create_lesson_outcome(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewLessonOutcome>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (lesson, caller) = (reference(&path)?, caller.caller(&body.0));
    let outcome = app::lessons::create_lesson_outcome(&state.ctx, caller, &lesson, body.0).await?;
    // Without an address: it is read in the list of its lesson.
    Ok(answered_once(&outcome, private(HttpResponse::Created())))
}

/// Changes your city's report about a lesson
///
/// For everyone who works for the city. A merge patch (RFC 7396): what is left out stays, `null` empties. Send the
/// version of the report as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "lessons", params(("outcome" = String, Path, description = "Id of the report.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = LessonOutcomeUpdate, description = "What changes.", example = json!({ "result": "worked", "context": "It held through a second summer." })),
    responses((status = 200, description = "The report as it is now.", body = LessonOutcome)))]
#[patch("/lesson-outcomes/{outcome}")]
async fn update_lesson_outcome(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<LessonOutcomeUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    let changed = app::lessons::update_lesson_outcome(&state.ctx, caller.caller(&()), id, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Takes your city's report about a lesson back
///
/// For everyone who works for the city, and for editors of the network. Send the version of the report as `If-Match`,
/// such as `"v1"`.
#[utoipa::path(tag = "lessons", params(("outcome" = String, Path, description = "Id of the report.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Taken back.")))]
#[delete("/lesson-outcomes/{outcome}")]
async fn delete_lesson_outcome(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    app::lessons::delete_lesson_outcome(&state.ctx, caller.caller(&()), id, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Says how a lesson bears on another
///
/// For editors of the network: it supports the other, contradicts it, or takes its place. A lesson whose place was
/// taken stays readable at its address and is marked as superseded.
#[utoipa::path(tag = "lessons", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs")), request_body(content = NewLessonLink, description = "The other lesson, and how.", example = json!({
        "kind": "supports", "lesson": "ahmedabad-heat-plan-with-covid", "note": "Both are parts of one heat plan."
    })),
    responses((status = 201, description = "The lesson, with its links.", body = Lesson)))]
#[post("/lessons/{lesson}/links")]
async fn create_lesson_link(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewLessonLink>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (lesson, caller) = (reference(&path)?, caller.caller(&body.0));
    let linked = app::lessons::create_lesson_link(&state.ctx, caller, &lesson, body.0).await?;
    Ok(made_once(&linked, &format!("/lessons/{}", linked.value.slug)))
}

/// Takes back how a lesson bears on another
///
/// For editors of the network: the link from the first lesson to the second. A lesson whose place was taken by it
/// holds again.
#[utoipa::path(tag = "lessons", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs"), ("other" = String, Path, description = "Id or slug of the lesson that it bears on.", max_length = 120, example = "ahmedabad-heat-plan-with-covid")), responses((status = 204, description = "Taken back.")))]
#[delete("/lessons/{lesson}/links/{other}")]
async fn delete_lesson_link(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (lesson, other) = path.into_inner();
    let (lesson, other) = (reference(&lesson)?, reference(&other)?);
    app::lessons::delete_lesson_link(&state.ctx, caller.caller(&()), &lesson, &other).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Lists the revisions of a lesson
///
/// What it said each time it was published, the newest first, with who wrote it and a word about what changed.
#[utoipa::path(tag = "lessons", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs"), PageParams), responses((status = 200, description = "A page of revisions.", body = Page<LessonRevision>)))]
#[get("/lessons/{lesson}/revisions")]
async fn list_lesson_revisions(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = RevisionQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let lesson = reference(&path)?;
    validators::list((&state, &caller, &request), app::lessons::REVISIONS_MADE_FROM, async || {
        Ok(app::lessons::list_lesson_revisions(&state.ctx, &caller.actor, &lesson, &query).await?)
    })
    .await
}

/// Gets a revision of a lesson
///
/// What the lesson said when it was published for the first, second, … time, for whoever has cited it as it was.
#[utoipa::path(tag = "lessons", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs"), ("number" = i32, Path, description = "Number of the revision, from 1 on.", minimum = 1, maximum = 1_000_000, example = 1)), responses((status = 200, description = "The revision.", body = LessonRevision)))]
#[get("/lessons/{lesson}/revisions/{number}")]
async fn get_lesson_revision(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (lesson, revision) = path.into_inner();
    let (lesson, number) = (reference(&lesson)?, number(&revision));
    validators::list((&state, &caller, &request), app::lessons::REVISIONS_MADE_FROM, async || {
        Ok(app::lessons::get_lesson_revision(&state.ctx, &caller.actor, &lesson, number).await?)
    })
    .await
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::lessons::RevisionDiffQuery reads it")]
struct RevisionDiffParams {
    /// Number of the revision to compare with; the one before when left out.
    #[param(minimum = 1, maximum = 1_000_000, example = 1)]
    against: Option<u32>,
}

/// Gets what changed between two revisions of a lesson
///
/// Field by field, from the older to the newer one, whichever is named first. Without `against` it is compared with
/// the one before; the first one changed nothing.
#[utoipa::path(tag = "lessons", params(("lesson" = String, Path, description = "Id or slug of the lesson.", max_length = 120, example = "ahmedabad-cool-roofs"), ("number" = i32, Path, description = "Number of the revision, from 1 on.", minimum = 1, maximum = 1_000_000, example = 1), RevisionDiffParams), responses((status = 200, description = "What changed.", body = RevisionDiff)))]
#[get("/lessons/{lesson}/revisions/{number}/diff")]
async fn get_lesson_revision_diff(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let query = RevisionDiffQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let (lesson, revision) = path.into_inner();
    let (lesson, number) = (reference(&lesson)?, number(&revision));
    validators::list((&state, &caller, &request), app::lessons::REVISIONS_MADE_FROM, async || {
        Ok(app::lessons::get_lesson_revision_diff(&state.ctx, &caller.actor, &lesson, number, query).await?)
    })
    .await
}
