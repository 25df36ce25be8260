//! From a key that was shown to the machine that acts. Looked up at every request: what ended meanwhile is refused at once.

use super::used::note;
use crate::{Context, Error, KeyFault, Result};
use chrono::{DateTime, Utc};
use credentials::api_key::Shown;
use domain::policy::{Actor, Machine};
use ids::ApiKeyId;
use std::sync::Arc;
use store::api_keys::KeptKey;

/// Which machine shows this key.
///
/// A prefix that no key has and a secret that is another's are answered alike, after the same work; that a key was ended
/// or is over is told to who holds all of it.
///
/// # Errors
/// [`Error::Key`] when it opens nothing; when the database fails.
pub(crate) async fn authenticate(ctx: &Context, text: &str) -> Result<Actor> {
    let shown = Shown::parse(text).ok_or(Error::Key(KeyFault::Unknown))?;
    let found = store::api_keys::by_prefix(ctx.db(), shown.prefix()).await?;
    let proved = shown.proves(found.as_ref().map(|found| found.secret_digest.as_str()));
    let found = found.filter(|_| proved).ok_or(Error::Key(KeyFault::Unknown))?;
    if let Some(fault) = fault(&found, ctx.now()) {
        return Err(Error::Key(fault));
    }
    note(ctx, &found);
    Ok(actor(found))
}

fn fault(key: &KeptKey, now: DateTime<Utc>) -> Option<KeyFault> {
    if key.revoked_at.is_some() || !key.verified {
        return Some(KeyFault::Ended);
    }
    (key.expires_at <= now).then_some(KeyFault::Expired(key.expires_at))
}

fn actor(key: KeptKey) -> Actor {
    let KeptKey { id, organisation, city, scopes, .. } = key;
    Actor::Machine(Arc::new(Machine { key: id, organisation, city, scopes }))
}

/// Whether a machine that was let in before still would be: for streams, which stay open.
///
/// # Errors
/// [`Error::SignIn`] when not; when the database fails.
pub(crate) async fn still(ctx: &Context, machine: &Machine) -> Result<()> {
    let found = store::api_keys::by_id(ctx.db(), machine.key).await?;
    let stands = found.is_some_and(|found| fault(&found, ctx.now()).is_none());
    if stands { Ok(()) } else { Err(Error::SignIn) }
}

/// When the key ends by itself by which `actor` acts; `None` for others.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end_of(ctx: &Context, actor: &Actor) -> Result<Option<DateTime<Utc>>> {
    let Some(machine) = actor.machine() else { return Ok(None) };
    Ok(store::api_keys::by_id(ctx.db(), machine.key).await?.map(|found| found.expires_at))
}

/// A machine with this key, whether or not the key still holds: for who asks what it may do.
///
/// # Errors
/// [`Error::Missing`] when there is none; when the database fails.
pub(crate) async fn machine(ctx: &Context, id: ApiKeyId) -> Result<Actor> {
    let found = store::api_keys::by_id(ctx.db(), id).await?;
    found.map(actor).ok_or_else(|| Error::Missing("There is no key of this id.".to_owned()))
}
