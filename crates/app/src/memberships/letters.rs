//! What is written to those who ask, and to those who decide.

use crate::identity::letters::{Recipient, page, queue};
use crate::{Context, Result};
use domain::api_keys::ApiKey;
use domain::identity::AccountStatus;
use domain::organisations::{OrganisationKind, Verdict};
use domain::policy::{MembershipRole, Role};
use ids::AccountId;
use mailer::Letter;
use store::Tx;
use store::memberships::MembershipKey;
use store::organisations::OrganisationKey;

/// Most people who are written to where nobody leads.
const DECIDERS: u64 = 20;

/// Who decides for the network: its editors, and where there is none the administrators.
pub(crate) async fn network(tx: &Tx<'_>) -> Result<Vec<AccountId>> {
    let editors = store::identity::holders(tx, Role::Editor, DECIDERS).await?;
    if !editors.is_empty() {
        return Ok(editors);
    }
    administrators(tx).await
}

/// Who verifies what organisations say of themselves.
pub(crate) async fn administrators(tx: &Tx<'_>) -> Result<Vec<AccountId>> {
    Ok(store::identity::holders(tx, Role::Administrator, DECIDERS).await?)
}

/// Whom to write to; nobody where the account is suspended or gone.
pub(crate) async fn recipient(tx: &Tx<'_>, account: AccountId) -> Result<Option<Recipient>> {
    let found = store::identity::credentials(tx, account).await?;
    Ok(found.filter(|found| found.status != AccountStatus::Suspended).map(|found| Recipient::of(&found)))
}

/// Writes letters about one organisation into the job table.
pub(crate) struct Letters<'a> {
    pub(crate) ctx: &'a Context,
    pub(crate) tx: &'a Tx<'a>,
    pub(crate) key: &'a OrganisationKey,
}

impl Letters<'_> {
    /// Who leads and can act.
    pub(crate) async fn lead_account(&self) -> Result<Option<AccountId>> {
        Ok(store::organisations::lead(self.tx, self.key.id).await?)
    }

    /// Who decides: the lead who can act; where nobody leads the network's editors, and where there is none the administrators.
    pub(super) async fn deciders(&self) -> Result<Vec<AccountId>> {
        if let Some(lead) = self.lead_account().await? {
            return Ok(vec![lead]);
        }
        network(self.tx).await
    }

    /// Whom to write to; nobody where the account is suspended or gone.
    pub(super) async fn recipient(&self, account: AccountId) -> Result<Option<Recipient>> {
        recipient(self.tx, account).await
    }

    /// Somebody asks: those who decide hear of it, and who claims a city that the claim has arrived.
    pub(super) async fn asked(&self, membership: &MembershipKey, message: Option<&str>) -> Result<()> {
        let Some(person) = self.recipient(membership.account).await? else { return Ok(()) };
        for decider in self.deciders().await?.into_iter().filter(|decider| *decider != membership.account) {
            let Some(to) = self.recipient(decider).await? else { continue };
            let letter = Letter::MembershipRequested {
                lead_name: to.name.clone(),
                person: person.name.clone(),
                organisation: self.key.name.clone(),
                message: message.unwrap_or_default().to_owned(),
                link: page(self.ctx, "waiting"),
            };
            queue(self.ctx, self.tx, &to, letter).await?;
        }
        if self.is_claim(membership) {
            let letter = Letter::ClaimReceived { name: person.name.clone(), city: self.key.name.clone() };
            queue(self.ctx, self.tx, &person, letter).await?;
        }
        Ok(())
    }

    /// Somebody made an organisation, which waits to be verified: `administrators` hear of it.
    pub(super) async fn founded(&self, membership: &MembershipKey, administrators: &[AccountId]) -> Result<()> {
        let Some(person) = self.recipient(membership.account).await? else { return Ok(()) };
        for administrator in administrators {
            let Some(to) = self.recipient(*administrator).await? else { continue };
            let letter = Letter::OrganisationMade {
                name: to.name.clone(),
                person: person.name.clone(),
                organisation: self.key.name.clone(),
                link: page(self.ctx, "waiting"),
            };
            queue(self.ctx, self.tx, &to, letter).await?;
        }
        Ok(())
    }

    fn is_claim(&self, membership: &MembershipKey) -> bool {
        membership.role == MembershipRole::Lead && self.key.kind == OrganisationKind::City
    }

    /// It was decided: who asked hears how, and why not.
    pub(crate) async fn decided(
        &self,
        membership: &MembershipKey,
        verdict: Verdict,
        reason: Option<String>,
    ) -> Result<()> {
        let Some(to) = self.recipient(membership.account).await? else { return Ok(()) };
        let (name, subject, reason) = (to.name.clone(), self.key.name.clone(), reason.unwrap_or_default());
        let link = page(self.ctx, &format!("organisations/{}", self.key.slug));
        let letter = match (self.is_claim(membership), verdict) {
            (true, Verdict::Accepted) => Letter::ClaimApproved { name, city: subject, link },
            (true, Verdict::Refused) => Letter::ClaimRefused { name, city: subject, reason },
            (false, Verdict::Accepted) => {
                let role = membership.role.as_str().to_owned();
                Letter::MembershipApproved { name, organisation: subject, role, link }
            }
            (false, Verdict::Refused) => Letter::MembershipRefused { name, organisation: subject, reason },
        };
        queue(self.ctx, self.tx, &to, letter).await
    }

    /// Somebody was taken out.
    pub(super) async fn removed(&self, membership: &MembershipKey, reason: String) -> Result<()> {
        let Some(to) = self.recipient(membership.account).await? else { return Ok(()) };
        let (name, organisation) = (to.name.clone(), self.key.name.clone());
        queue(self.ctx, self.tx, &to, Letter::MembershipEnded { name, organisation, reason }).await
    }

    /// A key for a machine was made: who leads the organisation hears of it, whoever made it.
    pub(crate) async fn key_made(&self, key: &ApiKey) -> Result<()> {
        let Some(lead) = self.lead_account().await? else { return Ok(()) };
        let Some(to) = self.recipient(lead).await? else { return Ok(()) };
        let letter = Letter::ApiKeyCreated {
            name: to.name.clone(),
            organisation: self.key.name.clone(),
            key: key.name.clone(),
            by: key.created_by.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
            ends: key.expires_at.date_naive(),
            link: page(self.ctx, &format!("organisations/{}/keys", self.key.slug)),
        };
        queue(self.ctx, self.tx, &to, letter).await
    }

    /// The lead was handed over: both hear of it.
    pub(super) async fn handed_over(&self, from: Option<AccountId>, to: AccountId) -> Result<()> {
        let Some(new) = self.recipient(to).await? else { return Ok(()) };
        let old = match from {
            Some(from) => self.recipient(from).await?,
            None => None,
        };
        for recipient in old.iter().chain([&new]) {
            let letter = Letter::LeadHandedOver {
                name: recipient.name.clone(),
                organisation: self.key.name.clone(),
                to: new.name.clone(),
            };
            queue(self.ctx, self.tx, recipient, letter).await?;
        }
        Ok(())
    }
}
