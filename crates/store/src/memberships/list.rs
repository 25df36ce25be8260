//! Many memberships, and what somebody is by them.

use crate::entities::{account, any_of, key, membership, organisation};
use crate::organisations::{led, references};
use crate::{Db, Result, Source};
use chrono::{DateTime, Utc};
use domain::identity::Person;
use domain::memberships::{Member, Membership, MembershipOrigin, MembershipStatus};
use domain::organisations::OrganisationStatus;
use domain::policy::{Reach, Standing};
use ids::{AccountId, CityId, MembershipId, OrganisationId};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// What somebody is by their memberships: in organisations that were verified alone.
///
/// # Errors
/// When the database fails.
pub async fn standings(source: &impl Source, account: AccountId) -> Result<Vec<Standing>> {
    let query = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganisationId)
        .column(membership::Column::Role)
        .column(organisation::Column::CityId)
        .join(
            sea_orm::JoinType::InnerJoin,
            membership::Entity::belongs_to(organisation::Entity)
                .from(membership::Column::OrganisationId)
                .to(organisation::Column::Id)
                .into(),
        )
        .filter(membership::Column::AccountId.eq(account))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(organisation::Column::Status.eq(OrganisationStatus::Verified.as_str()));
    let rows: Vec<(OrganisationId, String, Option<CityId>)> = query.into_tuple().all(source.reading()).await?;
    rows.into_iter()
        .map(|(organisation, role, city)| Ok(Standing { organisation, city, role: key("memberships.role", &role)? }))
        .collect()
}

/// People by id.
pub(crate) async fn people(source: &impl Source, ids: Vec<AccountId>) -> Result<HashMap<AccountId, account::Model>> {
    let rows = account::Entity::find().filter(account::Column::Id.is_in(ids)).all(source.reading()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

pub(crate) fn to_person(row: &account::Model) -> Person {
    Person { id: row.id, name: row.name.clone(), demo: row.demo }
}

async fn to_memberships(source: &impl Source, rows: Vec<membership::Model>, deciding: bool) -> Result<Vec<Membership>> {
    let organisations = references(source, rows.iter().map(|row| row.organisation_id).collect()).await?;
    let people = people(source, rows.iter().map(|row| row.account_id).collect()).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        // Both go with what they are of: a row without them is being deleted right now.
        let (Some(organisation), Some(person)) = (organisations.get(&row.organisation_id), people.get(&row.account_id))
        else {
            continue;
        };
        let status = key("memberships.status", &row.status)?;
        let waits = status == MembershipStatus::Requested;
        found.push(Membership {
            id: row.id,
            organisation: organisation.clone(),
            person: to_person(person),
            email: (deciding && waits).then(|| person.email.clone()),
            role: key("memberships.role", &row.role)?,
            status,
            origin: key("memberships.origin", &row.origin)?,
            message: row.message,
            reason: row.reason,
            requested_at: row.requested_at,
            decided_at: row.decided_at,
            ended_at: row.ended_at,
            version: row.version,
        });
    }
    Ok(found)
}

fn within(reach: &Reach) -> Condition {
    if reach.everything {
        return Condition::all();
    }
    let mut wanted =
        Condition::any().add(membership::Column::OrganisationId.is_in(reach.organisations.iter().copied()));
    if reach.leaderless {
        wanted = wanted.add(membership::Column::OrganisationId.not_in_subquery(led()));
    }
    wanted
}

/// Of any of these organisations; nothing to ask for where none is named.
fn among(organisations: &[OrganisationId]) -> Option<SimpleExpr> {
    let named = organisations.iter().copied();
    (!organisations.is_empty()).then(|| membership::Column::OrganisationId.is_in(named))
}

/// Memberships within `reach`, at any of these states and of any of these organisations where some are named, oldest
/// first, after the membership `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    reach: &Reach,
    (statuses, organisations): (&[MembershipStatus], &[OrganisationId]),
    after: Option<MembershipId>,
    limit: u64,
) -> Result<Vec<Membership>> {
    let wanted = Condition::all()
        .add(within(reach))
        .add_option(any_of(membership::Column::Status, statuses.iter().map(|status| status.as_str())))
        .add_option(among(organisations))
        .add_option(after.map(|after| membership::Column::Id.gt(after)));
    let query = membership::Entity::find().filter(wanted).order_by_asc(membership::Column::Id).limit(limit);
    to_memberships(db, query.all(db.read()).await?, true).await
}

/// When those that wait within `reach` were asked for, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn oldest_requested(source: &impl Source, reach: &Reach, limit: u64) -> Result<Vec<DateTime<Utc>>> {
    let query = membership::Entity::find()
        .select_only()
        .column(membership::Column::RequestedAt)
        .filter(within(reach))
        // Who made an organisation waits with it, and is counted with it.
        .filter(membership::Column::Origin.ne(MembershipOrigin::Founding.as_str()))
        .filter(membership::Column::Status.eq(MembershipStatus::Requested.as_str()));
    Ok(query.order_by_asc(membership::Column::Id).limit(limit).into_tuple().all(source.reading()).await?)
}

/// One membership; `deciding` where who asks may decide it, and so sees the address of who wants to join.
///
/// # Errors
/// When the database fails.
pub async fn deciding(source: &impl Source, id: MembershipId, deciding: bool) -> Result<Option<Membership>> {
    let row = membership::Entity::find_by_id(id).one(source.reading()).await?;
    Ok(to_memberships(source, row.into_iter().collect(), deciding).await?.pop())
}

/// The memberships of an account, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<Membership>> {
    let query = membership::Entity::find().filter(membership::Column::AccountId.eq(account));
    let rows = query.order_by_desc(membership::Column::Id).limit(limit).all(db.read()).await?;
    to_memberships(db, rows, false).await
}

/// Who belongs to an organisation, in the order of joining, after the membership `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn members(
    db: &Db,
    organisation: OrganisationId,
    after: Option<MembershipId>,
    limit: u64,
) -> Result<Vec<Member>> {
    let wanted = Condition::all()
        .add(membership::Column::OrganisationId.eq(organisation))
        .add(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .add_option(after.map(|after| membership::Column::Id.gt(after)));
    let query = membership::Entity::find().filter(wanted).order_by_asc(membership::Column::Id).limit(limit);
    let rows = query.all(db.read()).await?;
    let people = people(db, rows.iter().map(|row| row.account_id).collect()).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(person) = people.get(&row.account_id) else { continue };
        let shown = crate::identity::shown(person.clone())?;
        found.push(Member {
            membership: row.id,
            person: to_person(person),
            has_profile: shown.is_some(),
            work_role: shown.and_then(|shown| shown.work_role),
            role: key("memberships.role", &row.role)?,
            since: row.decided_at.unwrap_or(row.requested_at),
        });
    }
    Ok(found)
}
