//! Organisations: list, one, making, verifying, its people, e-mail domains and invitations.

mod api_keys;
mod domains;
mod invitations;

use crate::State;
use crate::http::{
    ApiError, Body, PageParams, Request, if_match, json, made_once, no_query, page, validators, versioned,
    versioned_once,
};
use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use contract::Page;
use domain::live::ThingKind;
use domain::memberships::Member;
use domain::organisations::{
    NewOrganisation, Organisation, OrganisationDecision, OrganisationKind, OrganisationQuery, OrganisationStatus,
    OrganisationUpdate,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Kinds of things that the list is made from.
const MADE_FROM: &[ThingKind] = &[ThingKind::Organisation, ThingKind::Membership, ThingKind::City];

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_organisations).service(create_organisation).service(get_organisation);
    config.service(update_organisation).service(create_organisation_decision).service(list_organisation_members);
    api_keys::configure(config);
    domains::configure(config);
    invitations::configure(config);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::organisations::OrganisationQuery reads it")]
struct OrganisationParams {
    /// The name holds this.
    #[param(max_length = 100, example = "melb")]
    q: Option<String>,
    /// They are any of these.
    #[param(required = false, max_items = 50, example = json!(["city"]))]
    kind: Vec<OrganisationKind>,
    /// They stand at any of these. Others than verified ones are seen by administrators, and your own by you.
    #[param(required = false, max_items = 50, example = json!(["verified"]))]
    status: Vec<OrganisationStatus>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Lists organisations
///
/// Cities that somebody has claimed, partners and networks, by name.
#[utoipa::path(tag = "organisations", params(OrganisationParams), responses((status = 200, description = "A page of organisations.", body = Page<Organisation>)))]
#[get("/organisations")]
async fn list_organisations(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = OrganisationQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    validators::list((&state, &caller, &request), MADE_FROM, async || {
        Ok(app::organisations::list_organisations(&state.ctx, &caller.actor, &query).await?)
    })
    .await
}

/// Makes an organisation
///
/// A partner is made by whoever will lead it, and waits for an administrator to verify it. Networks, and organisations
/// of cities that nobody has claimed, are made by administrators.
#[utoipa::path(tag = "organisations", request_body(content = NewOrganisation, description = "What it is.", example = json!({
        "kind": "partner", "partner_kind": "academic", "name": "Institute for examples",
        "website": "https://example.org/", "about": "Helps cities with heat plans.", "country": "AU"
    })),
    responses((status = 201, description = "The organisation was made.", body = Organisation)))]
#[post("/organisations")]
async fn create_organisation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewOrganisation>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::organisations::create_organisation(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/organisations/{}", outcome.value.id)))
}

/// Gets an organisation
///
/// One that was verified, or your own in any state; administrators see all of them.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne")), responses((status = 200, description = "The organisation.", body = Organisation)))]
#[get("/organisations/{organisation}")]
async fn get_organisation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::organisations::get_organisation(&state.ctx, &caller.actor, &path).await?;
    Ok(versioned(found.version, &found))
}

/// Changes an organisation
///
/// For its lead and administrators. Send the `ETag` that you got with it as `If-Match`.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne")),
    request_body(content = OrganisationUpdate, description = "What changes.", example = json!({ "website": "https://example.org/" })),
    responses((status = 200, description = "The organisation as it is now.", body = Organisation)))]
#[patch("/organisations/{organisation}")]
async fn update_organisation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<OrganisationUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (expected, caller) = (if_match(&request)?, caller.caller(&()));
    let changed = app::organisations::update_organisation(&state.ctx, caller, &path, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Decides about an organisation
///
/// For administrators: whether an organisation that waits is what it says to be. Who made it gets a mail, and leads it
/// where it is verified.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne")), request_body(content = OrganisationDecision, description = "Yes or no.", example = json!({ "decision": "accepted" })),
    responses((status = 200, description = "The organisation, decided.", body = Organisation)))]
#[post("/organisations/{organisation}/decisions")]
async fn create_organisation_decision(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<OrganisationDecision>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let decided = app::organisations::create_organisation_decision(&state.ctx, caller, &path, body.0).await?;
    Ok(versioned_once(decided.value.version, &decided))
}

/// Lists who belongs to an organisation
///
/// For its people, editors and administrators, in the order of joining.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne"), PageParams), responses((status = 200, description = "A page of people.", body = Page<Member>)))]
#[get("/organisations/{organisation}/members")]
async fn list_organisation_members(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let (limit, cursor) = page(&request)?;
    let which = (limit, cursor.as_deref());
    let found = app::organisations::list_members(&state.ctx, &caller.actor, &path, which).await?;
    Ok(json(HttpResponse::Ok(), &found))
}
