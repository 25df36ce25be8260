//! Vocabularies.

use crate::State;
use crate::http::{ApiError, Request, validators};
use actix_web::{HttpRequest, HttpResponse, get, web};
use contract::query::Reader;
use contract::{Page, ProblemKind};
use domain::vocabularies::{Vocabulary, VocabularyName};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_vocabularies).service(get_vocabulary);
}

/// What can come with each vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, utoipa::ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum VocabularyInclude {
    Terms,
}

impl std::str::FromStr for VocabularyInclude {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "terms" { Ok(Self::Terms) } else { Err(()) }
    }
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; the handler reads it")]
struct VocabularyParams {
    /// What comes with each vocabulary; without it `terms` is `null`.
    #[param(required = false, max_items = 50, example = json!(["terms"]))]
    include: Vec<VocabularyInclude>,
}

/// Lists the vocabularies
///
/// The closed lists of keys that other things use: shocks, stresses, regions, themes and more. With
/// `include=terms` every term comes with its labels in all languages, and says what it means in English: ask for the one
/// vocabulary to have that in all languages, too.
#[utoipa::path(tag = "vocabularies", params(VocabularyParams), responses((status = 200, description = "All vocabularies.", body = Page<Vocabulary>)))]
#[get("/vocabularies")]
async fn list_vocabularies(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let mut reader = Reader::new(request.query_string());
    let include: Vec<VocabularyInclude> = reader.list("include", "Use terms.");
    reader.finish().map_err(ApiError::bad_query)?;
    validators::list((&state, &caller, &request), app::vocabularies::MADE_FROM, async || {
        let all = app::vocabularies::list(&state.ctx, &caller.actor, !include.is_empty()).await?;
        Ok(Page::new(all, None))
    })
    .await
}

/// Gets a vocabulary
///
/// One vocabulary with its terms in the order to show them, each with its labels and what it means by language.
#[utoipa::path(tag = "vocabularies", params(("name" = VocabularyName, Path, description = "Name of the vocabulary.", example = "shocks")),
    responses((status = 200, description = "The vocabulary.", body = Vocabulary)))]
#[get("/vocabularies/{name}")]
async fn get_vocabulary(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    name: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    Reader::new(request.query_string()).finish().map_err(ApiError::bad_query)?;
    let name: VocabularyName = name.parse().map_err(|_| {
        let detail = format!("There is no such vocabulary. {}", VocabularyName::expected());
        ApiError::new(ProblemKind::NotFound, detail)
    })?;
    validators::list((&state, &caller, &request), app::vocabularies::MADE_FROM, async || {
        Ok(app::vocabularies::get(&state.ctx, &caller.actor, name).await?)
    })
    .await
}
