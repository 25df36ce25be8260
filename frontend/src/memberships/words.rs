//! Closed sets in words.

use crate::messages::{Key, t};
use domain::memberships::{Membership, MembershipStatus};
use domain::organisations::{OrganisationKind, OrganisationStatus, PartnerKind};
use domain::policy::MembershipRole;

/// Where a membership stands.
pub(crate) fn status(status: MembershipStatus) -> &'static str {
    t(match status {
        MembershipStatus::Requested => Key::MembershipStatusRequested,
        MembershipStatus::Active => Key::MembershipStatusActive,
        MembershipStatus::Refused => Key::MembershipStatusRefused,
        MembershipStatus::Ended => Key::MembershipStatusEnded,
    })
}

/// What somebody is for an organisation.
pub(crate) fn role(role: MembershipRole) -> &'static str {
    t(match role {
        MembershipRole::Practitioner => Key::MembershipRolePractitioner,
        MembershipRole::Lead => Key::MembershipRoleLead,
        MembershipRole::Representative => Key::MembershipRoleRepresentative,
    })
}

/// What somebody is, or asks to be: who asks to lead claims it.
pub(crate) fn role_of(membership: &Membership) -> &'static str {
    match (membership.role, membership.status) {
        (MembershipRole::Lead, MembershipStatus::Requested | MembershipStatus::Refused) => t(Key::MembershipRoleClaim),
        (one, _) => role(one),
    }
}

/// What an organisation is.
pub(crate) fn kind(kind: OrganisationKind) -> &'static str {
    t(match kind {
        OrganisationKind::City => Key::OrganisationKindCity,
        OrganisationKind::Partner => Key::OrganisationKindPartner,
        OrganisationKind::Network => Key::OrganisationKindNetwork,
    })
}

/// What kind of partner it is.
pub(crate) fn partner(kind: PartnerKind) -> &'static str {
    t(match kind {
        PartnerKind::International => Key::PartnerKindInternational,
        PartnerKind::Private => Key::PartnerKindPrivate,
        PartnerKind::NonProfit => Key::PartnerKindNonProfit,
        PartnerKind::Academic => Key::PartnerKindAcademic,
    })
}

/// Where an organisation stands.
pub(crate) fn verified(status: OrganisationStatus) -> &'static str {
    t(match status {
        OrganisationStatus::Pending => Key::OrganisationStatusPending,
        OrganisationStatus::Verified => Key::OrganisationStatusVerified,
        OrganisationStatus::Refused => Key::OrganisationStatusRefused,
    })
}
