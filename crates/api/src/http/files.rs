//! All of a list as one file, given away part by part.

use super::accept::liked;
use super::{ApiError, Request, validators};
use crate::State;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, ETAG, VARY};
use actix_web::{HttpRequest, HttpResponse, web};
use app::export::{Parts, TableFormat};
use contract::ProblemKind;
use domain::live::ThingKind;
use futures_util::stream;

/// The media type of lines of JSON. Nobody has registered one; this is what most programs say and understand.
pub(crate) const NDJSON: &str = "application/x-ndjson";
/// The media type of a sheet (Office Open XML).
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The media type of what is kept as it came: no program is made to show it.
pub(crate) const BYTES: &str = "application/octet-stream";

/// What there is of a list: JSON, which is also for callers who do not say, and files.
const OFFERS: [(&[&str], Option<TableFormat>); 4] = [
    (&["application/json", "application/*", "*/*", ""], None),
    (&["text/csv", "text/*"], Some(TableFormat::Csv)),
    (&[NDJSON, "application/ndjson"], Some(TableFormat::Ndjson)),
    (&[XLSX], Some(TableFormat::Xlsx)),
];

/// The form of a list that the caller likes best; `None` for JSON.
pub(crate) fn wanted(request: &HttpRequest) -> Result<Option<TableFormat>, ApiError> {
    let detail = format!("Accept application/json, text/csv, {NDJSON} or {XLSX}.");
    liked(request, &OFFERS).ok_or_else(|| ApiError::new(ProblemKind::NotAcceptable, detail))
}

/// A file that holds all of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListFile {
    /// What it is.
    pub(crate) media_type: &'static str,
    /// Its name where it is kept, with an ending that no other file of the list has.
    pub(crate) name: &'static str,
}

impl ListFile {
    /// A table in this form; `names` are those of the file as CSV, as NDJSON and as a sheet.
    pub(crate) const fn table(format: TableFormat, names: [&'static str; 3]) -> Self {
        let [csv, ndjson, xlsx] = names;
        let (media_type, name) = match format {
            TableFormat::Csv => ("text/csv; charset=utf-8", csv),
            TableFormat::Ndjson => (NDJSON, ndjson),
            TableFormat::Xlsx => (XLSX, xlsx),
        };
        Self { media_type, name }
    }

    fn ending(self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or_default()
    }
}

/// Answers with a file; 304 where the client holds it already.
pub(crate) async fn list_file(
    (state, caller, request): (&State, &Request, &HttpRequest),
    kinds: &[ThingKind],
    file: ListFile,
    make: impl AsyncFnOnce() -> Result<Parts, ApiError>,
) -> Result<HttpResponse, ApiError> {
    // Before the list is read: the file is then at least as new as its validator says. What the index helps to find is not,
    // until it has caught up: a file has no validator then.
    let is_settled = app::operations::settled(&state.ctx, kinds);
    let etag = validators::of_list(app::operations::position(&state.ctx, kinds), caller, request);
    let etag = format!("{}-{}\"", etag.trim_end_matches('"'), file.ending());
    if is_settled && let Some(unchanged) = validators::held(request, &etag) {
        return Ok(unchanged);
    }
    let parts = make().await?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(file.media_type)
        .insert_header((CONTENT_DISPOSITION, format!("inline; filename=\"{}\"", file.name)))
        .insert_header((VARY, "Accept"));
    if is_settled {
        response.insert_header((ETAG, etag)).insert_header((CACHE_CONTROL, "public, no-cache"));
    } else {
        response.insert_header((CACHE_CONTROL, "no-store"));
    }
    if file.media_type == XLSX {
        // It is packed in itself: said, so that the layer that packs leaves it alone.
        response.insert_header((CONTENT_ENCODING, "identity"));
    }
    Ok(response.streaming(stream::unfold(parts, next_part)))
}

/// Answers with a file that is for its caller alone, and kept by nobody else.
pub(crate) fn private_file(parts: Parts, file: ListFile) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(file.media_type)
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)))
        .insert_header((CACHE_CONTROL, "no-store"))
        .streaming(stream::unfold(parts, next_part))
}

/// A part that failed ends the connection, so that half a file is never taken for a whole one.
async fn next_part(mut parts: Parts) -> Option<(Result<web::Bytes, std::io::Error>, Parts)> {
    let part = parts.recv().await?;
    let part = part.map(web::Bytes::from).map_err(|error| {
        tracing::error!(%error, "an export ended early");
        std::io::Error::other("the export ended early")
    });
    Some((part, parts))
}
