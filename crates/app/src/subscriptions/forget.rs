//! What is forgotten: wishes that nobody confirmed, addresses of who has left, and everything about an address whose owner
//! is erased.

use super::address::Digests;
use super::{CONFIRM_WITHIN, KEPT_AFTER_LEAVING, tell};
use crate::{Context, Result};
use domain::identity::email_key;
use domain::live::ChangeAction;
use domain::subscriptions::SuppressionReason;
use ids::SuppressionId;
use store::Tx;
use store::subscriptions::NewSuppressionRow;

/// Ends pauses whose day has come, forgets wishes that nobody confirmed, and the addresses of who has left; for a worker to
/// call now and then.
pub(crate) async fn clear_away(ctx: &Context) -> Result<u64> {
    let now = ctx.now();
    let done = ctx.db().write(move |tx| {
        Box::pin(async move {
            let ended = store::subscriptions::end_pauses(tx, now).await?;
            Ok::<_, crate::Error>(ended + store::subscriptions::forget_unconfirmed(tx, now - CONFIRM_WITHIN).await?)
        })
    });
    Ok(done.await? + forget_who_left(ctx).await?)
}

/// Forgets the addresses of who has got no mails for so long, part by part: nobody waits for a hundred thousand rows.
async fn forget_who_left(ctx: &Context) -> Result<u64> {
    let (now, mut gone) = (ctx.now(), 0);
    loop {
        let part = ctx.db().write(move |tx| {
            Box::pin(async move {
                let part = store::subscriptions::forget_addresses_of_ended(tx, now - KEPT_AFTER_LEAVING).await?;
                if let Some((first, _)) = part {
                    // One line for all of them: whoever follows reads the list again.
                    tell(tx, first, ChangeAction::Updated, 1, now);
                }
                Ok::<_, crate::Error>(part)
            })
        });
        match part.await? {
            Some((_, count)) if count > 0 => gone += count,
            _ => return Ok(gone),
        }
    }
}

/// Erases the subscriptions of these addresses. That nobody writes there stays known, by a hash that tells nobody which
/// address it is: an import of an old list brings them back otherwise.
pub(crate) async fn forget_addresses(ctx: &Context, tx: &Tx<'_>, addresses: &[String]) -> Result<()> {
    let keys: Vec<String> = addresses.iter().map(|address| email_key(address)).collect();
    let now = ctx.now();
    let known = Digests::known(tx).await?;
    let digests: Vec<String> = known.iter().flat_map(|known| addresses.iter().map(|one| known.of(one))).collect();
    for (id, email_digest) in store::subscriptions::delete_of_addresses(tx, &keys, &digests).await? {
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
