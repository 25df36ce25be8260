//! Getting an account, signing in, staying signed in, signing out, another password by mail.

use super::{cookie, guard_mail, guard_sign_in, json, private, sent};
use crate::State;
use crate::http::limits::Limits;
use crate::http::{ApiError, Body, Request, no_query};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use app::identity::Issued;
use domain::identity::{
    LinkToken, NewLogin, NewPassword, NewPasswordCheck, NewRefresh, NewRegistration, PasswordCheck,
    PasswordResetRequest, RefreshDelivery, SentMail, Tokens,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_registration).service(create_confirmation).service(create_login).service(create_refresh);
    config.service(delete_current_login).service(create_password_reset).service(complete_password_reset);
    config.service(create_password_check).service(get_jwks);
}

/// Registers
///
/// Asks for an account. A mail with a link goes to the address; the account is made when its owner follows the link
/// and confirms. The answer is the same whether or not the address has an account: that is told by the mail alone.
#[utoipa::path(tag = "auth", request_body(content = NewRegistration, description = "Who wants an account."),
    responses((status = 202, description = "A mail is on its way.", body = SentMail)))]
#[post("/auth/registrations")]
async fn create_registration(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewRegistration>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let Body(new) = body;
    guard_mail(limits.get_ref(), &caller, &new.email)?;
    // The password stays out of the fingerprint: what is kept of a request must not help to guess it.
    let caller = caller.caller(&(&new.email, &new.name));
    let outcome = app::identity::create_registration(&state.ctx, caller, new).await?;
    Ok(sent(&outcome))
}

/// Confirms an address
///
/// Makes the account, by the word of the link in the mail. The link itself changes nothing: programs that look into
/// mails follow links. The word is good once, for a day.
#[utoipa::path(tag = "auth", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 200, description = "The address is confirmed; sign in now.", body = SentMail)))]
#[post("/auth/confirmations")]
async fn create_confirmation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let confirmed = app::identity::create_confirmation(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(json(HttpResponse::Ok(), &confirmed))
}

/// Signs in
///
/// Gives an access token of ten minutes, to be sent as `Authorization: Bearer …`, and a refresh token: in a cookie that
/// no script can read, or in the body where `refresh` is `body`. Answers 401 with the code `second_factor_required` where
/// the password is right and the account asks for a code as well. Takes no idempotency key: its answer is secret and is
/// not kept.
#[utoipa::path(tag = "auth", request_body(content = NewLogin, description = "Who signs in."),
    responses((status = 201, description = "Signed in.", body = Tokens)))]
#[post("/auth/logins")]
async fn create_login(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewLogin>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let Body(new) = body;
    guard_sign_in(limits.get_ref(), &caller, &new.email)?;
    let delivery = new.refresh.unwrap_or(RefreshDelivery::Cookie);
    let device = caller.device.clone();
    let issued = app::identity::create_login(&state.ctx, caller.caller(&()), new, &device).await?;
    Ok(handed_over(&state, issued, delivery))
}

fn handed_over(state: &State, issued: Issued, delivery: RefreshDelivery) -> HttpResponse {
    // Without an address: a login is read in the list of all of them alone.
    let mut response = private(HttpResponse::Created());
    match delivery {
        RefreshDelivery::Cookie => response.cookie(cookie::of(state, &issued)).json(&issued.tokens),
        RefreshDelivery::Body => response.json(&Tokens { refresh_token: Some(issued.refresh_token), ..issued.tokens }),
    }
}

/// Stays signed in
///
/// Exchanges the refresh token, of the cookie or of the body, for a new access token and the next refresh token. Each
/// refresh token is used once; one that is used again later ends the login, because somebody else may hold it. For ten
/// seconds the token before gets the same answer, so that two tabs do not sign each other out.
#[utoipa::path(tag = "auth", request_body(content = NewRefresh, description = "The refresh token, where it does not come in the cookie."),
    responses((status = 201, description = "Still signed in.", body = Tokens)))]
#[post("/auth/refreshes")]
async fn create_refresh(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewRefresh>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let given = domain::Valid::check(body.0).map_err(app::Error::Broken)?.into_inner().refresh_token;
    let (token, delivery) = match given {
        Some(token) => (token, RefreshDelivery::Body),
        None => (cookie::token(&request).ok_or(app::Error::SignIn)?, RefreshDelivery::Cookie),
    };
    let issued = app::identity::create_refresh(&state.ctx, caller.caller(&()), &token).await;
    match issued {
        Ok(issued) => Ok(handed_over(&state, issued, delivery)),
        Err(error) => Err(error.into()),
    }
}

/// Signs out here
///
/// Ends the login of the access token, or else of the refresh token in the cookie, and takes the cookie away. Whoever
/// is not signed in gets the same answer.
#[utoipa::path(tag = "auth", responses((status = 204, description = "Signed out.")))]
#[delete("/auth/logins/current")]
async fn delete_current_login(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let token = cookie::token(&request);
    app::identity::delete_current_login(&state.ctx, caller.caller(&()), token.as_deref()).await?;
    Ok(private(HttpResponse::NoContent()).cookie(cookie::gone(&state)).finish())
}

/// Asks for a link to choose another password
///
/// A mail goes to the address if it has an account. The answer is the same whether or not it has.
#[utoipa::path(tag = "auth", request_body(content = PasswordResetRequest, description = "Whose password is forgotten."),
    responses((status = 202, description = "If the address has an account, a mail is on its way.", body = SentMail)))]
#[post("/auth/password-resets")]
async fn create_password_reset(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<PasswordResetRequest>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let Body(new) = body;
    guard_mail(limits.get_ref(), &caller, &new.email)?;
    let caller = caller.caller(&new);
    Ok(sent(&app::identity::create_password_reset(&state.ctx, caller, new).await?))
}

/// Chooses another password by the link
///
/// The word of the link is good once, for an hour. Every login of the account ends.
#[utoipa::path(tag = "auth", request_body(content = NewPassword, description = "The word of the link and the new password."),
    responses((status = 204, description = "The password is changed; sign in with it.")))]
#[post("/auth/password-resets/completions")]
async fn complete_password_reset(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewPassword>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let device = caller.device.clone();
    app::identity::complete_password_reset(&state.ctx, caller.caller(&()), body.0, &device).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Tells whether a password will do
///
/// What makes a password weak, before somebody chooses it: what would be refused later is told by its key, and nothing
/// where it will do. Where somebody has signed in, name and address are those of the account unless others are given.
/// Nothing is kept, so it takes no idempotency key.
#[utoipa::path(tag = "auth", request_body(content = NewPasswordCheck, description = "The password, and who would choose it."),
    responses((status = 200, description = "What makes it weak.", body = PasswordCheck)))]
#[post("/auth/password-checks")]
async fn create_password_check(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewPasswordCheck>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let check = app::identity::create_password_check(&state.ctx, &caller.actor, body.0).await?;
    Ok(json(HttpResponse::Ok(), &check))
}

/// A public key (RFC 7517).
#[derive(Serialize, ToSchema)]
struct Jwk {
    /// Kind of key.
    #[schema(max_length = 10, example = "EC")]
    kty: String,
    /// Curve.
    #[schema(max_length = 20, example = "P-256")]
    crv: String,
    /// First coordinate, base64url.
    #[schema(max_length = 60, example = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4")]
    x: String,
    /// Second coordinate, base64url.
    #[schema(max_length = 60, example = "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM")]
    y: String,
    /// What a token names the key by.
    #[schema(max_length = 100, example = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")]
    kid: String,
    /// What it is for.
    #[serde(rename = "use")]
    #[schema(max_length = 10, example = "sig")]
    usage: String,
    /// Algorithm.
    #[schema(max_length = 10, example = "ES256")]
    alg: String,
}

/// Public keys.
#[derive(Serialize, ToSchema)]
struct JwkSet {
    /// The keys; tokens signed with any of them may still be good.
    #[schema(max_items = 10)]
    keys: Vec<Jwk>,
}

/// The keys that verify access tokens
///
/// As a JSON Web Key Set (RFC 7517), so that other services of a city can tell who somebody is. Tokens are JWTs of the
/// type `at+jwt`, signed by ES256; check `iss`, `aud` (`c2r`) and `exp` as well.
#[utoipa::path(tag = "auth", responses((status = 200, description = "The keys.", body = JwkSet)))]
#[get("/auth/jwks")]
async fn get_jwks(state: web::Data<State>, _caller: Request, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let set = app::identity::jwks(&state.ctx).await?;
    let mut response = HttpResponse::Ok();
    response.insert_header(("Cache-Control", "public, max-age=300"));
    let etag = crate::http::validators::of_bytes(&serde_json::to_vec(&set).unwrap_or_default());
    Ok(response.insert_header(("ETag", etag)).json(&set))
}
