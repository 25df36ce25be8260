//! Who belongs to an organisation, and who asks to.

mod list;

pub use list::{deciding, list, members, of_account, oldest_requested, standings};
pub(crate) use list::{people, to_person};

use crate::entities::{key, membership};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::memberships::{MembershipOrigin, MembershipStatus};
use domain::policy::MembershipRole;
use ids::{AccountId, MembershipId, OrganisationId};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

/// A membership that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMembershipRow {
    /// Its id.
    pub id: MembershipId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Whose it is.
    pub account: AccountId,
    /// What the person is, or asks to be.
    pub role: MembershipRole,
    /// Whether it waits or holds at once.
    pub status: MembershipStatus,
    /// How it came about.
    pub origin: MembershipOrigin,
    /// A word to who decides.
    pub message: Option<String>,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// What rules and decisions look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipKey {
    /// Its id.
    pub id: MembershipId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Whose it is.
    pub account: AccountId,
    /// What the person is, or asks to be.
    pub role: MembershipRole,
    /// Where it stands.
    pub status: MembershipStatus,
    /// Its version.
    pub version: i64,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When who decides was reminded.
    pub reminded_at: Option<DateTime<Utc>>,
}

fn to_key(row: &membership::Model) -> Result<MembershipKey> {
    Ok(MembershipKey {
        id: row.id,
        organisation: row.organisation_id,
        account: row.account_id,
        role: key("memberships.role", &row.role)?,
        status: key("memberships.status", &row.status)?,
        version: row.version,
        requested_at: row.requested_at,
        reminded_at: row.reminded_at,
    })
}

/// Makes a membership.
///
/// # Errors
/// [`Error::Constraint`](crate::Error::Constraint) when an open one of the person is there, or another lead; when the
/// database fails.
pub async fn insert(tx: &Tx<'_>, new: NewMembershipRow) -> Result<()> {
    let decided_at = (new.status == MembershipStatus::Active).then_some(new.at);
    let row = membership::ActiveModel {
        id: ActiveValue::Set(new.id),
        organisation_id: ActiveValue::Set(new.organisation),
        account_id: ActiveValue::Set(new.account),
        role: ActiveValue::Set(new.role.as_str().to_owned()),
        status: ActiveValue::Set(new.status.as_str().to_owned()),
        origin: ActiveValue::Set(new.origin.as_str().to_owned()),
        message: ActiveValue::Set(new.message),
        reason: ActiveValue::Set(None),
        decided_by: ActiveValue::Set(None),
        requested_at: ActiveValue::Set(new.at),
        decided_at: ActiveValue::Set(decided_at),
        ended_at: ActiveValue::Set(None),
        reminded_at: ActiveValue::Set(None),
        version: ActiveValue::Set(1),
    };
    membership::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// What rules ask about a membership.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, id: MembershipId) -> Result<Option<MembershipKey>> {
    membership::Entity::find_by_id(id).one(source.reading()).await?.as_ref().map(to_key).transpose()
}

/// The open membership of somebody in an organisation: one that holds, else one that waits.
///
/// # Errors
/// When the database fails.
pub async fn open_of(
    source: &impl Source,
    organisation: OrganisationId,
    account: AccountId,
) -> Result<Option<MembershipKey>> {
    let query = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(membership::Column::AccountId.eq(account))
        .filter(membership::Column::EndedAt.is_null())
        // `active` before `requested`.
        .order_by_asc(membership::Column::Status);
    query.one(source.reading()).await?.as_ref().map(to_key).transpose()
}

/// How many requests of an account wait.
///
/// # Errors
/// When the database fails.
pub async fn count_requested(source: &impl Source, account: AccountId) -> Result<u64> {
    let waiting = membership::Entity::find()
        .filter(membership::Column::AccountId.eq(account))
        .filter(membership::Column::Status.eq(MembershipStatus::Requested.as_str()));
    Ok(waiting.count(source.reading()).await?)
}

/// The open memberships of somebody: those that hold, and those that wait.
///
/// # Errors
/// When the database fails.
pub async fn open_of_account(source: &impl Source, account: AccountId) -> Result<Vec<MembershipKey>> {
    let query = membership::Entity::find()
        .filter(membership::Column::AccountId.eq(account))
        .filter(membership::Column::EndedAt.is_null())
        .order_by_asc(membership::Column::Id);
    query.all(source.reading()).await?.iter().map(to_key).collect()
}

/// Whether the last word about somebody in an organisation was somebody else's no: they were taken out, or refused.
///
/// # Errors
/// When the database fails.
pub async fn was_sent_away(source: &impl Source, organisation: OrganisationId, account: AccountId) -> Result<bool> {
    let query = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(membership::Column::AccountId.eq(account))
        .filter(membership::Column::EndedAt.is_not_null())
        .order_by_desc(membership::Column::EndedAt)
        .order_by_desc(membership::Column::Id);
    Ok(query.one(source.reading()).await?.is_some_and(|last| last.reason.is_some()))
}

/// Those who wait to lead an organisation.
///
/// # Errors
/// When the database fails.
pub async fn claims(source: &impl Source, organisation: OrganisationId) -> Result<Vec<MembershipKey>> {
    let query = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(membership::Column::Role.eq(MembershipRole::Lead.as_str()))
        .filter(membership::Column::Status.eq(MembershipStatus::Requested.as_str()));
    query.all(source.reading()).await?.iter().map(to_key).collect()
}

/// Of those who made an organisation and wait with it.
///
/// # Errors
/// When the database fails.
pub async fn founders(source: &impl Source, organisation: OrganisationId) -> Result<Vec<MembershipKey>> {
    let query = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(membership::Column::Origin.eq(MembershipOrigin::Founding.as_str()))
        .filter(membership::Column::Status.eq(MembershipStatus::Requested.as_str()));
    query.all(source.reading()).await?.iter().map(to_key).collect()
}

/// Whether anybody but `account` belongs to an organisation.
///
/// # Errors
/// When the database fails.
pub async fn has_others(source: &impl Source, organisation: OrganisationId, account: AccountId) -> Result<bool> {
    let query = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(membership::Column::AccountId.ne(account))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()));
    Ok(query.one(source.reading()).await?.is_some())
}

/// What changes of a membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Where it stands from now on.
    pub status: MembershipStatus,
    /// What the person is from now on.
    pub role: MembershipRole,
    /// Why.
    pub reason: Option<String>,
    /// Who decided; nobody where the person did it themselves.
    pub by: Option<AccountId>,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Changes where a membership stands; answers its new version.
///
/// # Errors
/// [`Error::Constraint`](crate::Error::Constraint) when another lead is there; when the database fails.
pub async fn turn(tx: &Tx<'_>, before: &MembershipKey, turn: Turn) -> Result<i64> {
    let over = matches!(turn.status, MembershipStatus::Refused | MembershipStatus::Ended);
    let decided = before.status == MembershipStatus::Requested;
    let version = before.version + 1;
    let row = membership::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        status: ActiveValue::Set(turn.status.as_str().to_owned()),
        role: ActiveValue::Set(turn.role.as_str().to_owned()),
        reason: ActiveValue::Set(turn.reason),
        decided_by: if turn.by.is_some() { ActiveValue::Set(turn.by) } else { ActiveValue::NotSet },
        decided_at: if decided { ActiveValue::Set(Some(turn.at)) } else { ActiveValue::NotSet },
        ended_at: if over { ActiveValue::Set(Some(turn.at)) } else { ActiveValue::NotSet },
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    membership::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Notes that who decides was reminded.
///
/// # Errors
/// When the database fails.
pub async fn set_reminded(tx: &Tx<'_>, id: MembershipId, at: DateTime<Utc>) -> Result<()> {
    let row = membership::ActiveModel {
        id: ActiveValue::Unchanged(id),
        reminded_at: ActiveValue::Set(Some(at)),
        ..Default::default()
    };
    membership::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}
