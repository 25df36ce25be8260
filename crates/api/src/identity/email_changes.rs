//! Another address for an account.

use super::me::guard_password;
use super::{guard_mail, json, sent};
use crate::State;
use crate::http::limits::{Guard, Limits};
use crate::http::{ApiError, Body, Request, no_query};
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::identity::{KeptEmail, LinkToken, NewEmailChange, SentMail};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_email_change).service(confirm_email_change).service(cancel_email_change);
}

/// Asks for another address
///
/// With your password. A mail with a link goes to the new address, and one with a link that stops the change to the one
/// so far. The answer is the same whether or not the new address has an account: that is told by the mail alone. Of
/// several wishes the last one counts.
#[utoipa::path(tag = "me", request_body(content = NewEmailChange, description = "The new address and your password."),
    responses((status = 202, description = "Mails to both addresses are on their way.", body = SentMail)))]
#[post("/me/email-changes")]
async fn create_email_change(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewEmailChange>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let Body(new) = body;
    guard_password(limits.get_ref(), &caller)?;
    let whose = caller.actor.account().map(|account| account.to_string()).unwrap_or_default();
    limits.guard(Guard::MailsOfAccount, &whose)?;
    guard_mail(limits.get_ref(), &caller, &new.new_email)?;
    // The password stays out of the fingerprint: what is kept of a request must not help to guess it.
    let caller = caller.caller(&new.new_email);
    Ok(sent(&app::identity::create_email_change(&state.ctx, caller, new).await?))
}

/// Confirms another address
///
/// By the word of the link that went to the new address: from now on it is the account's. The link itself changes
/// nothing: programs that look into mails follow links. The word is good once, for a day. Every other login ends; who
/// confirms while signed in to the account goes on by a refresh.
#[utoipa::path(tag = "auth", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 200, description = "The address is changed.", body = SentMail)))]
#[post("/auth/email-changes/confirmations")]
async fn confirm_email_change(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let confirmed = app::identity::confirm_email_change(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(json(HttpResponse::Ok(), &confirmed))
}

/// Keeps the address so far
///
/// By the word of a link that went to it. Before the change this stops it. For seven days after the change this undoes
/// it: then every login ends and the password is worth nothing, because whoever asked for the change knew it; choose
/// another one by `POST /auth/password-resets`.
#[utoipa::path(tag = "auth", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 200, description = "The address so far is the account's.", body = KeptEmail)))]
#[post("/auth/email-changes/cancellations")]
async fn cancel_email_change(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let kept = app::identity::cancel_email_change(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(json(HttpResponse::Ok(), &kept))
}
