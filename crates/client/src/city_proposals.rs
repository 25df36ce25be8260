//! The operations by which cities come that are not here yet.

use crate::http::header::IF_MATCH;
use crate::organisations::version;
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::city_proposals::{CityProposal, CityProposalDecision, CityProposalQuery, NewCityProposal};
use ids::CityProposalId;

/// An address below a proposal.
fn of(id: CityProposalId, rest: &str) -> String {
    ["/city-proposals/", &id.to_string(), rest].concat()
}

impl Client {
    /// Proposes a city. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_city_proposal(
        &self,
        key: &IdempotencyKey,
        new: &NewCityProposal,
    ) -> Result<CityProposal, Error> {
        let request = self.http().post(self.url("/city-proposals")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// One page of one's own proposals; for those who decide, of everybody's.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_city_proposals(&self, query: &CityProposalQuery) -> Result<Page<CityProposal>, Error> {
        self.get(&["/city-proposals", &query.to_query()].concat()).await
    }

    /// One proposal.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_city_proposal(&self, id: CityProposalId) -> Result<CityProposal, Error> {
        self.get(&of(id, "")).await
    }

    /// Withdraws one's own proposal, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_city_proposal(&self, id: CityProposalId, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&of(id, ""))).header(IF_MATCH, version(read))).await
    }

    /// Decides a proposal.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_city_proposal_decision(
        &self,
        id: CityProposalId,
        decision: &CityProposalDecision,
    ) -> Result<CityProposal, Error> {
        self.post(self.http().post(self.url(&of(id, "/decisions"))).json(decision)).await
    }
}
