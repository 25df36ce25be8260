//! Answers that are for one person alone: kept by nobody else.

use super::ApiError;
use super::validators::of_answer;
use actix_web::http::header::{CACHE_CONTROL, ETAG, HeaderName, HeaderValue, LOCATION};
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

/// The same with the validator that a change must show. It stands for all that is answered, which is more than the
/// version counts: who leads an organisation, which roles an account has.
pub(crate) fn versioned(version: i64, body: &impl Serialize) -> HttpResponse {
    let bytes = match serde_json::to_vec(body) {
        Ok(bytes) => bytes,
        Err(error) => {
            return HttpResponse::from_error(ApiError::from(app::Error::Internal(format!("answer: {error}"))));
        }
    };
    let mut response = private(HttpResponse::Ok());
    response.insert_header((ETAG, of_answer(version, &bytes)));
    response.content_type("application/json").body(bytes)
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
    replayed(outcome, response.json(&outcome.value))
}

/// A thing as it is after something was done to it once under an idempotency key, with its validator.
pub(crate) fn versioned_once<T: Serialize>(version: i64, outcome: &Outcome<T>) -> HttpResponse {
    replayed(outcome, versioned(version, &outcome.value))
}

fn replayed<T>(outcome: &Outcome<T>, mut response: HttpResponse) -> HttpResponse {
    if outcome.replayed {
        let name = HeaderName::from_static("idempotent-replayed");
        response.headers_mut().insert(name, HeaderValue::from_static("true"));
    }
    response
}
