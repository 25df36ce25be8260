//! Parameters that many operations take.

use super::ApiError;
use actix_web::HttpRequest;
use contract::query::Reader;
use std::str::FromStr;
use utoipa::IntoParams;
use uuid::Uuid;

/// The id in a path. What is no id is the id of nothing: the same answer as for what may not be seen.
pub(crate) fn id_of<T: FromStr + From<Uuid>>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| Uuid::nil().into())
}

/// What a page takes, besides its filters where it has any.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; the handlers read it")]
pub(crate) struct PageParams {
    /// Size of the page.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 400)]
    cursor: Option<String>,
}

/// Reads the query string of a page that has no filters.
pub(crate) fn page(request: &HttpRequest) -> Result<(Option<u32>, Option<String>), ApiError> {
    let mut reader = Reader::new(request.query_string());
    let found = (Some(reader.limit()), reader.cursor());
    reader.finish().map_err(ApiError::bad_query)?;
    Ok(found)
}
