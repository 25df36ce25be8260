//! Collections of the library and reading lists.

use crate::State;
use crate::http::validators::Versioned;
use crate::http::{ApiError, Body, PageParams, Request, if_match, made_once, no_query, private, validators, versioned};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use contract::Page;
use domain::library::{
    Collection, CollectionItems, CollectionKind, CollectionQuery, CollectionRef, CollectionSummary, CollectionUpdate,
    NewCollection,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_collections).service(get_collection).service(create_collection);
    config.service(update_collection).service(replace_collection_items).service(delete_collection);
}

/// The collection that a path names.
fn reference(text: &str) -> Result<CollectionRef, ApiError> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    text.parse().map_err(|_| app::library::missing_collection(&shown).into())
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::library::CollectionQuery reads it")]
struct CollectionParams {
    /// Of any of these kinds; of both when left out.
    #[param(required = false, max_items = 50, example = json!(["collection"]))]
    kind: Vec<CollectionKind>,
    /// Only those that hold this item, by its id or its slug.
    #[param(max_length = 120, example = "heat-action-platform")]
    item: Option<String>,
    /// Only your own, if you have signed in.
    #[param(example = false)]
    own: Option<bool>,
}

/// Lists collections and reading lists
///
/// The last made first: the collections of the network, the reading lists that people have made public, and your own.
/// Private ones of others are never among them.
#[utoipa::path(tag = "library", params(CollectionParams, PageParams), responses((status = 200, description = "A page of collections and reading lists.", body = Page<CollectionSummary>)))]
#[get("/collections")]
async fn list_collections(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = CollectionQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    validators::list((&state, &caller, &request), app::library::COLLECTIONS_MADE_FROM, async || {
        Ok(app::library::list_collections(&state.ctx, &caller.actor, &query).await?)
    })
    .await
}

/// Gets a collection or a reading list
///
/// What it is for, and its items in their order. A private reading list is there for whose it is and for nobody else.
#[utoipa::path(tag = "library", params(("collection" = String, Path, description = "Id or slug of the collection or the reading list.", max_length = 120, example = "heat-and-health")), responses((status = 200, description = "The collection.", body = Collection)))]
#[get("/collections/{collection}")]
async fn get_collection(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let reference = reference(&path)?;
    validators::shown((&state, &caller, &request), app::library::COLLECTION_SHOWN_FROM, async || {
        let collection = app::library::get_collection(&state.ctx, &caller.actor, &reference).await?;
        Ok(Versioned(collection.version, collection))
    })
    .await
}

/// Makes a collection or a reading list
///
/// A reading list is your own, for everyone who has signed in: private, unless you say otherwise. A collection is the
/// network's, for its editors, and public. Its items follow by `PUT /collections/{collection}/items`.
#[utoipa::path(tag = "library", request_body(content = NewCollection, description = "What it is.", example = json!({
        "kind": "reading_list", "title": "Heat and health", "summary": "To begin with before the hot season.", "public": false
    })),
    responses((status = 201, description = "It is there, without any item.", body = Collection)))]
#[post("/collections")]
async fn create_collection(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewCollection>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::library::create_collection(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/collections/{}", outcome.value.slug)))
}

/// Changes a collection or a reading list
///
/// Your own reading list; for editors of the network its collections. A merge patch (RFC 7396): what is left out stays.
/// A list that becomes private is gone for everybody else. Send the version as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "library", params(("collection" = String, Path, description = "Id or slug of the collection or the reading list.", max_length = 120, example = "heat-and-health")), request_body(content = CollectionUpdate, description = "What changes.", example = json!({ "title": "Heat and health", "public": true })),
    responses((status = 200, description = "The collection as it is now.", body = Collection)))]
#[patch("/collections/{collection}")]
async fn update_collection(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<CollectionUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (named, expected) = (reference(&path)?, if_match(&request)?);
    let changed = app::library::update_collection(&state.ctx, caller.caller(&()), &named, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Chooses the items of a collection or a reading list
///
/// All of them, in their order, each with a word about it where there is something to say. Your own reading list; for
/// editors of the network its collections. Send the version as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "library", params(("collection" = String, Path, description = "Id or slug of the collection or the reading list.", max_length = 120, example = "heat-and-health")), request_body(content = CollectionItems, description = "The items from now on.", example = json!({
        "items": [{ "item": "heat-action-platform", "note": "To begin with." }]
    })),
    responses((status = 200, description = "The collection as it is now.", body = Collection)))]
#[put("/collections/{collection}/items")]
async fn replace_collection_items(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<CollectionItems>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (named, expected) = (reference(&path)?, if_match(&request)?);
    let caller = caller.caller(&());
    let changed = app::library::replace_collection_items(&state.ctx, caller, &named, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Deletes a collection or a reading list
///
/// Your own reading list; for editors of the network its collections, and public lists that should not be here. The
/// items stay in the library. Send the version as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "library", params(("collection" = String, Path, description = "Id or slug of the collection or the reading list.", max_length = 120, example = "heat-and-health")), responses((status = 204, description = "Deleted.")))]
#[delete("/collections/{collection}")]
async fn delete_collection(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (named, expected) = (reference(&path)?, if_match(&request)?);
    app::library::delete_collection(&state.ctx, caller.caller(&()), &named, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}
