//! The layer that makes every answer that is not 2xx or 3xx a problem, whoever made it: a handler, the
//! framework (which answers bad paths and unknown routes in plain text or nothing) or a panic.

use super::error::ApiError;
use super::layers::{self, RequestId};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use contract::ProblemKind;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;

/// Media type of problems.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Runs the request and turns every fault into a problem.
pub(crate) async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // Only the id is kept: routing needs the request for itself alone.
    let (id, secure) = (id_of(request.request()), layers::is_secure(&request));
    // A panic in one request must not cut the connection of whoever waits for it.
    let outcome = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let response = match outcome {
        Ok(response) => response?.map_into_boxed_body(),
        Err(_) => {
            tracing::error!("a handler panicked");
            let error =
                ApiError::new(ProblemKind::Internal, "The fault is ours. Quote the request id when you report it.");
            let mut answer = write(id.clone(), error.clone());
            // The outer layers pass a fault on as it is: what they add to answers is added here.
            layers::protect(answer.headers_mut(), secure);
            if let Some(RequestId(id)) = id {
                layers::name(answer.headers_mut(), &id);
            }
            return Err(InternalError::from_response(error, answer).into());
        }
    };
    let Some(error) = fault(&response) else { return Ok(response) };
    let mut written = write(id, error);
    if written.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        // What would be taken instead (RFC 5789, 3.1, and the W3C's Linked Data Platform, 7.1.2).
        let patch = response.request().method() == Method::PATCH;
        let name = HeaderName::from_static(if patch { "accept-patch" } else { "accept-post" });
        written.headers_mut().insert(name, HeaderValue::from_static("application/json"));
    }
    Ok(keep_headers(response, written))
}

/// What is wrong, where the answer does not say it as a problem already.
fn fault(response: &ServiceResponse<BoxBody>) -> Option<ApiError> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    if let Some(error) = response.response().error().and_then(|error| error.as_error::<ApiError>()) {
        return Some(error.clone());
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with(PROBLEM_JSON) || kind.starts_with("text/html")) {
        return None;
    }
    Some(of_status(status))
}

/// The problem for a status that the framework chose.
fn of_status(status: StatusCode) -> ApiError {
    let (kind, detail) = match status {
        StatusCode::NOT_FOUND => (ProblemKind::NotFound, "There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => {
            (ProblemKind::MethodNotAllowed, "This address exists, but not with this method.")
        }
        StatusCode::NOT_ACCEPTABLE => {
            (ProblemKind::NotAcceptable, "None of the media types that you accept is available here.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => (ProblemKind::TooLarge, "The body is larger than this server takes."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (ProblemKind::UnsupportedMediaType, "Send the body as application/json."),
        _ if status.is_client_error() => (ProblemKind::Malformed, "The request cannot be read."),
        _ => (ProblemKind::Internal, "The fault is ours. Quote the request id when you report it."),
    };
    ApiError::new(kind, detail)
}

/// Writes the problem of this request.
pub(crate) fn render(request: &HttpRequest, error: ApiError) -> HttpResponse {
    write(id_of(request), error)
}

fn id_of(request: &HttpRequest) -> Option<RequestId> {
    request.extensions().get::<RequestId>().cloned()
}

fn write(id: Option<RequestId>, mut error: ApiError) -> HttpResponse {
    if let Some(RequestId(id)) = id {
        error.problem.instance = id;
    }
    let status = StatusCode::from_u16(error.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.content_type(PROBLEM_JSON).insert_header(("Cache-Control", "no-store"));
    if error.kind.status() == 401 {
        response.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"c2r\""));
    }
    if let Some(seconds) = error.retry_after {
        response.insert_header((RETRY_AFTER, seconds.to_string()));
    }
    let body = serde_json::to_vec(&error.problem).unwrap_or_default();
    response.body(body)
}

/// The headers that were set on the way stay, but for those of the body that is replaced.
fn keep_headers(response: ServiceResponse<BoxBody>, mut written: HttpResponse) -> ServiceResponse<BoxBody> {
    let (request, old) = response.into_parts();
    for (name, value) in old.headers() {
        if !matches!(name.as_str(), "content-type" | "content-length" | "content-encoding" | "etag" | "cache-control") {
            written.headers_mut().append(name.clone(), value.clone());
        }
    }
    ServiceResponse::new(request, written)
}
