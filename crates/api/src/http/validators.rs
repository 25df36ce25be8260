//! `ETag`, `If-None-Match` and the answers that carry them.

use crate::State;
use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use actix_web::{HttpRequest, HttpResponse};
use domain::live::ThingKind;
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// Anyone may keep a public answer, but must ask whether it still holds.
const PUBLIC: &str = "public, no-cache";

/// The validator of a thing.
pub(crate) fn of_version(version: i64) -> String {
    format!("\"v{version}-{:x}\"", shapes())
}

/// The validator of a list: how far the kinds that it is made from have changed, and what was asked.
pub(crate) fn of_list(state: &State, request: &HttpRequest, kinds: &[ThingKind]) -> String {
    let position = app::operations::position(&state.ctx, kinds);
    let mut hasher = DefaultHasher::new();
    request.path().hash(&mut hasher);
    request.query_string().hash(&mut hasher);
    format!("\"{position}-{:x}-{:x}\"", hasher.finish(), shapes())
}

/// Stands for the shapes of this version's answers: after an upgrade that changes them, nothing kept by a client still holds.
fn shapes() -> u64 {
    static SHAPES: OnceLock<u64> = OnceLock::new();
    *SHAPES.get_or_init(|| {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        crate::specification::fingerprint().hash(&mut hasher);
        hasher.finish() & 0xffff
    })
}

/// 304, when the client holds the answer already.
pub(crate) fn not_modified(request: &HttpRequest, etag: &str) -> Option<HttpResponse> {
    let held = request.headers().get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok()).any(|line| matches(line, etag));
    held.then(|| HttpResponse::NotModified().insert_header((ETAG, etag)).insert_header((CACHE_CONTROL, PUBLIC)).finish())
}

/// Whether a list of validators names `etag`; weak or strong is the same here (a compressed answer's is weak).
fn matches(line: &str, etag: &str) -> bool {
    line.split(',').map(str::trim).any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == etag)
}

/// A public answer in JSON with its validator.
pub(crate) fn json<T: Serialize>(etag: &str, value: &T) -> Result<HttpResponse, crate::http::ApiError> {
    let body = serde_json::to_vec(value).map_err(|error| app::Error::Internal(format!("answer: {error}")))?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag)).insert_header((CACHE_CONTROL, PUBLIC)).insert_header((VARY, "Accept")).content_type("application/json").body(body))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn validators_by_table() {
        for line in ["\"v1\"", "W/\"v1\"", "\"x\", W/\"v1\"", "*"] {
            assert!(matches(line, "\"v1\""), "{line}");
        }
        for line in ["", "\"v2\"", "v1", "\"v1"] {
            assert!(!matches(line, "\"v1\""), "{line}");
        }
    }
}
