//! E-mail domains of organisations.

use crate::State;
use crate::http::{ApiError, Body, PageParams, Request, json, made_once, no_query, page, private};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use contract::Page;
use domain::organisations::{EmailDomain, NewEmailDomain, WaitingDomain};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_organisation_domains).service(create_organisation_domain);
    config.service(create_domain_verification).service(delete_organisation_domain).service(list_waiting_domains);
}

/// Lists the e-mail domains of an organisation
///
/// For its people and administrators. Who has a confirmed address of a verified one may join at once.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne")), responses((status = 200, description = "All domains.", body = Page<EmailDomain>)))]
#[get("/organisations/{organisation}/domains")]
async fn list_organisation_domains(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::organisations::list_domains(&state.ctx, &caller.actor, &path).await?;
    Ok(json(HttpResponse::Ok(), &Page::new(found, None)))
}

/// Names an e-mail domain of an organisation
///
/// For its lead and administrators. It lets nobody in before an administrator has verified it. Naming it again changes
/// nothing.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne")), request_body(content = NewEmailDomain, description = "The domain."),
    responses((status = 201, description = "The domain was named.", body = EmailDomain)))]
#[post("/organisations/{organisation}/domains")]
async fn create_organisation_domain(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewEmailDomain>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let outcome = app::organisations::create_domain(&state.ctx, caller, &path, body.0).await?;
    Ok(made_once(&outcome, &format!("/organisations/{path}/domains")))
}

/// Verifies an e-mail domain of an organisation
///
/// For administrators, who have seen that it is the organisation's. A domain belongs to one organisation.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne"),
    ("domain" = String, Path, description = "The domain.", max_length = 253, example = "example.org")), responses((status = 200, description = "The domain, verified.", body = EmailDomain)))]
#[post("/organisations/{organisation}/domains/{domain}/verification")]
async fn create_domain_verification(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (name, domain) = path.into_inner();
    let caller = caller.caller(&());
    let verified = app::organisations::create_domain_verification(&state.ctx, caller, &name, domain).await?;
    Ok(json(HttpResponse::Ok(), &verified))
}

/// Lists the e-mail domains that wait to be verified
///
/// For administrators: of all organisations, the oldest first.
#[utoipa::path(tag = "organisations", params(PageParams), responses((status = 200, description = "A page of domains.", body = Page<WaitingDomain>)))]
#[get("/email-domains")]
async fn list_waiting_domains(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let (limit, cursor) = page(&request)?;
    let which = (limit, cursor.as_deref());
    let found = app::organisations::list_waiting_domains(&state.ctx, &caller.caller(&()), which).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Takes an e-mail domain off an organisation
///
/// For its lead and administrators. Who joined by it stays.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne"),
    ("domain" = String, Path, description = "The domain.", max_length = 253, example = "example.org")), responses((status = 204, description = "Taken off.")))]
#[delete("/organisations/{organisation}/domains/{domain}")]
async fn delete_organisation_domain(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (name, domain) = path.into_inner();
    app::organisations::delete_domain(&state.ctx, caller.caller(&()), &name, domain).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}
