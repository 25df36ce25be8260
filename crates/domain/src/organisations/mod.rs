//! Organisations: a city's, a partner, a network. A city is a place; its organisation is made when somebody claims it.

mod email_domain;
mod invitation;
mod organisation;

pub use email_domain::{EmailDomain, MAX_DOMAINS, NewEmailDomain, WaitingDomain, domain_of, self_and_above};
pub use invitation::{Invitation, InvitationOffer, NewInvitation};
pub(crate) use organisation::{MAX_REASON, check_reason, tidy};
pub use organisation::{
    NewOrganisation, Organisation, OrganisationDecision, OrganisationKind, OrganisationQuery, OrganisationRef,
    OrganisationStatus, OrganisationUpdate, PartnerKind, Verdict,
};
