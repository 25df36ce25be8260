//! For whoever runs the server: alive, ready, figures.

use crate::State;
use crate::http::ApiError;
use actix_web::{HttpRequest, HttpResponse, web};
use ring::digest::{SHA256, digest};

/// Where figures are, for who knows that there are any.
pub(crate) const METRICS: &str = "/metrics";

/// Registers the addresses outside the API.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/healthz", web::get().to(alive))
        .route("/readyz", web::get().to(ready))
        .route(METRICS, web::get().to(metrics));
}

/// The process runs; says nothing about the database.
async fn alive() -> HttpResponse {
    HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(serde_json::json!({ "status": "ok" }))
}

/// Requests can be answered.
async fn ready(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    app::operations::ready(&state.ctx).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(serde_json::json!({ "status": "ready" })))
}

/// Figures for Prometheus, for whoever has the token; without a token in the settings the address does not exist.
async fn metrics(state: web::Data<State>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let given = request
        .headers()
        .get("authorization")
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.strip_prefix("Bearer "));
    let allowed = state.settings.metrics_token.as_deref().zip(given).is_some_and(|(token, given)| same(token, given));
    match (&state.metrics, allowed) {
        (Some(write), true) => Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(write())),
        _ => Err(app::Error::Hidden.into()),
    }
}

/// Compares digests, so that the time taken says nothing about the token.
fn same(token: &str, given: &str) -> bool {
    digest(&SHA256, token.as_bytes()).as_ref() == digest(&SHA256, given.as_bytes()).as_ref()
}
