//! From an access token, or a key, to who acts. Looked up at every request: what ended meanwhile is refused at once.

use super::keys::{read_again, ring};
use crate::{Context, Error, Result};
use credentials::access::{Claims, Refused, verify};
use credentials::api_key::Shown;
use domain::identity::AccountStatus;
use domain::policy::{Actor, Role, SignedIn};
use ids::{AccountId, LoginId};
use std::sync::Arc;
use store::identity::Credentials;

/// Whom the tokens of this installation are for.
pub(super) const AUDIENCE: &str = "c2r";

/// Who shows this access token, or this key of a machine.
///
/// # Errors
/// [`Error::SignIn`] when it is not good: not ours, over, of a login that has ended or an account that is suspended;
/// [`Error::Key`] where it is meant to be a machine's key; when the database fails.
pub async fn authenticate(ctx: &Context, token: &str) -> Result<Actor> {
    if Shown::is_meant(token) {
        return crate::api_keys::authenticate(ctx, token).await;
    }
    let claims = read(ctx, token).await?;
    let account: AccountId = claims.sub.parse().map_err(|_| Error::SignIn)?;
    let login: LoginId = claims.sid.parse().map_err(|_| Error::SignIn)?;
    let person = standing(ctx, account, login, i64::from(claims.generation)).await?;
    Ok(Actor::Person(Arc::new(person)))
}

/// Whether somebody who signed in before still is: for streams, which outlive their tokens.
///
/// # Errors
/// [`Error::SignIn`] when not; when the database fails.
pub(crate) async fn still(ctx: &Context, person: &SignedIn) -> Result<()> {
    let login = store::identity::login(ctx.db(), person.login).await?;
    let account = store::identity::credentials(ctx.db(), person.account).await?;
    let stands = login.is_some_and(|login| !login.ended && login.expires_at > ctx.now())
        && account.is_some_and(|account| account.status != AccountStatus::Suspended);
    if stands { Ok(()) } else { Err(Error::SignIn) }
}

async fn read(ctx: &Context, token: &str) -> Result<Claims> {
    let now = u64::try_from(ctx.now().timestamp()).unwrap_or(0);
    let issuer = &ctx.identity().settings.public_url;
    let known = ring(ctx).await?;
    let outcome = match verify(token, &known.verifying, issuer, AUDIENCE, now) {
        // Another replica may have begun to sign with a new key.
        Err(Refused::UnknownKey) => verify(token, &read_again(ctx).await?.verifying, issuer, AUDIENCE, now),
        outcome => outcome,
    };
    outcome.map_err(|reason| {
        tracing::debug!(%reason, "an access token was refused");
        Error::SignIn
    })
}

async fn standing(ctx: &Context, account: AccountId, login: LoginId, generation: i64) -> Result<SignedIn> {
    let found = store::identity::credentials(ctx.db(), account).await?.ok_or(Error::SignIn)?;
    if found.generation != generation || found.status == AccountStatus::Suspended {
        return Err(Error::SignIn);
    }
    let record = store::identity::login(ctx.db(), login).await?.ok_or(Error::SignIn)?;
    if record.ended || record.account != account {
        return Err(Error::SignIn);
    }
    signed_in(ctx, &found, login).await
}

/// What somebody is by their roles and their places, acting by a login.
pub(super) async fn signed_in(ctx: &Context, found: &Credentials, login: LoginId) -> Result<SignedIn> {
    let account = found.id;
    let roles = store::identity::roles(ctx.db(), account).await?;
    let has_factor = found.totp.as_ref().is_some_and(|totp| totp.confirmed);
    // Whoever looks at a demonstration has its password from the page, and no authenticator of it.
    let needs_factor = ctx.identity().settings.administrators_need_second_factor && !found.demo;
    let waits = |role: &Role| *role == Role::Administrator && needs_factor && !has_factor;
    let (roles_waiting, roles) = roles.into_iter().partition(waits);
    let standings = store::memberships::standings(ctx.db(), account).await?;
    Ok(SignedIn { account, login, roles, roles_waiting, standings })
}
