//! A request that waits is brought to mind once.

use super::{Letters, Pair};
use crate::identity::letters::{page, queue};
use crate::jobs::{COUNTED, Handler, Job, Reminder, counted, remind_later, reminding};
use crate::organisations::verifications;
use crate::{Context, Error, Result};
use domain::memberships::MembershipStatus;
use domain::policy::Reach;
use ids::MembershipId;
use mailer::Letter;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Tx;

/// A request that may still wait.
#[derive(Debug, Serialize, Deserialize)]
struct ReminderJob {
    membership: MembershipId,
}

impl Job for ReminderJob {
    const KIND: &'static str = "membership_reminder";
}

/// Has the request brought to mind if it still waits then.
pub(super) async fn schedule(ctx: &Context, tx: &Tx<'_>, membership: MembershipId) -> Result<()> {
    remind_later(ctx, tx, ReminderJob { membership }).await
}

/// The handlers of the jobs of memberships.
#[must_use]
pub fn handlers() -> Vec<Arc<dyn Handler>> {
    vec![reminding::<ReminderJob>()]
}

#[async_trait::async_trait]
impl Reminder for ReminderJob {
    fn thing(&self) -> String {
        self.membership.to_string()
    }

    async fn remind(&self, ctx: &Context, tx: &Tx<'_>) -> Result<()> {
        let id = self.membership;
        let Pair { membership, organisation } = match Pair::find(tx, id).await {
            Err(Error::Missing(_)) => return Ok(()),
            found => found?,
        };
        if membership.status != MembershipStatus::Requested || membership.reminded_at.is_some() {
            return Ok(());
        }
        let founders = store::memberships::founders(tx, organisation.id).await?;
        if founders.iter().any(|founder| founder.id == id) {
            verifications::remind(ctx, tx, membership.requested_at).await?;
            return Ok(store::memberships::set_reminded(tx, id, ctx.now()).await?);
        }
        let reach = Reach { organisations: vec![organisation.id], ..Reach::default() };
        let waiting = store::memberships::oldest_requested(tx, &reach, COUNTED).await?;
        let (count, oldest_days) = counted(&waiting, membership.requested_at, ctx.now());
        let letters = Letters { ctx, tx, key: &organisation };
        for decider in letters.deciders().await?.into_iter().filter(|decider| *decider != membership.account) {
            let Some(to) = letters.recipient(decider).await? else { continue };
            let (lead_name, organisation, link) = (to.name.clone(), organisation.name.clone(), page(ctx, "waiting"));
            let letter = Letter::MembershipReminder { lead_name, count, organisation, oldest_days, link };
            queue(ctx, tx, &to, letter).await?;
        }
        Ok(store::memberships::set_reminded(tx, id, ctx.now()).await?)
    }
}
