//! The library: lists, one item, the file of all, and how editors keep it.

use crate::State;
use crate::http::files::{ListFile, list_file, wanted};
use crate::http::validators::Versioned;
use crate::http::{ApiError, Body, Request, if_match, made_once, no_query, private, validators, versioned};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use app::export::TableFormat;
use app::library::ListForm;
use chrono::{DateTime, Utc};
use contract::Page;
use domain::library::{
    CitationFormat, CitationQuery, LibraryExportQuery, LibraryFacet, LibraryItem, LibraryItemRef, LibraryItemSummary,
    LibraryItemUpdate, LibraryQuery, LibrarySort, LicenceKind, LinkState, NewLibraryItem,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_library_items).service(export_library_items_csv).service(export_library_items_ndjson);
    config.service(export_library_items_xlsx).service(export_library_items_bibtex).service(export_library_items_ris);
    config.service(get_library_item).service(get_library_item_citation);
    config.service(create_library_item).service(update_library_item).service(delete_library_item);
}

/// Which items: the parameters that list and files share. Values within a parameter are *or* (by commas or by repeating
/// it), parameters are *and*.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::library::LibraryFilter reads it")]
struct FilterParams {
    /// Kinds, keys of the vocabulary `resource_types`.
    #[param(required = false, max_items = 50, example = json!(["guide", "toolkit"]))]
    kind: Vec<String>,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[param(required = false, max_items = 50, example = json!(["climate_resilience"]))]
    theme: Vec<String>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[param(required = false, max_items = 50, example = json!(["renewal"]))]
    stage: Vec<String>,
    /// Sectors, keys of the vocabulary `city_systems`.
    #[param(required = false, max_items = 50, example = json!(["housing"]))]
    sector: Vec<String>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[param(required = false, max_items = 50, example = json!(["extreme_heat"]))]
    shock: Vec<String>,
    /// Languages of the works, BCP 47.
    #[param(required = false, max_items = 50, example = json!(["es"]))]
    language: Vec<String>,
    /// What one may do with them.
    #[param(required = false, max_items = 50, example = json!(["open"]))]
    licence: Vec<LicenceKind>,
    /// How their link is, by the last checks.
    #[param(required = false, max_items = 50, example = json!(["alive", "unknown"]))]
    link: Vec<LinkState>,
    /// Years of publication.
    #[param(required = false, max_items = 50, minimum = 1900, maximum = 2200, example = json!([2020]))]
    year: Vec<i32>,
    /// Only those that were published from this moment on.
    #[param(example = "2026-11-01T00:00:00Z")]
    published_since: Option<DateTime<Utc>>,
    /// Words in them or in what they are filed under, in any language of the vocabularies; typos are forgiven.
    #[param(max_length = 200, example = "heat")]
    q: Option<String>,
}

/// What a page of the list takes besides the filter.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::library::LibraryQuery reads it")]
struct PageParams {
    /// Order; a minus turns it round. When absent the last come first, and with `q` the best match first.
    #[param(example = "-published_at")]
    sort: Option<LibrarySort>,
    /// Properties to count by value, each without its own filter.
    #[param(required = false, max_items = 50, example = json!(["kind"]))]
    facets: Vec<LibraryFacet>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before, with the same sort and filters.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Lists the library
///
/// Works that help cities recover, each behind a link or as a file, with what is known of its licence: page by page,
/// filtered and sorted. With another type in `Accept` (CSV, NDJSON, XLSX) the answer is the whole filtered list as a
/// file, which takes no `sort`, `limit`, `cursor` or `facets`.
#[utoipa::path(tag = "library", params(FilterParams, PageParams), responses((status = 200, description = "A page of items.", body = Page<LibraryItemSummary>)))]
#[get("/library-items")]
async fn list_library_items(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if let Some(format) = wanted(&request)? {
        return export(&state, caller, &request, format).await;
    }
    let query = LibraryQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let make = async || Ok(app::library::list(&state.ctx, &caller.actor, &query).await?);
    let scene = (&**state, &caller, &request);
    if query.filter.q.is_some() || !query.facets.is_empty() {
        return validators::found(scene, app::library::MADE_FROM, make).await;
    }
    validators::list(scene, app::library::MADE_FROM, make).await
}

/// Takes the library away as CSV
///
/// Every item that passes the filter, all of them in one file, the last come first: RFC 4180, UTF-8, with a header.
/// Columns are stable, new ones are added at the end; several keys are set apart by spaces. A text that a spreadsheet
/// would take for a formula has an apostrophe in front.
#[utoipa::path(tag = "library", params(FilterParams), responses((status = 200, description = "The items.", body = String, content_type = "text/csv")))]
#[get("/library-items.csv")]
async fn export_library_items_csv(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Csv).await
}

/// Takes the library away as NDJSON
///
/// Every item that passes the filter, the last come first, a line of JSON each with all that the list says of it: for
/// programs that read line by line.
#[utoipa::path(tag = "library", params(FilterParams), responses((status = 200, description = "The items.", body = String, content_type = "application/x-ndjson")))]
#[get("/library-items.ndjson")]
async fn export_library_items_ndjson(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Ndjson).await
}

/// Takes the library away as a sheet
///
/// Every item that passes the filter, the last come first, as a sheet of a spreadsheet (Office Open XML) with the columns
/// of the CSV. Texts are texts there, never formulas. A sheet holds at most 100 000 rows; for more there are the other
/// files.
#[utoipa::path(tag = "library", params(FilterParams), responses((status = 200, description = "The items.", body = String, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/library-items.xlsx")]
async fn export_library_items_xlsx(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    export(&state, caller, &request, TableFormat::Xlsx).await
}

async fn export(
    state: &State,
    caller: Request,
    request: &HttpRequest,
    format: TableFormat,
) -> Result<HttpResponse, ApiError> {
    let query = LibraryExportQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let file = ListFile::table(format, ["library-items.csv", "library-items.ndjson", "library-items.xlsx"]);
    list_file((state, &caller, request), app::library::MADE_FROM, file, async || {
        Ok(app::library::export(&state.ctx, &caller.actor, &query, format).await?)
    })
    .await
}

/// Takes the library away as BibTeX
///
/// Every item that passes the filter as others cite it, the last come first: an entry each, in UTF-8, by its slug. One
/// that is a file alone is found at its page here.
#[utoipa::path(tag = "library", params(FilterParams), responses((status = 200, description = "The items.", body = String, content_type = "application/x-bibtex")))]
#[get("/library-items.bib")]
async fn export_library_items_bibtex(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let file = ListFile { media_type: BIBTEX, name: "library-items.bib" };
    citations(&state, caller, &request, (file, ListForm::Bibtex)).await
}

/// Takes the library away as RIS
///
/// Every item that passes the filter as others cite it, the last come first: a record each, in UTF-8, for programs that
/// keep references. One that is a file alone is found at its page here.
#[utoipa::path(tag = "library", params(FilterParams), responses((status = 200, description = "The items.", body = String, content_type = "application/x-research-info-systems")))]
#[get("/library-items.ris")]
async fn export_library_items_ris(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let file = ListFile { media_type: RIS, name: "library-items.ris" };
    citations(&state, caller, &request, (file, ListForm::Ris)).await
}

const BIBTEX: &str = "application/x-bibtex; charset=utf-8";
const RIS: &str = "application/x-research-info-systems; charset=utf-8";
const CSL_JSON: &str = "application/vnd.citationstyles.csl+json";

async fn citations(
    state: &State,
    caller: Request,
    request: &HttpRequest,
    (file, form): (ListFile, ListForm),
) -> Result<HttpResponse, ApiError> {
    let query = LibraryExportQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    list_file((state, &caller, request), app::library::MADE_FROM, file, async || {
        Ok(app::library::export_citations(&state.ctx, &caller.actor, &query, form).await?)
    })
    .await
}

/// Gets an item of the library
///
/// What it is about, where it is, what one may do with it, and whether its link still leads somewhere: each link is
/// looked at now and then, and `link.dead` says that no page has come for days.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform")),
    responses((status = 200, description = "The item.", body = LibraryItem)))]
#[get("/library-items/{item}")]
async fn get_library_item(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let reference = reference(&item)?;
    validators::shown((&state, &caller, &request), app::library::MADE_FROM, async || {
        let item = app::library::get(&state.ctx, &caller.actor, &reference).await?;
        Ok(Versioned(item.version, item))
    })
    .await
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::library::CitationQuery reads it")]
struct CitationParams {
    /// In which form; BibTeX when absent.
    #[param(example = "ris")]
    format: Option<CitationFormat>,
}

/// Gets an item of the library as it is cited
///
/// As BibTeX, as RIS for programs that keep references, or as CSL-JSON, an array of one, from which a processor of
/// styles makes a reference in any style. Of what is not known nothing is filled in.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform"), CitationParams),
    responses((status = 200, description = "How it is cited.", content((String = "application/x-bibtex"), (String = "application/x-research-info-systems"), (String = "application/vnd.citationstyles.csl+json")))))]
#[get("/library-items/{item}/citation")]
async fn get_library_item_citation(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let form = CitationQuery::parse(request.query_string()).map_err(ApiError::bad_query)?.form();
    let text = app::library::cite(&state.ctx, &caller.actor, &reference(&item)?, form).await?;
    Ok(validators::text((&caller, &request), cited_as(form), text))
}

/// The media type of a form of citations.
pub(crate) const fn cited_as(form: CitationFormat) -> &'static str {
    match form {
        CitationFormat::Bibtex => BIBTEX,
        CitationFormat::Ris => RIS,
        CitationFormat::CslJson => CSL_JSON,
    }
}

/// The item that a path names.
pub(crate) fn reference(text: &str) -> Result<LibraryItemRef, ApiError> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    text.parse().map_err(|_| app::library::missing(&shown).into())
}

/// Adds an item to the library
///
/// For editors of the network. An item is a link or a file, or both: where `url` is left out, its file follows by
/// `PUT /library-items/{item}/file`. What one may do with it is what its licence says, as far as you have seen it.
#[utoipa::path(tag = "library", request_body(content = NewLibraryItem, description = "What it is.", example = json!({
        "title": "Heat Action Platform", "kind": "toolkit", "publisher": "Arsht-Rockefeller Foundation Resilience Center and partners",
        "authors": [], "summary": "Online guide to assess, plan, carry out and evaluate heat measures.", "themes": ["climate_resilience"],
        "stages": ["renewal"], "sectors": [], "shocks": ["extreme_heat"], "language": "en", "year": 2022, "licence": null,
        "licence_kind": "unknown", "url": "https://onebillionresilient.org/2022/05/23/new-tool-empowers-cities-to-address-extreme-heat",
        "note": null, "is_copy": false, "named_by_programme": false
    })),
    responses((status = 201, description = "The item is in the library.", body = LibraryItem)))]
#[post("/library-items")]
async fn create_library_item(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    body: Body<NewLibraryItem>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let caller = caller.caller(&body.0);
    let outcome = app::library::create_library_item(&state.ctx, caller, body.0).await?;
    Ok(made_once(&outcome, &format!("/library-items/{}", outcome.value.slug)))
}

/// Changes an item of the library
///
/// For editors of the network. A merge patch (RFC 7396): what is left out stays, `null` empties; a list is given as a
/// whole. With another `url` nothing is known of the link any more, and it is looked at soon. Send the version of the
/// item as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform")), request_body(content = LibraryItemUpdate, description = "What changes.", example = json!({ "licence": "CC BY 4.0", "licence_kind": "open" })),
    responses((status = 200, description = "The item as it is now.", body = LibraryItem)))]
#[patch("/library-items/{item}")]
async fn update_library_item(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
    body: Body<LibraryItemUpdate>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (item, expected) = (reference(&item)?, if_match(&request)?);
    let changed = app::library::update_library_item(&state.ctx, caller.caller(&()), &item, expected, body.0).await?;
    Ok(versioned(changed.version, &changed))
}

/// Takes an item out of the library
///
/// For editors of the network. It goes from every collection as well, and its file with it; loading the reference data
/// does not bring it back. Send the version of the item as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform")), responses((status = 204, description = "Taken out.")))]
#[delete("/library-items/{item}")]
async fn delete_library_item(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (item, expected) = (reference(&item)?, if_match(&request)?);
    app::library::delete_library_item(&state.ctx, caller.caller(&()), &item, expected).await?;
    Ok(private(HttpResponse::NoContent()).finish())
}
