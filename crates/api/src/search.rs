//! Search.

use crate::State;
use crate::http::{ApiError, Request, validators};
use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, Utc};
use contract::Page;
use domain::cities::Region;
use domain::search::{SearchFacet, SearchHit, SearchKind, SearchQuery};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(search_everything);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::search::SearchQuery reads it")]
struct SearchParams {
    /// What to search for. Every word must match: exactly, by its beginning, or with a typo or two.
    #[param(max_length = 200, min_length = 1, example = "ahmedabd")]
    q: String,
    /// Only these kinds of things.
    #[param(required = false, max_items = 50, example = json!(["city"]))]
    kind: Vec<SearchKind>,
    /// Any of these topics of lessons; see the vocabulary `lesson_topics`.
    #[param(required = false, max_items = 50, example = json!(["health"]))]
    topic: Vec<String>,
    /// Any of these priority themes; see the vocabulary `c2r_priority_themes`.
    #[param(required = false, max_items = 50, example = json!(["climate_resilience"]))]
    theme: Vec<String>,
    /// Of any of these regions: where a thing is from, or what it is about.
    #[param(required = false, max_items = 50, example = json!(["africa"]))]
    region: Vec<Region>,
    /// In any of these languages, BCP 47.
    #[param(required = false, max_items = 50, example = json!(["en"]))]
    language: Vec<String>,
    /// Only what was published from this moment on; cities, countries, organisations and terms are not.
    #[param(example = "2026-11-01T00:00:00Z")]
    published_since: Option<DateTime<Utc>>,
    /// The slug of the city that the search is for: of the best two hundred hits, those near to it come first, and say why.
    #[param(max_length = 100, example = "accra")]
    city: Option<String>,
    /// Facets to count, each without what is said about itself.
    #[param(required = false, max_items = 50, example = json!(["kind"]))]
    facets: Vec<SearchFacet>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before. The first thousand hits can be paged through.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Searches everything public
///
/// Lessons, notes, the library, cities, countries, partners and networks, and terms of the vocabularies, best hits first,
/// with the places that matched. Accents and typos are forgiven, beginnings of words are enough. The organisation of a
/// city is found as the city. With `city`, a hit counts up to twice by what it has in common with that city: its place,
/// what it faces, its stage of recovery, its priorities; `reasons` say what.
#[utoipa::path(tag = "search", params(SearchParams), responses((status = 200, description = "A page of hits.", body = Page<SearchHit>)))]
#[get("/search")]
async fn search_everything(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = SearchQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    validators::found((&state, &caller, &request), app::search::MADE_FROM, async || {
        Ok(app::search::search(&state.ctx, &caller.actor, &query).await?)
    })
    .await
}
