//! What is forgotten: wishes that nobody confirmed, and everything about an address whose owner is erased.

use super::{CONFIRM_WITHIN, tell};
use crate::{Context, Result};
use domain::identity::email_key;
use domain::live::ChangeAction;
use domain::subscriptions::SuppressionReason;
use ids::SuppressionId;
use store::Tx;
use store::subscriptions::NewSuppressionRow;

/// Ends pauses whose day has come and forgets wishes that nobody confirmed; for a worker to call now and then.
pub(crate) async fn clear_away(ctx: &Context) -> Result<u64> {
    let now = ctx.now();
    let done = ctx.db().write(move |tx| {
        Box::pin(async move {
            let ended = store::subscriptions::end_pauses(tx, now).await?;
            Ok::<_, crate::Error>(ended + store::subscriptions::forget_unconfirmed(tx, now - CONFIRM_WITHIN).await?)
        })
    });
    done.await
}

/// Erases the subscriptions of these addresses. That nobody writes there stays known, by a hash that tells nobody which
/// address it is: an import of an old list brings them back otherwise.
pub(crate) async fn forget_addresses(ctx: &Context, tx: &Tx<'_>, addresses: &[String]) -> Result<()> {
    let keys: Vec<String> = addresses.iter().map(|address| email_key(address)).collect();
    let now = ctx.now();
    for (id, email_digest) in store::subscriptions::delete_of_addresses(tx, &keys).await? {
        let new = NewSuppressionRow {
            id: SuppressionId::generate(ctx.unix_ms()),
            email_digest,
            reason: SuppressionReason::Left,
            note: None,
            at: now,
        };
        store::subscriptions::suppress(tx, new).await?;
        tell(tx, id, ChangeAction::Deleted, 1, now);
    }
    Ok(())
}
