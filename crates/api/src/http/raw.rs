//! Bodies that are files: bounded, of a known type, and read piece by piece.

use super::ApiError;
use super::files::BYTES;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use actix_web::{HttpRequest, web};
use contract::ProblemKind;
use domain::library::FileType;
use futures_util::StreamExt as _;
use std::time::Duration;

/// Longest wait for the next piece of a body.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest wait for all of it: twenty megabytes over a slow line.
const ALL_PATIENCE: Duration = Duration::from_secs(600);

/// What a request says that its file is; `None` for bytes of whatever kind.
pub(crate) fn sent_type(request: &HttpRequest) -> Result<Option<FileType>, ApiError> {
    let packed = said(request, &CONTENT_ENCODING).is_some_and(|coding| !matches!(coding.trim(), "" | "identity"));
    let kind = said(request, &CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !packed && kind == BYTES {
        return Ok(None);
    }
    kind.parse().ok().filter(|_| !packed).map(Some).ok_or_else(|| {
        let detail = format!("Send the file as it is, as {BYTES} or by its own type. {}", FileType::expected());
        ApiError::new(ProblemKind::UnsupportedMediaType, detail)
    })
}

/// Refuses a body that says it is of another type than this one or bytes of whatever kind, or packed.
pub(crate) fn must_be(request: &HttpRequest, media_type: &str) -> Result<(), ApiError> {
    let packed = said(request, &CONTENT_ENCODING).is_some_and(|coding| !matches!(coding.trim(), "" | "identity"));
    let kind = said(request, &CONTENT_TYPE).unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !packed && [media_type, BYTES].iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(ApiError::new(ProblemKind::UnsupportedMediaType, format!("Send it as it is, as {media_type} or {BYTES}.")))
}

fn said<'r>(request: &'r HttpRequest, name: &HeaderName) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or("?"))
}

/// All of a body, of at most so many bytes.
pub(crate) async fn read(request: &HttpRequest, payload: web::Payload, most: usize) -> Result<Vec<u8>, ApiError> {
    let length = said(request, &CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        return Err(too_large(most));
    }
    // Whoever stops sending in the middle holds a connection: not for ever.
    let all = tokio::time::timeout(ALL_PATIENCE, pieces(payload, length.unwrap_or_default(), most)).await;
    all.unwrap_or_else(|_| Err(too_late()))
}

async fn pieces(mut payload: web::Payload, length: usize, most: usize) -> Result<Vec<u8>, ApiError> {
    let mut bytes = Vec::with_capacity(length);
    while let Some(piece) = tokio::time::timeout(PATIENCE, payload.next()).await.map_err(|_| too_late())? {
        let piece = piece.map_err(|_| ApiError::new(ProblemKind::Malformed, "The body ended early."))?;
        if bytes.len() + piece.len() > most {
            return Err(too_large(most));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

fn too_large(most: usize) -> ApiError {
    ApiError::new(ProblemKind::TooLarge, format!("The file is larger than {most} bytes."))
}

fn too_late() -> ApiError {
    ApiError::new(ProblemKind::Malformed, "The body did not arrive in time.")
}

#[cfg(test)]
mod tests {
    use super::{read, sent_type};
    use actix_web::test::TestRequest;
    use actix_web::{FromRequest as _, web};
    use domain::library::FileType;

    #[test]
    fn types_by_table() {
        for (kind, coding, expected) in [
            ("application/pdf", None, Some(Some(FileType::Pdf))),
            ("Text/CSV; charset=utf-8", None, Some(Some(FileType::Csv))),
            ("application/octet-stream", None, Some(None)),
            ("application/octet-stream", Some("identity"), Some(None)),
            ("application/pdf", Some("gzip"), None),
            ("application/octet-stream", Some("br"), None),
            ("application/zip", None, None),
            ("text/html", None, None),
            ("", None, None),
        ] {
            let request = TestRequest::default().insert_header(("content-type", kind));
            let request =
                coding.into_iter().fold(request, |request, coding| request.insert_header(("content-encoding", coding)));
            assert_eq!(sent_type(&request.to_http_request()).ok(), expected, "{kind} {coding:?}");
        }
    }

    #[tokio::test]
    async fn a_body_is_bounded() {
        for (sent, expected) in [("", Ok(0)), ("0123456789", Ok(10)), ("01234567890", Err(413))] {
            for length in [None, Some(sent.len().to_string())] {
                let request = length
                    .into_iter()
                    .fold(TestRequest::default(), |request, length| request.insert_header(("content-length", length)));
                let (request, mut payload) = request.set_payload(sent).to_http_parts();
                let payload = web::Payload::from_request(&request, &mut payload).await.unwrap();
                let found = read(&request, payload, 10).await;
                let found = found.map(|bytes| bytes.len()).map_err(|error| error.kind.status());
                assert_eq!(found, expected, "{sent}");
            }
        }
    }
}
