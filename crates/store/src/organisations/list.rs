//! Many organisations.

use super::{rows, seen};
use crate::entities::{any_of, holds, organisation};
use crate::{Db, Result, Scope, Source};
use chrono::{DateTime, Utc};
use domain::organisations::{Organisation, OrganisationKind, OrganisationStatus};
use ids::OrganisationId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};

/// Behind which organisation a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationsAfter {
    /// Its name to sort by.
    pub name_key: String,
    /// Its id.
    pub id: OrganisationId,
}

/// Which organisations a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrganisationFilter {
    /// The name to sort by holds this.
    pub name_key: Option<String>,
    /// They are any of these; all when empty.
    pub kinds: Vec<OrganisationKind>,
    /// They stand at any of these; all when empty.
    pub statuses: Vec<OrganisationStatus>,
}

/// Organisations that the filter lets through and `scope` may see, by name, at most `limit`, with where the next page
/// begins after each.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    scope: Scope,
    filter: &OrganisationFilter,
    after: Option<OrganisationsAfter>,
    limit: u64,
) -> Result<Vec<(OrganisationsAfter, Organisation)>> {
    let kinds = filter.kinds.iter().map(|kind| kind.as_str());
    let statuses = filter.statuses.iter().map(|status| status.as_str());
    let mut wanted = Condition::all()
        .add(seen(scope))
        .add_option(any_of(organisation::Column::Kind, kinds))
        .add_option(any_of(organisation::Column::Status, statuses))
        .add_option(filter.name_key.as_deref().map(|text| holds(organisation::Column::NameKey, text)));
    if let Some(OrganisationsAfter { name_key, id }) = after {
        let same = Condition::all()
            .add(organisation::Column::NameKey.eq(name_key.as_str()))
            .add(organisation::Column::Id.gt(id));
        wanted = wanted.add(Condition::any().add(organisation::Column::NameKey.gt(name_key)).add(same));
    }
    let query = organisation::Entity::find().filter(wanted);
    let query = query.order_by_asc(organisation::Column::NameKey).order_by_asc(organisation::Column::Id).limit(limit);
    let found = query.all(db.read()).await?;
    let places: Vec<_> =
        found.iter().map(|row| OrganisationsAfter { name_key: row.name_key.clone(), id: row.id }).collect();
    Ok(places.into_iter().zip(rows::to_organisations(db, found).await?).collect())
}

/// When those that wait to be verified were made, the oldest first, at most `limit`. Those of cities are decided with
/// the claim that made them.
///
/// # Errors
/// When the database fails.
pub async fn oldest_pending(source: &impl Source, limit: u64) -> Result<Vec<DateTime<Utc>>> {
    let query = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::CreatedAt)
        .filter(organisation::Column::Status.eq(OrganisationStatus::Pending.as_str()))
        .filter(organisation::Column::CityId.is_null());
    Ok(query.order_by_asc(organisation::Column::CreatedAt).limit(limit).into_tuple().all(source.reading()).await?)
}
