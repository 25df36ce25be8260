//! The audit log: who did what to which thing, and which fields it touched. Ids and names of fields, never what a
//! person is called or where they live. Lines are only ever added.

use crate::live::ThingKind;
use crate::policy::Action;
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::{AccountId, ApiKeyId, AuditId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

keys! {
    /// Who did it.
    AuditActor {
        /// Somebody who had not signed in.
        Visitor = "visitor",
        /// Somebody who had.
        Person = "person",
        /// A machine of an organisation, by its key.
        Machine = "machine",
        /// The person at the machine.
        Operator = "operator",
    }
}

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditLine {
    /// Id of the line.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by kind.
    pub actor: AuditActor,
    /// Which account, where somebody had signed in.
    pub actor_id: Option<AccountId>,
    /// Which key, where it was a machine.
    pub key_id: Option<ApiKeyId>,
    /// What.
    pub action: Action,
    /// Kind of the thing.
    pub kind: ThingKind,
    /// Id of the thing.
    pub thing_id: Uuid,
    /// Names of the fields that were set or changed.
    #[cfg_attr(feature = "openapi", schema(max_items = 100, example = json!(["name", "skills"])))]
    pub fields: Vec<String>,
    /// Id of the request; `null` for commands.
    #[cfg_attr(feature = "openapi", schema(max_length = 80, example = "0190163d-8694-739b-aea5-966c26f8ad91"))]
    pub request_id: Option<String>,
}

/// Which lines, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditQuery {
    /// What this account did.
    pub actor: Option<AccountId>,
    /// What was done by this key.
    pub key: Option<ApiKeyId>,
    /// What was done to this thing.
    pub thing: Option<Uuid>,
    /// Only these actions; all when empty.
    pub actions: Vec<Action>,
    /// Only these kinds of things; all when empty.
    pub kinds: Vec<ThingKind>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl AuditQuery {
    /// Reads the query string of `GET /audit-log`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            actor: reader.one("actor", "Use the id of an account."),
            key: reader.one("key", "Use the id of a key."),
            thing: reader.one("thing", "Use the id of a thing."),
            actions: reader.list("action", "Use operation ids of the specification."),
            kinds: reader.list("kind", ThingKind::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().one("actor", self.actor).one("key", self.key).one("thing", self.thing);
        let writer = writer.list("action", &self.actions).list("kind", &self.kinds);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

#[cfg(test)]
mod tests {
    use super::AuditQuery;

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "actor=0190163d-8694-739b-aea5-966c26f8ad91&action=update_me,create_login&kind=account&limit=5";
        let query = AuditQuery::parse(raw).unwrap();
        assert_eq!(query.to_query(), format!("?{raw}"));
        let raw = "key=0190163d-8694-739b-aea5-966c26f8ad91&limit=20";
        assert_eq!(AuditQuery::parse(raw).unwrap().to_query(), format!("?{raw}"));
        assert!(AuditQuery::parse("actor=me").is_err() && AuditQuery::parse("key=c2r_").is_err());
    }
}
