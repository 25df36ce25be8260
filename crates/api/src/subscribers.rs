//! Subscribers as editors see them, whom nobody writes to, and reports that mails came back.

use crate::State;
use crate::http::files::{ListFile, private_file};
use crate::http::{ApiError, Body, PageParams, Request, answered_once, id_of, json, no_query, private, raw};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use app::export::TableFormat;
use contract::Page;
use domain::subscriptions::{
    BounceReport, ImportQuery, ImportReport, MAX_BOUNCE_BYTES, MAX_IMPORT_BYTES, NewSuppression, Subscriber,
    SubscriberExportQuery, SubscriberQuery, SubscriberStatus, SubscriptionFigures, Suppression, SuppressionQuery,
    SuppressionReason,
};
use domain::vocabularies::Language;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_subscribers).service(export_subscribers_csv).service(get_subscription_figures);
    config.service(import_subscribers).service(list_suppressions).service(create_suppression);
    config.service(delete_suppression).service(create_bounce);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::subscriptions::SubscriberFilter reads it")]
struct FilterParams {
    /// They stand at any of these.
    #[param(required = false, max_items = 50, example = json!(["active"]))]
    status: Vec<SubscriberStatus>,
    /// They get mails in any of these languages.
    #[param(required = false, max_items = 50, example = json!(["en"]))]
    language: Vec<Language>,
    /// They work for this city, by id or slug.
    #[param(max_length = 100, example = "accra")]
    city: Option<String>,
    /// They have exactly this address.
    #[param(max_length = 254, example = "name@example.org")]
    q: Option<String>,
}

/// Lists subscribers
///
/// For editors of the network and administrators: the last come first.
#[utoipa::path(tag = "subscriptions", params(FilterParams, PageParams), responses((status = 200, description = "A page of subscribers.", body = Page<Subscriber>)))]
#[get("/subscribers")]
async fn list_subscribers(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = SubscriberQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    Ok(json(HttpResponse::Ok(), &app::subscriptions::list(&state.ctx, &caller.actor, &query).await?))
}

/// Takes the subscribers away as CSV
///
/// For editors of the network and administrators: all that the filter lets through. It takes no `limit` and no `cursor`.
#[utoipa::path(tag = "subscriptions", params(FilterParams), responses((status = 200, description = "The subscribers (RFC 4180).", body = String, content_type = "text/csv")))]
#[get("/subscribers.csv")]
async fn export_subscribers_csv(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = SubscriberExportQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let parts = app::subscriptions::export_csv(&state.ctx, &caller.actor, &query).await?;
    Ok(private_file(parts, ListFile::table(TableFormat::Csv, ["subscribers.csv"; 3])))
}

/// Gets subscriptions in figures
///
/// For editors of the network and administrators: how many stand where, in which languages they read, who came and left
/// in the last 30 days. Nobody is followed: who opens a mail or a link is not known.
#[utoipa::path(tag = "subscriptions", responses((status = 200, description = "The figures.", body = SubscriptionFigures)))]
#[get("/subscription-figures")]
async fn get_subscription_figures(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    Ok(json(HttpResponse::Ok(), &app::subscriptions::figures(&state.ctx, &caller.actor).await?))
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::subscriptions::ImportQuery reads it")]
struct ImportParams {
    /// Only says what would be done.
    #[param(example = true)]
    dry_run: Option<bool>,
}

/// Imports subscribers
///
/// For editors of the network and administrators. The body is CSV in UTF-8, of at most 50 000 rows and 16 MiB, with names
/// on its first line: `email`, `consent_at` and `consent_source` must be there, `language`, `city` (slug) and `filter`
/// (as in the query of `GET /lessons`) may. A row without proof of consent is refused, and so is an address that nobody
/// writes to any more. Who is subscribed already stays as they are: importing twice changes nothing.
#[utoipa::path(tag = "subscriptions", params(ImportParams),
    request_body(content((String = "text/csv"), (String = "application/octet-stream")), description = "The list."),
    responses((status = 200, description = "What was done, or would be.", body = ImportReport)))]
#[post("/subscriber-imports")]
async fn import_subscribers(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let query = ImportQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    app::subscriptions::may_import(&caller.actor)?;
    raw::must_be(&request, "text/csv")?;
    let file = raw::read(&request, payload, MAX_IMPORT_BYTES).await?;
    let report = app::subscriptions::import(&state.ctx, &caller.caller(&()), query, file).await?;
    Ok(json(HttpResponse::Ok(), &report))
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::subscriptions::SuppressionQuery reads it")]
struct SuppressionParams {
    /// For any of these reasons.
    #[param(required = false, max_items = 50, example = json!(["bounced"]))]
    reason: Vec<SuppressionReason>,
    /// Of exactly this address.
    #[param(max_length = 254, example = "name@example.org")]
    q: Option<String>,
}

/// Lists suppressions
///
/// For editors of the network and administrators: whom nobody writes to, the last first. Addresses are kept as hashes
/// alone; ask for one by `q`.
#[utoipa::path(tag = "subscriptions", params(SuppressionParams, PageParams), responses((status = 200, description = "A page of suppressions.", body = Page<Suppression>)))]
#[get("/suppressions")]
async fn list_suppressions(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = SuppressionQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    Ok(json(HttpResponse::Ok(), &app::subscriptions::list_suppressions(&state.ctx, &caller.actor, &query).await?))
}

/// Suppresses an address
///
/// For editors of the network and administrators: nobody writes there from now on, and who is subscribed with it is so no
/// longer.
#[utoipa::path(tag = "subscriptions", request_body(content = NewSuppression, description = "Which address, and why."),
    responses((status = 201, description = "Nobody writes there.", body = Suppression)))]
#[post("/suppressions")]
async fn create_suppression(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewSuppression>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let Body(new) = body;
    let caller = caller.caller(&new);
    let made = app::subscriptions::create_suppression(&state.ctx, caller, new).await?;
    Ok(answered_once(&made, private(HttpResponse::Created())))
}

/// Lifts a suppression
///
/// For editors of the network and administrators. Nobody is subscribed by it: the owner of the address has to ask.
#[utoipa::path(tag = "subscriptions", params(("suppression" = String, Path, description = "Id of the suppression.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Lifted.")))]
#[delete("/suppressions/{suppression}")]
async fn delete_suppression(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    app::subscriptions::delete_suppression(&state.ctx, caller.caller(&()), id_of(&path)).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Hands in a report that a mail came back
///
/// For administrators, and for machines of an organisation of the network with the scope `bounces:write`. The body is the
/// message as it came, a delivery status notification (RFC 3464) or a feedback report (RFC 5965). What does not hold the
/// word of a mail of ours is counted and passed over, and so is what is no report at all.
#[utoipa::path(tag = "subscriptions", request_body(content((String = "message/rfc822"), (String = "application/octet-stream")), description = "The message."),
    responses((status = 200, description = "What was found in it.", body = BounceReport)))]
#[post("/bounces")]
async fn create_bounce(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    app::subscriptions::may_report(&state.ctx, &caller.actor).await?;
    raw::must_be(&request, "message/rfc822")?;
    let message = raw::read(&request, payload, MAX_BOUNCE_BYTES).await?;
    let report = app::subscriptions::create_bounce(&state.ctx, &caller.caller(&()), &message).await?;
    Ok(json(HttpResponse::Ok(), &report))
}
