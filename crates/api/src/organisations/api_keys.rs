//! Keys of organisations' machines.

use crate::State;
use crate::http::{ApiError, Body, PageParams, Request, id_of, json, made, no_query, page, private};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use contract::Page;
use domain::api_keys::{ApiKey, CreatedApiKey, NewApiKey};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_api_keys).service(create_api_key).service(delete_api_key);
}

/// Lists the keys of an organisation's machines
///
/// For its lead and administrators, newest first, without their secrets. Those that were ended or have expired are in
/// the list as such.
#[utoipa::path(tag = "api-keys", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne"), PageParams), responses((status = 200, description = "A page of keys.", body = Page<ApiKey>)))]
#[get("/organisations/{organisation}/api-keys")]
async fn list_api_keys(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let (limit, cursor) = page(&request)?;
    let which = (limit, cursor.as_deref());
    Ok(json(HttpResponse::Ok(), &app::api_keys::list(&state.ctx, &caller.actor, &path, which).await?))
}

/// Makes a key for a machine of an organisation
///
/// For its lead and administrators, where the organisation was verified. The answer holds the whole key, this once: only
/// a digest of it is kept. Who leads the organisation gets a mail. An organisation has at most 20 keys that hold.
#[utoipa::path(tag = "api-keys", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne")), request_body(content = NewApiKey, description = "What it is for, and how long it holds.", example = json!({
        "name": "Open data portal", "scopes": ["members:read"], "expires_at": "2026-12-24T00:00:00Z"
    })),
    responses((status = 201, description = "The key, shown this once.", body = CreatedApiKey)))]
#[post("/organisations/{organisation}/api-keys")]
async fn create_api_key(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
    body: Body<NewApiKey>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&());
    let created = app::api_keys::create(&state.ctx, caller, &path, body.0).await?;
    Ok(json(made(&format!("/organisations/{path}/api-keys")), &created))
}

/// Ends a key of an organisation
///
/// For its lead and administrators. It opens nothing from now on, and streams that it opened end. It stays in the list
/// as one that was ended; ending it again changes nothing.
#[utoipa::path(tag = "api-keys", params(("organisation" = String, Path, description = "Id or slug of the organisation.", max_length = 100, example = "melbourne"),
    ("key" = String, Path, description = "Id of the key.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")), responses((status = 204, description = "Ended.")))]
#[delete("/organisations/{organisation}/api-keys/{key}")]
async fn delete_api_key(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let (name, id) = path.into_inner();
    app::api_keys::delete(&state.ctx, caller.caller(&()), &name, id_of(&id)).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}
