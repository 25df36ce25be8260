//! Bodies of requests: JSON, bounded, with every fault told as a problem; read of nobody who may not do it anyway.

use super::error::ApiError;
use super::shape;
use crate::specification;
use actix_web::dev::{Decompress, Payload};
use actix_web::error::PayloadError;
use actix_web::http::Method;
use actix_web::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use contract::{Fault, ProblemKind};
use domain::policy::{Action, Actor, Decision, Thing, may};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::Duration;
use utoipa::ToSchema;

/// Longest wait for a body.
const PATIENCE: Duration = Duration::from_secs(20);

/// Most bytes of a body that is a long text.
const LARGE: usize = 1024 * 1024;

/// A JSON body.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

/// A JSON body that is a long text: it may be larger than others, of who has said who they are.
#[derive(Debug)]
pub(crate) struct LargeBody<T>(pub(crate) T);

impl<T: DeserializeOwned + ToSchema + 'static> FromRequest for LargeBody<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let unpacked = Decompress::from_headers(payload.take(), request.headers());
        let read = json(request, async move { pieces(unpacked).await });
        Box::pin(async move { read.await.map(Self) })
    }
}

/// All of a body that is a long text.
async fn pieces(mut body: Decompress<Payload>) -> Result<Bytes, actix_web::Error> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = body.next().await {
        let piece = piece?;
        if bytes.len() + piece.len() > LARGE {
            return Err(PayloadError::Overflow.into());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.freeze())
}

impl<T: DeserializeOwned + ToSchema + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = json(request, Bytes::from_request(request, payload));
        Box::pin(async move { read.await.map(Self) })
    }
}

/// What a request says in JSON, whose bytes are read by `bytes`; nothing is read of whom nobody would let do it.
fn json<T, F>(request: &HttpRequest, bytes: F) -> impl Future<Output = Result<T, ApiError>> + use<T, F>
where
    T: DeserializeOwned + ToSchema,
    F: Future<Output = Result<Bytes, actix_web::Error>>,
{
    let refused = refused(request);
    let (json, decoded) = (is_json(request), can_be_decoded(request));
    async move {
        if let Some(refused) = refused {
            return Err(refused);
        }
        if !json {
            let detail = "Send the body as application/json, in UTF-8.";
            return Err(ApiError::new(ProblemKind::UnsupportedMediaType, detail));
        }
        if !decoded {
            let detail = "The body's encoding is not read here. Send it as it is, or packed by br, gzip or deflate.";
            return Err(ApiError::new(ProblemKind::UnsupportedMediaType, detail));
        }
        // Whoever stops sending in the middle holds a connection: not for ever.
        let bytes = tokio::time::timeout(PATIENCE, bytes).await;
        let bytes = bytes.map_err(|_| ApiError::new(ProblemKind::Malformed, "The body did not arrive in time."))?;
        parse(&bytes.map_err(|error| unread(&error))?)
    }
}

/// What each operation does, by its method and the pattern of its address.
static ACTIONS: LazyLock<HashMap<String, Action>> = LazyLock::new(|| {
    let paths = specification::document()["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    });
    let named = operations.filter_map(|(path, method, operation)| {
        let action: Action = operation["operationId"].as_str()?.parse().ok()?;
        Some((format!("{} {path}", method.to_uppercase()), action))
    });
    named.collect()
});

/// Whoever has not said who they are hears of that first, not of their body, where that lets nobody do it.
fn refused(request: &HttpRequest) -> Option<ApiError> {
    if request.headers().contains_key(AUTHORIZATION) {
        return None;
    }
    let action = ACTIONS.get(&format!("{} {}", request.method(), request.match_pattern()?))?;
    match may(&Actor::Visitor, *action, Thing::NONE) {
        Decision::SignIn => Some(app::Error::SignIn.into()),
        Decision::Hidden => Some(app::Error::Hidden.into()),
        Decision::Allowed(_) | Decision::SecondFactor | Decision::KeyLacks(_) | Decision::Denied => None,
    }
}

/// JSON; of a change also by the name of its merge (RFC 7396).
fn is_json(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut words = kind.split(';').map(|word| word.trim().to_ascii_lowercase());
    let merges = request.method() == Method::PATCH;
    let fits = |kind: &str| kind == "application/json" || (merges && kind == "application/merge-patch+json");
    let json = words.next().is_some_and(|kind| fits(&kind));
    // JSON between systems is UTF-8 (RFC 8259, 8.1); whoever names another encoding would be misread.
    json && words
        .filter_map(|word| word.strip_prefix("charset=").map(|charset| charset.trim_matches('"').to_owned()))
        .all(|charset| charset == "utf-8" || charset == "utf8")
}

/// The framework hands on what it cannot unpack as it came.
fn can_be_decoded(request: &HttpRequest) -> bool {
    let encoding =
        request.headers().get(CONTENT_ENCODING).map(|value| value.to_str().unwrap_or("?").trim().to_ascii_lowercase());
    encoding.is_none_or(|encoding| ["", "identity", "br", "gzip", "deflate"].contains(&encoding.as_str()))
}

fn unread(error: &actix_web::Error) -> ApiError {
    let status = error.as_response_error().status_code().as_u16();
    match status {
        413 => ApiError::new(ProblemKind::TooLarge, "The body is larger than this server takes."),
        415 => ApiError::new(ProblemKind::UnsupportedMediaType, "The body's encoding is not read here."),
        _ => ApiError::new(ProblemKind::Malformed, "The body ended early or cannot be decoded."),
    }
}

/// What is no JSON is malformed; JSON of another shape is invalid, and the faults say where.
fn parse<T: DeserializeOwned + ToSchema>(bytes: &[u8]) -> Result<T, ApiError> {
    // Some editors put a byte order mark in front; RFC 8259 lets a reader pass over it.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader);
    let error = match read {
        Ok(value) => return reader.end().map(|()| value).map_err(|error| malformed(&error)),
        Err(error) => error,
    };
    let whole: Value = serde_json::from_slice(bytes).map_err(|error| malformed(&error))?;
    let mut faults = shape::faults(&whole, &T::name(), &specification::document()["components"]["schemas"]);
    // What the schema cannot say (an id that is none, a key given twice) the parser can, if only of the first.
    if faults.is_empty() {
        faults.push(of_parser(&pointer(&error.path().to_string()), &error.inner().to_string()));
    }
    Err(ApiError::with_faults(ProblemKind::Invalid, "Some values are not right; `errors` says which.", faults))
}

/// The one fault that the parser tells of.
fn of_parser(place: &str, cause: &str) -> Fault {
    let twice = cause.strip_prefix("duplicate field `").and_then(|rest| rest.split('`').next());
    match twice {
        Some(name) => Fault::new(format!("{place}/{name}"), "given_twice", "Give this field once."),
        None => Fault::new(place, "wrong_shape", sentence(cause)),
    }
}

fn malformed(error: &serde_json::Error) -> ApiError {
    let detail = format!("The body is not valid JSON: line {}, column {}.", error.line(), error.column());
    ApiError::new(ProblemKind::Malformed, detail)
}

/// `a.b[0]` as a JSON Pointer; the whole body is the empty pointer.
fn pointer(path: &str) -> String {
    if path == "." {
        return String::new();
    }
    let path = path.replace('[', ".").replace(']', "");
    path.split('.').map(|part| format!("/{part}")).collect()
}

/// The cause without the place in the text, which the pointer says better.
fn sentence(cause: &str) -> String {
    let text = cause.split(" at line ").next().unwrap_or(cause);
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::{parse, pointer};
    use domain::corrections::NewCorrection;

    #[test]
    fn faults_by_table() {
        let table = [
            ("", "malformed", vec![]),
            ("{", "malformed", vec![]),
            ("{} x", "malformed", vec![]),
            ("[]", "invalid", vec![""]),
            (r#"{"city":1}"#, "invalid", vec!["/city", "/fact", "/source", "/value"]),
            (r#"{"city":"a","fact":null,"value":"x","source":"y"}"#, "invalid", vec!["/fact"]),
            (r#"{"city":"a","fact":"mood","value":1,"source":"y"}"#, "invalid", vec!["/fact", "/value"]),
            (r#"{"city":"a","fact":"name","value":"x","source":"y","admin":true}"#, "invalid", vec!["/admin"]),
            (r#"{"city":"a","city":"b","fact":"name","value":"x","source":"y"}"#, "invalid", vec!["/city"]),
        ];
        for (body, code, places) in table {
            let error = parse::<NewCorrection>(body.as_bytes()).unwrap_err();
            assert_eq!(error.problem.code, code, "{body}");
            let found: Vec<_> = error.problem.errors.iter().map(|fault| fault.pointer.as_str()).collect();
            assert_eq!(found, places, "{body}");
        }
    }

    #[test]
    fn a_field_given_twice_is_told_in_words() {
        let body = r#"{"city":"a","city":"b","fact":"name","value":"x","source":"y"}"#;
        let error = parse::<NewCorrection>(body.as_bytes()).unwrap_err();
        assert_eq!(
            (error.problem.errors[0].code.as_str(), error.problem.errors[0].message.as_str()),
            ("given_twice", "Give this field once.")
        );
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        let body = "\u{feff}{\"city\":\"a\",\"fact\":\"name\",\"value\":\"x\",\"source\":\"y\"}";
        assert_eq!(parse::<NewCorrection>(body.as_bytes()).unwrap().city, "a");
    }

    #[test]
    fn paths_become_pointers() {
        assert_eq!(pointer("."), "");
        assert_eq!(pointer("a.b[0].c"), "/a/b/0/c");
    }
}
