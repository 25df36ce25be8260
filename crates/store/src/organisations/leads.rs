//! Who leads an organisation. A lead who is suspended, or who is leaving, decides nothing and gets no mail: as long as
//! that lasts nobody leads. They keep their seat, so that they lead again once they are back.

use super::{OrganisationName, key};
use crate::entities::{account, membership};
use crate::{Result, Source};
use domain::identity::AccountStatus;
use domain::memberships::MembershipStatus;
use domain::policy::MembershipRole;
use ids::{AccountId, CityId, OrganisationId};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Organisations that somebody leads, as a subquery.
pub(crate) fn led() -> SelectStatement {
    let acting = Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .and_where(account::Column::Status.eq(AccountStatus::Active.as_str()))
        .to_owned();
    Query::select()
        .column(membership::Column::OrganisationId)
        .from(membership::Entity)
        .and_where(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .and_where(membership::Column::Role.eq(MembershipRole::Lead.as_str()))
        .and_where(membership::Column::AccountId.in_subquery(acting))
        .to_owned()
}

/// Who has the seat of the lead, whether or not they can act.
///
/// # Errors
/// When the database fails.
pub async fn seat(source: &impl Source, id: OrganisationId) -> Result<Option<AccountId>> {
    let lead = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(id))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(membership::Column::Role.eq(MembershipRole::Lead.as_str()))
        .one(source.reading())
        .await?;
    Ok(lead.map(|row| row.account_id))
}

/// The seat, and the account in it.
async fn seated(source: &impl Source, id: OrganisationId) -> Result<Option<account::Model>> {
    let Some(seat) = seat(source, id).await? else { return Ok(None) };
    Ok(account::Entity::find_by_id(seat).one(source.reading()).await?)
}

/// Who leads an organisation.
///
/// # Errors
/// When the database fails.
pub async fn lead(source: &impl Source, id: OrganisationId) -> Result<Option<AccountId>> {
    let acts = |found: &account::Model| found.status == AccountStatus::Active.as_str();
    Ok(seated(source, id).await?.filter(acts).map(|found| found.id))
}

/// Who has the seat of the lead and is in nobody's way: an account for demonstration, and one that cannot act.
///
/// # Errors
/// When the database fails.
pub async fn idle_lead(source: &impl Source, id: OrganisationId) -> Result<Option<AccountId>> {
    let idle = |found: &account::Model| found.demo || found.status != AccountStatus::Active.as_str();
    Ok(seated(source, id).await?.filter(idle).map(|found| found.id))
}

/// Organisations in which an account has the seat of the lead.
///
/// # Errors
/// When the database fails.
pub async fn seats_of(source: &impl Source, account: AccountId) -> Result<Vec<OrganisationId>> {
    let seats = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganisationId)
        .filter(membership::Column::AccountId.eq(account))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .filter(membership::Column::Role.eq(MembershipRole::Lead.as_str()));
    Ok(seats.order_by_asc(membership::Column::OrganisationId).into_tuple().all(source.reading()).await?)
}

/// Whether nobody leads the city.
///
/// # Errors
/// When the database fails.
pub async fn city_is_leaderless(source: &impl Source, city: CityId) -> Result<bool> {
    Ok(key(source, &OrganisationName::City(city)).await?.is_none_or(|found| found.leaderless))
}
