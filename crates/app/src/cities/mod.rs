//! Cities: lists, one, similar ones, exports.

mod documents;
mod export;
mod list;
mod profile;
mod similar;

pub(crate) use documents::document;
pub use export::{Format, export};
pub use list::list;
pub use profile::{get_profile, update_profile};
pub(crate) use similar::{Comparable, near};
pub use similar::{METHOD, similar};

use crate::access::authorise;
use crate::{Context, Error, Result};
use domain::cities::{City, CityRef};
use domain::live::ThingKind;
use domain::policy::{Action, Actor, Scope};

/// Kinds of things that the answers here are made from.
pub const MADE_FROM: &[ThingKind] = &[ThingKind::City];

/// One city.
///
/// # Errors
/// [`Error::Missing`] when there is none of that name; when the actor may not or the database fails.
pub async fn get(ctx: &Context, actor: &Actor, reference: &CityRef) -> Result<City> {
    let scope = authorise(actor, Action::GetCity)?;
    find(ctx, scope, reference).await
}

async fn find(ctx: &Context, scope: Scope, reference: &CityRef) -> Result<City> {
    let city = store::cities::get(ctx.db(), scope, reference).await?;
    city.ok_or_else(|| missing(&reference.to_string()))
}

/// What is said of a city that is not there.
#[must_use]
pub fn missing(name: &str) -> Error {
    Error::Missing(format!("There is no city '{name}'. Use an id or a slug from the list of cities."))
}
