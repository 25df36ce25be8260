//! Corrections.

use crate::State;
use crate::http::{ApiError, Body, Request, no_query};
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::corrections::{Correction, NewCorrection};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_correction);
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
    let mut response = HttpResponse::Created();
    response.insert_header(("Cache-Control", "no-store"));
    if outcome.replayed {
        response.insert_header(("Idempotent-Replayed", "true"));
    }
    Ok(response.json(&outcome.value))
}
