//! The specification, the reference page with try-it, and the page that explains problems: all from the binary.

use crate::http::{ApiError, no_query};
use crate::specification::{Version, specification};
use actix_web::{HttpRequest, HttpResponse, web};
use contract::ProblemKind;
use serde_json::Value;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use utoipa_swagger_ui::Config;

/// Where the reference page has its specification.
const TRIED_AT: &str = "/api/v1/docs/openapi.json";
/// The page is the product's, whoever made its parts.
const TITLE: &str = "<title>API reference · Cities for a Resilient Recovery</title>";
/// What the reference page may do: its own scripts, and calls to this server.
const REFERENCE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PAGE_POLICY: &str =
    "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

static NEW: LazyLock<web::Bytes> = LazyLock::new(|| specification(Version::V3_1).into());
static OLD: LazyLock<web::Bytes> = LazyLock::new(|| specification(Version::V3_0).into());

/// The specification as the reference page tries it: an example of a parameter that may be left out would be sent, and a
/// newcomer's first try would ask for everything at once, with a cursor of another list and a key of somebody else's.
static TRIED: LazyLock<web::Bytes> = LazyLock::new(|| {
    let mut document: Value = serde_json::from_slice(&NEW).unwrap_or_default();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.filter_map(|(_, path)| path.as_object_mut()).flatten();
    let parameters = operations.filter_map(|(_, operation)| operation.get_mut("parameters")?.as_array_mut()).flatten();
    for parameter in parameters.filter(|parameter| parameter["required"] != true) {
        for place in ["", "/schema"] {
            if let Some(place) = parameter.pointer_mut(place).and_then(Value::as_object_mut) {
                place.retain(|field, _| !matches!(field.as_str(), "example" | "examples"));
            }
        }
    }
    document.to_string().into()
});

/// Registers the addresses. Before the scope of the API, which would take everything below its path.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/openapi.json", web::get().to(|request: HttpRequest| async move { document(&request, &NEW) }))
        .route(
            "/api/v1/openapi-3.0.json",
            web::get().to(|request: HttpRequest| async move { document(&request, &OLD) }),
        )
        .route(TRIED_AT, web::get().to(|request: HttpRequest| async move { document(&request, &TRIED) }))
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
    let config = Config::new([TRIED_AT]).try_it_out_enabled(true).display_request_duration(true).validator_url("none");
    let file = utoipa_swagger_ui::serve(&tail, Arc::new(config))
        .map_err(|error| app::Error::Internal(format!("reference page: {error}")))?;
    let file = file.ok_or(app::Error::Hidden)?;
    let mut response = HttpResponse::Ok();
    let is_page = !file.gzpipped && file.content_type.starts_with("text/html");
    response
        .content_type(file.content_type)
        .insert_header(("Content-Security-Policy", REFERENCE_POLICY))
        .insert_header(("Cache-Control", "public, max-age=3600"));
    if file.gzpipped {
        response.insert_header(("Content-Encoding", "gzip"));
    }
    let bytes = file.bytes.into_owned();
    if !is_page {
        return Ok(response.body(bytes));
    }
    Ok(response.body(String::from_utf8_lossy(&bytes).replace("<title>Swagger UI</title>", TITLE)))
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
