//! What administrators do with accounts, and what anyone may ask about themselves.

use super::account::{Account, AccountStatus};
use super::login::Login;
use crate::audit::AuditLine;
use crate::memberships::Membership;
use crate::organisations::Invitation;
use crate::policy::{Action, KeyScope, Role, Rule};
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::{AccountId, ApiKeyId, CityId, OrganisationId};
use serde::{Deserialize, Serialize};

/// Longest reason, in characters.
const MAX_REASON: usize = 500;
/// Longest text to look for, in characters.
const MAX_TEXT: usize = 100;

/// Which accounts, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountQuery {
    /// Name or address holds this.
    pub q: Option<String>,
    /// Where they stand.
    pub status: Option<AccountStatus>,
    /// They have this role.
    pub role: Option<Role>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl AccountQuery {
    /// Reads the query string of `GET /accounts`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            q: reader.text("q", MAX_TEXT),
            status: reader.one("status", AccountStatus::expected()),
            role: reader.one("role", Role::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().text("q", self.q.as_deref()).one("status", self.status).one("role", self.role);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// Why an account is suspended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSuspension {
    /// The reason; its owner reads it.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 500, example = "Sent the same advertisement to all members.")
    )]
    pub reason: String,
}

impl Validate for NewSuspension {
    fn validate(&self, faults: &mut Faults) {
        faults.text("/reason", &self.reason, 1..=MAX_REASON);
    }

    fn tidied(self) -> Self {
        Self { reason: self.reason.trim().to_owned() }
    }
}

/// A role to grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRoleGrant {
    /// The role.
    pub role: Role,
}

/// Something that somebody may do, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Permission {
    /// The operation.
    pub operation: Action,
    /// The rule that allows it.
    pub rule: Rule,
}

/// What somebody may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Permissions {
    /// Roles in force.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub roles: Vec<Role>,
    /// Roles that come into force once a second factor is set up.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub roles_waiting_for_second_factor: Vec<Role>,
    /// What the key may be used for beyond what everyone may; empty for who signed in.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub scopes: Vec<KeyScope>,
    /// Operations, each with its rule.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub items: Vec<Permission>,
}

/// Who would do something, for who asks who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermissionHolder {
    /// This account.
    Account(AccountId),
    /// A machine with this key.
    Key(ApiKeyId),
}

/// To what something would be done, for who asks who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PermissionSubject {
    /// Something of this account.
    pub account: Option<AccountId>,
    /// Something of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Something about this city.
    pub city: Option<CityId>,
}

/// Who may do something, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// The operation.
    pub operation: Action,
    /// The rules that let somebody do it; the first that applies decides.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub rules: Vec<Rule>,
    /// The scope that a key needs for it; `null` where none is asked for, or keys may not.
    pub scope: Option<KeyScope>,
    /// Whether the account or the key that was asked about may; `null` where none was named.
    pub allowed: Option<bool>,
    /// The rule by which it may; `null` where it may not.
    pub because: Option<Rule>,
}

/// Everything that is kept about somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Export {
    /// When it was put together.
    pub exported_at: DateTime<Utc>,
    /// The account with its profile and roles.
    pub account: Account,
    /// Where they are signed in.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub logins: Vec<Login>,
    /// How many recovery codes are left.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100, example = 10))]
    pub recovery_codes_left: i64,
    /// Where they belong, belonged, or ask to belong: the last two hundred.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub memberships: Vec<Membership>,
    /// Cities that they proposed: the last two hundred.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub city_proposals: Vec<crate::city_proposals::CityProposal>,
    /// Open invitations that they sent, or that went to their address.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub invitations: Vec<Invitation>,
    /// Keys of machines that they made or ended: the last two hundred.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub api_keys: Vec<crate::api_keys::ApiKey>,
    /// Links of mails about another address that are still good.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub address_links: Vec<super::AddressLink>,
    /// Reports of wrong facts that name their address to write to.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub corrections: Vec<crate::corrections::Correction>,
    /// What they did, by the audit log: the last thousand lines.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub done: Vec<AuditLine>,
}

#[cfg(test)]
mod tests {
    use super::{AccountQuery, Role};

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "q=ana&status=active&role=editor&limit=5&cursor=x";
        let query = AccountQuery::parse(raw).unwrap();
        assert_eq!(query.role, Some(Role::Editor));
        assert_eq!(query.to_query(), format!("?{raw}"));
        assert!(AccountQuery::parse("role=king").is_err());
    }
}
