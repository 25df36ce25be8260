//! Proposals of cities that are not here yet.

use crate::State;
use crate::http::{
    ApiError, Body, PageParams, Request, id_of, if_match, json, made_once, no_query, private, versioned, versioned_once,
};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use contract::Page;
use domain::city_proposals::{
    CityProposal, CityProposalDecision, CityProposalQuery, CityProposalStatus, NewCityProposal,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_city_proposal).service(list_city_proposals).service(get_city_proposal);
    config.service(delete_city_proposal).service(create_city_proposal_decision);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::city_proposals::CityProposalQuery reads it")]
struct CityProposalParams {
    /// They stand at any of these; all when left out.
    #[param(required = false, max_items = 50, example = json!(["open"]))]
    status: Vec<CityProposalStatus>,
    /// Only your own, where you see those of others as well.
    #[param(example = true)]
    own: Option<bool>,
}

/// Proposes a city that is not here yet
///
/// For everyone who has signed in; three may wait at a time. The editors of the network decide, and you hear by mail.
/// A city that is here already, by country and name or by a similar name within five kilometres, is a 409 whose
/// `existing` is its slug: join it, or claim it.
#[utoipa::path(tag = "memberships", request_body(content = NewCityProposal, description = "The city, and what shows that it exists.", example = json!({
        "name": "Leticia", "country": "CO", "latitude": -4.2153, "longitude": -69.9406, "population": 48144, "population_year": 2018,
        "time_zone": "America/Bogota", "source": "https://example.org/city", "note": "Floods of the river, every year."
    })),
    responses((status = 201, description = "The proposal waits.", body = CityProposal)))]
#[post("/city-proposals")]
async fn create_city_proposal(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewCityProposal>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::city_proposals::create_city_proposal(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/city-proposals/{}", outcome.value.id)))
}

/// Lists proposals of cities
///
/// The oldest first: your own; for editors and administrators everybody's.
#[utoipa::path(tag = "memberships", params(CityProposalParams, PageParams), responses((status = 200, description = "A page of proposals.", body = Page<CityProposal>)))]
#[get("/city-proposals")]
async fn list_city_proposals(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = CityProposalQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let found = app::city_proposals::list_city_proposals(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Gets a proposal of a city
///
/// Your own; for editors and administrators any. Nobody else learns whether there is one.
#[utoipa::path(tag = "memberships", params(("proposal" = String, Path, description = "Id of the proposal.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The proposal.", body = CityProposal)))]
#[get("/city-proposals/{proposal}")]
async fn get_city_proposal(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::city_proposals::get_city_proposal(&state.ctx, &caller.caller(&()), id_of(&path)).await?;
    Ok(versioned(found.version, &found))
}

/// Withdraws your proposal of a city
///
/// As long as it waits. It stays in your list as withdrawn. Send the `ETag` of the proposal as `If-Match`.
#[utoipa::path(tag = "memberships", params(("proposal" = String, Path, description = "Id of the proposal.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Withdrawn.")))]
#[delete("/city-proposals/{proposal}")]
async fn delete_city_proposal(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    app::city_proposals::delete_city_proposal(&state.ctx, caller.caller(&()), id, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Decides a proposal of a city
///
/// For editors and administrators; nobody decides about their own. With a yes the city is here at once, outside the
/// network, with the facts of the proposal as the decision puts them right; region and income group are its country's,
/// and what nobody said stays unknown. Who proposed gets a mail, with the reason where it was refused.
#[utoipa::path(tag = "memberships", params(("proposal" = String, Path, description = "Id of the proposal.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = CityProposalDecision, description = "Yes or no, and what is right.", example = json!({ "decision": "accepted", "coast_distance_km": 1300 })),
    responses((status = 200, description = "The proposal, decided.", body = CityProposal)))]
#[post("/city-proposals/{proposal}/decisions")]
async fn create_city_proposal_decision(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<CityProposalDecision>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let decided = app::city_proposals::create_city_proposal_decision(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(versioned_once(decided.value.version, &decided))
}
