//! Keys by which machines of organisations use the API: made and ended by who leads the organisation.

mod authenticate;
mod used;

pub(crate) use authenticate::{authenticate, end_of, machine, still};
pub(crate) use used::Touched;

use crate::access::authorise_on;
use crate::cursor::List;
use crate::error::unless_taken;
use crate::identity::internal;
use crate::memberships::Letters;
use crate::organisations::{seen, thing};
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use credentials::api_key::ApiKey as Generated;
use domain::Valid;
use domain::api_keys::{ApiKey, CreatedApiKey, MAX_LIVING_KEYS, NewApiKey};
use domain::live::{ChangeAction, ThingKind};
use domain::organisations::{OrganisationKind, OrganisationStatus};
use domain::policy::{Action, Actor, KeyScope};
use ids::{ApiKeyId, OrganisationId};
use store::api_keys::NewApiKeyRow;
use store::organisations::{OrganisationKey, OrganisationName};
use store::{NewChange, Tx};

fn missing() -> Error {
    Error::Missing("This organisation has no key of this id.".to_owned())
}

/// A page of the keys of an organisation, newest first: those that ended as well, as such.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list(
    ctx: &Context,
    actor: &Actor,
    name: &str,
    (limit, before): (Option<u32>, Option<&str>),
) -> Result<Page<ApiKey>> {
    let key = seen(ctx, actor, name).await?;
    authorise_on(actor, Action::ListApiKeys, thing(&key))?;
    let list = List::of(Action::ListApiKeys, &key.id.to_string());
    let before: Option<ApiKeyId> = list.read(before)?;
    let limit = u64::from(limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::api_keys::list(ctx.db(), key.id, before, ctx.now(), limit + 1).await?;
    list.page(items, limit, |key| key.id)
}

/// Makes a key. Its secret is in this answer and nowhere else: only a digest of it is kept.
///
/// # Errors
/// [`Error::Broken`] with every fault; [`Error::Conflict`] where the organisation is not verified, or has as many keys
/// as it may; when the actor may not or the database fails.
pub async fn create(ctx: &Context, caller: Caller, name: &str, new: NewApiKey) -> Result<CreatedApiKey> {
    let organisation = seen(ctx, &caller.actor, name).await?;
    authorise_on(&caller.actor, Action::CreateApiKey, thing(&organisation))?;
    let new = checked(new, &organisation, ctx.now())?;
    let (generated, now) = (Generated::generate().map_err(internal)?, ctx.now());
    let row = NewApiKeyRow {
        id: ApiKeyId::generate(ctx.unix_ms()),
        organisation: organisation.id,
        name: new.name,
        prefix: generated.prefix().to_owned(),
        secret_digest: generated.digest(),
        scopes: new.scopes,
        created_by: caller.person()?.account,
        at: now,
        expires_at: new.expires_at,
    };
    let thing = (ThingKind::ApiKey, row.id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateApiKey, thing, vec!["name", "scopes", "expires_at"]);
    let ctx_in = ctx.clone();
    let written = ctx.db().write(move |tx| {
        Box::pin(async move {
            let key = keep(tx, row, now).await?;
            store::audit::append(tx, audit).await?;
            tell(tx, key.id, ChangeAction::Created, now);
            Letters { ctx: &ctx_in, tx, key: &organisation }.key_made(&key).await?;
            Ok::<_, Error>(key)
        })
    });
    Ok(CreatedApiKey { key: written.await?, secret: generated.text() })
}

/// The wish, or everything that is wrong with it: also when it ends, and what an organisation of this kind has no use for.
fn checked(new: NewApiKey, organisation: &OrganisationKey, now: DateTime<Utc>) -> Result<NewApiKey> {
    let mut more: Vec<Fault> = new.fault_of_end(now).into_iter().collect();
    for (place, scope) in new.scopes.iter().enumerate() {
        if let Some(message) = opens_nothing(*scope, organisation) {
            more.push(Fault::new(format!("/scopes/{place}"), "not_allowed", message));
        }
    }
    match Valid::check(new) {
        Ok(valid) if more.is_empty() => {
            let new = valid.into_inner();
            // As exact as it is kept, so that the answer reads as every later one.
            let expires_at =
                DateTime::from_timestamp_micros(new.expires_at.timestamp_micros()).unwrap_or(new.expires_at);
            Ok(NewApiKey { expires_at, ..new })
        }
        Ok(_) => Err(Error::Broken(more)),
        Err(mut faults) => {
            faults.extend(more);
            Err(Error::Broken(faults))
        }
    }
}

/// Why a key of this organisation would open nothing by a scope; `None` where it would open something.
fn opens_nothing(scope: KeyScope, organisation: &OrganisationKey) -> Option<String> {
    if scope.needs_city() && organisation.city.is_none() {
        return Some(format!("`{scope}` is about a city, and this organisation is none."));
    }
    let foreign = scope.needs_network() && organisation.kind != OrganisationKind::Network;
    foreign.then(|| format!("`{scope}` is for organisations that keep a network, and this is none."))
}

async fn keep(tx: &Tx<'_>, row: NewApiKeyRow, now: DateTime<Utc>) -> Result<ApiKey> {
    let (organisation, id) = (row.organisation, row.id);
    tx.alone_with(organisation.as_uuid()).await?;
    let whose = store::organisations::key(tx, &OrganisationName::Id(organisation)).await?.ok_or_else(missing)?;
    if whose.status != OrganisationStatus::Verified {
        return Err(Error::Conflict("Only organisations that were verified have keys.".to_owned()));
    }
    if store::api_keys::count_living(tx, organisation, now).await? >= MAX_LIVING_KEYS as u64 {
        let sentence =
            format!("An organisation has at most {MAX_LIVING_KEYS} keys at a time. End one that is not needed.");
        return Err(Error::Conflict(sentence));
    }
    let kept = store::api_keys::insert(tx, row).await;
    unless_taken(kept, "The key could not be made. Try again.")?;
    store::api_keys::get(tx, organisation, id, now).await?.ok_or_else(missing)
}

/// Ends a key: it opens nothing from now on. It stays in the list, as one that was ended. Ending it again changes nothing.
///
/// # Errors
/// [`Error::Missing`]; when the actor may not or the database fails.
pub async fn delete(ctx: &Context, caller: Caller, name: &str, id: ApiKeyId) -> Result<()> {
    let organisation = seen(ctx, &caller.actor, name).await?;
    authorise_on(&caller.actor, Action::DeleteApiKey, thing(&organisation))?;
    let audit = caller.audit(ctx, Action::DeleteApiKey, (ThingKind::ApiKey, id.as_uuid()), vec!["revoked_at"]);
    let (by, now, whose): (_, _, OrganisationId) = (caller.actor.account(), ctx.now(), organisation.id);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(whose.as_uuid()).await?;
                let before = store::api_keys::get(tx, whose, id, now).await?.ok_or_else(missing)?;
                if before.revoked_at.is_none() {
                    store::api_keys::revoke(tx, id, by, now).await?;
                    store::audit::append(tx, audit).await?;
                    tell(tx, id, ChangeAction::Deleted, now);
                }
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Tells the change log of a key. The line is not public; streams that were opened with the key end by it.
fn tell(tx: &Tx<'_>, id: ApiKeyId, action: ChangeAction, at: DateTime<Utc>) {
    tx.tell(NewChange {
        at,
        kind: ThingKind::ApiKey,
        id: id.as_uuid(),
        slug: None,
        action,
        version: 1,
        audience: None,
    });
}
