//! The audit log: who did what to which thing and which fields it touched. Ids and names of fields only,
//! never personal values.

use crate::entities::{
    account, api_key, audit_log, city_proposal, collection, from_json, key, lesson_draft, lesson_outcome, login,
    membership, note_draft, to_json,
};
use crate::{Db, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::audit::{AuditLine, AuditQuery};
use domain::live::ThingKind;
use domain::memberships::MembershipOrigin;
use domain::policy::{Action, Actor};
use ids::{AccountId, ApiKeyId, AuditId};
use sea_orm::sea_query::{Query, SelectStatement, SimpleExpr, UnionType};
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

/// Most lines in what somebody takes away.
const MOST: u64 = 1_000;

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
    list(db, Scope::Everything, &query, None, MOST).await
}

/// Who did something: any of these accounts, or a machine by any of these keys.
type Doers<'a> = (&'a [AccountId], &'a [ApiKeyId]);

/// The things of a kind that an action was done to, each once: by any of these, or by anyone.
///
/// # Errors
/// When the database fails.
pub async fn things(
    source: &impl Source,
    (action, kind): (Action, ThingKind),
    by: Option<Doers<'_>>,
) -> Result<Vec<Uuid>> {
    let by = by.map(|(accounts, keys)| {
        let person = audit_log::Column::ActorId.is_in(accounts.iter().copied());
        Condition::any().add(person).add(audit_log::Column::KeyId.is_in(keys.iter().copied()))
    });
    let wanted = Condition::all()
        .add(audit_log::Column::Action.eq(action.as_str()))
        .add(audit_log::Column::Kind.eq(kind.as_str()))
        .add_option(by);
    let query = audit_log::Entity::find().select_only().column(audit_log::Column::ThingId).filter(wanted).distinct();
    Ok(query.order_by_asc(audit_log::Column::ThingId).into_tuple().all(source.reading()).await?)
}

/// Each time that an action was done to a thing, the first first.
///
/// # Errors
/// When the database fails.
pub async fn history(source: &impl Source, thing: Uuid, action: Action) -> Result<Vec<AuditLine>> {
    let query = audit_log::Entity::find()
        .filter(audit_log::Column::ThingId.eq(thing))
        .filter(audit_log::Column::Action.eq(action.as_str()));
    let rows = query.order_by_asc(audit_log::Column::At).order_by_asc(audit_log::Column::Id);
    rows.all(source.reading()).await?.into_iter().map(to_line).collect()
}

/// What others did to an account and to what is its own, newest first: the last thousand lines.
///
/// # Errors
/// When the database fails.
pub async fn by_others(db: &Db, account: AccountId) -> Result<Vec<AuditLine>> {
    let others = Condition::any().add(audit_log::Column::ActorId.is_null()).add(audit_log::Column::ActorId.ne(account));
    // An organisation is its people's: who made it is meant by the decision about it, and by nothing after that.
    let decided = Condition::all()
        .add(audit_log::Column::Action.eq(Action::CreateOrganisationDecision.as_str()))
        .add(audit_log::Column::ThingId.in_subquery(founded_by(account)));
    let theirs = Condition::any().add(audit_log::Column::ThingId.in_subquery(things_of(account))).add(decided);
    let rows = audit_log::Entity::find().filter(others).filter(theirs);
    let rows = rows.order_by_desc(audit_log::Column::Id).limit(MOST).all(db.read()).await?;
    rows.into_iter().map(to_line).collect()
}

/// The ids of an account and of what belongs to it: its logins, memberships, proposals of cities, keys that it made,
/// drafts of lessons and of notes that it leads, reading lists, and reports that were made by it, of facts and of lessons.
fn things_of(account: AccountId) -> SelectStatement {
    // A report does not say whose it is: the log does.
    let reports = audit_log::Column::Action.eq(Action::CreateCorrection.as_str());
    let reports =
        ids_where(audit_log::Column::ThingId, audit_log::Column::ActorId.eq(account)).and_where(reports).take();
    ids_where(account::Column::Id, account::Column::Id.eq(account))
        .union(UnionType::All, ids_where(login::Column::Id, login::Column::AccountId.eq(account)))
        .union(UnionType::All, ids_where(membership::Column::Id, membership::Column::AccountId.eq(account)))
        .union(UnionType::All, ids_where(city_proposal::Column::Id, city_proposal::Column::AccountId.eq(account)))
        .union(UnionType::All, ids_where(api_key::Column::Id, api_key::Column::CreatedBy.eq(account)))
        .union(UnionType::All, ids_where(collection::Column::Id, collection::Column::AccountId.eq(account)))
        .union(UnionType::All, ids_where(lesson_draft::Column::Id, lesson_draft::Column::AccountId.eq(account)))
        .union(UnionType::All, ids_where(note_draft::Column::Id, note_draft::Column::AccountId.eq(account)))
        .union(UnionType::All, ids_where(lesson_outcome::Column::Id, lesson_outcome::Column::AccountId.eq(account)))
        .union(UnionType::All, reports)
        .take()
}

/// The ids in a column of the rows of its table that are meant.
fn ids_where<C: ColumnTrait>(ids: C, meant: SimpleExpr) -> SelectStatement {
    Query::select().column(ids).from(C::EntityName::default()).and_where(meant).take()
}

/// The organisations that an account made.
fn founded_by(account: AccountId) -> SelectStatement {
    let founding = membership::Column::Origin.eq(MembershipOrigin::Founding.as_str());
    let own = membership::Column::AccountId.eq(account);
    ids_where(membership::Column::OrganisationId, own).and_where(founding).take()
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
