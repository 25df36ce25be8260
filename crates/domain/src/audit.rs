//! The audit log: who did what to which thing, and which fields it touched. Ids and names of fields, never what a
//! person is called or where they live. Lines are only ever added.

use crate::live::ThingKind;
use crate::policy::Action;
use chrono::{DateTime, SecondsFormat, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::{AccountId, ApiKeyId, AuditId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
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
    /// What was done at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// What was done before this moment.
    pub until: Option<DateTime<Utc>>,
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
        let filter = Self::read(&mut reader);
        let query = Self { limit: Some(reader.limit()), cursor: reader.cursor(), ..filter };
        reader.finish()?;
        Ok(query)
    }

    /// Reads the query string of a file of the log, which has no pages.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse_export(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let filter = Self::read(&mut reader);
        for name in ["limit", "cursor"] {
            reader.refuse(name, "A file has no pages: leave this out, or ask for JSON.");
        }
        reader.finish()?;
        Ok(filter)
    }

    /// The filter.
    fn read(reader: &mut Reader) -> Self {
        Self {
            actor: reader.one("actor", "Use the id of an account."),
            key: reader.one("key", "Use the id of a key."),
            thing: reader.one("thing", "Use the id of a thing."),
            actions: reader.list("action", "Use operation ids of the specification."),
            kinds: reader.list("kind", ThingKind::expected()),
            from: moment(reader, "from"),
            until: moment(reader, "until"),
            limit: None,
            cursor: None,
        }
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().one("actor", self.actor).one("key", self.key).one("thing", self.thing);
        let writer = writer.list("action", &self.actions).list("kind", &self.kinds);
        let writer = writer.one("from", self.from.map(Moment)).one("until", self.until.map(Moment));
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The filter alone, its values in one order: what the places of a page belong to.
    #[must_use]
    pub fn filter(&self) -> String {
        let mut query = Self { limit: None, cursor: None, ..self.clone() };
        query.actions.sort_unstable();
        query.kinds.sort_unstable();
        query.to_query()
    }
}

fn moment(reader: &mut Reader, name: &'static str) -> Option<DateTime<Utc>> {
    // In a query a plus sign that is not encoded is a space.
    let expected = "Use a moment of RFC 3339 such as 2026-11-22T09:30:00Z; write the + of an offset as %2B.";
    reader.one::<Moment>(name, expected).map(|moment| moment.0)
}

/// A moment as RFC 3339 writes it.
struct Moment(DateTime<Utc>);

impl FromStr for Moment {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        DateTime::parse_from_rfc3339(text).map(|moment| Self(moment.with_timezone(&Utc)))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
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

    #[test]
    fn a_time_goes_there_and_back() {
        let raw = "from=2026-11-22T09%3A30%3A00Z&until=2026-11-23T09%3A30%3A00.250Z&limit=20";
        let query = AuditQuery::parse(raw).unwrap();
        assert_eq!(query.to_query(), format!("?{raw}"));
        assert!(query.from < query.until);
        let elsewhere = AuditQuery::parse("from=2026-11-22T20:30:00%2B11:00").unwrap();
        assert_eq!(elsewhere.from, query.from, "a moment is the same by every clock");
    }

    #[test]
    fn what_is_no_moment_is_told() {
        for text in ["2026-11-22", "yesterday", "2026-11-22T20:30:00+11:00", "2026-11-31T00:00:00Z"] {
            let raw = format!("from={text}");
            let faults = AuditQuery::parse(&raw).unwrap_err();
            assert_eq!((faults[0].pointer.as_str(), faults[0].code.as_str()), ("from", "unknown_value"), "{raw}");
            assert!(faults[0].message.contains("RFC 3339"), "{}", faults[0].message);
        }
    }
}
