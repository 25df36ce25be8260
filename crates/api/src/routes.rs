//! The one table of routes, and the server that answers for them.

use crate::http::limits::{Limits, LocalLimits};
use crate::http::validators::Kept;
use crate::http::{ApiError, layers, problems};
use crate::{
    State, audit, briefing_desk, briefings, cities, city_proposals, collections, corrections, dead_links, demo, docs,
    identity, jobs, lesson_drafts, lesson_outcomes, lessons, library, library_files, live, markdown, memberships,
    note_drafts, notes, operations, organisations, profiles, saved_searches, search, site, specification, subscribers,
    subscriptions, unsubscribe, vocabularies,
};
use actix_cors::Cors;
use actix_web::dev::Server;
use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::middleware::{Compress, Condition, from_fn};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use contract::{BASE_PATH, ProblemKind};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation of the API. One scope takes them all: a second one of the same prefix would never be reached.
fn api(config: &mut ServiceConfig<'_>) {
    vocabularies::configure(config);
    cities::configure(config);
    profiles::configure(config);
    city_proposals::configure(config);
    corrections::configure(config);
    lessons::configure(config);
    lesson_outcomes::configure(config);
    lesson_drafts::configure(config);
    notes::configure(config);
    note_drafts::configure(config);
    library::configure(config);
    library_files::configure(config);
    collections::configure(config);
    dead_links::configure(config);
    organisations::configure(config);
    memberships::configure(config);
    search::configure(config);
    saved_searches::configure(config);
    markdown::configure(config);
    live::configure(config);
    identity::configure(config);
    audit::configure(config);
    jobs::configure(config);
    demo::configure(config);
    briefings::configure(config);
    briefing_desk::configure(config);
    subscriptions::configure(config);
    subscribers::configure(config);
}

/// Schemas that no body names: those of parameters and of problems.
#[derive(OpenApi)]
#[openapi(components(schemas(
    contract::Problem,
    domain::cities::CityFacet,
    domain::cities::CityField,
    domain::cities::CitySort,
    domain::lessons::LessonFacet,
    domain::lessons::LessonSort,
    domain::library::CitationFormat,
    domain::library::LibraryFacet,
    domain::library::LibrarySort,
    domain::live::Channel,
    domain::notes::NoteFacet,
    domain::notes::NoteSort,
    domain::search::SearchFacet,
    vocabularies::VocabularyInclude
)))]
struct OtherSchemas;

/// The document that the routes make.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    let scope = utoipa_actix_web::scope(BASE_PATH).configure(api);
    App::new().into_utoipa_app().openapi(OtherSchemas::openapi()).service(scope).split_for_parts().1
}

/// Begins to serve on `listener`; the server runs when awaited, and stops by its handle.
///
/// # Errors
/// When the listener cannot be used.
pub fn run(listener: TcpListener, state: State) -> std::io::Result<Server> {
    let settings = Arc::clone(&state.settings);
    let limits: Arc<dyn Limits> = Arc::new(LocalLimits::new(settings.limits));
    let kept = web::Data::new(Kept::default());
    let server = HttpServer::new(move || {
        let settings = &state.settings;
        // Outermost last: the request is named first, and a fault of a handler becomes a problem innermost.
        App::new()
            .app_data(web::Data::new(state.clone()))
            .app_data(web::Data::from(Arc::clone(&limits)))
            .app_data(kept.clone())
            .app_data(web::PayloadConfig::new(settings.body_bytes))
            .wrap(from_fn(problems::layer))
            .wrap(from_fn(layers::limit))
            .wrap(Compress::default())
            .wrap(Condition::new(!settings.cors_origins.is_empty(), cors(&settings.cors_origins)))
            .wrap(Condition::new(!settings.cors_origins.is_empty(), from_fn(layers::preflight)))
            .wrap(from_fn(layers::headers))
            .wrap(from_fn(layers::trace))
            .configure(operations::configure)
            .configure(docs::configure)
            .configure(site::configure)
            .configure(unsubscribe::configure)
            .into_utoipa_app()
            .service(utoipa_actix_web::scope(BASE_PATH).configure(api))
            .into_app()
            .default_service(web::to(nowhere))
    });
    let server = server
        .workers(settings.workers)
        .disable_signals()
        .shutdown_timeout(settings.stop_within.as_secs())
        .keep_alive(Duration::from_secs(75));
    Ok(server.client_request_timeout(Duration::from_secs(10)).listen(listener)?.run())
}

fn cors(origins: &[String]) -> Cors {
    let cors = Cors::default().allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).max_age(3_600);
    let cors = cors.allowed_headers([
        "accept",
        "authorization",
        "content-type",
        "idempotency-key",
        "if-match",
        "if-none-match",
        "last-event-id",
    ]);
    let cors = cors.expose_headers([
        "etag",
        "location",
        "ratelimit",
        "ratelimit-policy",
        "retry-after",
        "x-request-id",
        "idempotent-replayed",
    ]);
    if origins.iter().any(|origin| origin == "*") {
        return cors.allow_any_origin().send_wildcard();
    }
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}

/// What no route takes: a page of the app, a known address with another method, or nothing.
async fn nowhere(state: web::Data<State>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let methods = methods_of(request.path());
    if !methods.is_empty() {
        return Ok(not_allowed(&request, &methods.join(", ")));
    }
    // Signs of life, the specification and its reference take one method, and are in no specification.
    let is_page = request.match_pattern().is_none();
    let page = if is_page { site::answer(&state, &request).await } else { None };
    match page {
        Some(page) if request.method() == Method::GET => Ok(page),
        Some(page) if !page.status().is_client_error() => Ok(not_allowed(&request, "GET, HEAD")),
        None if !is_page && request.path() != operations::METRICS && request.method() != Method::GET => {
            Ok(not_allowed(&request, "GET, HEAD"))
        }
        _ => Err(ApiError::new(ProblemKind::NotFound, "There is nothing at this address.")),
    }
}

/// What is at an address, but takes other methods.
fn not_allowed(request: &HttpRequest, methods: &str) -> HttpResponse {
    let detail = format!("This address takes {methods}.");
    let mut response = problems::render(request, ApiError::new(ProblemKind::MethodNotAllowed, detail));
    if let Ok(value) = methods.parse() {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

/// Methods of the operations at a path, by the specification; none where there is no such path.
fn methods_of(path: &str) -> Vec<String> {
    let paths = specification::document()["paths"].as_object();
    let found = paths.into_iter().flatten().filter(|(pattern, _)| fits(pattern, path));
    let methods =
        found.flat_map(|(_, item)| item.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase()));
    let mut methods: Vec<String> = methods.collect();
    if methods.iter().any(|method| method == "GET") {
        methods.push("HEAD".to_owned());
    }
    methods.sort();
    methods.dedup();
    methods
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(expected), Some(part)) if expected.starts_with('{') && !part.is_empty() => {}
            (Some(expected), Some(part)) if expected == part => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::methods_of;

    #[test]
    fn methods_come_from_the_specification() {
        assert_eq!(methods_of("/api/v1/corrections"), ["GET", "HEAD", "POST"]);
        assert_eq!(methods_of("/api/v1/cities/melbourne/similar"), ["GET", "HEAD"]);
        assert!(methods_of("/api/v1/cities/").is_empty());
        assert!(methods_of("/api/v1/nothing").is_empty());
    }
}
