//! Cities.

use crate::State;
use crate::http::accept::liked;
use crate::http::files::{ListFile, list_file};
use crate::http::validators::Versioned;
use crate::http::{ApiError, Request, validators};
use actix_web::{HttpRequest, HttpResponse, get, web};
use app::cities::Format;
use contract::query::Reader;
use contract::{Page, ProblemKind};
use domain::cities::{
    City, CityCollection, CityExportQuery, CityFacet, CityField, CityQuery, CityRef, CitySort, CitySummary,
    ClimateZone, IncomeGroup, PopulationBand, Region, SimilarCities, SimilarQuery,
};
use serde::Serialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_cities)
        .service(export_cities_csv)
        .service(export_cities_geojson)
        .service(get_city)
        .service(list_similar_cities);
}

/// Which cities: the parameters that list and exports share. Values within a parameter are *or* (by commas
/// or by repeating it), parameters are *and*.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::cities::CityFilter reads it")]
struct FilterParams {
    /// Regions of the network.
    #[param(required = false, max_items = 50, example = json!(["africa", "asia_pacific"]))]
    region: Vec<Region>,
    /// Countries, ISO 3166-1 alpha-2.
    #[param(required = false, max_items = 50, example = json!(["IN", "GH"]))]
    country: Vec<String>,
    /// `true`: members of the network; `false`: the others.
    #[param(example = true)]
    member: Option<bool>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[param(required = false, max_items = 50, example = json!(["extreme_heat"]))]
    shock: Vec<String>,
    /// Stresses, keys of the vocabulary `stresses`.
    #[param(required = false, max_items = 50, example = json!(["water_insecurity"]))]
    stress: Vec<String>,
    /// Size classes.
    #[param(required = false, max_items = 50, example = json!(["from_1m_to_5m"]))]
    population_band: Vec<PopulationBand>,
    /// Climate zones of Köppen–Geiger.
    #[param(required = false, max_items = 50, example = json!(["Aw"]))]
    climate: Vec<ClimateZone>,
    /// `true`: within 50 km of the sea; `false`: the others.
    #[param(example = true)]
    coastal: Option<bool>,
    /// Income groups of the World Bank.
    #[param(required = false, max_items = 50, example = json!(["lower_middle"]))]
    income_group: Vec<IncomeGroup>,
    /// Words in the name, the country or what the city faces, in any language of the vocabularies; typos are forgiven.
    #[param(max_length = 200, example = "accra")]
    q: Option<String>,
}

/// What an export takes besides the filter.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::cities::CityExportQuery reads it")]
struct ExportParams {
    /// Order; a minus turns it round. By name when absent.
    #[param(example = "name")]
    sort: Option<CitySort>,
}

/// What a page of the list takes besides the filter.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::cities::CityQuery reads it")]
struct PageParams {
    /// Order; a minus turns it round. By name when absent.
    #[param(example = "name")]
    sort: Option<CitySort>,
    /// Properties to count by value, each without its own filter.
    #[param(required = false, max_items = 50, example = json!(["region"]))]
    facets: Vec<CityFacet>,
    /// Only these fields of each city. The answer then holds no others, whatever its schema says.
    #[param(required = false, max_items = 50, example = json!(["slug", "name"]))]
    fields: Vec<CityField>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before, with the same sort and filters.
    #[param(
        max_length = 400,
        example = "WyJuYW1lIiwiYWNjcmEiLCIwMTkwMTYzZC04Njk0LTczOWItYWVhNS05NjZjMjZmOGFkOTEiLDIxNjYxMzYyNjFd"
    )]
    cursor: Option<String>,
}

/// Lists cities
///
/// All cities of the platform, page by page, filtered and sorted. With `Accept: text/csv` or
/// `Accept: application/geo+json` the answer is the whole filtered list in that format, which takes no `limit`, `cursor`,
/// `fields` or `facets`.
#[utoipa::path(tag = "cities", params(FilterParams, PageParams), responses((status = 200, description = "A page of cities.", body = Page<CitySummary>)))]
#[get("/cities")]
async fn list_cities(state: web::Data<State>, caller: Request, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if let Some(format) = wanted(&request)? {
        return export(&state, caller, &request, format).await;
    }
    let query = CityQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let make = async || {
        let page = app::cities::list(&state.ctx, &caller.actor, &query).await?;
        Ok(page.map(|city| CityItem::new(city, &query.fields)))
    };
    let scene = (&**state, &caller, &request);
    if query.filter.q.is_some() || !query.facets.is_empty() {
        return validators::found(scene, app::cities::MADE_FROM, make).await;
    }
    validators::list(scene, app::cities::MADE_FROM, make).await
}

/// A city in a list: whole, or only the asked fields.
#[derive(Serialize)]
#[serde(untagged)]
enum CityItem {
    Whole(Box<CitySummary>),
    Picked(serde_json::Value),
}

impl CityItem {
    fn new(city: CitySummary, fields: &[CityField]) -> Self {
        if fields.is_empty() { Self::Whole(Box::new(city)) } else { Self::Picked(only(&city, fields)) }
    }
}

/// The asked fields of a city.
fn only(city: &CitySummary, fields: &[CityField]) -> serde_json::Value {
    let mut value = serde_json::to_value(city).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.retain(|name, _| fields.iter().any(|field| field.as_str() == name));
    }
    value
}

/// What there is: JSON, which is also for callers who do not say, and files.
const OFFERS: [(&[&str], Option<Format>); 3] = [
    (&["application/json", "application/*", "*/*", ""], None),
    (&["text/csv", "text/*"], Some(Format::Csv)),
    (&["application/geo+json"], Some(Format::GeoJson)),
];

/// The format that the caller likes best; `None` for JSON.
fn wanted(request: &HttpRequest) -> Result<Option<Format>, ApiError> {
    let detail = "Accept application/json, text/csv or application/geo+json.";
    liked(request, &OFFERS).ok_or_else(|| ApiError::new(ProblemKind::NotAcceptable, detail))
}

/// Takes the cities away as CSV
///
/// Every city that passes the filter, all of them in one file: RFC 4180, UTF-8, with a header. Columns are stable, new ones
/// are added at the end; several shocks or stresses are set apart by spaces.
#[utoipa::path(tag = "cities", params(FilterParams, ExportParams), responses((status = 200, description = "The cities.", body = String, content_type = "text/csv")))]
#[get("/cities.csv")]
async fn export_cities_csv(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, Format::Csv).await
}

/// Takes the cities away as GeoJSON
///
/// Every city that passes the filter, all of them in one file, as a feature collection of points (RFC 7946): what a map needs.
#[utoipa::path(tag = "cities", params(FilterParams, ExportParams), responses((status = 200, description = "The cities.", body = CityCollection, content_type = "application/geo+json")))]
#[get("/cities.geojson")]
async fn export_cities_geojson(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, Format::GeoJson).await
}

async fn export(
    state: &State,
    caller: Request,
    request: &HttpRequest,
    format: Format,
) -> Result<HttpResponse, ApiError> {
    let query = CityExportQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let file = match format {
        Format::Csv => ListFile { media_type: "text/csv; charset=utf-8", name: "cities.csv" },
        Format::GeoJson => ListFile { media_type: "application/geo+json", name: "cities.geojson" },
    };
    list_file((state, &caller, request), app::cities::MADE_FROM, file, async || {
        Ok(app::cities::export(&state.ctx, &caller.actor, &query, format).await?)
    })
    .await
}

/// Gets a city
///
/// Everything that is known of one city, with where it was read.
#[utoipa::path(tag = "cities", params(("city" = String, Path, description = "Id or slug of the city.", max_length = 100, example = "melbourne")),
    responses((status = 200, description = "The city.", body = City)))]
#[get("/cities/{city}")]
async fn get_city(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    city: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    Reader::new(request.query_string()).finish().map_err(ApiError::bad_query)?;
    let reference = reference(&city)?;
    validators::thing((&state, &caller, &request), app::cities::MADE_FROM, async || {
        let city = app::cities::get(&state.ctx, &caller.actor, &reference).await?;
        Ok(Versioned(city.version, city))
    })
    .await
}

fn reference(text: &str) -> Result<CityRef, ApiError> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    text.parse().map_err(|_| app::cities::missing(&shown).into())
}

/// Weights of the comparison, each from 0 (leave out) to 10.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::cities::SimilarQuery reads it")]
struct SimilarParams {
    /// How many cities.
    #[param(minimum = 1, maximum = 50, default = 10, example = 5)]
    limit: Option<u32>,
    /// Weight of shocks in common.
    #[param(minimum = 0, maximum = 10, default = 3, example = 3)]
    weight_shocks: Option<f64>,
    /// Weight of stresses in common.
    #[param(minimum = 0, maximum = 10, default = 3, example = 3)]
    weight_stresses: Option<f64>,
    /// Weight of size.
    #[param(minimum = 0, maximum = 10, default = 2, example = 2)]
    weight_population: Option<f64>,
    /// Weight of the climate zone.
    #[param(minimum = 0, maximum = 10, default = 2, example = 2)]
    weight_climate: Option<f64>,
    /// Weight of the place at the coast.
    #[param(minimum = 0, maximum = 10, default = 1, example = 1)]
    weight_coast: Option<f64>,
    /// Weight of the income group.
    #[param(minimum = 0, maximum = 10, default = 2, example = 2)]
    weight_income: Option<f64>,
    /// Weight of the region.
    #[param(minimum = 0, maximum = 10, default = 1, example = 1)]
    weight_region: Option<f64>,
}

/// Lists cities like one
///
/// Compares by Gower's general coefficient of similarity (1971) with your weights. Every city comes with what
/// it has in common as data. Facts that are not known are left out, never counted as a difference. This is
/// for learning from each other: it ranks likeness, not cities.
#[utoipa::path(tag = "cities",
    params(("city" = String, Path, description = "Id or slug of the city.", max_length = 100, example = "melbourne"), SimilarParams),
    responses((status = 200, description = "The cities, most similar first.", body = SimilarCities)))]
#[get("/cities/{city}/similar")]
async fn list_similar_cities(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    city: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = SimilarQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let reference = reference(&city)?;
    validators::list((&state, &caller, &request), app::cities::MADE_FROM, async || {
        Ok(app::cities::similar(&state.ctx, &caller.actor, &reference, query).await?)
    })
    .await
}
