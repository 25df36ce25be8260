//! Rows as the product speaks of them.

use crate::entities::{city, key, subscriber};
use crate::{Result, Source};
use domain::subscriptions::{SubscribedCity, Subscriber};
use ids::CityId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;

/// What cities are called, by id.
pub(super) async fn cities(source: &impl Source, ids: &[CityId]) -> Result<HashMap<CityId, SubscribedCity>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = city::Entity::find()
        .select_only()
        .columns([city::Column::Id, city::Column::Slug, city::Column::Name])
        .filter(city::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(CityId, String, String)> = query.into_tuple().all(source.reading()).await?;
    Ok(rows.into_iter().map(|(id, slug, name)| (id, SubscribedCity { slug, name })).collect())
}

pub(super) fn to_subscriber(row: subscriber::Model, cities: &HashMap<CityId, SubscribedCity>) -> Result<Subscriber> {
    Ok(Subscriber {
        id: row.id,
        email: row.email,
        language: key("subscribers.language", &row.language)?,
        status: key("subscribers.status", &row.status)?,
        filter: row.filter,
        city: row.city_id.and_then(|id| cities.get(&id).cloned()),
        paused_until: row.paused_until,
        created_at: row.created_at,
        confirmed_at: row.confirmed_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}
