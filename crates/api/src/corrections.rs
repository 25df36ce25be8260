//! Corrections.

use crate::State;
use crate::http::{ApiError, Body, PageParams, Request, answered_once, id_of, json, no_query, private};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use contract::Page;
use domain::corrections::{Correction, CorrectionDecision, CorrectionQuery, CorrectionStatus, NewCorrection};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(create_correction)
        .service(list_corrections)
        .service(get_correction)
        .service(create_correction_decision);
}

/// Reports a wrong or missing fact of a city
///
/// Anyone may report. The report goes to those who keep the city's facts; it is not shown in public. Send an
/// `Idempotency-Key`, so that trying again after a lost answer does not report twice. The answer has no `Location`: whoever reports
/// cannot read the report again.
#[utoipa::path(tag = "corrections", request_body(content = NewCorrection, description = "What is wrong and what is right."),
    responses((status = 201, description = "The report was received.", body = Correction)))]
#[post("/corrections")]
async fn create_correction(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewCorrection>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let Body(new) = body;
    let caller = caller.caller(&new);
    let outcome = app::corrections::create(&state.ctx, caller, new).await?;
    // Without an address: its maker could not read it there.
    Ok(answered_once(&outcome, private(HttpResponse::Created())))
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::corrections::CorrectionQuery reads it")]
struct CorrectionParams {
    /// They stand at any of these.
    #[param(required = false, max_items = 50, example = json!(["received"]))]
    status: Vec<CorrectionStatus>,
    /// About this city, by id or slug.
    #[param(max_length = 100, example = "melbourne")]
    city: Option<String>,
}

/// Lists the reports that you decide
///
/// The oldest first: about the city that you lead; for editors about cities that nobody leads; for administrators all.
/// Without `status` those that wait.
#[utoipa::path(tag = "corrections", params(CorrectionParams, PageParams), responses((status = 200, description = "A page of reports.", body = Page<Correction>)))]
#[get("/corrections")]
async fn list_corrections(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = CorrectionQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    Ok(json(HttpResponse::Ok(), &app::corrections::list(&state.ctx, &caller.actor, &query).await?))
}

/// Gets a report
///
/// One report, for who decides it: the lead of its city, editors where nobody leads it, administrators.
#[utoipa::path(tag = "corrections", params(("correction" = String, Path, description = "Id of the report.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The report.", body = Correction)))]
#[get("/corrections/{correction}")]
async fn get_correction(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    Ok(json(HttpResponse::Ok(), &app::corrections::get(&state.ctx, &caller.actor, id_of(&path)).await?))
}

/// Decides a report
///
/// For the city's lead; where nobody leads it for editors; for administrators always. What was accepted stands in the
/// city's profile until it is settled. Who reported gets a mail where they left an address, which is forgotten then.
#[utoipa::path(tag = "corrections", params(("correction" = String, Path, description = "Id of the report.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = CorrectionDecision, description = "What is decided.", example = json!({ "decision": "accepted" })),
    responses((status = 200, description = "The report, decided.", body = Correction)))]
#[post("/corrections/{correction}/decisions")]
async fn create_correction_decision(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<CorrectionDecision>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let decided = app::corrections::decide(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(answered_once(&decided, private(HttpResponse::Ok())))
}
