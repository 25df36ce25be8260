//! Briefings: publications, issues that draft themselves by the rules of `domain::briefings`, and how these go out.

mod alternatives;
mod compose;
pub mod delivery;
mod documents;
mod edit;
mod edition;
mod export;
mod feed;
mod first;
mod list;
mod mail;
mod pool;
mod publications;
mod schedule;
mod sending;
mod shown;
mod test_send;
mod weekly;
mod words;
mod zones;

pub use alternatives::list_briefing_alternatives;
pub use compose::create_briefing_issue;
pub(crate) use documents::document;
pub(crate) use edit::remove as remove_issue;
pub use edit::{delete_briefing_issue, update_briefing_issue};
pub use edition::get_briefing_city_edition;
pub use export::export;
pub use feed::{BriefingFeed, FollowedIssue, feed};
pub(crate) use first::first;
pub use list::{get_briefing_issue, list_briefing_issues};
pub use mail::{IssueMail, get_briefing_issue_mail};
pub use publications::{create_briefing, get_briefing, list_briefings, update_briefing};
pub use schedule::{create_briefing_schedule, delete_briefing_schedule};
pub use sending::{create_briefing_pause, create_briefing_sending, delete_briefing_pause, get_briefing_figures};
pub use test_send::create_briefing_test_send;
pub use weekly::schedule_weekly_drafts;

use crate::access::{authorise, authorise_on};
use crate::identity::MailSettings;
use crate::jobs::Handler;
use crate::{Caller, Context, Error, Expected, Result};
use chrono::{DateTime, Utc};
use domain::briefings::{BriefingIssueRef, IssueStatus};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor, Scope, Thing};
use ids::{AccountId, BriefingId, BriefingIssueId};
use std::sync::Arc;
use store::briefings::IssueKey;
use store::{NewChange, Tx};

/// Kinds of things that answers about publications are made from.
pub const BRIEFINGS_MADE_FROM: &[ThingKind] = &[ThingKind::Briefing];
/// Kinds of things that answers about issues are made from: a draft shows what its lessons and items say now.
pub const MADE_FROM: &[ThingKind] = &[
    ThingKind::Briefing,
    ThingKind::BriefingDraft,
    ThingKind::BriefingIssue,
    ThingKind::Lesson,
    ThingKind::LibraryItem,
];
/// Kinds of things that the edition of a city is made from.
pub const EDITION_MADE_FROM: &[ThingKind] =
    &[ThingKind::BriefingDraft, ThingKind::BriefingIssue, ThingKind::City, ThingKind::Lesson];
/// Kinds of things that a feed of issues is made from.
pub const FEED_MADE_FROM: &[ThingKind] = &[ThingKind::Briefing, ThingKind::BriefingIssue];

/// What may be called a page of the app beside those of issues, below the same address.
pub(crate) const PAGES: [&str; 5] = ["all", "desk", "edit", "new", "rules"];

/// What workers do for briefings.
#[must_use]
pub fn handlers(mail: &MailSettings) -> Vec<Arc<dyn Handler>> {
    let own: [Arc<dyn Handler>; 3] =
        [Arc::new(schedule::Start), Arc::new(weekly::DraftWeekly), Arc::new(test_send::SendTest(mail.clone()))];
    let going = delivery::handlers(mail.clone(), Arc::new(delivery::Issues));
    own.into_iter().chain(going).collect()
}

/// What is said of a publication that is not there.
#[must_use]
pub fn missing_briefing(name: &str) -> Error {
    Error::Missing(format!("There is no publication '{name}'. Use an id or a slug from the list of briefings."))
}

/// What is said of an issue that is not there, or not for this reader.
#[must_use]
pub fn missing_issue(name: &str) -> Error {
    Error::Missing(format!("There is no issue '{name}'. Use an id or a slug from the list of issues."))
}

/// What audit and change log call a publication.
const fn audited_briefing(id: BriefingId) -> (ThingKind, uuid::Uuid) {
    (ThingKind::Briefing, id.as_uuid())
}

/// What the audit log calls an issue, wherever it stands.
const fn audited(id: BriefingIssueId) -> (ThingKind, uuid::Uuid) {
    (ThingKind::BriefingIssue, id.as_uuid())
}

/// The person at the machine: who acts where nobody asked, as when the time of an issue has come.
const fn by_itself() -> Caller {
    Caller { actor: Actor::Operator, request_id: None, idempotency: None }
}

/// Tells of an issue: everyone where it goes or went out, and else who works on it.
fn tell(tx: &Tx<'_>, issue: &IssueKey, (action, version): (ChangeAction, i64), whose: Whose, at: DateTime<Utc>) {
    let (id, slug) = (issue.id.as_uuid(), Some(issue.slug.clone()));
    let (kind, audience) = match issue.status.is_public() {
        true => (ThingKind::BriefingIssue, None),
        false => (ThingKind::BriefingDraft, whose),
    };
    tx.tell(NewChange { at, kind, id, slug, action, version, audience });
}

/// Who works on an issue, where it is somebody.
type Whose = Option<AccountId>;

/// The issue, where the caller may do `action` to it. For who may not, it is not there.
async fn authorised(ctx: &Context, actor: &Actor, action: Action, id: BriefingIssueId) -> Result<IssueKey> {
    authorise_on(actor, action, Thing::NONE)?;
    let found = store::briefings::find(ctx.db(), Scope::Everything, &BriefingIssueRef::Id(id)).await?;
    found.ok_or(Error::Hidden)
}

/// The issue, which nobody else changes until the transaction ends.
async fn alone(tx: &Tx<'_>, id: BriefingIssueId, expected: &Expected) -> Result<IssueKey> {
    tx.alone_with(id.as_uuid()).await?;
    let found = store::briefings::find(tx, Scope::Everything, &BriefingIssueRef::Id(id)).await?;
    let found = found.ok_or(Error::Hidden)?;
    expected.check(found.version)?;
    Ok(found)
}

/// What has gone out stays as it went out.
fn refuse_public(issue: &IssueKey) -> Result<()> {
    match issue.status {
        IssueStatus::Draft | IssueStatus::Scheduled => Ok(()),
        IssueStatus::Sending | IssueStatus::Paused => {
            Err(Error::Conflict("This issue is going out: it can be paused, and no longer be changed.".to_owned()))
        }
        IssueStatus::Sent => Err(Error::Conflict("This issue has gone out: it stays as it is.".to_owned())),
    }
}

/// Whose eyes see issues.
fn reader(actor: &Actor, action: Action) -> Result<Scope> {
    authorise(actor, action)
}
