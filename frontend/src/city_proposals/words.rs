//! Closed sets in words.

use crate::messages::{Key, t};
use domain::city_proposals::CityProposalStatus;

/// Where a proposal stands.
pub(super) fn status(status: CityProposalStatus) -> &'static str {
    t(match status {
        CityProposalStatus::Open => Key::ProposalStatusOpen,
        CityProposalStatus::Accepted => Key::ProposalStatusAccepted,
        CityProposalStatus::Refused => Key::ProposalStatusRefused,
        CityProposalStatus::Withdrawn => Key::ProposalStatusWithdrawn,
    })
}
