//! Organisations and memberships, what cities say of themselves, and decisions about reports.

use crate::http::header::IF_MATCH;
use crate::request::segment;
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use contract::query::Writer;
use domain::api_keys::{ApiKey, CreatedApiKey, NewApiKey};
use domain::cities::{CityProfile, CityProfileUpdate};
use domain::corrections::{Correction, CorrectionDecision, CorrectionQuery};
use domain::identity::LinkToken;
use domain::memberships::{
    Member, Membership, MembershipDecision, MembershipQuery, MembershipRemoval, MyMemberships, NewMembership, Waiting,
};
use domain::organisations::{
    EmailDomain, Invitation, InvitationOffer, NewEmailDomain, NewInvitation, NewOrganisation, Organisation,
    OrganisationDecision, OrganisationQuery, OrganisationUpdate, WaitingDomain,
};
use ids::{ApiKeyId, CorrectionId, InvitationId, MembershipId};

/// An address below an organisation.
fn below(organisation: &str, rest: &str) -> String {
    ["/organisations/", &segment(organisation), rest].concat()
}

/// An address below a membership.
fn of(id: MembershipId, rest: &str) -> String {
    ["/memberships/", &id.to_string(), rest].concat()
}

fn page(limit: Option<u32>, cursor: Option<&str>) -> String {
    Writer::new().one("limit", limit).text("cursor", cursor).with_mark()
}

/// How `If-Match` names a version.
pub(crate) fn version(version: i64) -> String {
    ["\"v", &version.to_string(), "\""].concat()
}

impl Client {
    /// One page of organisations, by name.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_organisations(&self, query: &OrganisationQuery) -> Result<Page<Organisation>, Error> {
        self.get(&["/organisations", &query.to_query()].concat()).await
    }

    /// One organisation, by id or slug.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_organisation(&self, organisation: &str) -> Result<Organisation, Error> {
        self.get(&below(organisation, "")).await
    }

    /// Makes an organisation. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_organisation(
        &self,
        key: &IdempotencyKey,
        new: &NewOrganisation,
    ) -> Result<Organisation, Error> {
        let request = self.http().post(self.url("/organisations")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Changes an organisation that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_organisation(
        &self,
        organisation: &str,
        read: i64,
        change: &OrganisationUpdate,
    ) -> Result<Organisation, Error> {
        let request = self.http().patch(self.url(&below(organisation, ""))).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// Decides whether an organisation is what it says to be, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_organisation_decision(
        &self,
        organisation: &str,
        decision: &OrganisationDecision,
    ) -> Result<Organisation, Error> {
        self.post(self.http().post(self.url(&below(organisation, "/decisions"))).json(decision)).await
    }

    /// One page of who belongs to an organisation.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_organisation_members(
        &self,
        organisation: &str,
        limit: Option<u32>,
        cursor: Option<&str>,
    ) -> Result<Page<Member>, Error> {
        self.get(&[below(organisation, "/members"), page(limit, cursor)].concat()).await
    }

    /// The e-mail domains of an organisation.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_organisation_domains(&self, organisation: &str) -> Result<Page<EmailDomain>, Error> {
        self.get(&below(organisation, "/domains")).await
    }

    /// One page of the keys of an organisation's machines.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_api_keys(
        &self,
        organisation: &str,
        limit: Option<u32>,
        cursor: Option<&str>,
    ) -> Result<Page<ApiKey>, Error> {
        self.get(&[below(organisation, "/api-keys"), page(limit, cursor)].concat()).await
    }

    /// Makes a key for a machine of an organisation. The answer shows it this once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_api_key(&self, organisation: &str, new: &NewApiKey) -> Result<CreatedApiKey, Error> {
        self.post(self.http().post(self.url(&below(organisation, "/api-keys"))).json(new)).await
    }

    /// Ends a key of an organisation.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_api_key(&self, organisation: &str, key: ApiKeyId) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&below(organisation, &["/api-keys/", &key.to_string()].concat())))).await
    }

    /// Names an e-mail domain of an organisation.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_organisation_domain(
        &self,
        organisation: &str,
        new: &NewEmailDomain,
    ) -> Result<EmailDomain, Error> {
        self.post(self.http().post(self.url(&below(organisation, "/domains"))).json(new)).await
    }

    /// Verifies an e-mail domain, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_domain_verification(&self, organisation: &str, domain: &str) -> Result<EmailDomain, Error> {
        let path = below(organisation, &["/domains/", &segment(domain), "/verification"].concat());
        self.post(self.http().post(self.url(&path))).await
    }

    /// One page of the e-mail domains that wait to be verified, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_waiting_domains(
        &self,
        limit: Option<u32>,
        cursor: Option<&str>,
    ) -> Result<Page<WaitingDomain>, Error> {
        self.get(&["/email-domains", &page(limit, cursor)].concat()).await
    }

    /// Takes an e-mail domain off an organisation.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_organisation_domain(&self, organisation: &str, domain: &str) -> Result<(), Error> {
        let path = below(organisation, &["/domains/", &segment(domain)].concat());
        self.done(self.http().delete(self.url(&path))).await
    }

    /// One page of the invitations that nobody has taken yet.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_invitations(
        &self,
        organisation: &str,
        limit: Option<u32>,
        cursor: Option<&str>,
    ) -> Result<Page<Invitation>, Error> {
        self.get(&[below(organisation, "/invitations"), page(limit, cursor)].concat()).await
    }

    /// Invites somebody. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_invitation(
        &self,
        key: &IdempotencyKey,
        organisation: &str,
        new: &NewInvitation,
    ) -> Result<Invitation, Error> {
        let request = self.http().post(self.url(&below(organisation, "/invitations")));
        self.post(request.header("Idempotency-Key", key.as_str()).json(new)).await
    }

    /// Withdraws an invitation.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_invitation(&self, organisation: &str, id: InvitationId) -> Result<(), Error> {
        let path = below(organisation, &["/invitations/", &id.to_string()].concat());
        self.done(self.http().delete(self.url(&path))).await
    }

    /// What an invitation offers, by the word of its link.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn open_invitation(&self, token: &LinkToken) -> Result<InvitationOffer, Error> {
        self.post(self.http().post(self.url("/invitations/openings")).json(token)).await
    }

    /// Takes an invitation, by the word of its link.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn accept_invitation(&self, token: &LinkToken) -> Result<Membership, Error> {
        self.post(self.http().post(self.url("/invitations/acceptances")).json(token)).await
    }

    /// Declines an invitation, by the word of its link.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn decline_invitation(&self, token: &LinkToken) -> Result<(), Error> {
        self.done(self.http().post(self.url("/invitations/refusals")).json(token)).await
    }

    /// Joins a city or an organisation, or asks to. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_membership(&self, key: &IdempotencyKey, new: &NewMembership) -> Result<Membership, Error> {
        let request = self.http().post(self.url("/memberships")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// One page of the memberships that one decides.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_memberships(&self, query: &MembershipQuery) -> Result<Page<Membership>, Error> {
        self.get(&["/memberships", &query.to_query()].concat()).await
    }

    /// One's own memberships.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_my_memberships(&self) -> Result<MyMemberships, Error> {
        self.get("/me/memberships").await
    }

    /// What waits for one's decision.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_my_waiting(&self) -> Result<Waiting, Error> {
        self.get("/me/waiting").await
    }

    /// One membership: one's own, or one that one decides.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_membership(&self, id: MembershipId) -> Result<Membership, Error> {
        self.get(&of(id, "")).await
    }

    /// Decides a request to join.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_membership_decision(
        &self,
        id: MembershipId,
        decision: &MembershipDecision,
    ) -> Result<Membership, Error> {
        self.post(self.http().post(self.url(&of(id, "/decisions"))).json(decision)).await
    }

    /// Takes somebody out of an organisation.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_membership_removal(
        &self,
        id: MembershipId,
        removal: &MembershipRemoval,
    ) -> Result<Membership, Error> {
        self.post(self.http().post(self.url(&of(id, "/removals"))).json(removal)).await
    }

    /// Leaves an organisation, or withdraws the wish to join it, where the membership still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_membership(&self, id: MembershipId, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&of(id, ""))).header(IF_MATCH, version(read))).await
    }

    /// Makes the person of this membership the lead.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_lead_handover(&self, id: MembershipId) -> Result<Membership, Error> {
        self.post(self.http().post(self.url(&of(id, "/lead-handovers")))).await
    }

    /// What a city says of itself.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_city_profile(&self, city: &str) -> Result<CityProfile, Error> {
        self.get(&["/cities/", &segment(city), "/profile"].concat()).await
    }

    /// Changes what a city says of itself, where that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_city_profile(
        &self,
        city: &str,
        read: i64,
        change: &CityProfileUpdate,
    ) -> Result<CityProfile, Error> {
        let path = ["/cities/", &segment(city), "/profile"].concat();
        self.post(self.http().patch(self.url(&path)).header(IF_MATCH, version(read)).json(change)).await
    }

    /// One page of the reports that one decides.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_corrections(&self, query: &CorrectionQuery) -> Result<Page<Correction>, Error> {
        self.get(&["/corrections", &query.to_query()].concat()).await
    }

    /// One report, for who decides it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_correction(&self, id: CorrectionId) -> Result<Correction, Error> {
        self.get(&["/corrections/", &id.to_string()].concat()).await
    }

    /// Decides a report.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_correction_decision(
        &self,
        id: CorrectionId,
        decision: &CorrectionDecision,
    ) -> Result<Correction, Error> {
        let path = ["/corrections/", &id.to_string(), "/decisions"].concat();
        self.post(self.http().post(self.url(&path)).json(decision)).await
    }
}
