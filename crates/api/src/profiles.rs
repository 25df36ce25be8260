//! What cities say of themselves.

use crate::State;
use crate::http::{ApiError, Body, Request, if_match, no_query, versioned};
use actix_web::{HttpRequest, HttpResponse, get, patch, web};
use domain::cities::{CityProfile, CityProfileUpdate, CityRef};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_city_profile).service(update_city_profile);
}

fn reference(text: &str) -> Result<CityRef, ApiError> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    text.parse().map_err(|_| app::cities::missing(&shown).into())
}

/// Gets what a city says of itself
///
/// Its stage, priorities, contacts and strategies, the corrections of its facts that were accepted, its organisation
/// and whether somebody leads it. Empty before the city has said anything.
#[utoipa::path(tag = "cities", params(("city" = String, Path, description = "Id or slug of the city.", max_length = 100, example = "melbourne")), responses((status = 200, description = "The profile.", body = CityProfile)))]
#[get("/cities/{city}/profile")]
async fn get_city_profile(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::cities::get_profile(&state.ctx, &caller.actor, &reference(&path)?).await?;
    Ok(versioned(found.version, &found))
}

/// Changes what a city says of itself
///
/// For the city's lead; where nobody leads it for editors; for administrators always. Send the `ETag` that you got
/// with it as `If-Match`. Loading reference data never touches it.
#[utoipa::path(tag = "cities", params(("city" = String, Path, description = "Id or slug of the city.", max_length = 100, example = "melbourne")),
    request_body(content = CityProfileUpdate, description = "What changes.", example = json!({ "stage": "recovery", "note": "Shade at schools first." })),
    responses((status = 200, description = "The profile as it is now.", body = CityProfile)))]
#[patch("/cities/{city}/profile")]
async fn update_city_profile(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<CityProfileUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (expected, reference, caller) = (if_match(&request)?, reference(&path)?, caller.caller(&()));
    let changed = app::cities::update_profile(&state.ctx, caller, &reference, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}
