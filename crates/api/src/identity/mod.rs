//! Accounts: getting one, signing in, one's own account, and those of others for administrators.

mod accounts;
mod auth;
mod cookie;
mod email_changes;
mod me;
mod people;

use crate::http::limits::{Guard, Limits};
use crate::http::{ApiError, Request, answered_once, json, private, versioned, versioned_once};
use actix_web::HttpResponse;
use domain::identity::{Account, SentMail, email_key};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    auth::configure(config);
    me::configure(config);
    email_changes::configure(config);
    accounts::configure(config);
    people::configure(config);
}

/// What a request that causes mails is answered with.
fn sent(outcome: &app::Outcome<SentMail>) -> HttpResponse {
    answered_once(outcome, private(HttpResponse::Accepted()))
}

/// An account with its validator.
fn account(account: &Account) -> HttpResponse {
    versioned(account.version, account)
}

/// An account after something was done to it once under an idempotency key.
fn account_once(outcome: &app::Outcome<Account>) -> HttpResponse {
    versioned_once(outcome.value.version, outcome)
}

/// Guessing: so many tries for a client, and for an address whoever tries.
fn guard_sign_in(limits: &dyn Limits, request: &Request, email: &str) -> Result<(), ApiError> {
    limits.guard(Guard::SignInsOfClient, &request.client.0.to_string())?;
    limits.guard(Guard::SignInsOfAddress, &email_key(email))
}

/// Mail bombing: so many mails for a client, to an address, and in all.
pub(crate) fn guard_mail(limits: &dyn Limits, request: &Request, email: &str) -> Result<(), ApiError> {
    limits.guard(Guard::MailsOfClient, &request.client.0.to_string())?;
    limits.guard(Guard::MailsToAddress, &email_key(email))?;
    limits.guard(Guard::Mails, "")
}
