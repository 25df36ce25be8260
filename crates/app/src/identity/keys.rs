//! Keys: access tokens are signed with the newest of a few, refresh tokens are made with one. They are in the
//! database, so that replicas share them, and read again when a token names one that is not known here.

use super::settings::internal;
use crate::{Context, Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use credentials::access::{JwkSet, Keys, SigningKey};
use credentials::refresh::Key;
use std::sync::{Arc, RwLock};
use store::identity::SigningSecret;

const ACCESS: &str = "access";
const REFRESH: &str = "refresh";
/// How long one key signs.
const SIGNS_FOR: TimeDelta = TimeDelta::days(90);
/// How long a retired key still verifies: longer than any token that it signed.
const VERIFIES_FOR: TimeDelta = TimeDelta::days(1);

/// The keys in force.
pub(super) struct Ring {
    pub(super) signing: SigningKey,
    pub(super) verifying: Keys,
    pub(super) refresh: Key,
}

/// The keys as this process knows them.
#[derive(Default)]
pub(crate) struct KeyRing(RwLock<Option<Arc<Ring>>>);

impl KeyRing {
    fn get(&self) -> Option<Arc<Ring>> {
        self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    fn put(&self, ring: Arc<Ring>) {
        *self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(ring);
    }
}

/// The keys, made where there are none yet.
pub(super) async fn ring(ctx: &Context) -> Result<Arc<Ring>> {
    match ctx.identity().keys.get() {
        Some(ring) => Ok(ring),
        None => read_again(ctx).await,
    }
}

/// Reads the keys from the database, and makes those that are missing or have signed long enough.
pub(super) async fn read_again(ctx: &Context) -> Result<Arc<Ring>> {
    let mut access = store::identity::secrets(ctx.db(), ACCESS).await?;
    let mut refresh = store::identity::secrets(ctx.db(), REFRESH).await?;
    let signs = |secret: &SigningSecret| secret.retired_at.is_none() && ctx.now() - secret.created_at < SIGNS_FOR;
    if !access.iter().any(signs) || refresh.is_empty() {
        make(ctx, !access.iter().any(signs), refresh.is_empty()).await?;
        access = store::identity::secrets(ctx.db(), ACCESS).await?;
        refresh = store::identity::secrets(ctx.db(), REFRESH).await?;
    }
    let ring = Arc::new(to_ring(ctx, &access, &refresh)?);
    ctx.identity().keys.put(Arc::clone(&ring));
    Ok(ring)
}

async fn make(ctx: &Context, access: bool, refresh: bool) -> Result<()> {
    let now = ctx.now();
    let secret = |id: String, purpose: &str, bytes: &[u8]| SigningSecret {
        id,
        purpose: purpose.to_owned(),
        secret: STANDARD.encode(bytes),
        created_at: now,
        retired_at: None,
    };
    let mut made = Vec::new();
    if access {
        let bytes = SigningKey::generate().map_err(internal)?;
        let kid = SigningKey::from_pkcs8(&bytes).map_err(internal)?.verifying().kid().to_owned();
        made.push(secret(kid, ACCESS, &bytes));
    }
    if refresh {
        // One name: of replicas that start together, the first one's key is everyone's.
        made.push(secret(REFRESH.to_owned(), REFRESH, &Key::generate().map_err(internal)?));
    }
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                if access {
                    store::identity::retire_secrets(tx, ACCESS, now).await?;
                }
                for secret in made {
                    store::identity::insert_secret(tx, secret).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await
}

fn to_ring(ctx: &Context, access: &[SigningSecret], refresh: &[SigningSecret]) -> Result<Ring> {
    let now = ctx.now();
    let current = |secret: &&SigningSecret| secret.retired_at.is_none_or(|at| now - at < VERIFIES_FOR);
    let keys: Vec<SigningKey> = access.iter().filter(current).map(to_signing).collect::<Result<_>>()?;
    let verifying = keys.iter().map(|key| key.verifying().clone()).collect();
    let signing = keys.into_iter().next().ok_or_else(|| Error::Internal("there is no key to sign with".to_owned()))?;
    let refresh = refresh.first().ok_or_else(|| Error::Internal("there is no key of refresh tokens".to_owned()))?;
    let bytes: [u8; 32] =
        decoded(refresh)?.try_into().map_err(|_| Error::Internal("a key has another length".to_owned()))?;
    Ok(Ring { signing, verifying, refresh: Key::new(&bytes) })
}

fn to_signing(secret: &SigningSecret) -> Result<SigningKey> {
    SigningKey::from_pkcs8(&decoded(secret)?).map_err(internal)
}

fn decoded(secret: &SigningSecret) -> Result<Vec<u8>> {
    STANDARD.decode(&secret.secret).map_err(|error| Error::Internal(format!("a key cannot be read: {error}")))
}

/// The public halves of the keys, so that other services can verify access tokens.
///
/// # Errors
/// When the database fails.
pub async fn jwks(ctx: &Context) -> Result<JwkSet> {
    Ok(ring(ctx).await?.verifying.jwks())
}
