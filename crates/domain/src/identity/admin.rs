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
use ids::{AccountId, ApiKeyId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest reason, in characters.
const MAX_REASON: usize = 500;
/// Longest text to look for, in characters.
const MAX_TEXT: usize = 100;

/// Which accounts, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountQuery {
    /// Name or address holds this.
    pub q: Option<String>,
    /// Where they stand: any of these; all when empty.
    pub statuses: Vec<AccountStatus>,
    /// They have any of these roles; all accounts when empty.
    pub roles: Vec<Role>,
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
            statuses: reader.list("status", AccountStatus::expected()),
            roles: reader.list("role", Role::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().text("q", self.q.as_deref());
        let writer = writer.list("status", &self.statuses).list("role", &self.roles);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The filter alone, its values in one order: what the places of a page belong to.
    #[must_use]
    pub fn filter(&self) -> String {
        let mut query = Self { limit: None, cursor: None, ..self.clone() };
        query.statuses.sort_unstable();
        query.roles.sort_unstable();
        query.to_query()
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

/// To what something would be done, for who asks who may: a thing by its id, or any thing of somebody or of a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PermissionSubject {
    /// Something of this account.
    pub account: Option<AccountId>,
    /// Something of this organisation, by id or slug.
    pub organisation: Option<String>,
    /// Something about this city, by id or slug.
    pub city: Option<String>,
    /// What has this id: a membership, a report of a fact, a proposal of a city, an invitation, a key, an account, a
    /// city or an organisation.
    pub thing: Option<Uuid>,
}

impl PermissionSubject {
    fn read(reader: &mut Reader) -> Self {
        let subject = Self {
            account: reader.one("of", "Use the id of an account."),
            organisation: reader.text("organisation", MAX_TEXT),
            city: reader.text("city", MAX_TEXT),
            thing: reader.one("thing", "Use the id of a thing."),
        };
        let Self { account, organisation, city, thing } = &subject;
        if organisation.is_some() && city.is_some() {
            let message = "Name an organisation or a city: the organisation of a city is found by either.";
            reader.fault("city", "not_both", message.to_owned());
        }
        if thing.is_some() && (account.is_some() || organisation.is_some() || city.is_some()) {
            let message = "Name a thing, or of whom it is: a thing that is named says that by itself.";
            reader.fault("thing", "not_both", message.to_owned());
        }
        subject
    }
}

/// What is asked by who asks who may do something, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionQuery {
    /// The operation.
    pub operation: Action,
    /// Who would do it; who may is answered for everybody where nobody is named.
    pub holder: Option<PermissionHolder>,
    /// To what.
    pub about: PermissionSubject,
}

impl PermissionQuery {
    /// Reads the query string of `GET /permissions`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let operation: Option<Action> = reader.one("operation", "Use an operation id of the specification.");
        if operation.is_none() && !reader.has_fault("operation") {
            reader.fault("operation", "required", "Say which operation, for example operation=get_me.".to_owned());
        }
        let account = reader.one("account", "Use the id of an account.").map(PermissionHolder::Account);
        let key = reader.one("key", "Use the id of a key.").map(PermissionHolder::Key);
        if account.is_some() && key.is_some() {
            reader.fault("key", "not_both", "Ask about an account or about a key.".to_owned());
        }
        let about = PermissionSubject::read(&mut reader);
        reader.finish()?;
        // One that is missing was a fault.
        Ok(Self { operation: operation.ok_or_else(Vec::<Fault>::new)?, holder: account.or(key), about })
    }

    /// The same query as text, with its `?`.
    #[must_use]
    pub fn to_query(&self) -> String {
        let (account, key) = match self.holder {
            None => (None, None),
            Some(PermissionHolder::Account(account)) => (Some(account), None),
            Some(PermissionHolder::Key(key)) => (None, Some(key)),
        };
        let writer = Writer::new().one("operation", Some(self.operation)).one("account", account).one("key", key);
        let writer = writer.one("of", self.about.account).text("organisation", self.about.organisation.as_deref());
        writer.text("city", self.about.city.as_deref()).one("thing", self.about.thing).with_mark()
    }
}

keys! {
    /// Why the account or the key that was asked about may not.
    PermissionRefusal {
        /// Not as such: some of the rules ask what it is done to, and that was left open.
        DependsOnThing = "depends_on_thing",
        /// There are rules, and none of them holds.
        NoRuleHolds = "no_rule_holds",
        /// A role that would allow it waits until a second factor is set up.
        WaitsForSecondFactor = "waits_for_second_factor",
    }
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
    /// Why it may not; `null` where it may, or none was named.
    pub refusal: Option<PermissionRefusal>,
    /// Where it may not: the rules that an account, or a key, could fulfil. None of them holds yet, and any of them
    /// would allow it. Empty where it may or none was named, and where no account, or no key, ever may.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub would_allow: Vec<Rule>,
}

impl Explanation {
    /// What there is to say of an operation while nobody is asked about.
    #[must_use]
    pub fn of(operation: Action) -> Self {
        Self {
            operation,
            rules: operation.rules().to_vec(),
            scope: operation.key_scope(),
            allowed: None,
            because: None,
            refusal: None,
            would_allow: Vec::new(),
        }
    }
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
    /// Lessons that they wrote: the last two hundred.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub lessons: Vec<crate::lessons::LessonName>,
    /// Drafts of lessons that they began: the last two hundred. Who else said something about them is left out.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub lesson_drafts: Vec<crate::lessons::LessonDraft>,
    /// Notes that they wrote: the last two hundred.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub notes: Vec<crate::notes::NoteName>,
    /// Drafts of notes that they write, alone or with others: the last two hundred. Who else said something about them is
    /// left out.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub note_drafts: Vec<crate::notes::NoteDraft>,
    /// What they said about drafts of notes: the last thousand.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub note_draft_comments: Vec<crate::drafting::DraftComment>,
    /// What they said about drafts of lessons, their own and others': the last thousand.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub lesson_draft_comments: Vec<crate::drafting::DraftComment>,
    /// What they reported of lessons for their city: the last two hundred.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub lesson_outcomes: Vec<crate::lessons::LessonOutcome>,
    /// Their reading lists, with the items in them: the last two hundred.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub reading_lists: Vec<crate::library::Collection>,
    /// The subscription of their address, with what is noted of their consent; `null` where there is none.
    pub subscription: Option<crate::subscriptions::SubscriptionRecord>,
    /// Searches that they keep.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub saved_searches: Vec<crate::saved_searches::SavedSearch>,
    /// What they did, by the audit log: the last thousand lines.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub done: Vec<AuditLine>,
    /// What was done by others, or by nobody who had signed in, to their account, logins, memberships, proposals, keys,
    /// drafts and reports, by the audit log: the last thousand lines. Who it was is said by kind alone.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub done_by_others: Vec<AuditLine>,
}

#[cfg(test)]
mod tests {
    use super::{AccountQuery, Action, PermissionQuery, Role};

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "q=ana&status=active,leaving&role=editor&limit=5&cursor=x";
        let query = AccountQuery::parse(raw).unwrap();
        assert_eq!(query.roles, [Role::Editor]);
        assert_eq!(query.to_query(), format!("?{raw}"));
        let turned = AccountQuery::parse("role=editor&status=leaving&status=active&q=ana").unwrap();
        assert_eq!(turned.filter(), query.filter(), "in whichever order the values are given");
        assert!(AccountQuery::parse("role=king").is_err());
    }

    #[test]
    fn a_question_about_a_permission_goes_there_and_back() {
        const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";
        for form in ["", "&account={id}&of={id}&city=melbourne", "&key={id}&organisation={id}", "&thing={id}"] {
            let raw = ["operation=get_membership", &form.replace("{id}", ID)].concat();
            let query = PermissionQuery::parse(&raw).unwrap();
            assert_eq!((query.operation, query.to_query()), (Action::GetMembership, format!("?{raw}")));
        }
    }

    #[test]
    fn a_question_that_cannot_be_meant_is_told_by_its_parameters() {
        const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";
        for (raw, expected) in [
            ("", "operation required"),
            ("operation=fly", "operation unknown_value"),
            ("operation=get_me&account=me", "account unknown_value"),
            ("operation=get_me&account={id}&key={id}", "key not_both"),
            ("operation=get_me&city=accra&organisation=accra", "city not_both"),
            ("operation=get_me&thing={id}&of={id}", "thing not_both"),
            ("operation=get_me&thing={id}&city=accra", "thing not_both"),
            ("operation=get_me&thing=accra", "thing unknown_value"),
        ] {
            let faults = PermissionQuery::parse(&raw.replace("{id}", ID)).unwrap_err();
            let told: Vec<String> = faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect();
            assert_eq!(told, [expected], "{raw}");
        }
    }
}
