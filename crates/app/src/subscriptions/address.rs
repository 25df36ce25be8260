//! What addresses are known by where they are not kept: a hash under a key of the installation.

use crate::identity::internal;
use crate::{Context, Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use credentials::secret::{Secret, keyed_digest};
use domain::identity::email_key;
use store::Source;
use store::identity::SigningSecret;

/// Name and purpose of the key, which is never changed: what it has hashed could not be found again.
const KEY: &str = "suppressions";

/// The key, made where there is none yet.
async fn key(ctx: &Context) -> Result<Vec<u8>> {
    if let Some(found) = store::identity::secrets(ctx.db(), KEY).await?.pop() {
        return read(&found);
    }
    let secret = Secret::generate().map_err(internal)?;
    let new = SigningSecret {
        id: KEY.to_owned(),
        purpose: KEY.to_owned(),
        secret: STANDARD.encode(secret.text()),
        created_at: ctx.now(),
        retired_at: None,
    };
    let made = ctx.db().write(move |tx| Box::pin(async move { store::identity::insert_secret(tx, new).await }));
    made.await?;
    // Of replicas that make one at the same moment, the first one's is everyone's.
    let found = store::identity::secrets(ctx.db(), KEY).await?.pop();
    read(&found.ok_or_else(|| Error::Internal("there is no key of suppressions".to_owned()))?)
}

fn read(secret: &SigningSecret) -> Result<Vec<u8>> {
    STANDARD.decode(&secret.secret).map_err(|error| Error::Internal(format!("the key of suppressions: {error}")))
}

/// Makes hashes of addresses.
pub(crate) struct Digests(Vec<u8>);

impl Digests {
    /// Reads the key.
    pub(crate) async fn new(ctx: &Context) -> Result<Self> {
        Ok(Self(key(ctx).await?))
    }

    /// Reads the key within a transaction; `None` where no address was hashed yet.
    pub(crate) async fn known(source: &impl Source) -> Result<Option<Self>> {
        let found = store::identity::secrets(source, KEY).await?.pop();
        Ok(found.as_ref().map(read).transpose()?.map(Self))
    }

    /// The hash of an address, upper and lower case being one.
    pub(crate) fn of(&self, email: &str) -> String {
        keyed_digest(&self.0, &email_key(email))
    }
}

/// The hash of one address.
pub(crate) async fn digest_of(ctx: &Context, email: &str) -> Result<String> {
    Ok(Digests::new(ctx).await?.of(email))
}
