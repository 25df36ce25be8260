//! Many organisations.

use super::{rows, seen};
use crate::entities::organisation;
use crate::{Db, Result, Scope};
use chrono::{DateTime, Utc};
use domain::organisations::{Organisation, OrganisationQuery, OrganisationStatus};
use ids::OrganisationId;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
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

/// Organisations that the query lets through and `scope` may see, by name, at most `limit`, with where the next page
/// begins after each.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    scope: Scope,
    query: &OrganisationQuery,
    after: Option<OrganisationsAfter>,
    limit: u64,
) -> Result<Vec<(OrganisationsAfter, Organisation)>> {
    let mut wanted = Condition::all()
        .add(seen(scope))
        .add_option(query.kind.map(|kind| organisation::Column::Kind.eq(kind.as_str())))
        .add_option(query.status.map(|status| organisation::Column::Status.eq(status.as_str())));
    if let Some(text) = &query.q {
        let pattern = format!("%{}%", text.to_lowercase().replace(['%', '_', '\\'], ""));
        let name = Expr::expr(Func::lower(Expr::col(organisation::Column::Name))).like(pattern.clone());
        wanted = wanted.add(Condition::any().add(name).add(organisation::Column::NameKey.like(pattern)));
    }
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
pub async fn oldest_pending(db: &Db, limit: u64) -> Result<Vec<DateTime<Utc>>> {
    let query = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::CreatedAt)
        .filter(organisation::Column::Status.eq(OrganisationStatus::Pending.as_str()))
        .filter(organisation::Column::CityId.is_null());
    Ok(query.order_by_asc(organisation::Column::CreatedAt).limit(limit).into_tuple().all(db.read()).await?)
}
