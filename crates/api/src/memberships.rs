//! Memberships: joining, deciding who joins, leaving, handing over.

use crate::State;
use crate::http::{
    ApiError, Body, PageParams, Request, id_of, if_match, json, made_once, no_query, private, versioned, versioned_once,
};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use contract::Page;
use domain::memberships::{
    Membership, MembershipDecision, MembershipQuery, MembershipRemoval, MembershipStatus, MyMemberships, NewMembership,
    Waiting,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_membership).service(list_memberships).service(get_membership).service(delete_membership);
    config.service(create_membership_decision).service(create_membership_removal).service(create_lead_handover);
    config.service(list_my_memberships).service(get_my_waiting);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::memberships::MembershipQuery reads it")]
struct MembershipParams {
    /// They stand at any of these.
    #[param(required = false, max_items = 50, example = json!(["requested"]))]
    status: Vec<MembershipStatus>,
    /// Of any of these organisations, by id.
    #[param(required = false, max_items = 50, example = json!(["0190163d-8694-739b-aea5-966c26f8ad91"]))]
    organisation: Vec<String>,
}

/// Joins a city or an organisation
///
/// At once, where your confirmed address is of a domain that was verified for it. Else you ask: its lead decides, or
/// the network's editors where nobody leads it. To ask to lead a city is to claim it. You hear by mail.
#[utoipa::path(tag = "memberships", request_body(content = NewMembership, description = "Where, and as what.", example = json!({
        "city": "melbourne", "role": "practitioner", "message": "I work in the resilience office."
    })),
    responses((status = 201, description = "You belong to it, or your request waits.", body = Membership)))]
#[post("/memberships")]
async fn create_membership(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewMembership>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::memberships::create_membership(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/memberships/{}", outcome.value.id)))
}

/// Lists the memberships that you decide
///
/// The oldest first: of organisations that you lead; for editors of those that nobody leads; for administrators all.
/// Without `status` those that wait.
#[utoipa::path(tag = "memberships", params(MembershipParams, PageParams), responses((status = 200, description = "A page of memberships.", body = Page<Membership>)))]
#[get("/memberships")]
async fn list_memberships(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = MembershipQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let found = app::memberships::list_memberships(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Gets a membership
///
/// Your own, or one that you decide. Nobody else learns whether there is one.
#[utoipa::path(tag = "memberships", params(("membership" = String, Path, description = "Id of the membership.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The membership.", body = Membership)))]
#[get("/memberships/{membership}")]
async fn get_membership(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::memberships::get_membership(&state.ctx, &caller.caller(&()), id_of(&path)).await?;
    Ok(versioned(found.version, &found))
}

/// Decides a request to join
///
/// For the lead of the organisation; where nobody leads it for editors; for administrators always. Nobody decides
/// about their own. Who asked gets a mail, with the reason where it was refused.
#[utoipa::path(tag = "memberships", params(("membership" = String, Path, description = "Id of the membership.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = MembershipDecision, description = "Yes or no.", example = json!({ "decision": "accepted" })),
    responses((status = 200, description = "The membership, decided.", body = Membership)))]
#[post("/memberships/{membership}/decisions")]
async fn create_membership_decision(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<MembershipDecision>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let decided = app::memberships::create_membership_decision(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(versioned_once(decided.value.version, &decided))
}

/// Takes somebody out of an organisation
///
/// For who decides about its memberships. The person gets a mail with the reason.
#[utoipa::path(tag = "memberships", params(("membership" = String, Path, description = "Id of the membership.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = MembershipRemoval, description = "Why."),
    responses((status = 200, description = "The membership, ended.", body = Membership)))]
#[post("/memberships/{membership}/removals")]
async fn create_membership_removal(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<MembershipRemoval>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let ended = app::memberships::create_membership_removal(&state.ctx, caller, id_of(&path), body.0).await?;
    Ok(versioned_once(ended.value.version, &ended))
}

/// Leaves an organisation
///
/// Or withdraws your request to join it. Who leads it hands over first, unless nobody else belongs to it. Send the `ETag`
/// of the membership as `If-Match`.
#[utoipa::path(tag = "memberships", params(("membership" = String, Path, description = "Id of the membership.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Left.")))]
#[delete("/memberships/{membership}")]
async fn delete_membership(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    app::memberships::delete_membership(&state.ctx, caller.caller(&()), id, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Hands the lead over
///
/// The person of this membership leads the organisation from now on, and who led it stays as a member. For the lead;
/// where nobody leads for editors; for administrators always. Both get a mail.
#[utoipa::path(tag = "memberships", params(("membership" = String, Path, description = "Id of the membership.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The membership of the new lead.", body = Membership)))]
#[post("/memberships/{membership}/lead-handovers")]
async fn create_lead_handover(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&path.as_str());
    let leads = app::memberships::create_lead_handover(&state.ctx, caller, id_of(&path)).await?;
    Ok(versioned_once(leads.value.version, &leads))
}

/// Lists your own memberships
///
/// Those that wait, hold or ended, and the organisations that the domain of your address lets you join at once.
#[utoipa::path(tag = "me", responses((status = 200, description = "Your memberships.", body = MyMemberships)))]
#[get("/me/memberships")]
async fn list_my_memberships(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::memberships::list_my_memberships(&state.ctx, &caller.caller(&())).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Gets what waits for you
///
/// How many requests, reports and organisations wait for your decision, and since when.
#[utoipa::path(tag = "me", responses((status = 200, description = "What waits.", body = Waiting)))]
#[get("/me/waiting")]
async fn get_my_waiting(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    Ok(json(HttpResponse::Ok(), &app::memberships::get_my_waiting(&state.ctx, &caller.caller(&())).await?))
}
