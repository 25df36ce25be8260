//! The mails of a demonstration. Elsewhere there are none of these addresses.

use crate::State;
use crate::http::{ApiError, Request, no_query};
use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, get, web};
use contract::Page;
use contract::query::Reader;
use domain::demo::{DemoMail, DemoMailSummary};
use serde::Serialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_demo_mails).service(get_demo_mail);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; the handler reads it")]
struct DemoMailParams {
    /// How many, at most.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
}

/// Lists the mails of a demonstration
///
/// The newest first. Only where the demo mode is on and mails are kept as files: there they reach nobody, and whoever
/// tries the product follows their links from here. `next` is always `null`.
#[utoipa::path(tag = "demo", params(DemoMailParams), responses((status = 200, description = "The newest mails.", body = Page<DemoMailSummary>)))]
#[get("/demo/mails")]
async fn list_demo_mails(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let mut reader = Reader::new(request.query_string());
    let limit = reader.limit();
    reader.finish().map_err(ApiError::bad_query)?;
    Ok(unkept(&app::identity::list_demo_mails(&state.ctx, &caller.caller(&()), limit).await?))
}

/// Gets a mail of a demonstration
///
/// With both of its parts. Show the HTML in a frame without rights (`sandbox`).
#[utoipa::path(tag = "demo", params(("id" = String, Path, description = "Id of the mail.", max_length = 64, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 200, description = "The mail.", body = DemoMail)))]
#[get("/demo/mails/{id}")]
async fn get_demo_mail(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    Ok(unkept(&app::identity::get_demo_mail(&state.ctx, &caller.caller(&()), &path).await?))
}

/// Links in mails let somebody in: no cache keeps them.
fn unkept(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(body)
}
