//! What somebody is to organisations: where they belong, and what they may do.

use super::{Remote, api, identity};
use client::Error;
use domain::identity::Permissions;
use domain::memberships::{Membership, MembershipStatus, MyMemberships};
use domain::policy::{Action, MembershipRole, Role};
use futures_util::future::try_join;
use leptos::prelude::*;
use std::sync::Arc;

/// Where the one who has signed in belongs, and what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Their memberships, and those that their address lets them have at once.
    pub(crate) mine: MyMemberships,
    permissions: Permissions,
}

impl Standing {
    /// Their membership of an organisation, by its slug, that waits or holds.
    pub(crate) fn open_of(&self, organisation: &str) -> Option<&Membership> {
        self.open().find(|one| one.organisation.slug == organisation)
    }

    /// Their membership of a city that waits or holds.
    pub(crate) fn open_in(&self, city: &str) -> Option<&Membership> {
        self.open().find(|one| one.organisation.city.as_deref() == Some(city))
    }

    /// Slug and name of the city that they work for: where they belong already, else where they have asked to.
    pub(crate) fn city(&self) -> Option<(String, String)> {
        let of = |status| {
            let mut places = self.mine.items.iter().filter(move |one| one.status == status);
            places.find_map(|one| Some((one.organisation.city.clone()?, one.organisation.name.clone())))
        };
        of(MembershipStatus::Active).or_else(|| of(MembershipStatus::Requested))
    }

    fn open(&self) -> impl Iterator<Item = &Membership> {
        let is_open = |status| matches!(status, MembershipStatus::Requested | MembershipStatus::Active);
        self.mine.items.iter().filter(move |one| is_open(one.status))
    }

    /// Whether they are an editor of the network, whose role is in force.
    pub(crate) fn edits(&self) -> bool {
        self.permissions.roles.contains(&Role::Editor)
    }

    /// Whether they are an administrator, whose role is in force.
    pub(crate) fn administers(&self) -> bool {
        self.permissions.roles.contains(&Role::Administrator)
    }

    /// Whether they have a role on the platform, in force already or not.
    pub(crate) fn has_role(&self) -> bool {
        !self.permissions.roles.is_empty() || self.waits_for_second_factor()
    }

    /// Whether they decide for what `membership` is of: its lead, the network where nobody leads it, administrators.
    pub(crate) fn decides(&self, membership: Option<&Membership>, has_lead: bool) -> bool {
        membership.is_some_and(leads) || self.administers() || (self.edits() && !has_lead)
    }

    /// Whether a role of theirs comes into force with a second factor.
    pub(crate) fn waits_for_second_factor(&self) -> bool {
        !self.permissions.roles_waiting_for_second_factor.is_empty()
    }

    /// Whether they may do something to anything at all.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.permissions.items.iter().any(|item| item.operation == action)
    }
}

/// Whether it is the membership of who leads.
pub(crate) fn leads(membership: &Membership) -> bool {
    membership.status == MembershipStatus::Active && membership.role == MembershipRole::Lead
}

/// The standing of who has signed in; pending as long as nobody has.
pub(crate) fn use_standing() -> Remote<Arc<Standing>> {
    let (identity, client) = (identity(), api());
    let account = Memo::new(move |_| identity.account().map(|account| account.id));
    Remote::new(
        move || account.get(),
        move |_| {
            let client = client.clone();
            async move {
                let (mine, permissions) = try_join(client.list_my_memberships(), client.get_my_permissions()).await?;
                Ok::<_, Error>(Arc::new(Standing { mine, permissions }))
            }
        },
    )
}
