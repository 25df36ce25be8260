//! One's own account.

use super::{account, json, private};
use crate::State;
use crate::http::limits::{Guard, Limits};
use crate::http::{ApiError, Body, Request, if_match, no_query};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use contract::Page;
use domain::identity::{
    Account, AccountUpdate, Export, Login, NewSecondFactor, PasswordChange, Permissions, RecoveryCodes,
    SecondFactorCode, SecondFactorRemoval,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_me).service(update_me).service(delete_me).service(restore_me);
    config.service(get_my_permissions).service(export_me);
    config.service(list_my_logins).service(delete_my_login).service(delete_my_logins);
    config.service(create_password_change);
    config.service(create_second_factor).service(confirm_second_factor).service(delete_second_factor);
    config.service(create_recovery_codes);
}

/// Whoever holds an access token must not guess the password with it.
pub(super) fn guard_password(limits: &dyn Limits, caller: &Request) -> Result<(), ApiError> {
    let whose = caller.actor.account().map(|account| account.to_string()).unwrap_or_default();
    limits.guard(Guard::SignInsOfAddress, &whose)
}

/// Gets your account
///
/// Profile, roles and where the account stands.
#[utoipa::path(tag = "me", responses((status = 200, description = "Your account.", body = Account)))]
#[get("/me")]
async fn get_me(state: web::Data<State>, caller: Request, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    Ok(account(&app::identity::get_me(&state.ctx, &caller.caller(&())).await?))
}

/// Changes your profile
///
/// A merge patch (RFC 7396): what is left out stays, `null` empties. Say by `If-Match` which version you have read.
#[utoipa::path(tag = "me", request_body(content = AccountUpdate, description = "What changes."),
    responses((status = 200, description = "Your account as it is now.", body = Account)))]
#[patch("/me")]
async fn update_me(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<AccountUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let expected = if_match(&request)?;
    let changed = app::identity::update_me(&state.ctx, caller.caller(&()), expected, body.0).await?;
    Ok(account(&changed))
}

/// Asks for the deletion of your account
///
/// Everything about you is deleted after fourteen days; until then you can sign in and take it back. Your other logins
/// end at once, and so does every access token: go on with your refresh token.
#[utoipa::path(tag = "me", request_body(content = SecondFactorRemoval, description = "Your password."),
    responses((status = 200, description = "Your account, with the day of its end.", body = Account)))]
#[post("/me/deletion")]
async fn delete_me(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<SecondFactorRemoval>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    guard_password(limits.get_ref(), &caller)?;
    Ok(account(&app::identity::delete_me(&state.ctx, caller.caller(&()), body.0).await?))
}

/// Takes the deletion of your account back
///
/// Possible until the day of its end, by who signs in again.
#[utoipa::path(tag = "me", responses((status = 200, description = "Your account as before.", body = Account)))]
#[delete("/me/deletion")]
async fn restore_me(state: web::Data<State>, caller: Request, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    Ok(account(&app::identity::restore_me(&state.ctx, caller.caller(&())).await?))
}

/// Lists what you may do
///
/// Every operation that is open to you, with the rule that opens it. A machine learns here what its key is for.
#[utoipa::path(tag = "me", responses((status = 200, description = "What you may do.", body = Permissions)))]
#[get("/me/permissions")]
async fn get_my_permissions(caller: Request, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    Ok(json(HttpResponse::Ok(), &app::identity::get_my_permissions(&caller.caller(&()))?))
}

/// Takes away everything that is kept about you
///
/// Account, logins and what you did, as one JSON document.
#[utoipa::path(tag = "me", responses((status = 200, description = "Everything.", body = Export)))]
#[get("/me/export")]
async fn export_me(state: web::Data<State>, caller: Request, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let export = app::identity::export_me(&state.ctx, &caller.caller(&())).await?;
    let mut response = private(HttpResponse::Ok());
    response.insert_header(("Content-Disposition", "attachment; filename=\"c2r-account.json\""));
    Ok(response.json(&export))
}

/// Lists where you are signed in
///
/// Every device with its last use, the last used first.
#[utoipa::path(tag = "me", responses((status = 200, description = "Your logins.", body = Page<Login>)))]
#[get("/me/logins")]
async fn list_my_logins(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let logins = app::identity::list_my_logins(&state.ctx, &caller.caller(&())).await?;
    Ok(json(HttpResponse::Ok(), &Page::new(logins, None)))
}

/// Signs out on one device
///
/// Its access token is refused from now on, its refresh token as well.
#[utoipa::path(tag = "me", params(("id" = ids::LoginId, Path, description = "Id of the login.", example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 204, description = "Signed out there.")))]
#[delete("/me/logins/{id}")]
async fn delete_my_login(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let id = path.parse().map_err(|_| app::Error::Missing("You have no login of this id.".to_owned()))?;
    app::identity::delete_my_login(&state.ctx, caller.caller(&()), id).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Signs out everywhere
///
/// On every device, this one as well: all tokens are worth nothing from now on.
#[utoipa::path(tag = "me", responses((status = 204, description = "Signed out.")))]
#[delete("/me/logins")]
async fn delete_my_logins(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    app::identity::delete_my_logins(&state.ctx, caller.caller(&())).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Changes your password
///
/// Your other logins end, and so does every access token: go on with your refresh token. A mail tells you.
#[utoipa::path(tag = "me", request_body(content = PasswordChange, description = "The password so far and the new one."),
    responses((status = 204, description = "Changed.")))]
#[post("/me/password-changes")]
async fn create_password_change(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<PasswordChange>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    guard_password(limits.get_ref(), &caller)?;
    let device = caller.device.clone();
    app::identity::create_password_change(&state.ctx, caller.caller(&()), body.0, &device).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Sets up a second factor
///
/// Gives the secret for an authenticator. It is not in force before a first code was given.
#[utoipa::path(tag = "me", responses((status = 200, description = "The secret, shown this once.", body = NewSecondFactor)))]
#[post("/me/second-factor")]
async fn create_second_factor(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let made = app::identity::create_second_factor(&state.ctx, caller.caller(&())).await?;
    Ok(json(HttpResponse::Ok(), &made))
}

/// Brings the second factor into force
///
/// By a first code of the authenticator. Gives recovery codes, shown this once. Your other logins end, and so
/// does every access token: go on with your refresh token.
#[utoipa::path(tag = "me", request_body(content = SecondFactorCode, description = "A code of the authenticator."),
    responses((status = 200, description = "In force.", body = RecoveryCodes)))]
#[post("/me/second-factor/confirmations")]
async fn confirm_second_factor(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<SecondFactorCode>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    guard_password(limits.get_ref(), &caller)?;
    let codes = app::identity::confirm_second_factor(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(json(HttpResponse::Ok(), &codes))
}

/// Takes the second factor off
///
/// With your password. The recovery codes go with it.
#[utoipa::path(tag = "me", request_body(content = SecondFactorRemoval, description = "Your password."),
    responses((status = 204, description = "Taken off.")))]
#[post("/me/second-factor/removals")]
async fn delete_second_factor(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<SecondFactorRemoval>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    guard_password(limits.get_ref(), &caller)?;
    app::identity::delete_second_factor(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Gets new recovery codes
///
/// With your password. The old ones are worthless then.
#[utoipa::path(tag = "me", request_body(content = SecondFactorRemoval, description = "Your password."),
    responses((status = 200, description = "The codes, shown this once.", body = RecoveryCodes)))]
#[post("/me/recovery-codes")]
async fn create_recovery_codes(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<SecondFactorRemoval>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    guard_password(limits.get_ref(), &caller)?;
    let codes = app::identity::create_recovery_codes(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(json(HttpResponse::Ok(), &codes))
}
