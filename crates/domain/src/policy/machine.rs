//! Machines of organisations, and what their keys are for.

use super::Thing;
use ids::{ApiKeyId, CityId, OrganisationId};

keys! {
    /// What a key may be used for beyond what everyone may. A machine reaches things of its own organisation only,
    /// whatever the scope, and nobody's account, role, key or membership.
    KeyScope {
        /// See who belongs to the organisation, and its e-mail domains.
        MembersRead = "members:read",
        /// Change what the organisation says of itself.
        OrganisationWrite = "organisation:write",
        /// Change what the city says of itself.
        ProfileWrite = "profile:write",
        /// See the reports about the facts of the city.
        CorrectionsRead = "corrections:read",
        /// Hand in reports that mails came back; for organisations that are the network's.
        BouncesWrite = "bounces:write",
    }
}

impl KeyScope {
    /// Whether it is about a city: a key of an organisation that is no city's would open nothing by it.
    #[must_use]
    pub const fn needs_city(self) -> bool {
        matches!(self, Self::ProfileWrite | Self::CorrectionsRead)
    }

    /// Whether it is about what the network itself does: a key of another organisation would open nothing by it.
    #[must_use]
    pub const fn needs_network(self) -> bool {
        matches!(self, Self::BouncesWrite)
    }
}

/// A machine that has shown a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// The key.
    pub key: ApiKeyId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The city, where the organisation is one.
    pub city: Option<CityId>,
    /// What it may be used for.
    pub scopes: Vec<KeyScope>,
}

impl Machine {
    /// What belongs to its organisation, whatever it is: what its lists are made of.
    #[must_use]
    pub const fn own(&self) -> Thing {
        Thing { organisation: Some(self.organisation), city: self.city, ..Thing::NONE }
    }

    /// Whether the thing is its organisation's, or about its city.
    pub(super) fn owns(&self, thing: Thing) -> bool {
        thing.organisation == Some(self.organisation) || (thing.city.is_some() && thing.city == self.city)
    }

    /// Whether the key is for what asks for this scope.
    pub(super) fn has(&self, scope: Option<KeyScope>) -> bool {
        scope.is_none_or(|scope| self.scopes.contains(&scope))
    }
}
