//! What follows for a subscription from what became of a mail.

use super::tell;
use crate::{Context, Result};
use domain::live::ChangeAction;
use domain::subscriptions::{SubscriberStatus, SuppressionReason};
use ids::{BriefingIssueId, SubscriberId, SuppressionId};
use store::Tx;
use store::briefings::deliveries::Mark;
use store::subscriptions::NewSuppressionRow;

/// Mails of different issues that come back for now, one after the other, before nobody writes there any more.
const SOFT_IN_A_ROW: u64 = 3;

/// How a mail came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returned {
    /// Nobody has this mailbox, and nobody will.
    Hard,
    /// Not now, or without a reason that could be relied on.
    Soft,
    /// Its reader marked it as unwanted.
    Complaint,
}

/// Notes that a mail came back; `true` where nobody writes to the address from now on.
pub(crate) async fn apply(
    ctx: &Context,
    tx: &Tx<'_>,
    (subscriber, issue): (SubscriberId, BriefingIssueId),
    returned: Returned,
) -> Result<bool> {
    let now = ctx.now();
    let mark = if returned == Returned::Complaint { Mark::Complained } else { Mark::Bounced };
    store::briefings::deliveries::mark(tx, (issue, subscriber), mark, now).await?;
    let Some(known) = store::subscriptions::by_id(tx, subscriber).await? else { return Ok(false) };
    let is_over = match returned {
        Returned::Hard | Returned::Complaint => true,
        Returned::Soft => {
            store::briefings::deliveries::note_soft(tx, (issue, subscriber), now).await?;
            store::briefings::deliveries::soft_in_a_row(tx, subscriber, SOFT_IN_A_ROW).await?
        }
    };
    if !is_over {
        return Ok(false);
    }
    let (status, reason) = match returned {
        Returned::Complaint => (SubscriberStatus::Complained, SuppressionReason::Complained),
        Returned::Hard | Returned::Soft => (SubscriberStatus::Bounced, SuppressionReason::Bounced),
    };
    let id = SuppressionId::generate(ctx.unix_ms());
    let new = NewSuppressionRow { id, email_digest: known.email_digest.clone(), reason, note: None, at: now };
    store::subscriptions::suppress(tx, new).await?;
    // Who has left stays one who has left: that was their word.
    if known.status.is_subscribed() || known.status == SubscriberStatus::Pending {
        let version = store::subscriptions::set_status(tx, &known, status, now).await?;
        tell(tx, known.id, ChangeAction::Updated, version, now);
    }
    Ok(true)
}
