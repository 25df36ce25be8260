//! Seeing memberships: one's own, and those that one decides.

use super::{authorise_pair, missing};
use crate::access::authorise;
use crate::cursor::List;
use crate::{Caller, Context, Result, organisations};
use chrono::{DateTime, Utc};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::lessons::LessonDraft;
use domain::memberships::{Membership, MembershipQuery, MembershipStatus, MyMemberships, Queue, Waiting};
use domain::notes::NoteDraft;
use domain::policy::{Action, Thing, may, reach};
use ids::MembershipId;
use store::drafting::Drafts as _;

/// Most memberships of one account that are shown.
const OWN: u64 = 200;
/// What waits is counted as far as this.
const COUNTED: u64 = 100;

/// A page of the memberships that the caller decides, the oldest first.
///
/// # Errors
/// When nobody has signed in, the cursor is none, or the database fails.
pub async fn list_memberships(ctx: &Context, caller: &Caller, query: &MembershipQuery) -> Result<Page<Membership>> {
    authorise(&caller.actor, Action::ListMemberships)?;
    let list = List::of(Action::ListMemberships, &query.filter());
    let after: Option<MembershipId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let reach = reach(&caller.actor, Action::CreateMembershipDecision);
    if reach.is_nothing() {
        return Ok(Page::new(Vec::new(), None));
    }
    let waiting = [MembershipStatus::Requested];
    let statuses = if query.statuses.is_empty() { waiting.as_slice() } else { query.statuses.as_slice() };
    let which = (statuses, query.organisations.as_slice());
    let items = store::memberships::list(ctx.db(), &reach, which, after, limit + 1).await?;
    list.page(items, limit, |membership| membership.id)
}

/// The caller's own memberships, and the organisations that their address lets them join at once.
///
/// # Errors
/// When nobody has signed in or the database fails.
pub async fn list_my_memberships(ctx: &Context, caller: &Caller) -> Result<MyMemberships> {
    authorise(&caller.actor, Action::ListMyMemberships)?;
    let account = caller.person()?.account;
    let items = store::memberships::of_account(ctx.db(), account, OWN).await?;
    let found = store::identity::credentials(ctx.db(), account).await?;
    let domains = organisations::domain_names::of_address(&found.map(|found| found.email).unwrap_or_default());
    let open: Vec<_> = items.iter().filter(|one| one.ended_at.is_none()).map(|one| one.organisation.id).collect();
    let mut theirs = store::organisations::verified_for(ctx.db(), &domains).await?;
    theirs.retain(|organisation| !open.contains(organisation));
    let mut suggested: Vec<_> = store::organisations::references(ctx.db(), theirs).await?.into_values().collect();
    suggested.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(MyMemberships { items, suggested })
}

/// One membership: one's own, or one that the caller decides.
///
/// # Errors
/// [`Error::Hidden`](crate::Error::Hidden) for others; when the database fails.
pub async fn get_membership(ctx: &Context, caller: &Caller, id: MembershipId) -> Result<Membership> {
    let pair = authorise_pair(ctx, caller, Action::GetMembership, id).await?;
    let decides = may(&caller.actor, Action::CreateMembershipDecision, pair.thing()).is_allowed();
    store::memberships::deciding(ctx.db(), id, decides).await?.ok_or_else(missing)
}

/// What waits for the caller's decision: how much, and since when.
///
/// # Errors
/// When nobody has signed in or the database fails.
pub async fn get_my_waiting(ctx: &Context, caller: &Caller) -> Result<Waiting> {
    authorise(&caller.actor, Action::GetMyWaiting)?;
    let mut waiting = Waiting::default();
    let joins = reach(&caller.actor, Action::CreateMembershipDecision);
    if !joins.is_nothing() {
        waiting.memberships = queue(&store::memberships::oldest_requested(ctx.db(), &joins, COUNTED).await?);
    }
    let reports = reach(&caller.actor, Action::CreateCorrectionDecision);
    if !reports.is_nothing() {
        waiting.corrections = queue(&store::corrections::oldest_received(ctx.db(), &reports, COUNTED).await?);
    }
    if may(&caller.actor, Action::CreateOrganisationDecision, Thing::NONE).is_allowed() {
        waiting.organisations = queue(&store::organisations::oldest_pending(ctx.db(), COUNTED).await?);
    }
    if may(&caller.actor, Action::CreateDomainVerification, Thing::NONE).is_allowed() {
        waiting.email_domains = queue(&store::organisations::oldest_waiting_domains(ctx.db(), COUNTED).await?);
    }
    if may(&caller.actor, Action::CreateCityProposalDecision, Thing::NONE).is_allowed() {
        waiting.city_proposals = queue(&store::city_proposals::oldest_open(ctx.db(), COUNTED).await?);
    }
    if may(&caller.actor, Action::CreateLessonDraftDecision, Thing { in_review: true, ..Thing::NONE }).is_allowed() {
        let account = caller.person()?.account;
        waiting.lesson_drafts = queue(&LessonDraft::oldest_in_review(ctx.db(), account, COUNTED).await?);
    }
    if may(&caller.actor, Action::CreateNoteDraftDecision, Thing { in_review: true, ..Thing::NONE }).is_allowed() {
        let account = caller.person()?.account;
        waiting.note_drafts = queue(&NoteDraft::oldest_in_review(ctx.db(), account, COUNTED).await?);
    }
    Ok(waiting)
}

fn queue(moments: &[DateTime<Utc>]) -> Queue {
    Queue { count: i64::try_from(moments.len()).unwrap_or(i64::MAX), oldest: moments.first().copied() }
}
