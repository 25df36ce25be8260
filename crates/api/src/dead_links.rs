//! Links of the library that lead nowhere, and looking at one again.

use crate::State;
use crate::http::{ApiError, PageParams, Request, answered_once, json, no_query, private};
use crate::library::reference;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use contract::Page;
use domain::library::{DeadLinkQuery, LibraryItem, LibraryItemSummary, LinkState};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_dead_links).service(create_link_check);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::library::DeadLinkQuery reads it")]
struct DeadLinkParams {
    /// In any of these states; when left out those that are gone, fail, or have moved.
    #[param(required = false, max_items = 50, example = json!(["gone"]))]
    state: Vec<LinkState>,
}

/// Lists links of the library that lead nowhere
///
/// For editors of the network: items whose link is gone, fails, or has moved, those first that have been so for longest.
/// `link.dead` says which lead nowhere any more, `link.moved_to` where the others lead.
#[utoipa::path(tag = "library", params(DeadLinkParams, PageParams), responses((status = 200, description = "A page of items.", body = Page<LibraryItemSummary>)))]
#[get("/dead-links")]
async fn list_dead_links(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = DeadLinkQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let page = app::library::list_dead_links(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(json(HttpResponse::Ok(), &page))
}

/// Has the link of an item looked at
///
/// For editors of the network. Every link is looked at by itself within two weeks; this asks for it soon. The answer is
/// the item as it is now: what is found comes as a change of it.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform")),
    responses((status = 202, description = "Its link is looked at soon.", body = LibraryItem)))]
#[post("/library-items/{item}/link-checks")]
async fn create_link_check(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let reference = reference(&item)?;
    let outcome = app::library::create_link_check(&state.ctx, caller.caller(&()), &reference).await?;
    Ok(answered_once(&outcome, private(HttpResponse::Accepted())))
}
