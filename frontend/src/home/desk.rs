//! What waits where somebody decides, and what went wrong where somebody administers.

use crate::messages::{Key, count};
use crate::state::{Remote, Standing, api};
use client::{Client, Error};
use domain::briefings::{BriefingIssueQuery, BriefingIssueSummary, IssueStatus};
use domain::jobs::{JobQuery, JobState};
use domain::memberships::Waiting;
use domain::organisations::{OrganisationKind, OrganisationQuery};
use domain::policy::Action;
use futures_util::future::try_join4;

/// So many are looked at; beyond it is "many" anyway.
const MOST: u32 = 100;

/// What there is to be done in a role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Desk {
    waiting: Waiting,
    /// How many jobs were given up.
    pub(super) dead: usize,
    /// The issue of the briefing that is on its way; none where none is, or somebody makes none.
    pub(super) issue: Option<BriefingIssueSummary>,
    /// Name and slug of a city that has people here and no lead.
    pub(super) unled: Option<(String, String)>,
}

impl Desk {
    /// What waits, kind by kind: `2 reports`, `1 organisation`.
    pub(super) fn kinds(&self) -> Vec<String> {
        let Waiting { memberships, corrections, organisations, city_proposals, email_domains, .. } = self.waiting;
        let Waiting { lesson_drafts, note_drafts, .. } = self.waiting;
        let kinds = [
            (Key::WaitsMemberships, memberships),
            (Key::WaitsCorrections, corrections),
            (Key::WaitsOrganisations, organisations),
            (Key::WaitsProposals, city_proposals),
            (Key::WaitsDrafts, lesson_drafts),
            (Key::WaitsNoteDrafts, note_drafts),
            (Key::WaitsDomains, email_domains),
        ];
        let some = kinds
            .into_iter()
            .filter_map(|(key, queue)| usize::try_from(queue.count).ok().filter(|n| *n > 0).map(|n| count(key, n)));
        some.collect()
    }

    /// How many drafts of notes wait for review.
    pub(super) fn note_drafts(&self) -> usize {
        usize::try_from(self.waiting.note_drafts.count).unwrap_or_default()
    }

    /// How many drafts of lessons wait for review.
    pub(super) fn drafts(&self) -> usize {
        usize::try_from(self.waiting.lesson_drafts.count).unwrap_or_default()
    }
}

/// What somebody may look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reach {
    decides: bool,
    administers: bool,
    edits: bool,
}

/// The desk of who has a standing; nothing is asked for who decides nothing.
pub(super) fn use_desk(standing: &Standing) -> Remote<Desk> {
    let reach = Reach {
        decides: standing.may(Action::CreateMembershipDecision),
        administers: standing.administers(),
        edits: standing.edits(),
    };
    let client = api();
    Remote::new(
        move || (reach.decides || reach.administers || reach.edits).then_some(()),
        move |()| {
            let client = client.clone();
            async move { desk(&client, reach).await }
        },
    )
}

async fn desk(client: &Client, reach: Reach) -> Result<Desk, Error> {
    let waiting = async { if reach.decides { client.get_my_waiting().await } else { Ok(Waiting::default()) } };
    let dead = async { if reach.administers { dead_jobs(client).await } else { Ok(0) } };
    let unled = async { if reach.edits { city_without_lead(client).await } else { Ok(None) } };
    let issue = async { if reach.edits { issue_on_its_way(client).await } else { Ok(None) } };
    let (waiting, dead, unled, issue) = try_join4(waiting, dead, unled, issue).await?;
    Ok(Desk { waiting, dead, issue, unled })
}

async fn dead_jobs(client: &Client) -> Result<usize, Error> {
    let query = JobQuery { states: vec![JobState::Dead], limit: Some(MOST), ..JobQuery::default() };
    client.list_jobs(&query).await.map(|page| page.items.len())
}

async fn issue_on_its_way(client: &Client) -> Result<Option<BriefingIssueSummary>, Error> {
    let statuses = vec![IssueStatus::Draft, IssueStatus::Scheduled, IssueStatus::Sending, IssueStatus::Paused];
    let query = BriefingIssueQuery { statuses, limit: Some(1), ..BriefingIssueQuery::default() };
    client.list_briefing_issues(&query).await.map(|page| page.items.into_iter().next())
}

async fn city_without_lead(client: &Client) -> Result<Option<(String, String)>, Error> {
    let kinds = vec![OrganisationKind::City];
    let query = OrganisationQuery { kinds, limit: Some(MOST), ..OrganisationQuery::default() };
    let page = client.list_organisations(&query).await?;
    let found = page.items.into_iter().find(|one| !one.has_lead && one.city.is_some());
    Ok(found.and_then(|one| one.city.map(|slug| (one.name, slug))))
}
