//! `ETag`, `If-None-Match`, and public answers that are kept until what they were made from changes.

use super::{ApiError, Request};
use crate::State;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use domain::live::ThingKind;
use domain::policy::Actor;
use moka::sync::Cache;
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// Anyone may keep a public answer, but must ask whether it still holds.
const PUBLIC: &str = "public, no-cache";
/// What somebody got who has signed in, and what may not hold any more, is kept by nobody.
const PRIVATE: &str = "no-store";
/// What of a request an answer depends on besides its address.
const VARIES: &str = "Accept, Authorization";
/// Bytes of answers kept in memory.
const KEPT_BYTES: u64 = 16 * 1024 * 1024;
/// Longest address whose answer is kept.
const LONGEST_KEY: usize = 2_000;
/// The media type of nearly everything.
const JSON: &str = "application/json";

/// Public answers by address, each with the position of the change log that it was made at. What visitors
/// get depends on the address and on nothing else of the request, so one of them can have what another got;
/// a change of what it was made from makes every older answer worthless at once.
#[derive(Debug, Clone)]
pub(crate) struct Kept(Cache<String, Answer>);

#[derive(Debug, Clone)]
struct Answer {
    position: i64,
    etag: String,
    media_type: &'static str,
    body: Bytes,
}

impl Default for Kept {
    fn default() -> Self {
        let weigh =
            |key: &String, answer: &Answer| u32::try_from(key.len() + answer.body.len() + 128).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(KEPT_BYTES).weigher(weigh).build())
    }
}

/// Something that carries its own version, from which its validator is made.
pub(crate) struct Versioned<T>(pub(crate) i64, pub(crate) T);

/// Answers a list: from what is kept, with 304 where the client holds it already, or by making it.
pub(crate) async fn list<T: Serialize>(
    scene: (&State, &Request, &HttpRequest),
    kinds: &[ThingKind],
    make: impl AsyncFnOnce() -> Result<T, ApiError>,
) -> Result<HttpResponse, ApiError> {
    listed(scene, kinds, JSON, async || json(&make().await?)).await
}

/// Answers a list that is written as something else than JSON, such as a feed. `searched`: whether the search index
/// helped to make it, as for [`found`].
pub(crate) async fn written(
    scene: (&State, &Request, &HttpRequest),
    kinds: &[ThingKind],
    (media_type, searched): (&'static str, bool),
    make: impl AsyncFnOnce() -> Result<String, ApiError>,
) -> Result<HttpResponse, ApiError> {
    if searched && !app::operations::settled(&scene.0.ctx, kinds) {
        return Ok(unkept(media_type, make().await?.into()));
    }
    listed(scene, kinds, media_type, async || Ok(make().await?.into())).await
}

async fn listed(
    (state, caller, request): (&State, &Request, &HttpRequest),
    kinds: &[ThingKind],
    media_type: &'static str,
    make: impl AsyncFnOnce() -> Result<Bytes, ApiError>,
) -> Result<HttpResponse, ApiError> {
    // Before the list is read: it is then at least as new as its validator says.
    let position = app::operations::position(&state.ctx, kinds);
    let etag = of_list(position, caller, request);
    if let Some(unchanged) = held(request, &etag) {
        return Ok(unchanged);
    }
    let make = async || Ok(Answer { position, etag, media_type, body: make().await? });
    answer(caller, request, position, make).await
}

/// Answers a list that the search index helped to make. The index follows the change log a moment later:
/// until it has caught up, an answer is neither kept nor given a validator, because it could hold what was
/// found before a change and claim to be from after it.
pub(crate) async fn found<T: Serialize>(
    scene: (&State, &Request, &HttpRequest),
    kinds: &[ThingKind],
    make: impl AsyncFnOnce() -> Result<T, ApiError>,
) -> Result<HttpResponse, ApiError> {
    if app::operations::settled(&scene.0.ctx, kinds) {
        return list(scene, kinds, make).await;
    }
    Ok(unkept(JSON, json(&make().await?)?))
}

/// An answer of which nobody can say yet how long it holds.
fn unkept(media_type: &'static str, body: Bytes) -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, PRIVATE)).content_type(media_type).body(body)
}

/// Answers one thing.
pub(crate) async fn thing<T: Serialize>(
    (state, caller, request): (&State, &Request, &HttpRequest),
    kinds: &[ThingKind],
    make: impl AsyncFnOnce() -> Result<Versioned<T>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let position = app::operations::position(&state.ctx, kinds);
    let make = async || {
        let Versioned(version, thing) = make().await?;
        Ok(Answer { position, etag: of_version(version), media_type: JSON, body: json(&thing)? })
    };
    answer(caller, request, position, make).await
}

/// Answers one thing that shows more than its version counts, such as the names of who wrote it.
pub(crate) async fn shown<T: Serialize>(
    (state, caller, request): (&State, &Request, &HttpRequest),
    kinds: &[ThingKind],
    make: impl AsyncFnOnce() -> Result<Versioned<T>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let position = app::operations::position(&state.ctx, kinds);
    let make = async || {
        let Versioned(version, thing) = make().await?;
        let body = json(&thing)?;
        Ok(Answer { position, etag: of_answer(version, &body), media_type: JSON, body })
    };
    answer(caller, request, position, make).await
}

async fn answer(
    caller: &Request,
    request: &HttpRequest,
    position: i64,
    make: impl AsyncFnOnce() -> Result<Answer, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let key = request.uri().path_and_query().map_or(request.path(), |whole| whole.as_str());
    let kept =
        request.app_data::<web::Data<Kept>>().filter(|_| caller.actor == Actor::Visitor && key.len() <= LONGEST_KEY);
    let answer = match kept.and_then(|kept| kept.0.get(key)).filter(|answer| answer.position == position) {
        Some(answer) => answer,
        None => {
            let answer = make().await?;
            if let Some(kept) = kept {
                kept.0.insert(key.to_owned(), answer.clone());
            }
            answer
        }
    };
    if let Some(unchanged) = not_modified(request, &answer.etag) {
        return Ok(unchanged);
    }
    let mut response = HttpResponse::Ok();
    let kept_by = if caller.actor == Actor::Visitor { PUBLIC } else { PRIVATE };
    response.insert_header((ETAG, answer.etag)).insert_header((CACHE_CONTROL, kept_by));
    response.insert_header((VARY, VARIES));
    Ok(response.content_type(answer.media_type).body(answer.body))
}

fn json<T: Serialize>(value: &T) -> Result<Bytes, ApiError> {
    let body = serde_json::to_vec(value).map_err(|error| app::Error::Internal(format!("answer: {error}")))?;
    Ok(Bytes::from(body))
}

/// The validator of a thing that shows nothing but what its version counts.
fn of_version(version: i64) -> String {
    format!("\"v{version}\"")
}

/// The validator of a thing that shows more than its version counts, such as who leads it: whoever changes it is asked
/// for the version in front, whoever reads it again for the whole.
pub(crate) fn of_answer(version: i64, bytes: &[u8]) -> String {
    format!("\"v{version}.{:x}\"", hash_of(bytes))
}

/// The version that a validator names, weak or strong, with or without what stands behind it.
pub(crate) fn version_of(mark: &str) -> Option<i64> {
    let mark = mark.strip_prefix("W/").unwrap_or(mark);
    let version = mark.strip_prefix("\"v")?.strip_suffix('"')?;
    let version = version.split_once('.').map_or(version, |(version, _)| version);
    version.parse().ok().filter(|_| version.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The validator of a list: how far what it is made from has changed, what was asked, and who asked where they have said
/// who they are.
pub(crate) fn of_list(position: i64, caller: &Request, request: &HttpRequest) -> String {
    let mut hasher = DefaultHasher::new();
    request.path().hash(&mut hasher);
    request.query_string().hash(&mut hasher);
    if caller.actor != Actor::Visitor {
        // With their roles and places: what they see hangs on them.
        format!("{:?}", caller.actor).hash(&mut hasher);
    }
    format!("\"{position}-{:x}-{:x}\"", hasher.finish(), shapes())
}

/// Answers a text whose validator is made from itself.
pub(crate) fn text(
    (caller, request): (&Request, &HttpRequest),
    media_type: &'static str,
    body: String,
) -> HttpResponse {
    let etag = of_bytes(body.as_bytes());
    if let Some(unchanged) = not_modified(request, &etag) {
        return unchanged;
    }
    let kept_by = if caller.actor == Actor::Visitor { PUBLIC } else { PRIVATE };
    let mut response = HttpResponse::Ok();
    response.insert_header((ETAG, etag)).insert_header((CACHE_CONTROL, kept_by)).insert_header((VARY, VARIES));
    response.content_type(media_type).body(body)
}

/// The validator of what has no version of its own.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    format!("\"{:x}\"", hash_of(bytes))
}

fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
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

/// 304, when the client holds the answer already. Of what is known to be there: any answer will do for who sends `*`.
pub(crate) fn not_modified(request: &HttpRequest, etag: &str) -> Option<HttpResponse> {
    let any = held_marks(request).any(|mark| mark == "*");
    if any { Some(unchanged(request, etag)) } else { held(request, etag) }
}

/// 304, when the client holds this very answer: whoever does has got it, so that the thing is there.
pub(crate) fn held(request: &HttpRequest, etag: &str) -> Option<HttpResponse> {
    held_marks(request).any(|mark| is_same(mark, etag)).then(|| unchanged(request, etag))
}

/// The validators of what the client holds.
fn held_marks(request: &HttpRequest) -> impl Iterator<Item = &str> {
    let lines = request.headers().get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

fn unchanged(request: &HttpRequest, etag: &str) -> HttpResponse {
    // Whoever has signed in shows it; what they get is kept by nobody.
    let kept_by = if request.headers().contains_key(AUTHORIZATION) { PRIVATE } else { PUBLIC };
    HttpResponse::NotModified()
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, kept_by))
        .insert_header((VARY, VARIES))
        .finish()
}

/// Whether a mark is `etag`; weak or strong is the same here (a compressed answer's is weak).
fn is_same(mark: &str, etag: &str) -> bool {
    mark.strip_prefix("W/").unwrap_or(mark) == etag
}

#[cfg(test)]
mod tests {
    use super::{held, not_modified, of_answer, version_of};
    use actix_web::test::TestRequest;

    #[test]
    fn validators_by_table() {
        for (line, same, there) in [
            ("\"v1\"", true, true),
            ("W/\"v1\"", true, true),
            ("\"x\", W/\"v1\"", true, true),
            ("*", false, true),
            ("", false, false),
            ("\"v2\"", false, false),
            ("\"v1.abc\"", false, false),
            ("v1", false, false),
            ("\"v1", false, false),
        ] {
            let request = TestRequest::default().insert_header(("If-None-Match", line)).to_http_request();
            assert_eq!(held(&request, "\"v1\"").is_some(), same, "{line}");
            assert_eq!(not_modified(&request, "\"v1\"").is_some(), there, "{line}");
        }
    }

    #[test]
    fn versions_by_table() {
        for (mark, version) in [
            ("\"v3\"", Some(3)),
            ("W/\"v3\"", Some(3)),
            ("\"v0.1f\"", Some(0)),
            ("W/\"v3.abc\"", Some(3)),
            ("\"stale\"", None),
            ("\"v\"", None),
            ("\"v+3\"", None),
            ("v3", None),
            ("", None),
        ] {
            assert_eq!(version_of(mark), version, "{mark}");
        }
        assert_eq!(version_of(&of_answer(7, b"{}")), Some(7));
    }
}
