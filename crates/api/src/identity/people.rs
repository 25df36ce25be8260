//! People as they show themselves.

use crate::State;
use crate::http::validators::{self, Versioned};
use crate::http::{ApiError, Request, no_query};
use actix_web::{HttpRequest, HttpResponse, get, web};
use domain::identity::PublicProfile;
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_person);
}

/// Gets what a person shows of themselves
///
/// Their name, and of the rest of their profile what they chose to show to everyone. 404 where that is nothing, and for
/// accounts that are suspended or going to be deleted: nobody learns which.
#[utoipa::path(tag = "people", params(("id" = String, Path, description = "Id of the person's account.", max_length = 36, example = "0190163d-8694-739b-aea5-966c26f8ad91")),
    responses((status = 200, description = "What they show.", body = PublicProfile)))]
#[get("/people/{id}")]
async fn get_person(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let id: ids::AccountId = path.parse().map_err(|_| app::identity::nobody())?;
    validators::thing((&state, &caller, &request), app::identity::PEOPLE_MADE_FROM, async || {
        let (version, profile) = app::identity::get_person(&state.ctx, &caller.actor, id).await?;
        Ok(Versioned(version, profile))
    })
    .await
}
