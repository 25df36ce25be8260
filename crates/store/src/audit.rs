//! The audit log: who did what to which thing and which fields it touched. Ids and names of fields only,
//! never personal values.

use crate::entities::{audit_log, from_json, key, to_json};
use crate::{Db, Result, Scope, Tx};
use chrono::{DateTime, Utc};
use domain::audit::{AuditLine, AuditQuery};
use domain::live::ThingKind;
use domain::policy::{Action, Actor};
use ids::{AccountId, AuditId};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// One line for the audit log.
#[derive(Debug, Clone)]
pub struct NewAudit {
    /// Id of the line.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// Kind of the thing.
    pub kind: ThingKind,
    /// Id of the thing.
    pub thing_id: Uuid,
    /// Names of the fields that were set or changed.
    pub fields: Vec<&'static str>,
    /// Id of the request, where there was one.
    pub request_id: Option<String>,
}

/// Adds a line, in the transaction of what it tells of.
///
/// # Errors
/// When the database fails.
pub async fn append(tx: &Tx<'_>, line: NewAudit) -> Result<()> {
    let row = audit_log::ActiveModel {
        id: ActiveValue::Set(line.id.as_uuid()),
        at: ActiveValue::Set(line.at),
        actor: ActiveValue::Set(line.actor.as_str().to_owned()),
        actor_id: ActiveValue::Set(line.actor.account()),
        key_id: ActiveValue::Set(line.actor.machine().map(|machine| machine.key)),
        action: ActiveValue::Set(line.action.as_str().to_owned()),
        kind: ActiveValue::Set(line.kind.as_str().to_owned()),
        thing_id: ActiveValue::Set(line.thing_id),
        fields: ActiveValue::Set(to_json("audit_log.fields", &line.fields)?),
        request_id: ActiveValue::Set(line.request_id),
    };
    audit_log::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Lines that the query lets through, newest first, before the line `before`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    scope: Scope,
    query: &AuditQuery,
    before: Option<AuditId>,
    limit: u64,
) -> Result<Vec<AuditLine>> {
    if scope != Scope::Everything {
        return Ok(Vec::new());
    }
    let mut wanted = Condition::all()
        .add_option(query.actor.map(|actor| audit_log::Column::ActorId.eq(actor)))
        .add_option(query.key.map(|key| audit_log::Column::KeyId.eq(key)))
        .add_option(query.thing.map(|thing| audit_log::Column::ThingId.eq(thing)))
        .add_option(query.from.map(since))
        .add_option(query.until.map(until))
        .add_option(before.map(|before| audit_log::Column::Id.lt(before.as_uuid())));
    if !query.actions.is_empty() {
        wanted = wanted.add(audit_log::Column::Action.is_in(query.actions.iter().map(|action| action.as_str())));
    }
    if !query.kinds.is_empty() {
        wanted = wanted.add(audit_log::Column::Kind.is_in(query.kinds.iter().map(|kind| kind.as_str())));
    }
    let rows = audit_log::Entity::find().filter(wanted).order_by_desc(audit_log::Column::Id).limit(limit);
    rows.all(db.read()).await?.into_iter().map(to_line).collect()
}

/// How far the moment in a line's id may be from the moment of the line, in milliseconds: the clock is read for the
/// one, then for the other. Far more than that ever takes, and few lines to pass over.
const APART: i64 = 60_000;

/// Lines of this moment and later. The list goes by the ids, which begin with the time: bounds on them are what the
/// index answers, however long the log is, and the moment decides about the few at the edge.
fn since(moment: DateTime<Utc>) -> Condition {
    let first = first_id(moment.timestamp_millis().saturating_sub(APART));
    Condition::all().add(audit_log::Column::Id.gte(first)).add(audit_log::Column::At.gte(moment))
}

/// Lines before this moment.
fn until(moment: DateTime<Utc>) -> Condition {
    let last = first_id(moment.timestamp_millis().saturating_add(APART));
    Condition::all().add(audit_log::Column::Id.lt(last)).add(audit_log::Column::At.lt(moment))
}

/// What no id of a later millisecond is below (RFC 9562: the first 48 bits of a UUID version 7 count the milliseconds).
fn first_id(unix_ms: i64) -> Uuid {
    let last = (1_u64 << 48) - 1;
    let ms = u64::try_from(unix_ms).unwrap_or(0).min(last);
    Uuid::from_u128(u128::from(ms) << 80)
}

/// What an account did, newest first: the last thousand lines.
///
/// # Errors
/// When the database fails.
pub async fn by_actor(db: &Db, account: AccountId) -> Result<Vec<AuditLine>> {
    let query = AuditQuery { actor: Some(account), ..AuditQuery::default() };
    list(db, Scope::Everything, &query, None, 1_000).await
}

fn to_line(row: audit_log::Model) -> Result<AuditLine> {
    Ok(AuditLine {
        id: row.id.into(),
        at: row.at,
        actor: key("audit_log.actor", &row.actor)?,
        actor_id: row.actor_id,
        key_id: row.key_id,
        action: key("audit_log.action", &row.action)?,
        kind: key("audit_log.kind", &row.kind)?,
        thing_id: row.thing_id,
        fields: from_json("audit_log.fields", &row.fields)?,
        request_id: row.request_id,
    })
}

#[cfg(test)]
mod tests {
    use super::first_id;
    use ids::AuditId;

    #[test]
    fn ids_lie_between_the_bounds_of_their_millisecond() {
        for ms in [0_u32, 1, 4_000_000_000] {
            let id = AuditId::generate(u64::from(ms)).as_uuid();
            assert!(first_id(i64::from(ms)) < id && id < first_id(i64::from(ms) + 1), "{ms}");
        }
        assert!(first_id(i64::MIN) == first_id(0) && first_id(i64::MAX) > AuditId::generate(1 << 47).as_uuid());
    }
}
