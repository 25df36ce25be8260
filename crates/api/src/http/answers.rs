//! Answers that are for one person alone: kept by nobody else.

use actix_web::http::header::{CACHE_CONTROL, ETAG, LOCATION};
use actix_web::{HttpResponse, HttpResponseBuilder};
use app::Outcome;
use contract::BASE_PATH;
use serde::Serialize;

/// What somebody alone may see is kept by nobody else.
pub(crate) fn private(mut response: HttpResponseBuilder) -> HttpResponseBuilder {
    response.insert_header((CACHE_CONTROL, "no-store"));
    response
}

/// A body that is kept by nobody else.
pub(crate) fn json(response: HttpResponseBuilder, body: &impl Serialize) -> HttpResponse {
    private(response).json(body)
}

/// The same with the validator that a change must show.
pub(crate) fn versioned(version: i64, body: &impl Serialize) -> HttpResponse {
    let mut response = private(HttpResponse::Ok());
    response.insert_header((ETAG, format!("\"v{version}\"")));
    response.json(body)
}

/// Something that was made, at its address below the API.
pub(crate) fn made(path: &str) -> HttpResponseBuilder {
    let mut response = HttpResponse::Created();
    response.insert_header((LOCATION, format!("{BASE_PATH}{path}")));
    response
}

/// Something that was made, once under its idempotency key, at its address below the API.
pub(crate) fn made_once<T: Serialize>(outcome: &Outcome<T>, path: &str) -> HttpResponse {
    answered_once(outcome, private(made(path)))
}

/// What was answered once under an idempotency key: an answer that was kept says so.
pub(crate) fn answered_once<T: Serialize>(outcome: &Outcome<T>, mut response: HttpResponseBuilder) -> HttpResponse {
    if outcome.replayed {
        response.insert_header(("Idempotent-Replayed", "true"));
    }
    response.json(&outcome.value)
}
