//! Searches that people keep.

use crate::State;
use crate::http::{
    ApiError, Body, PageParams, Request, id_of, if_match, json, made_once, no_query, private, versioned, versioned_once,
};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use contract::Page;
use domain::saved_searches::{NewSavedSearch, SavedSearch, SavedSearchQuery, SavedSearchUpdate};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_saved_searches).service(create_saved_search).service(get_saved_search);
    config.service(update_saved_search).service(delete_saved_search).service(create_saved_search_visit);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::saved_searches::SavedSearchQuery reads it")]
struct SavedSearchParams {
    /// Only those of which you were told something new in the app that you have not looked at.
    #[param(example = false)]
    told: Option<bool>,
}

/// Lists your saved searches
///
/// The last saved first, each with how much was published since you last looked.
#[utoipa::path(tag = "saved-searches", params(SavedSearchParams, PageParams), responses((status = 200, description = "A page of saved searches.", body = Page<SavedSearch>)))]
#[get("/saved-searches")]
async fn list_saved_searches(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = SavedSearchQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let found = app::saved_searches::list_saved_searches(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(json(HttpResponse::Ok(), &found))
}

/// Saves a search
///
/// A search over everything, or a filtered list of lessons or of the library, by its query string. What is published from
/// now on and is found by it is new; you are told of it at the rhythm that you choose, at eight in the morning of your time
/// zone, in the app or by mail. You may keep fifty.
#[utoipa::path(tag = "saved-searches", request_body(content = NewSavedSearch, description = "The search.", example = json!({
        "name": "Heat in cities like ours", "of": "search", "query": "q=heat&region=africa", "rhythm": "weekly", "channel": "both"
    })),
    responses((status = 201, description = "The search is saved.", body = SavedSearch)))]
#[post("/saved-searches")]
async fn create_saved_search(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewSavedSearch>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::saved_searches::create_saved_search(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/saved-searches/{}", outcome.value.id)))
}

/// Gets one of your saved searches
///
/// With how much was published since you last looked. Nobody else learns whether there is one.
#[utoipa::path(tag = "saved-searches", params(("search" = String, Path, description = "Id of the saved search.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The search.", body = SavedSearch)))]
#[get("/saved-searches/{search}")]
async fn get_saved_search(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let found = app::saved_searches::get_saved_search(&state.ctx, &caller.caller(&()), id_of(&path)).await?;
    Ok(versioned(found.version, &found))
}

/// Changes one of your saved searches
///
/// A merge patch (RFC 7396): what is left out stays. `rhythm` `none` turns telling off. Send the version as `If-Match`, such
/// as `"v1"`.
#[utoipa::path(tag = "saved-searches", params(("search" = String, Path, description = "Id of the saved search.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), request_body(content = SavedSearchUpdate, description = "What changes.", example = json!({ "rhythm": "daily", "channel": "mail" })),
    responses((status = 200, description = "The search as it is now.", body = SavedSearch)))]
#[patch("/saved-searches/{search}")]
async fn update_saved_search(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<SavedSearchUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    let caller = caller.caller(&());
    let changed = app::saved_searches::update_saved_search(&state.ctx, caller, id, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Deletes one of your saved searches
///
/// You are not told of it any more. Send the version as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "saved-searches", params(("search" = String, Path, description = "Id of the saved search.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Deleted.")))]
#[delete("/saved-searches/{search}")]
async fn delete_saved_search(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (id, expected) = (id_of(&path), if_match(&request)?);
    app::saved_searches::delete_saved_search(&state.ctx, caller.caller(&()), id, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}

/// Notes that you looked at what a saved search finds
///
/// From now on, only what is published later is new.
#[utoipa::path(tag = "saved-searches", params(("search" = String, Path, description = "Id of the saved search.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 200, description = "The search, in which nothing is new.", body = SavedSearch)))]
#[post("/saved-searches/{search}/visits")]
async fn create_saved_search_visit(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&path.as_str());
    let visited = app::saved_searches::create_saved_search_visit(&state.ctx, caller, id_of(&path)).await?;
    Ok(versioned_once(visited.value.version, &visited))
}
