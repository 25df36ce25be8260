//! Search.

use crate::State;
use crate::http::{ApiError, Request, validators};
use actix_web::{HttpRequest, HttpResponse, get, web};
use contract::Page;
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
    /// Facets to count.
    #[param(required = false, max_items = 50, example = json!(["kind"]))]
    facets: Vec<SearchFacet>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before. The first thousand hits can be paged through.
    #[param(max_length = 400, example = "WzIwLDMwMDg1NDMwODdd")]
    cursor: Option<String>,
}

/// Searches everything public
///
/// Cities, countries, partners and networks, and terms of the vocabularies, best hits first, with the places that
/// matched. Accents and typos are forgiven, beginnings of words are enough. The organisation of a city is found as
/// the city.
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
