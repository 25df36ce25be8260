//! From rows of organisations to organisations.

use super::led;
use crate::entities::{city, key, membership, organisation};
use crate::{Result, Source};
use domain::memberships::MembershipStatus;
use domain::organisations::{Organisation, OrganisationRef};
use ids::{CityId, OrganisationId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};

/// Slugs of cities.
async fn slugs(source: &impl Source, cities: Vec<CityId>) -> Result<HashMap<CityId, String>> {
    if cities.is_empty() {
        return Ok(HashMap::new());
    }
    let query = city::Entity::find().select_only().column(city::Column::Id).column(city::Column::Slug);
    let found: Vec<(CityId, String)> =
        query.filter(city::Column::Id.is_in(cities)).into_tuple().all(source.reading()).await?;
    Ok(found.into_iter().collect())
}

/// How many belong to each organisation.
async fn members(source: &impl Source, ids: Vec<OrganisationId>) -> Result<HashMap<OrganisationId, i64>> {
    let query = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganisationId)
        .column_as(membership::Column::Id.count(), "count")
        .filter(membership::Column::OrganisationId.is_in(ids))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .group_by(membership::Column::OrganisationId);
    let found: Vec<(OrganisationId, i64)> = query.into_tuple().all(source.reading()).await?;
    Ok(found.into_iter().collect())
}

/// Which of these organisations somebody leads.
async fn with_lead(source: &impl Source, ids: Vec<OrganisationId>) -> Result<HashSet<OrganisationId>> {
    let query = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(organisation::Column::Id.is_in(ids))
        .filter(organisation::Column::Id.in_subquery(led()));
    let found: Vec<OrganisationId> = query.into_tuple().all(source.reading()).await?;
    Ok(found.into_iter().collect())
}

pub(super) async fn to_organisations(
    source: &impl Source,
    rows: Vec<organisation::Model>,
) -> Result<Vec<Organisation>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = || rows.iter().map(|row| row.id).collect();
    let (members, with_lead) = (members(source, ids()).await?, with_lead(source, ids()).await?);
    let slugs = slugs(source, rows.iter().filter_map(|row| row.city_id).collect()).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Organisation {
                kind: key("organisations.kind", &row.kind)?,
                partner_kind: row.partner_kind.as_deref().map(|k| key("organisations.partner_kind", k)).transpose()?,
                status: key("organisations.status", &row.status)?,
                has_lead: with_lead.contains(&row.id),
                members: members.get(&row.id).copied().unwrap_or_default(),
                city: row.city_id.and_then(|city| slugs.get(&city).cloned()),
                id: row.id,
                name: row.name,
                slug: row.slug,
                website: row.website,
                about: row.about,
                country: row.country,
                city_id: row.city_id,
                reason: row.reason,
                demo: row.demo,
                version: row.version,
                created_at: row.created_at,
                updated_at: row.updated_at,
            })
        })
        .collect()
}

/// Organisations as other things speak of them, whoever may see them: what speaks of one is seen by who may.
///
/// # Errors
/// When the database fails.
pub async fn references(
    source: &impl Source,
    ids: Vec<OrganisationId>,
) -> Result<HashMap<OrganisationId, OrganisationRef>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = organisation::Entity::find().filter(organisation::Column::Id.is_in(ids)).all(source.reading()).await?;
    let slugs = slugs(source, rows.iter().filter_map(|row| row.city_id).collect()).await?;
    rows.into_iter()
        .map(|row| {
            let found = OrganisationRef {
                id: row.id,
                kind: key("organisations.kind", &row.kind)?,
                name: row.name,
                slug: row.slug,
                city: row.city_id.and_then(|city| slugs.get(&city).cloned()),
                status: key("organisations.status", &row.status)?,
            };
            Ok((row.id, found))
        })
        .collect()
}
