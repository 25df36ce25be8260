//! Leaving, being taken out, and handing over the lead.

use super::{Letters, Pair, authorise_pair, authorise_still, end, missing, tell_membership, turn_role};
use crate::idempotency::{Outcome, kept, once};
use crate::organisations::{Told, tell};
use crate::{Caller, Context, Error, Expected, Result};
use domain::Valid;
use domain::live::{ChangeAction, ThingKind};
use domain::memberships::{Membership, MembershipRemoval, MembershipStatus};
use domain::policy::{Action, MembershipRole};
use ids::{AccountId, MembershipId};
use store::Tx;
use store::memberships::{MembershipKey, Turn};
use store::organisations::OrganisationName;

/// Leaves an organisation, or withdraws the wish to join it.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] when it is over already, and for a lead with others to hand over to;
/// [`Error::Stale`].
pub async fn delete_membership(ctx: &Context, caller: Caller, id: MembershipId, expected: Expected) -> Result<()> {
    authorise_pair(ctx, &caller, Action::DeleteMembership, id).await?;
    let audit = caller.audit(ctx, Action::DeleteMembership, (ThingKind::Membership, id.as_uuid()), vec!["status"]);
    let now = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(Pair::find(tx, id).await?.organisation.id.as_uuid()).await?;
                let Pair { membership, organisation } = Pair::find(tx, id).await?;
                refuse_over(&membership)?;
                let leads = membership.role == MembershipRole::Lead && membership.status == MembershipStatus::Active;
                if leads && store::memberships::has_others(tx, organisation.id, membership.account).await? {
                    return Err(Error::Conflict("Hand the lead over before you leave.".to_owned()));
                }
                expected.check(membership.version)?;
                end(tx, &membership, now).await?;
                if leads {
                    let (key, status) = (&organisation, organisation.status);
                    tell(tx, &Told { key, status, action: ChangeAction::Updated, version: key.version }, now);
                }
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Tells that somebody's memberships go with their account, and what that changes of their organisations: who belongs to
/// them, and who leads them. For who is about to delete the account.
pub(crate) async fn tell_deleted(ctx: &Context, tx: &Tx<'_>, account: AccountId) -> Result<()> {
    let now = ctx.now();
    for membership in store::memberships::open_of_account(tx, account).await? {
        let name = OrganisationName::Id(membership.organisation);
        let Some(key) = store::organisations::key(tx, &name).await? else { continue };
        let deciders = Letters { ctx, tx, key: &key }.deciders().await?;
        let others: Vec<AccountId> = deciders.into_iter().filter(|other| *other != account).collect();
        tell_membership(tx, &membership, (ChangeAction::Deleted, membership.version), &others, now);
        if membership.status == MembershipStatus::Active {
            tell(tx, &Told { key: &key, status: key.status, action: ChangeAction::Updated, version: key.version }, now);
        }
    }
    Ok(())
}

fn refuse_over(membership: &MembershipKey) -> Result<()> {
    match membership.status {
        MembershipStatus::Requested | MembershipStatus::Active => Ok(()),
        MembershipStatus::Refused | MembershipStatus::Ended => {
            Err(Error::Conflict("This membership is over already.".to_owned()))
        }
    }
}

/// Takes somebody out of an organisation; they hear why.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] for oneself, and for who does not belong to it.
pub async fn create_membership_removal(
    ctx: &Context,
    caller: Caller,
    id: MembershipId,
    removal: MembershipRemoval,
) -> Result<Outcome<Membership>> {
    let scope = caller.key_scope(Action::CreateMembershipRemoval);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    let pair = authorise_pair(ctx, &caller, Action::CreateMembershipRemoval, id).await?;
    let reason = Valid::check(removal).map_err(Error::Broken)?.into_inner().reason;
    if caller.actor.account() == Some(pair.membership.account) {
        return Err(Error::Conflict("You cannot take yourself out: leave instead.".to_owned()));
    }
    let thing = (ThingKind::Membership, id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateMembershipRemoval, thing, vec!["status", "reason"]);
    let (actor, by, now) = (caller.actor.clone(), caller.actor.account(), ctx.now());
    let ctx_in = ctx.clone();
    let done = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let Pair { membership, organisation } =
                authorise_still(tx, &actor, Action::CreateMembershipRemoval, id).await?;
            if membership.status != MembershipStatus::Active {
                return Err(Error::Conflict("This person does not belong to it.".to_owned()));
            }
            let (status, role) = (MembershipStatus::Ended, membership.role);
            let turn = Turn { status, role, reason: Some(reason.clone()), by, at: now };
            let version = store::memberships::turn(tx, &membership, turn).await?;
            tell_membership(tx, &membership, (ChangeAction::Updated, version), &[], now);
            Letters { ctx: &ctx_in, tx, key: &organisation }.removed(&membership, reason).await?;
            store::audit::append(tx, audit).await?;
            store::memberships::deciding(tx, id, true).await?.ok_or_else(missing)
        })
    });
    done.await
}

/// Makes the person of this membership the lead; who led until now stays as a member. Where nobody leads, the
/// network's editors name the lead in this way.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] when the person leads already or does not belong to it.
pub async fn create_lead_handover(ctx: &Context, caller: Caller, id: MembershipId) -> Result<Outcome<Membership>> {
    let scope = caller.key_scope(Action::CreateLeadHandover);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise_pair(ctx, &caller, Action::CreateLeadHandover, id).await?;
    let audit = caller.audit(ctx, Action::CreateLeadHandover, (ThingKind::Membership, id.as_uuid()), vec!["role"]);
    let (actor, by) = (caller.actor.clone(), caller.actor.account());
    let ctx_in = ctx.clone();
    let done = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let pair = authorise_still(tx, &actor, Action::CreateLeadHandover, id).await?;
            hand_over(&ctx_in, tx, &pair, by).await?;
            store::audit::append(tx, audit).await?;
            store::memberships::deciding(tx, id, false).await?.ok_or_else(missing)
        })
    });
    done.await
}

async fn hand_over(ctx: &Context, tx: &Tx<'_>, pair: &Pair, by: Option<AccountId>) -> Result<()> {
    let (Pair { membership, organisation }, now) = (pair, ctx.now());
    if membership.status != MembershipStatus::Active {
        return Err(Error::Conflict("This person does not belong to it.".to_owned()));
    }
    if membership.role == MembershipRole::Lead {
        return Err(Error::Conflict("This person leads it already.".to_owned()));
    }
    let old = store::organisations::seat(tx, organisation.id).await?;
    if let Some(old) = old
        && let Some(before) = store::memberships::open_of(tx, organisation.id, old).await?
    {
        let role = super::member_role(organisation.kind);
        turn_role(tx, &before, role, (by, now)).await?;
    }
    turn_role(tx, membership, MembershipRole::Lead, (by, now)).await?;
    let (key, status) = (organisation, organisation.status);
    tell(tx, &Told { key, status, action: ChangeAction::Updated, version: key.version }, now);
    Letters { ctx, tx, key: organisation }.handed_over(old, membership.account).await
}
