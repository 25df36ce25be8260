//! A proposal that waits is brought to mind once.

use super::letters;
use crate::jobs::{COUNTED, Handler, Job, Reminder, counted, remind_later, reminding};
use crate::{Context, Result};
use domain::city_proposals::CityProposalStatus;
use ids::CityProposalId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Tx;

/// A proposal that may still wait.
#[derive(Debug, Serialize, Deserialize)]
struct ReminderJob {
    proposal: CityProposalId,
}

impl Job for ReminderJob {
    const KIND: &'static str = "city_proposal_reminder";
}

/// Has the proposal brought to mind if it still waits then.
pub(super) async fn schedule(ctx: &Context, tx: &Tx<'_>, proposal: CityProposalId) -> Result<()> {
    remind_later(ctx, tx, ReminderJob { proposal }).await
}

/// The handlers of the jobs of proposals.
#[must_use]
pub fn handlers() -> Vec<Arc<dyn Handler>> {
    vec![reminding::<ReminderJob>()]
}

#[async_trait::async_trait]
impl Reminder for ReminderJob {
    fn thing(&self) -> String {
        self.proposal.to_string()
    }

    async fn remind(&self, ctx: &Context, tx: &Tx<'_>) -> Result<()> {
        let id = self.proposal;
        let found = store::city_proposals::get(tx, id).await?;
        let Some(proposal) = found.filter(|found| found.status == CityProposalStatus::Open) else { return Ok(()) };
        if store::city_proposals::was_reminded(tx, id).await? {
            return Ok(());
        }
        let waiting = store::city_proposals::oldest_open(tx, COUNTED).await?;
        let waiting = counted(&waiting, proposal.proposed_at, ctx.now());
        letters::remind(ctx, tx, proposal.person.id, waiting).await?;
        Ok(store::city_proposals::set_reminded(tx, id, ctx.now()).await?)
    }
}
