//! Invitations to organisations.

use crate::State;
use crate::http::limits::Limits;
use crate::http::{ApiError, Body, PageParams, Request, id_of, json, made_once, no_query, page, private};
use crate::identity::guard_mail;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use contract::Page;
use domain::identity::LinkToken;
use domain::memberships::Membership;
use domain::organisations::{Invitation, InvitationOffer, NewInvitation};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_invitations).service(create_invitation).service(delete_invitation);
    config.service(open_invitation).service(accept_invitation).service(decline_invitation);
}

/// Lists the invitations of an organisation
///
/// For its lead and administrators: those that nobody has taken yet, newest first. One that was declined says so until
/// it would have ended.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne"), PageParams), responses((status = 200, description = "A page of invitations.", body = Page<Invitation>)))]
#[get("/organisations/{organisation}/invitations")]
async fn list_invitations(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let (limit, cursor) = page(&request)?;
    let which = (limit, cursor.as_deref());
    let found = app::organisations::list_invitations(&state.ctx, &caller.actor, &path, which).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Invites somebody to an organisation
///
/// For its lead and administrators: a mail with a link goes to the address, good once, for two weeks. An earlier
/// invitation to the same address is replaced. The answer does not tell whether the address has an account.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne")), request_body(content = NewInvitation, description = "Whom."),
    responses((status = 201, description = "The invitation is on its way.", body = Invitation)))]
#[post("/organisations/{organisation}/invitations")]
async fn create_invitation(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    (path, body): (web::Path<String>, Body<NewInvitation>),
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    guard_mail(limits.as_ref(), &caller, &body.0.email)?;
    let caller = caller.caller(&(path.as_str(), &body.0));
    let outcome = app::organisations::create_invitation(&state.ctx, caller, &path, body.0).await?;
    Ok(made_once(&outcome, &format!("/organisations/{path}/invitations")))
}

/// Withdraws an invitation
///
/// For the lead of the organisation and administrators. Its link is worthless from then on.
#[utoipa::path(tag = "organisations", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne"),
    ("invitation" = String, Path, description = "Id of the invitation.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Withdrawn.")))]
#[delete("/organisations/{organisation}/invitations/{invitation}")]
async fn delete_invitation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (name, id) = path.into_inner();
    app::organisations::delete_invitation(&state.ctx, caller.caller(&()), &name, id_of(&id)).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Opens an invitation
///
/// What the word of an invitation's link offers: to which organisation, by whom. Nothing changes by it.
#[utoipa::path(tag = "organisations", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 200, description = "What it offers.", body = InvitationOffer)))]
#[post("/invitations/openings")]
async fn open_invitation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let offer = app::organisations::open_invitation(&state.ctx, &caller.actor, body.0).await?;
    Ok(json(HttpResponse::Ok(), &offer))
}

/// Takes an invitation
///
/// You belong to the organisation from then on. Whoever holds the link may take it, once.
#[utoipa::path(tag = "organisations", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 200, description = "Your membership.", body = Membership)))]
#[post("/invitations/acceptances")]
async fn accept_invitation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&());
    Ok(json(HttpResponse::Ok(), &app::organisations::accept_invitation(&state.ctx, caller, body.0).await?))
}

/// Declines an invitation
///
/// Its link is worthless from then on, and who invited sees that it was declined. Whoever holds the link may, signed in
/// or not: nobody learns whether the address has an account.
#[utoipa::path(tag = "organisations", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 204, description = "Declined.")))]
#[post("/invitations/refusals")]
async fn decline_invitation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    app::organisations::decline_invitation(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}
