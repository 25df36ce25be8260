//! What every answer to a question has: a type that the asker takes, and a validator by which nobody needs it twice.

use super::ApiError;
use super::validators::{not_modified, of_bytes};
use actix_web::body::{BodySize, BoxBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{Accept, CONTENT_TYPE, ETAG, Header, HeaderValue, Quality};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse};
use contract::{BASE_PATH, ProblemKind};

/// The media type of nearly everything.
const JSON: &str = "application/json";
/// Larger answers are sent without a validator, unless they bring one: reading them to make one would hold them in
/// memory.
const LARGEST: u64 = 1024 * 1024;

/// Answers 406 where somebody takes no JSON and there is nothing else, and 304 where they hold the answer already.
pub(crate) async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let asked = matches!(*request.method(), Method::GET | Method::HEAD) && request.path().starts_with(BASE_PATH);
    let response = next.call(request).await?.map_into_boxed_body();
    if !asked || response.status() != StatusCode::OK {
        return Ok(response);
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with(JSON) && !takes_json(response.request()) {
        return Err(ApiError::new(ProblemKind::NotAcceptable, "Accept application/json: there is nothing else.").into());
    }
    let (request, response) = response.into_parts();
    let response = validated(&request, response).await?;
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
async fn validated(request: &HttpRequest, response: HttpResponse) -> Result<HttpResponse, actix_web::Error> {
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
