//! Jobs, for administrators.

use crate::State;
use crate::http::{ApiError, Request, answered_once, no_query, private};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use contract::Page;
use domain::jobs::{Job, JobQuery, JobState};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_jobs).service(create_job_retry);
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::jobs::JobQuery reads it")]
struct JobParams {
    /// Of any of these kinds.
    #[param(required = false, max_items = 50, example = json!(["mail"]))]
    kind: Vec<String>,
    /// In any of these states.
    #[param(required = false, max_items = 50, example = json!(["dead"]))]
    state: Vec<JobState>,
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Lists jobs
///
/// For administrators: what is done later, such as mails, and how it goes. Never what it holds.
#[utoipa::path(tag = "jobs", params(JobParams), responses((status = 200, description = "A page of jobs.", body = Page<Job>)))]
#[get("/jobs")]
async fn list_jobs(state: web::Data<State>, caller: Request, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let query = JobQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    let page = app::jobs::list(&state.ctx, &caller.caller(&()), &query).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(&page))
}

/// Tries a dead job again
///
/// For administrators. The job begins with its first attempt.
#[utoipa::path(tag = "jobs", params(("id" = String, Path, description = "Id of the job.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 200, description = "The job, waiting.", body = Job)))]
#[post("/jobs/{id}/retries")]
async fn create_job_retry(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let id = path.parse().map_err(|_| app::Error::Missing("There is no job of this id.".to_owned()))?;
    let job = app::jobs::retry(&state.ctx, caller.caller(&id), id).await?;
    Ok(answered_once(&job, private(HttpResponse::Ok())))
}
