//! The layers around every request, outermost first: [`trace`], [`headers`], then those of `limits` and `problems`.

use super::limits::{Class, Limits, Verdict};
use super::problems::render;
use super::{ApiError, client_of};
use crate::State;
use actix_cors::CorsError;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_REQUEST_METHOD, AUTHORIZATION, AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING,
    ETAG, Encoding, Header as _, HeaderMap, HeaderName, HeaderValue,
};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use contract::ProblemKind;
use std::sync::LazyLock;
use std::time::Instant;
use tracing::Instrument;

type Answer<B> = Result<ServiceResponse<B>, actix_web::Error>;

/// Id of a request: in its log line, in `X-Request-Id` and in every problem.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// A request for the head of an answer: what has no end must not be begun for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeadAlone;

/// Names the request, measures and logs it. Logs hold the pattern of the route, never what was in the
/// path, the query or a body, and no address.
pub(crate) async fn trace(mut request: ServiceRequest, next: Next<impl MessageBody>) -> Answer<impl MessageBody> {
    let id = uuid::Uuid::now_v7().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    // The encoder leaves the body of an answer to HEAD away; everything else is as for GET.
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
        request.extensions_mut().insert(HeadAlone);
    }
    let span = tracing::info_span!("request", id = %id, method = %method);
    let begun = Instant::now();
    let measured = request.app_data::<web::Data<State>>().is_some_and(|state| state.metrics.is_some());
    let mut outcome = next.call(request).instrument(span.clone()).await;
    if let Ok(response) = &mut outcome {
        name(response.headers_mut(), &id);
    }
    // Naming the route costs more than serving a kept answer: only where somebody looks.
    if measured || tracing::enabled!(tracing::Level::INFO) {
        let (route, status) = match &outcome {
            Ok(response) => (response.request().match_pattern(), response.status()),
            // A handler that panicked: `problems` has written the answer, and where the request went is lost.
            Err(error) => (None, error.as_response_error().status_code()),
        };
        let route = route.unwrap_or_else(|| "none".to_owned());
        let (status, seconds) = (status.as_u16(), begun.elapsed().as_secs_f64());
        span.in_scope(|| tracing::info!(route, status, milliseconds = seconds * 1000.0, "answered"));
        if measured {
            count(&method, route, status, seconds);
        }
    }
    outcome
}

/// The figures of an answered request.
fn count(method: &Method, route: String, status: u16, seconds: f64) {
    let labels = [("method", label_of(method).to_owned()), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..2]).record(seconds);
}

/// Says the request's id on its answer.
pub(super) fn name(headers: &mut HeaderMap, id: &str) {
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}

/// Clients may send any word as a method; figures are kept for a few.
fn label_of(method: &Method) -> &str {
    let known = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
    if known.contains(method) { method.as_str() } else { "other" }
}

/// Headers that every answer carries unless its handler chose otherwise.
pub(crate) async fn headers(mut request: ServiceRequest, next: Next<impl MessageBody>) -> Answer<impl MessageBody> {
    note_coding(&mut request);
    let secure = is_secure(&request);
    let shown = request.headers().contains_key(AUTHORIZATION);
    let mut response = next.call(request).await?;
    protect(response.headers_mut(), secure);
    tell_coding(response.headers_mut());
    if shown {
        // What somebody gets who has said who they are is kept by nobody, whatever the handler thinks of it.
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

/// A request that takes no coding in which answers come, not even none.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoCoding;

/// Notes that no coding fits, so that a problem says so: the layer that packs would send its own words.
fn note_coding(request: &mut ServiceRequest) {
    let mut lines = request.headers().get_all(ACCEPT_ENCODING).filter_map(|line| line.to_str().ok());
    // Nothing is refused but by a quality of 0.
    if !lines.any(|line| line.contains("=0")) {
        return;
    }
    let there_are = [Encoding::identity(), Encoding::brotli(), Encoding::gzip(), Encoding::deflate()];
    let Ok(asked) = AcceptEncoding::parse(&*request) else { return };
    if asked.negotiate(there_are.iter()).is_none() {
        request.headers_mut().remove(ACCEPT_ENCODING);
        request.extensions_mut().insert(NoCoding);
    }
}

/// A validator of an answer that was packed on the way is weak: other bytes stand for the same thing (RFC 9110, 8.8.1).
/// An answer that must not be packed has said `identity`, which is no word for others (RFC 9110, 8.4.1).
fn tell_coding(headers: &mut HeaderMap) {
    let Some(coding) = headers.get(CONTENT_ENCODING) else { return };
    if coding == "identity" {
        headers.remove(CONTENT_ENCODING);
        return;
    }
    let strong = headers.get(ETAG).and_then(|etag| etag.to_str().ok()).filter(|etag| etag.starts_with('"'));
    if let Some(weak) = strong.and_then(|etag| HeaderValue::from_str(&format!("W/{etag}")).ok()) {
        headers.insert(ETAG, weak);
    }
}

/// Whether the world reaches this server over https alone.
pub(super) fn is_secure(request: &ServiceRequest) -> bool {
    let state = request.app_data::<web::Data<State>>();
    state.is_some_and(|state| state.settings.public_url.starts_with("https://"))
}

/// Names and values of the headers that every answer carries: read once, not with every answer.
static DEFAULTS: LazyLock<[(HeaderName, HeaderValue); 6]> = LazyLock::new(|| {
    let defaults = [
        // The API's answers are data: a browser that is made to show one as a page runs nothing in it.
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];
    defaults.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
});

/// Adds the headers of [`headers`] to an answer.
pub(super) fn protect(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in &*DEFAULTS {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    if secure {
        headers.insert(
            HeaderName::from_static("strict-transport-security"),
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
}

/// Whether an address is one of the API, of a feed or of the mail of an issue, which ask the database as much.
fn costs(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/feeds/") || path == "/briefing-previews"
}

/// Spends the client's budget and says on every answer of the API, and with every feed, what is left of it.
pub(crate) async fn limit<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Answer<EitherBody<B>> {
    // Signs of life and the files of the app cost little, and whoever watches the server must not be sent away.
    if !costs(request.path()) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let verdict = spend(&request);
    let mut response = match verdict.as_ref().and_then(Verdict::refusal) {
        Some(refusal) => {
            let answer = render(request.request(), refusal);
            request.into_response(answer).map_into_right_body()
        }
        None => next.call(request).await?.map_into_left_body(),
    };
    // Of a machine its key has a budget, too.
    let of_key = response.request().extensions().get::<Verdict>().copied();
    tell(response.headers_mut(), of_key.or(verdict));
    Ok(response)
}

/// Takes the request out of its client's budget; `None` where there is no limit.
fn spend(request: &ServiceRequest) -> Option<Verdict> {
    let state = request.app_data::<web::Data<State>>()?;
    let limits = request.app_data::<web::Data<dyn Limits>>()?;
    limits.spend(Class::of(request.method()), client_of(request.request(), &state.settings.trusted_proxies))
}

/// Says on an answer what is left of the budget.
fn tell(headers: &mut HeaderMap, verdict: Option<Verdict>) {
    for (name, value) in verdict.iter().flat_map(Verdict::fields) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// Around CORS, which answers a browser's question before anything else sees it: the question costs budget, too, and
/// a refusal is a problem.
pub(crate) async fn preflight<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Answer<EitherBody<B>> {
    let asks = request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    if !asks || !costs(request.path()) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let verdict = spend(&request);
    let mut response = match verdict.as_ref().and_then(Verdict::refusal) {
        Some(refusal) => {
            let answer = render(request.request(), refusal);
            request.into_response(answer).map_into_right_body()
        }
        None => refusal_as_problem(next.call(request).await?),
    };
    tell(response.headers_mut(), verdict);
    Ok(response)
}

fn refusal_as_problem<B: MessageBody>(response: ServiceResponse<B>) -> ServiceResponse<EitherBody<B>> {
    if response.response().error().is_none_or(|error| error.as_error::<CorsError>().is_none()) {
        return response.map_into_left_body();
    }
    let reason = response.response().error().map(ToString::to_string).unwrap_or_default();
    let detail = format!("A page of another origin may not do this here: {reason}.");
    let request = response.into_parts().0;
    let answer = render(&request, ApiError::new(ProblemKind::Forbidden, detail));
    ServiceResponse::new(request, answer).map_into_right_body()
}
