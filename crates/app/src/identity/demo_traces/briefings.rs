//! Briefings: issues that accounts for demonstration had put together. What has gone out stays, and is named.

use super::{DemoTrace, TakingBack};
use crate::Result;
use crate::briefings::remove_issue;
use domain::live::ThingKind;
use domain::policy::Action;
use ids::BriefingIssueId;

/// What is done to an issue that is there.
const TO_ISSUES: [Action; 3] =
    [Action::CreateBriefingIssue, Action::UpdateBriefingIssue, Action::CreateBriefingSchedule];

impl TakingBack<'_, '_> {
    /// Removes an issue that they had put together, unless it has gone out or somebody else has worked on it.
    pub(super) async fn briefing_issue(&mut self, id: BriefingIssueId) -> Result<()> {
        self.tx.alone_with(id.as_uuid()).await?;
        let found = store::briefings::sending::find(self.tx, id).await?;
        let Some(issue) = found.filter(|issue| issue.status.is_open()) else { return Ok(()) };
        if self.others_worked_on(id.as_uuid(), &TO_ISSUES).await? {
            return Ok(());
        }
        remove_issue(self.ctx, self.tx, &issue, None).await?;
        self.audit((ThingKind::BriefingIssue, id.as_uuid()), vec!["*"]).await?;
        self.removed.taken_back.push(DemoTrace::BriefingIssue(issue.slug));
        Ok(())
    }
}
