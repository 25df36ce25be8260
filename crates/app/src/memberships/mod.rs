//! Memberships: joining an organisation, deciding who joins, leaving, and handing over the lead.

mod decide;
mod join;
mod leave;
mod letters;
mod list;
mod reminder;

pub use decide::create_membership_decision;
pub use join::create_membership;
pub(crate) use join::{founding, member_role};
pub(crate) use leave::tell_deleted;
pub use leave::{create_lead_handover, create_membership_removal, delete_membership};
pub(crate) use letters::{Letters, administrators, network, recipient};
pub use list::{get_membership, get_my_waiting, list_memberships, list_my_memberships};
pub use reminder::handlers;

use crate::access::authorise_on;
use crate::error::unless_taken;
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::live::{ChangeAction, ThingKind};
use domain::memberships::MembershipStatus;
use domain::policy::{Action, Actor, MembershipRole, SignedIn, Thing};
use ids::{AccountId, MembershipId};
use std::sync::Arc;
use store::memberships::{MembershipKey, NewMembershipRow, Turn};
use store::organisations::{OrganisationKey, OrganisationName};
use store::{NewChange, Source, Tx};

/// Most requests that somebody has waiting.
pub(crate) const FEW: u64 = 10;

fn missing() -> Error {
    Error::Missing("There is no membership of this id.".to_owned())
}

/// A membership and its organisation, as rules see them.
struct Pair {
    membership: MembershipKey,
    organisation: OrganisationKey,
}

impl Pair {
    async fn find(source: &impl Source, id: MembershipId) -> Result<Self> {
        let membership = store::memberships::find(source, id).await?.ok_or_else(missing)?;
        let name = OrganisationName::Id(membership.organisation);
        let organisation = store::organisations::key(source, &name).await?.ok_or_else(missing)?;
        Ok(Self { membership, organisation })
    }

    const fn thing(&self) -> Thing {
        let Self { membership, organisation } = self;
        Thing::membership(membership.account, organisation.id, organisation.city, organisation.leaderless)
    }
}

/// Lets the caller do `action` to a membership, or not.
async fn authorise_pair(ctx: &Context, caller: &Caller, action: Action, id: MembershipId) -> Result<Pair> {
    let pair = match Pair::find(ctx.db(), id).await {
        Ok(pair) => pair,
        Err(error) => {
            // Who may not know hears the same of what is not there.
            authorise_on(&caller.actor, action, Thing::NONE)?;
            return Err(error);
        }
    };
    authorise_on(&caller.actor, action, pair.thing())?;
    Ok(pair)
}

/// Lets the caller do `action` to a membership still, within the transaction and by what holds in it: who led when they
/// asked may have handed the lead over since. Nobody else changes the organisation's people until the transaction ends.
async fn authorise_still(tx: &Tx<'_>, actor: &Actor, action: Action, id: MembershipId) -> Result<Pair> {
    tx.alone_with(Pair::find(tx, id).await?.organisation.id.as_uuid()).await?;
    let pair = Pair::find(tx, id).await?;
    let actor = match actor {
        Actor::Person(person) => {
            let standings = store::memberships::standings(tx, person.account).await?;
            Actor::Person(Arc::new(SignedIn { standings, ..SignedIn::clone(person) }))
        }
        other => other.clone(),
    };
    authorise_on(&actor, action, pair.thing())?;
    Ok(pair)
}

/// Inserts a membership, unless somebody was faster.
pub(crate) async fn insert(tx: &Tx<'_>, row: NewMembershipRow) -> Result<()> {
    unless_taken(store::memberships::insert(tx, row).await, "You belong to it already, or have asked to.")
}

/// Ends an open membership of the person's own doing.
pub(crate) async fn end(tx: &Tx<'_>, before: &MembershipKey, now: DateTime<Utc>) -> Result<()> {
    let turn = Turn { status: MembershipStatus::Ended, role: before.role, reason: None, by: None, at: now };
    let version = store::memberships::turn(tx, before, turn).await?;
    tell_membership(tx, before, (ChangeAction::Updated, version), &[], now);
    Ok(())
}

/// Tells a membership's person, and `others` who decide, that it changed.
pub(crate) fn tell_membership(
    tx: &Tx<'_>,
    membership: &MembershipKey,
    (action, version): (ChangeAction, i64),
    others: &[AccountId],
    at: DateTime<Utc>,
) {
    let audience = std::iter::once(membership.account).chain(others.iter().copied());
    for account in audience {
        tx.tell(NewChange {
            at,
            kind: ThingKind::Membership,
            id: membership.id.as_uuid(),
            slug: None,
            action,
            version,
            audience: Some(account),
        });
    }
}

/// Makes somebody who belongs to an organisation something else there.
async fn turn_role(
    tx: &Tx<'_>,
    before: &MembershipKey,
    role: MembershipRole,
    (by, at): (Option<AccountId>, DateTime<Utc>),
) -> Result<()> {
    let turn = Turn { status: before.status, role, reason: None, by, at };
    let version = unless_taken(store::memberships::turn(tx, before, turn).await, "Somebody else leads it by now.")?;
    tell_membership(tx, before, (ChangeAction::Updated, version), &[], at);
    Ok(())
}
