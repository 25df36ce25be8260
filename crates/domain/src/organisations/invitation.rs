//! Invitations to an organisation.

use super::OrganisationRef;
use crate::corrections::MAX_EMAIL;
use crate::identity::Person;
use crate::policy::MembershipRole;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use ids::InvitationId;
use serde::{Deserialize, Serialize};

/// An invitation that nobody has taken yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Id of the invitation.
    pub id: InvitationId,
    /// Where it was sent.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// What the person will be.
    pub role: MembershipRole,
    /// Who invites; `null` when that account is gone.
    pub invited_by: Option<Person>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was declined; `null` while it is open.
    pub declined_at: Option<DateTime<Utc>>,
}

/// Somebody to invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// Address that the invitation goes to.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, example = "name@example.org"))]
    pub email: String,
}

impl Validate for NewInvitation {
    fn validate(&self, faults: &mut Faults) {
        faults.text("/email", &self.email, 1..=MAX_EMAIL);
        if !self.email.trim().is_empty() {
            faults.email("/email", &self.email);
        }
    }

    fn tidied(self) -> Self {
        Self { email: self.email.trim().to_owned() }
    }
}

/// What an invitation offers, to who holds its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationOffer {
    /// To which organisation.
    pub organisation: OrganisationRef,
    /// What the person will be.
    pub role: MembershipRole,
    /// Who invites; `null` when that account is gone.
    pub invited_by: Option<Person>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}
