//! The layer that makes every answer that is not 2xx or 3xx a problem, whoever made it: a handler, the
//! framework (which answers bad paths and unknown routes in plain text or nothing) or a panic. What is none leaves with
//! what `conditional` adds: a layer of its own would cost every request an allocation more.

use super::conditional;
use super::error::ApiError;
use super::layers::{self, NoCoding, RequestId};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use contract::{Problem, ProblemKind};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;

/// Media type of problems.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Faults told of at most, and lengths of texts, as the schema of problems says.
const MOST_FAULTS: usize = 100;
const LONGEST_DETAIL: usize = 2_000;
const LONGEST_POINTER: usize = 200;
const LONGEST_MESSAGE: usize = 500;

/// Runs the request and turns every fault into a problem.
pub(crate) async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // Only this is kept: routing needs the request for itself alone.
    let (id, secure, asks) = (id_of(request.request()), layers::is_secure(&request), conditional::asks(&request));
    if request.extensions().get::<NoCoding>().is_some() {
        return Ok(request.into_response(write(id, no_coding())));
    }
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
    let found = fault(&response).or_else(|| asks.then(|| conditional::unacceptable(&response)).flatten());
    let error = match found {
        Some(error) => error,
        None if asks => return conditional::validated(response).await,
        None => return Ok(response),
    };
    let mut written = write(id, error);
    if written.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE
        && let Some((name, taken)) = taken_by(response.request().method())
    {
        written.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(taken));
    }
    Ok(keep_headers(response, written))
}

fn no_coding() -> ApiError {
    let detail = "Accept an encoding that there is: br, gzip, deflate, or identity for none.";
    ApiError::new(ProblemKind::NotAcceptable, detail)
}

/// The types of bodies that a method takes, by the name of the field that says so (RFC 5789, 3.1, and the W3C's Linked
/// Data Platform, 7.1.2). Of a `PUT`, which may take files, no field says it.
fn taken_by(method: &Method) -> Option<(&'static str, &'static str)> {
    match *method {
        Method::PATCH => Some(("accept-patch", "application/merge-patch+json, application/json")),
        Method::POST => Some(("accept-post", "application/json")),
        _ => None,
    }
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
    bound(&mut error.problem);
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

/// Cuts a problem to what its schema says: faults may quote what was sent, which has any length and number.
fn bound(problem: &mut Problem) {
    problem.errors.truncate(MOST_FAULTS);
    cut(&mut problem.detail, LONGEST_DETAIL);
    for fault in &mut problem.errors {
        cut(&mut fault.pointer, LONGEST_POINTER);
        cut(&mut fault.message, LONGEST_MESSAGE);
    }
}

/// Cuts a text to so many characters, the last of which says that there was more.
fn cut(text: &mut String, longest: usize) {
    // Bytes are never fewer than characters: nearly everything is short enough by them.
    if text.len() > longest && text.chars().count() > longest {
        let end = text.char_indices().nth(longest - 1).map_or(text.len(), |(end, _)| end);
        text.truncate(end);
        text.push('…');
    }
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

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn texts_are_cut_between_characters() {
        for (text, expected) in [("", ""), ("four", "four"), ("fives", "fiv…"), ("äöüß", "äöüß"), ("äöüßé", "äöü…")]
        {
            let mut cut_text = text.to_owned();
            cut(&mut cut_text, 4);
            assert_eq!(cut_text, expected);
        }
    }
}
