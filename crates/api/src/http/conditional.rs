//! What every answer to a question has: a type that the asker takes, and a validator by which nobody needs it twice.

use super::ApiError;
use super::validators::{not_modified, of_bytes};
use actix_web::body::{BodySize, BoxBody, MessageBody as _, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{Accept, CONTENT_TYPE, ETAG, Header, HeaderValue, Quality};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};
use contract::{BASE_PATH, ProblemKind};

/// The media type of nearly everything.
const JSON: &str = "application/json";
/// Larger answers are sent without a validator, unless they bring one: reading them to make one would hold them in
/// memory.
const LARGEST: u64 = 1024 * 1024;

/// Whether a request asks the API for something: only such answers are looked at.
pub(super) fn asks(request: &ServiceRequest) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD) && request.path().starts_with(BASE_PATH)
}

/// What is wrong with an answer in JSON for somebody who takes none: there is nothing else.
pub(super) fn unacceptable(response: &ServiceResponse<BoxBody>) -> Option<ApiError> {
    if response.status() != StatusCode::OK {
        return None;
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    (kind.starts_with(JSON) && !takes_json(response.request()))
        .then(|| ApiError::new(ProblemKind::NotAcceptable, "Accept application/json: there is nothing else."))
}

/// The answer with a validator, or 304 where somebody holds it already.
pub(super) async fn validated(
    response: ServiceResponse<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if response.status() != StatusCode::OK {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let response = with_validator(&request, response).await?;
    Ok(ServiceResponse::new(request, response))
}

/// Whether JSON is among what somebody takes: everything is where nothing is said.
fn takes_json(request: &HttpRequest) -> bool {
    let Ok(accept) = Accept::parse(request) else { return true };
    let mut ranges = accept.iter().peekable();
    let said_nothing = ranges.peek().is_none();
    said_nothing
        || ranges.any(|range| {
            let (kind, wanted) = (range.item.type_().as_str(), range.item.subtype().as_str());
            let fits = kind == "*" || (kind == "application" && matches!(wanted, "*" | "json"));
            fits && range.quality > Quality::ZERO
        })
}

/// The answer with a validator, or 304. Where it brings none it is made from the bytes: what somebody sees who has signed
/// in hangs on too much to be numbered.
async fn with_validator(request: &HttpRequest, response: HttpResponse) -> Result<HttpResponse, actix_web::Error> {
    let own = response.headers().get(ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
    let (etag, response) = match own {
        Some(etag) => (etag, response),
        None if !matches!(response.body().size(), BodySize::Sized(bytes) if bytes <= LARGEST) => return Ok(response),
        None => {
            let (mut head, body) = response.into_parts();
            let bytes = to_bytes(body).await.map_err(actix_web::error::ErrorInternalServerError)?;
            let etag = of_bytes(&bytes);
            if let Ok(value) = HeaderValue::from_str(&etag) {
                head.headers_mut().insert(ETAG, value);
            }
            (etag, head.set_body(BoxBody::new(bytes)))
        }
    };
    Ok(not_modified(request, &etag).unwrap_or(response))
}
