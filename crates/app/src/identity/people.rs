//! People as they show themselves.

use crate::access::authorise;
use crate::{Context, Error, Result};
use domain::identity::PublicProfile;
use domain::live::ThingKind;
use domain::policy::{Action, Actor};
use ids::AccountId;

/// Kinds of things that the answers here are made from.
pub const PEOPLE_MADE_FROM: &[ThingKind] = &[ThingKind::Account];

/// What a person shows to everyone, with the version of their account.
///
/// # Errors
/// [`Error::Missing`] where nothing is shown: nobody learns whether there is such an account; when the database fails.
pub async fn get_person(ctx: &Context, actor: &Actor, id: AccountId) -> Result<(i64, PublicProfile)> {
    authorise(actor, Action::GetPerson)?;
    store::identity::public_profile(ctx.db(), id).await?.ok_or_else(nobody)
}

/// What is said of somebody who is not there, or shows nothing.
#[must_use]
pub fn nobody() -> Error {
    Error::Missing("Nobody shows anything of themselves here.".to_owned())
}
