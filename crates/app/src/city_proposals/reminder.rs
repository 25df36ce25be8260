//! A proposal that waits is brought to mind once.

use super::letters;
use crate::jobs::{Handler, Job, JobError, Running, enqueue_at, write_with_end};
use crate::{Context, Result};
use chrono::TimeDelta;
use domain::city_proposals::CityProposalStatus;
use ids::CityProposalId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Tx;

/// How long a proposal waits before those who decide are reminded.
const REMIND_AFTER: TimeDelta = TimeDelta::days(3);
/// Proposals are counted as far as this.
const COUNTED: u64 = 100;

/// A proposal that may still wait.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ReminderJob {
    proposal: CityProposalId,
}

impl Job for ReminderJob {
    const KIND: &'static str = "city_proposal_reminder";
}

/// Has the proposal brought to mind if it still waits then.
pub(super) async fn schedule(ctx: &Context, tx: &Tx<'_>, proposal: CityProposalId) -> Result<()> {
    let key = format!("city_proposal_reminder:{proposal}");
    enqueue_at(ctx, tx, &ReminderJob { proposal }, Some(key), ctx.now() + REMIND_AFTER).await?;
    Ok(())
}

/// The handlers of the jobs of proposals.
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
        let ReminderJob { proposal } = job.read()?;
        write_with_end(ctx, job, move |ctx, tx| Box::pin(async move { remind(&ctx, tx, proposal).await })).await
    }
}

async fn remind(ctx: &Context, tx: &Tx<'_>, id: CityProposalId) -> Result<()> {
    let waits = |status| status == CityProposalStatus::Open;
    let Some(proposal) = store::city_proposals::get(tx, id).await?.filter(|found| waits(found.status)) else {
        return Ok(());
    };
    if store::city_proposals::was_reminded(tx, id).await? {
        return Ok(());
    }
    let waiting = store::city_proposals::oldest_open(tx, COUNTED).await?;
    let oldest = waiting.first().copied().unwrap_or(proposal.proposed_at);
    let days = u32::try_from((ctx.now() - oldest).num_days()).unwrap_or(0);
    let count = u32::try_from(waiting.len()).unwrap_or(1);
    letters::remind(ctx, tx, proposal.person.id, (count, days)).await?;
    Ok(store::city_proposals::set_reminded(tx, id, ctx.now()).await?)
}
