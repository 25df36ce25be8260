//! The specification, the reference page with try-it, and the page that explains problems: all from the binary.

use crate::http::{ApiError, no_query};
use crate::specification::{Version, specification};
use actix_web::{HttpRequest, HttpResponse, web};
use contract::ProblemKind;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use utoipa_swagger_ui::Config;

/// What the reference page may do: its own scripts, and calls to this server.
const REFERENCE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PAGE_POLICY: &str =
    "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

static NEW: LazyLock<web::Bytes> = LazyLock::new(|| specification(Version::V3_1).into());
static OLD: LazyLock<web::Bytes> = LazyLock::new(|| specification(Version::V3_0).into());

/// Registers the addresses. Before the scope of the API, which would take everything below its path.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/openapi.json", web::get().to(|request: HttpRequest| async move { document(&request, &NEW) }))
        .route(
            "/api/v1/openapi-3.0.json",
            web::get().to(|request: HttpRequest| async move { document(&request, &OLD) }),
        )
        .route("/api/v1/docs", web::get().to(to_reference))
        .route("/api/v1/docs/{tail:.*}", web::get().to(reference))
        .route("/docs/problems", web::get().to(problems));
}

fn document(request: &HttpRequest, bytes: &web::Bytes) -> Result<HttpResponse, ApiError> {
    no_query(request)?;
    let etag = format!("\"{:x}\"", crate::specification::fingerprint());
    if let Some(unchanged) = crate::http::validators::not_modified(request, &etag) {
        return Ok(unchanged);
    }
    let mut response = HttpResponse::Ok();
    response.content_type("application/json").insert_header(("ETag", etag));
    Ok(response.insert_header(("Cache-Control", "public, no-cache")).body(bytes.clone()))
}

async fn to_reference() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header(("Location", "/api/v1/docs/")).finish()
}

/// Swagger UI, whose files are in the binary.
async fn reference(tail: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let config = Config::new(["/api/v1/openapi.json"])
        .try_it_out_enabled(true)
        .display_request_duration(true)
        .validator_url("none");
    let file = utoipa_swagger_ui::serve(&tail, Arc::new(config))
        .map_err(|error| app::Error::Internal(format!("reference page: {error}")))?;
    let file = file.ok_or(app::Error::Hidden)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(file.content_type)
        .insert_header(("Content-Security-Policy", REFERENCE_POLICY))
        .insert_header(("Cache-Control", "public, max-age=3600"));
    if file.gzpipped {
        response.insert_header(("Content-Encoding", "gzip"));
    }
    Ok(response.body(file.bytes.into_owned()))
}

/// Where the `type` of a problem leads.
async fn problems() -> HttpResponse {
    let mut rows = String::new();
    for kind in ProblemKind::ALL {
        // Writing to a string cannot fail.
        let _ = write!(
            rows,
            "<tr id=\"{0}\"><td><code>{0}</code></td><td>{1}</td><td>{2}</td></tr>",
            kind.code(),
            kind.status(),
            kind.title()
        );
    }
    let page = include_str!("problems.html").replace("{{rows}}", &rows);
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("Content-Security-Policy", PAGE_POLICY))
        .body(page)
}
