//! How a text in Markdown will look.

use crate::http::{ApiError, Body, Request, json, no_query};
use actix_web::{HttpRequest, HttpResponse, post};
use domain::markdown::{MarkdownPreview, NewMarkdownPreview};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_markdown_preview);
}

/// Shows how a text will look
///
/// The HTML of a text in Markdown, as it is shown wherever people write: CommonMark with tables, struck text and bare
/// links; a line break is a line break; HTML in it is shown as it was typed. Nothing is kept, so it takes no idempotency
/// key.
#[utoipa::path(tag = "markdown", request_body(content = NewMarkdownPreview, description = "The text."),
    responses((status = 200, description = "How it looks.", body = MarkdownPreview)))]
#[post("/markdown/previews")]
async fn create_markdown_preview(
    caller: Request,
    request: HttpRequest,
    body: Body<NewMarkdownPreview>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let preview = app::markdown::create_markdown_preview(&caller.actor, body.0).await?;
    Ok(json(HttpResponse::Ok(), &preview))
}
