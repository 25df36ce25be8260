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
