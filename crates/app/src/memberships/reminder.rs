//! A request that waits is brought to mind once.

use super::{Letters, Pair};
use crate::identity::letters::{page, queue};
use crate::jobs::{Handler, Job, JobError, Running, enqueue_at, write_with_end};
use crate::{Context, Error, Result};
use chrono::TimeDelta;
use domain::memberships::MembershipStatus;
use domain::policy::Reach;
use ids::MembershipId;
use mailer::Letter;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Tx;

/// How long a request waits before who decides is reminded.
const REMIND_AFTER: TimeDelta = TimeDelta::days(3);
/// Requests are counted as far as this.
const COUNTED: u64 = 100;

/// A request that may still wait.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ReminderJob {
    membership: MembershipId,
}

impl Job for ReminderJob {
    const KIND: &'static str = "membership_reminder";
}

/// Has the request brought to mind if it still waits then.
pub(super) async fn schedule(ctx: &Context, tx: &Tx<'_>, membership: MembershipId) -> Result<()> {
    let key = format!("membership_reminder:{membership}");
    enqueue_at(ctx, tx, &ReminderJob { membership }, Some(key), ctx.now() + REMIND_AFTER).await?;
    Ok(())
}

/// The handlers of the jobs of memberships.
#[must_use]
pub fn handlers() -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(Remind)]
}

struct Remind;

#[async_trait::async_trait]
impl Handler for Remind {
    fn kind(&self) -> &'static str {
        ReminderJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let ReminderJob { membership } = job.read()?;
        let reach = Reach::default();
        write_with_end(ctx, job, move |ctx, tx| Box::pin(async move { remind(&ctx, tx, membership, reach).await }))
            .await
    }
}

async fn remind(ctx: &Context, tx: &Tx<'_>, id: MembershipId, mut reach: Reach) -> Result<()> {
    let Pair { membership, organisation } = match Pair::find(tx, id).await {
        Err(Error::Missing(_)) => return Ok(()),
        found => found?,
    };
    if membership.status != MembershipStatus::Requested || membership.reminded_at.is_some() {
        return Ok(());
    }
    reach.organisations = vec![organisation.id];
    let waiting = store::memberships::oldest_requested(tx, &reach, COUNTED).await?;
    let oldest = waiting.first().copied().unwrap_or(membership.requested_at);
    let letters = Letters { ctx, tx, key: &organisation };
    for decider in letters.deciders().await?.into_iter().filter(|decider| *decider != membership.account) {
        let Some(to) = letters.recipient(decider).await? else { continue };
        let letter = Letter::MembershipReminder {
            lead_name: to.name.clone(),
            count: u32::try_from(waiting.len()).unwrap_or(1),
            organisation: organisation.name.clone(),
            oldest_days: u32::try_from((ctx.now() - oldest).num_days()).unwrap_or(0),
            link: page(ctx, "waiting"),
        };
        queue(ctx, tx, &to, letter).await?;
    }
    Ok(store::memberships::set_reminded(tx, id, ctx.now()).await?)
}
