//! Accounts: getting one, signing in, one's own account, and those of others for administrators.

mod accounts;
mod auth;
mod cookie;
mod email_changes;
mod me;

use crate::http::limits::{Guard, Limits};
use crate::http::{ApiError, Request};
use actix_web::http::header::{CACHE_CONTROL, ETAG, LOCATION};
use actix_web::{HttpResponse, HttpResponseBuilder};
use contract::BASE_PATH;
use domain::identity::{Account, SentMail, email_key};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    auth::configure(config);
    me::configure(config);
    email_changes::configure(config);
    accounts::configure(config);
}

/// What somebody alone may see is kept by nobody else.
fn private(mut response: HttpResponseBuilder) -> HttpResponseBuilder {
    response.insert_header((CACHE_CONTROL, "no-store"));
    response
}

fn json(response: HttpResponseBuilder, body: &impl Serialize) -> HttpResponse {
    private(response).json(body)
}

/// What a request that causes mails is answered with.
fn sent(outcome: &app::Outcome<SentMail>) -> HttpResponse {
    let mut response = HttpResponse::Accepted();
    if outcome.replayed {
        response.insert_header(("Idempotent-Replayed", "true"));
    }
    json(response, &outcome.value)
}

/// An account with its validator.
fn account(response: HttpResponseBuilder, account: &Account) -> HttpResponse {
    let mut response = private(response);
    response.insert_header((ETAG, format!("\"v{}\"", account.version)));
    response.json(account)
}

/// Something that was made, at its address below the API.
fn made(path: &str) -> HttpResponseBuilder {
    let mut response = HttpResponse::Created();
    response.insert_header((LOCATION, format!("{BASE_PATH}{path}")));
    response
}

/// Guessing: so many tries for a client, and for an address whoever tries.
fn guard_sign_in(limits: &dyn Limits, request: &Request, email: &str) -> Result<(), ApiError> {
    limits.guard(Guard::SignInsOfClient, &request.client.0.to_string())?;
    limits.guard(Guard::SignInsOfAddress, &email_key(email))
}

/// Mail bombing: so many mails for a client, to an address, and in all.
fn guard_mail(limits: &dyn Limits, request: &Request, email: &str) -> Result<(), ApiError> {
    limits.guard(Guard::MailsOfClient, &request.client.0.to_string())?;
    limits.guard(Guard::MailsToAddress, &email_key(email))?;
    limits.guard(Guard::Mails, "")
}
