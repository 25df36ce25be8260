//! One's own subscription: asked for by an address, and else by the word of its links.

use crate::State;
use crate::http::limits::Limits;
use crate::http::{ApiError, Body, Request, answered_once, json, no_query, private};
use crate::identity::guard_mail;
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::identity::{LinkToken, SentMail};
use domain::subscriptions::{NewSubscription, Subscription, SubscriptionUpdate};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_subscription).service(confirm_subscription).service(open_subscription);
    config.service(update_subscription).service(delete_subscription);
}

/// Subscribes
///
/// Asks for what is sent by mail. A letter with a link goes to the address; nothing else is sent before its owner follows
/// the link and confirms. The answer is the same whether or not the address is subscribed already: that is told by the
/// letter alone.
#[utoipa::path(tag = "subscriptions", request_body(content = NewSubscription, description = "Who wants mails, in which language, about what."),
    responses((status = 202, description = "A letter is on its way.", body = SentMail)))]
#[post("/subscriptions")]
async fn create_subscription(
    state: web::Data<State>,
    limits: web::Data<dyn Limits>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewSubscription>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let Body(new) = body;
    guard_mail(limits.get_ref(), &caller, &new.email)?;
    let caller = caller.caller(&new);
    let outcome = app::subscriptions::create(&state.ctx, caller, new).await?;
    Ok(answered_once(&outcome, private(HttpResponse::Accepted())))
}

/// Confirms a subscription
///
/// By the word of the link in the letter; the link itself changes nothing, because programs that look into mails follow
/// links. Who had left is subscribed again by the same word.
#[utoipa::path(tag = "subscriptions", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 200, description = "The subscription holds.", body = Subscription)))]
#[post("/subscriptions/confirmations")]
async fn confirm_subscription(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let confirmed = app::subscriptions::confirm(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(json(HttpResponse::Ok(), &confirmed))
}

/// Opens a subscription
///
/// What the word of a link stands for. Nothing changes by it.
#[utoipa::path(tag = "subscriptions", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 200, description = "The subscription.", body = Subscription)))]
#[post("/subscriptions/openings")]
async fn open_subscription(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    Ok(json(HttpResponse::Ok(), &app::subscriptions::open(&state.ctx, &caller.actor, body.0).await?))
}

/// Changes a subscription
///
/// Language, choice of lessons, city, or a pause; what is left out stays. Whoever has the word has the mails that it came
/// with.
#[utoipa::path(tag = "subscriptions", request_body(content = SubscriptionUpdate, description = "The word of the link, and what changes."),
    responses((status = 200, description = "The subscription as it is now.", body = Subscription)))]
#[post("/subscriptions/changes")]
async fn update_subscription(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<SubscriptionUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let changed = app::subscriptions::update(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(json(HttpResponse::Ok(), &changed))
}

/// Leaves
///
/// By the word of a link. When this answers, no mail is begun any more; where one is on its way at that very moment, the
/// answer waits for it. Leaving twice is as good as once. Mail programs do the same by one click, at the address that the
/// mail names (RFC 8058).
#[utoipa::path(tag = "subscriptions", request_body(content = LinkToken, description = "The word of the link."),
    responses((status = 200, description = "The subscription, left.", body = Subscription)))]
#[post("/subscriptions/departures")]
async fn delete_subscription(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<LinkToken>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let left = app::subscriptions::delete(&state.ctx, caller.caller(&()), body.0).await?;
    Ok(json(HttpResponse::Ok(), &left))
}
