//! Answering for the app: hashed files as immutable, the shell at every address that people use.

use super::fill::fill;
use super::negotiate::{language, look};
use super::{Encoding, Site, feeds, head, sitemap};
use crate::State;
use crate::http::ApiError;
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING};
use actix_web::{HttpRequest, HttpResponse, web};
use domain::vocabularies::Language;
use std::borrow::Cow;

/// What the app may do: its own scripts and styles, its own wasm, calls to this server, frames of this server (in which mails
/// are shown, each under a policy of its own), nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// Hashed files never change under their address.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Registers the addresses.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.route("/assets/{path:.*}", web::get().to(asset)).route("/", web::get().to(to_language));
    super::letter::configure(config);
    sitemap::configure(config);
    feeds::configure(config);
}

/// The first address sends on to a language: the one that was chosen here, else the best that the browser asks for.
async fn to_language(request: HttpRequest) -> HttpResponse {
    HttpResponse::TemporaryRedirect()
        .insert_header(("Location", format!("/{}/", language(&request))))
        .insert_header(("Cache-Control", "no-cache"))
        .insert_header(("Vary", "Accept-Language, Cookie"))
        .finish()
}

async fn asset(
    state: web::Data<State>,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let path = format!("assets/{path}");
    file(&*state.site, &request, &path, IMMUTABLE).ok_or_else(|| app::Error::Hidden.into())
}

/// A file in the best encoding that the client takes and the build has made.
fn file(site: &dyn Site, request: &HttpRequest, path: &str, caching: &'static str) -> Option<HttpResponse> {
    let plain = !path.split('/').any(|part| part.is_empty() || part.starts_with('.')) && !path.contains('\\');
    if !plain {
        return None;
    }
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let candidates = [(Encoding::Brotli, "br"), (Encoding::Gzip, "gzip"), (Encoding::Identity, "")];
    let found = candidates.into_iter().filter(|(_, name)| takes(accepted, name)).find_map(|(encoding, name)| {
        let bytes = site.file(&format!("{path}{}", encoding.ending()))?;
        Some((bytes, name))
    });
    let (bytes, name) = found?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(kind_of(path))
        .insert_header(("Cache-Control", caching))
        .insert_header(("Vary", "Accept-Encoding"));
    // Said even where there is none, so that the compressing layer leaves a file alone that is packed already or not worth it.
    response.insert_header(("Content-Encoding", if name.is_empty() { "identity" } else { name }));
    Some(match bytes {
        Cow::Borrowed(bytes) => response.body(bytes),
        Cow::Owned(bytes) => response.body(bytes),
    })
}

/// Whether `Accept-Encoding` takes an encoding; a quality of 0 is a no.
fn takes(accepted: &str, name: &str) -> bool {
    let mut given = accepted.split(',').map(|part| part.trim());
    name.is_empty()
        || given.any(|part| part.split(';').next() == Some(name) && !part.replace(' ', "").ends_with(";q=0"))
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Answers an address that no route took: a file of the app's root, or the shell, which shows the page or
/// says that there is none. `None` where a program asks, not a person.
pub(crate) async fn answer(state: &State, request: &HttpRequest) -> Option<HttpResponse> {
    let path = request.path();
    if path.starts_with("/api/") {
        return None;
    }
    let name = path.trim_start_matches('/');
    let is_shell = name.starts_with("index.") && name.ends_with(".html");
    if !name.is_empty()
        && !is_shell
        && !name.contains('/')
        && let Some(response) = file(&*state.site, request, name, "public, max-age=3600")
    {
        return Some(response);
    }
    let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accept.contains("text/html") && !accept.contains("*/*") && !accept.is_empty() {
        return None;
    }
    let page = head::page(state, path).await;
    let template = template(&*state.site, page.language)?;
    let template = String::from_utf8_lossy(&template);
    let shell = fill(&template, &page, look(request), &state.settings.public_url, path);
    let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK);
    let mut response = HttpResponse::build(status);
    response
        .content_type("text/html; charset=utf-8")
        .insert_header(("Content-Security-Policy", POLICY))
        .insert_header(("Cache-Control", "no-cache"))
        .insert_header(("Content-Language", page.language.as_str()))
        // Light or dark.
        .insert_header(("Vary", "Cookie"));
    Some(response.body(shell))
}

/// The shell in a language; the English one where an app was built without it.
fn template(site: &dyn Site, language: Language) -> Option<Cow<'static, [u8]>> {
    let translated = (language != Language::English).then(|| site.file(&format!("index.{language}.html")));
    translated.flatten().or_else(|| site.file("index.html"))
}

#[cfg(test)]
mod tests {
    use super::takes;

    #[test]
    fn encodings_by_table() {
        assert!(takes("gzip, deflate, br", "br"));
        assert!(takes("br;q=1.0", "br"));
        assert!(!takes("gzip", "br"));
        assert!(!takes("br;q=0", "br"));
        assert!(takes("", ""), "as it is, always");
    }
}
