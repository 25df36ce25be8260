//! `sitemap.xml` and `robots.txt`: every public page in every language, for search engines. The cities of a country are
//! a file of their own, and so are the verified organisations, public collections and every few thousand lessons,
//! notes and items of the library, so that no file passes the protocol's 50 000 addresses (sitemaps.org, 0.9).

use crate::State;
use crate::http::ApiError;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use domain::briefings::{BriefingIssueQuery, IssueStatus};
use domain::cities::{CityFacet, CityFilter, CityQuery};
use domain::library::CollectionQuery;
use domain::organisations::{OrganisationQuery, OrganisationStatus};
use domain::policy::Actor;
use domain::vocabularies::Language;
use std::fmt::Write as _;

/// Pages that everybody may see besides those of cities.
const PAGES: [&str; 15] = [
    "",
    "briefings",
    "briefings/rules",
    "cities",
    "collections",
    "compare",
    "glossary",
    "lessons",
    "lessons/grades",
    "library",
    "notes",
    "organisations",
    "subscribe",
    "tour",
    "about",
];
/// Lessons, notes or items of the library a file: half of what one may hold, in five languages.
const NAMES: usize = 5_000;
/// Search engines ask for it rarely; a minute of old answers hurts nobody.
const CACHING: (&str, &str) = ("Cache-Control", "public, max-age=3600");

/// Registers the addresses.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/robots.txt", web::get().to(robots))
        .route("/sitemap.xml", web::get().to(index))
        .route("/sitemaps/pages.xml", web::get().to(pages))
        .route("/sitemaps/organisations.xml", web::get().to(organisations))
        .route("/sitemaps/collections.xml", web::get().to(collections))
        .route("/sitemaps/briefings.xml", web::get().to(briefings))
        .route("/sitemaps/lessons-{part}.xml", web::get().to(lessons))
        .route("/sitemaps/library-{part}.xml", web::get().to(library))
        .route("/sitemaps/notes-{part}.xml", web::get().to(notes))
        .route("/sitemaps/cities-{country}.xml", web::get().to(cities));
}

async fn robots(state: web::Data<State>) -> HttpResponse {
    let url = &state.settings.public_url;
    let mut rules = String::from("User-agent: *\nDisallow: /api/\n");
    for language in Language::ALL {
        for page in ["account", "admin", "demo", "home", "waiting"] {
            // Writing to a string cannot fail.
            let _ = writeln!(rules, "Disallow: /{language}/{page}");
        }
    }
    let _ = writeln!(rules, "\nSitemap: {url}/sitemap.xml");
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header(CACHING).body(rules)
}

async fn index(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let query = CityQuery { facets: vec![CityFacet::Country], limit: Some(1), ..CityQuery::default() };
    let page = app::cities::list(&state.ctx, &Actor::Visitor, &query).await?;
    let url = &state.settings.public_url;
    let own = |file: &str| format!("<sitemap><loc>{url}/sitemaps/{file}.xml</loc></sitemap>");
    let mut body = [own("pages"), own("organisations"), own("collections"), own("briefings")].concat();
    let lessons = app::lessons::slugs(&state.ctx, &Actor::Visitor).await?.len().div_ceil(NAMES);
    body.extend((1..=lessons).map(|part| own(&format!("lessons-{part}"))));
    let items = app::library::slugs(&state.ctx, &Actor::Visitor).await?.len().div_ceil(NAMES);
    body.extend((1..=items).map(|part| own(&format!("library-{part}"))));
    let notes = app::notes::slugs(&state.ctx, &Actor::Visitor).await?.len().div_ceil(NAMES);
    body.extend((1..=notes).map(|part| own(&format!("notes-{part}"))));
    for facet in page.facets.unwrap_or_default() {
        for value in facet.values {
            let _ = write!(body, "<sitemap><loc>{url}/sitemaps/cities-{}.xml</loc></sitemap>", value.value);
        }
    }
    Ok(xml(&format!("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{body}</sitemapindex>")))
}

async fn pages(state: web::Data<State>) -> HttpResponse {
    let urls: String = PAGES.iter().map(|page| entries(&state.settings.public_url, page)).collect();
    urlset(&urls)
}

/// Those that everybody may see.
async fn organisations(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let statuses = vec![OrganisationStatus::Verified];
    let limit = Some(contract::query::MAX_LIMIT);
    let mut query = OrganisationQuery { statuses, limit, ..OrganisationQuery::default() };
    let mut urls = String::new();
    loop {
        let page = app::organisations::list_organisations(&state.ctx, &Actor::Visitor, &query).await?;
        let url = &state.settings.public_url;
        urls.extend(page.items.iter().map(|one| entries(url, &format!("organisations/{}", one.slug))));
        match page.next {
            Some(cursor) => query.cursor = Some(cursor),
            None => return Ok(urlset(&urls)),
        }
    }
}

/// Collections and reading lists that everybody may see.
async fn collections(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let mut query = CollectionQuery { limit: Some(contract::query::MAX_LIMIT), ..CollectionQuery::default() };
    let (url, mut urls) = (&state.settings.public_url, String::new());
    loop {
        let page = app::library::list_collections(&state.ctx, &Actor::Visitor, &query).await?;
        let entry = |slug: &str, changed| changed_entries(url, &format!("collections/{slug}"), Some(changed));
        urls.extend(page.items.iter().map(|one| entry(&one.slug, one.updated_at)));
        match page.next {
            Some(cursor) => query.cursor = Some(cursor),
            None => return Ok(urlset(&urls)),
        }
    }
}

/// Issues of briefings that have gone out.
async fn briefings(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let statuses = IssueStatus::ALL.iter().copied().filter(|status| status.is_public()).collect();
    let limit = Some(contract::query::MAX_LIMIT);
    let mut query = BriefingIssueQuery { statuses, limit, ..BriefingIssueQuery::default() };
    let (url, mut urls) = (&state.settings.public_url, String::new());
    loop {
        let page = app::briefings::list_briefing_issues(&state.ctx, &Actor::Visitor, &query).await?;
        urls.extend(page.items.iter().map(|one| changed_entries(url, &format!("briefings/{}", one.slug), one.sent_at)));
        match page.next {
            Some(cursor) => query.cursor = Some(cursor),
            None => return Ok(urlset(&urls)),
        }
    }
}

/// So many lessons, in the order of their names, each with when it last changed.
async fn lessons(state: web::Data<State>, part: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let all = app::lessons::slugs(&state.ctx, &Actor::Visitor).await?;
    Ok(urlset(&named(&state, "lessons", &all, &part)?))
}

/// So many items of the library, in the order of their names, each with when it last changed.
async fn library(state: web::Data<State>, part: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let all = app::library::slugs(&state.ctx, &Actor::Visitor).await?;
    Ok(urlset(&named(&state, "library", &all, &part)?))
}

/// So many notes, in the order of their names, each with when it last changed.
async fn notes(state: web::Data<State>, part: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let all = app::notes::slugs(&state.ctx, &Actor::Visitor).await?;
    Ok(urlset(&named(&state, "notes", &all, &part)?))
}

/// A part of what has names, with when each last changed.
fn named(state: &State, below: &str, all: &[(String, DateTime<Utc>)], part: &str) -> Result<String, ApiError> {
    let part = part.parse::<usize>().ok().and_then(|part| all.chunks(NAMES).nth(part.checked_sub(1)?));
    let part = part.ok_or(app::Error::Hidden)?;
    let url = &state.settings.public_url;
    let entry =
        |(slug, changed): &(String, DateTime<Utc>)| changed_entries(url, &format!("{below}/{slug}"), Some(*changed));
    Ok(part.iter().map(entry).collect())
}

async fn cities(state: web::Data<State>, country: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let filter = CityFilter::parse(&format!("country={country}")).map_err(|_| app::Error::Hidden)?;
    let mut query = CityQuery { filter, limit: Some(contract::query::MAX_LIMIT), ..CityQuery::default() };
    let mut urls = String::new();
    loop {
        let page = match app::cities::list(&state.ctx, &Actor::Visitor, &query).await {
            // No country of this name: no file of it.
            Err(app::Error::Malformed(_)) => return Err(app::Error::Hidden.into()),
            page => page?,
        };
        urls.extend(
            page.items.iter().map(|city| entries(&state.settings.public_url, &format!("cities/{}", city.slug))),
        );
        match page.next {
            Some(cursor) => query.cursor = Some(cursor),
            None => return Ok(urlset(&urls)),
        }
    }
}

/// A page in every language, each with the others beside it.
fn entries(url: &str, page: &str) -> String {
    changed_entries(url, page, None)
}

/// The same of a page of which is known when it last changed.
fn changed_entries(url: &str, page: &str, changed: Option<DateTime<Utc>>) -> String {
    let changed = changed.map(|at| format!("<lastmod>{}</lastmod>", at.format("%Y-%m-%d"))).unwrap_or_default();
    let mut alternates = String::new();
    for language in Language::ALL {
        let _ = write!(
            alternates,
            "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{url}/{language}/{page}\"/>"
        );
    }
    let entry = |language: &Language| format!("<url><loc>{url}/{language}/{page}</loc>{changed}{alternates}</url>");
    Language::ALL.iter().map(entry).collect()
}

fn urlset(urls: &str) -> HttpResponse {
    xml(&format!(
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">{urls}</urlset>"
    ))
}

fn xml(body: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/xml; charset=utf-8")
        .insert_header(CACHING)
        .body(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{body}"))
}
