//! Proposals of cities.

use crate::entities::{any_of, city, city_proposal, key};
use crate::memberships::{people, to_person};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::city_proposals::{CityProposal, CityProposalStatus, NewCityProposal};
use ids::{AccountId, CityId, CityProposalId};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Adds a proposal.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &Tx<'_>,
    id: CityProposalId,
    account: AccountId,
    new: NewCityProposal,
    at: DateTime<Utc>,
) -> Result<()> {
    let row = city_proposal::ActiveModel {
        id: ActiveValue::Set(id),
        account_id: ActiveValue::Set(account),
        name: ActiveValue::Set(new.name),
        local_name: ActiveValue::Set(new.local_name),
        country: ActiveValue::Set(new.country),
        latitude: ActiveValue::Set(new.latitude),
        longitude: ActiveValue::Set(new.longitude),
        population: ActiveValue::Set(new.population),
        population_year: ActiveValue::Set(new.population_year.map(i64::from)),
        time_zone: ActiveValue::Set(new.time_zone),
        source: ActiveValue::Set(new.source),
        note: ActiveValue::Set(new.note),
        status: ActiveValue::Set(CityProposalStatus::Open.as_str().to_owned()),
        reason: ActiveValue::Set(None),
        city_id: ActiveValue::Set(None),
        decided_by: ActiveValue::Set(None),
        proposed_at: ActiveValue::Set(at),
        decided_at: ActiveValue::Set(None),
        reminded_at: ActiveValue::Set(None),
        version: ActiveValue::Set(1),
    };
    city_proposal::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Which proposals a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProposalFilter {
    /// Of whom; everybody's when `None`.
    pub account: Option<AccountId>,
    /// Where they stand: any of these; all when empty.
    pub statuses: Vec<CityProposalStatus>,
}

fn wanted(filter: &ProposalFilter) -> Condition {
    Condition::all()
        .add_option(filter.account.map(|account| city_proposal::Column::AccountId.eq(account)))
        .add_option(any_of(city_proposal::Column::Status, filter.statuses.iter().map(|status| status.as_str())))
}

/// Proposals that the filter lets through, oldest first, after the proposal `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    filter: &ProposalFilter,
    after: Option<CityProposalId>,
    limit: u64,
) -> Result<Vec<CityProposal>> {
    let wanted = wanted(filter).add_option(after.map(|after| city_proposal::Column::Id.gt(after)));
    let query = city_proposal::Entity::find().filter(wanted).order_by_asc(city_proposal::Column::Id).limit(limit);
    to_proposals(db, query.all(db.read()).await?).await
}

/// The proposals of an account, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &Db, account: AccountId, limit: u64) -> Result<Vec<CityProposal>> {
    let wanted = wanted(&ProposalFilter { account: Some(account), statuses: Vec::new() });
    let query = city_proposal::Entity::find().filter(wanted).order_by_desc(city_proposal::Column::Id).limit(limit);
    to_proposals(db, query.all(db.read()).await?).await
}

/// When those that wait were made, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn oldest_open(source: &impl Source, limit: u64) -> Result<Vec<DateTime<Utc>>> {
    let open = ProposalFilter { account: None, statuses: vec![CityProposalStatus::Open] };
    let query = city_proposal::Entity::find()
        .select_only()
        .column(city_proposal::Column::ProposedAt)
        .filter(wanted(&open))
        .order_by_asc(city_proposal::Column::Id);
    Ok(query.limit(limit).into_tuple().all(source.reading()).await?)
}

/// How many of an account's wait.
///
/// # Errors
/// When the database fails.
pub async fn count_open(source: &impl Source, account: AccountId) -> Result<u64> {
    let open = ProposalFilter { account: Some(account), statuses: vec![CityProposalStatus::Open] };
    Ok(city_proposal::Entity::find().filter(wanted(&open)).count(source.reading()).await?)
}

/// One proposal, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, id: CityProposalId) -> Result<Option<CityProposal>> {
    let row = city_proposal::Entity::find_by_id(id).one(source.reading()).await?;
    Ok(to_proposals(source, row.into_iter().collect()).await?.pop())
}

/// Whether who decides was reminded of a proposal.
///
/// # Errors
/// When the database fails.
pub async fn was_reminded(source: &impl Source, id: CityProposalId) -> Result<bool> {
    let row = city_proposal::Entity::find_by_id(id).one(source.reading()).await?;
    Ok(row.is_some_and(|row| row.reminded_at.is_some()))
}

/// Notes that who decides was reminded.
///
/// # Errors
/// When the database fails.
pub async fn set_reminded(tx: &Tx<'_>, id: CityProposalId, at: DateTime<Utc>) -> Result<()> {
    let row = city_proposal::ActiveModel {
        id: ActiveValue::Unchanged(id),
        reminded_at: ActiveValue::Set(Some(at)),
        ..Default::default()
    };
    city_proposal::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// What becomes of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalTurn {
    /// Where it stands from now on.
    pub status: CityProposalStatus,
    /// Why.
    pub reason: Option<String>,
    /// The city that it became.
    pub city: Option<CityId>,
    /// Who decided; nobody where it was withdrawn.
    pub by: Option<AccountId>,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Changes where a proposal stands; answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn turn(tx: &Tx<'_>, before: &CityProposal, turn: ProposalTurn) -> Result<i64> {
    let version = before.version + 1;
    let row = city_proposal::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        status: ActiveValue::Set(turn.status.as_str().to_owned()),
        reason: ActiveValue::Set(turn.reason),
        city_id: ActiveValue::Set(turn.city),
        decided_by: ActiveValue::Set(turn.by),
        decided_at: ActiveValue::Set(Some(turn.at)),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    city_proposal::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

async fn to_proposals(source: &impl Source, rows: Vec<city_proposal::Model>) -> Result<Vec<CityProposal>> {
    let people = people(source, rows.iter().map(|row| row.account_id).collect()).await?;
    let cities = city::Entity::find().select_only().column(city::Column::Id).column(city::Column::Slug);
    let cities = cities.filter(city::Column::Id.is_in(rows.iter().filter_map(|row| row.city_id)));
    let slugs: Vec<(CityId, String)> = cities.into_tuple().all(source.reading()).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        // It goes with the account: a row without it is being deleted right now.
        let Some(person) = people.get(&row.account_id) else { continue };
        let slug = slugs.iter().find(|(id, _)| Some(*id) == row.city_id).map(|(_, slug)| slug.clone());
        found.push(CityProposal {
            id: row.id,
            person: to_person(person),
            name: row.name,
            local_name: row.local_name,
            country: row.country,
            latitude: row.latitude,
            longitude: row.longitude,
            population: row.population,
            population_year: row.population_year.and_then(|year| i32::try_from(year).ok()),
            time_zone: row.time_zone,
            source: row.source,
            note: row.note,
            status: key("city_proposals.status", &row.status)?,
            reason: row.reason,
            city: slug,
            proposed_at: row.proposed_at,
            decided_at: row.decided_at,
            version: row.version,
        });
    }
    Ok(found)
}
