//! The audit log: who did what to which thing and which fields it touched. Ids and names of fields only,
//! never personal values.

use crate::entities::{audit_log, to_json};
use crate::{Result, Tx};
use chrono::{DateTime, Utc};
use domain::live::ThingKind;
use domain::policy::{Action, Actor};
use ids::AuditId;
use sea_orm::{ActiveValue, EntityTrait};
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
        action: ActiveValue::Set(line.action.as_str().to_owned()),
        kind: ActiveValue::Set(line.kind.as_str().to_owned()),
        thing_id: ActiveValue::Set(line.thing_id),
        fields: ActiveValue::Set(to_json("audit_log.fields", &line.fields)?),
        request_id: ActiveValue::Set(line.request_id),
    };
    audit_log::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}
