//! Who acts, and whose eyes a query looks with.

use super::Machine;
use crate::live::ThingKind;
use ids::{AccountId, CityId, LoginId, OrganisationId};
use std::sync::Arc;

keys! {
    /// Roles on the platform, granted by an administrator or the operator. What one is for a city or a partner is a
    /// membership, not a role.
    Role {
        /// Manages accounts, roles and settings. Asks for a second factor where the settings say so.
        Administrator = "administrator",
        /// Edits what the network publishes, and decides where a city has no lead.
        Editor = "editor",
        /// Keeps conversations civil.
        Moderator = "moderator",
        /// Known to know a field; shown beside the name.
        Expert = "expert",
        /// Runs calls of the fund.
        FundManager = "fund_manager",
        /// Reviews applications to the fund.
        FundReviewer = "fund_reviewer",
    }
}

keys! {
    /// What somebody is for an organisation.
    MembershipRole {
        /// Works for the city.
        Practitioner = "practitioner",
        /// Speaks for the organisation and decides who belongs to it.
        Lead = "lead",
        /// Works for a partner.
        Representative = "representative",
    }
}

/// A place of somebody in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The city, where the organisation is one.
    pub city: Option<CityId>,
    /// What the person is there.
    pub role: MembershipRole,
}

/// Somebody who has proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The account.
    pub account: AccountId,
    /// The login by which they act.
    pub login: LoginId,
    /// Roles in force.
    pub roles: Vec<Role>,
    /// Roles that come into force with a second factor.
    pub roles_waiting: Vec<Role>,
    /// Places in organisations.
    pub standings: Vec<Standing>,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Anyone who has not said who they are.
    Visitor,
    /// Somebody who has signed in.
    Person(Arc<SignedIn>),
    /// A machine of an organisation, by its key.
    Machine(Arc<Machine>),
    /// The person at the machine, through the commands of `c2r`: not reachable over HTTP.
    Operator,
}

/// Whose eyes a query looks with: every query of the store takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// What everyone may see.
    Public,
    /// What everyone may see, and what belongs to this account.
    Account(AccountId),
    /// What everyone may see, and what belongs to this organisation.
    Organisation(OrganisationId),
    /// Everything: for administrators where a rule let them, and for the person at the machine.
    Everything,
}

impl Scope {
    /// Whether things of this kind may be seen at all.
    #[must_use]
    pub const fn sees(self, kind: ThingKind) -> bool {
        match kind {
            ThingKind::Briefing
            | ThingKind::BriefingIssue
            | ThingKind::City
            | ThingKind::Collection
            | ThingKind::Country
            | ThingKind::Lesson
            | ThingKind::LibraryItem
            | ThingKind::Note
            | ThingKind::Organisation
            | ThingKind::Term => true,
            ThingKind::Account
            | ThingKind::ApiKey
            | ThingKind::BriefingDraft
            | ThingKind::CityProposal
            | ThingKind::Correction
            | ThingKind::Job
            | ThingKind::LessonDraft
            | ThingKind::LessonOutcome
            | ThingKind::Login
            | ThingKind::Membership
            | ThingKind::NoteDraft
            | ThingKind::SavedSearch
            | ThingKind::Subscriber
            | ThingKind::Suppression => matches!(self, Self::Everything),
        }
    }

    /// Whether a line of the change log about a thing of this kind may be seen. One that has an audience is told to
    /// that account alone, whatever its kind.
    #[must_use]
    pub fn hears(self, kind: ThingKind, audience: Option<AccountId>) -> bool {
        match (self, audience) {
            (Self::Everything, _) => true,
            (Self::Account(account), Some(audience)) => account == audience,
            (Self::Public | Self::Organisation(_), Some(_)) => false,
            (_, None) => self.sees(kind),
        }
    }
}

/// Of what an actor may decide: for lists of what waits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Everything.
    pub everything: bool,
    /// What belongs to nobody who leads it.
    pub leaderless: bool,
    /// What belongs to these organisations.
    pub organisations: Vec<OrganisationId>,
    /// What is about these cities.
    pub cities: Vec<CityId>,
}

impl Reach {
    /// Whether it holds nothing at all.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        !self.everything && !self.leaderless && self.organisations.is_empty()
    }
}

impl Actor {
    /// Key for the audit log.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Person(_) => "person",
            Self::Machine(_) => "machine",
            Self::Operator => "operator",
        }
    }

    /// The person, where somebody has signed in.
    #[must_use]
    pub fn person(&self) -> Option<&SignedIn> {
        match self {
            Self::Person(person) => Some(person),
            Self::Visitor | Self::Machine(_) | Self::Operator => None,
        }
    }

    /// The machine, where a key was shown.
    #[must_use]
    pub fn machine(&self) -> Option<&Machine> {
        match self {
            Self::Machine(machine) => Some(machine),
            Self::Visitor | Self::Person(_) | Self::Operator => None,
        }
    }

    /// The account, where somebody has signed in.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        self.person().map(|person| person.account)
    }
}
