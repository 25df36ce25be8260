//! Deciding who joins.

use super::{Letters, Pair, authorise_pair, authorise_still, end, member_role, missing, tell_membership, turn_role};
use crate::error::unless_taken;
use crate::idempotency::{Outcome, kept, once};
use crate::organisations::{Told, tell};
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::Valid;
use domain::live::{ChangeAction, ThingKind};
use domain::memberships::{Membership, MembershipDecision, MembershipStatus};
use domain::organisations::{OrganisationStatus, Verdict};
use domain::policy::{Action, MembershipRole};
use ids::{AccountId, MembershipId};
use store::Tx;
use store::memberships::Turn;

/// Decides a request to join. The first that is accepted for a city verifies its organisation.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] when it was decided already, for one's own request, and for a
/// second lead; [`Error::Broken`]; when the database fails.
pub async fn create_membership_decision(
    ctx: &Context,
    caller: Caller,
    id: MembershipId,
    decision: MembershipDecision,
) -> Result<Outcome<Membership>> {
    let (by, scope) = (caller.actor.account(), caller.key_scope(Action::CreateMembershipDecision));
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    let pair = authorise_pair(ctx, &caller, Action::CreateMembershipDecision, id).await?;
    let decision = Valid::check(decision).map_err(Error::Broken)?.into_inner();
    if caller.actor.account() == Some(pair.membership.account) {
        return Err(Error::Conflict("Somebody else decides about your own request.".to_owned()));
    }
    let thing = (ThingKind::Membership, id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateMembershipDecision, thing, vec!["status", "reason"]);
    let (ctx_in, actor) = (ctx.clone(), caller.actor.clone());
    let done = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let pair = authorise_still(tx, &actor, Action::CreateMembershipDecision, id).await?;
            decide(&ctx_in, tx, &pair, decision, by).await?;
            store::audit::append(tx, audit).await?;
            store::memberships::deciding(tx, id, true).await?.ok_or_else(missing)
        })
    });
    done.await
}

async fn decide(
    ctx: &Context,
    tx: &Tx<'_>,
    pair: &Pair,
    decision: MembershipDecision,
    by: Option<AccountId>,
) -> Result<()> {
    let Pair { membership, organisation } = pair;
    if membership.status != MembershipStatus::Requested {
        return Err(Error::Conflict(format!("This request is {} already.", membership.status)));
    }
    if store::memberships::founders(tx, organisation.id).await?.iter().any(|founder| founder.id == membership.id) {
        let sentence = "Who made the organisation waits for it: decide about the organisation.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let now = ctx.now();
    let accepted = decision.decision == Verdict::Accepted;
    let status = if accepted { MembershipStatus::Active } else { MembershipStatus::Refused };
    if accepted {
        make_room(tx, pair, (by, now)).await?;
    }
    let turn = Turn { status, role: membership.role, reason: decision.reason.clone(), by, at: now };
    let version = store::memberships::turn(tx, membership, turn).await;
    let version = unless_taken(version, "Somebody leads it already.")?;
    let others: Vec<AccountId> = store::organisations::lead(tx, organisation.id).await?.into_iter().collect();
    tell_membership(tx, membership, (ChangeAction::Updated, version), &others, now);
    if accepted && organisation.status == OrganisationStatus::Pending {
        let status = OrganisationStatus::Verified;
        let version = store::organisations::set_status(tx, organisation, status, None, now).await?;
        tell(tx, &Told { key: organisation, status, action: ChangeAction::Updated, version }, now);
    } else if accepted && membership.role == MembershipRole::Lead {
        // Who leads is part of what an organisation shows.
        let (key, status) = (organisation, organisation.status);
        tell(tx, &Told { key, status, action: ChangeAction::Updated, version: key.version }, now);
    }
    if accepted && membership.role == MembershipRole::Lead {
        refuse_other_claims(ctx, tx, pair, by).await?;
    }
    Letters { ctx, tx, key: organisation }.decided(membership, decision.decision, decision.reason).await
}

/// What stands in the way of a membership that is to hold: that of the same person who belongs already, and a lead for
/// demonstration or one who cannot act, who stays as a member.
async fn make_room(tx: &Tx<'_>, pair: &Pair, how: (Option<AccountId>, DateTime<Utc>)) -> Result<()> {
    let Pair { membership, organisation } = pair;
    let before = store::memberships::open_of(tx, organisation.id, membership.account).await?;
    if let Some(before) = before.filter(|before| before.id != membership.id) {
        end(tx, &before, how.1).await?;
    }
    if membership.role == MembershipRole::Lead
        && let Some(idle) = store::organisations::idle_lead(tx, organisation.id).await?
        && let Some(before) = store::memberships::open_of(tx, organisation.id, idle).await?
    {
        turn_role(tx, &before, member_role(organisation.kind), how).await?;
    }
    Ok(())
}

/// Others wanted to lead, too: they hear at once that somebody does, and may ask to join.
async fn refuse_other_claims(ctx: &Context, tx: &Tx<'_>, pair: &Pair, by: Option<AccountId>) -> Result<()> {
    let Pair { membership, organisation } = pair;
    let reason = "Somebody else leads it now. You are welcome to ask to join.".to_owned();
    for other in store::memberships::claims(tx, organisation.id).await? {
        if other.id == membership.id {
            continue;
        }
        let (status, at) = (MembershipStatus::Refused, ctx.now());
        let turn = Turn { status, role: other.role, reason: Some(reason.clone()), by, at };
        let version = store::memberships::turn(tx, &other, turn).await?;
        tell_membership(tx, &other, (ChangeAction::Updated, version), &[], at);
        Letters { ctx, tx, key: organisation }.decided(&other, Verdict::Refused, Some(reason.clone())).await?;
    }
    Ok(())
}
