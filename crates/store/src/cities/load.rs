//! Loading cities as reference data.

use crate::entities::{city, city_term, to_json};
use crate::reference::{Known, Stamp};
use crate::{Result, Tx};
use domain::cities::City;
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Cities that are there already, keyed by slug.
///
/// # Errors
/// When the database fails.
pub async fn known(tx: &Tx<'_>) -> Result<Vec<Known>> {
    let columns = [city::Column::Id, city::Column::Slug, city::Column::Digest, city::Column::Version];
    let rows: Vec<(Uuid, String, String, i64)> =
        city::Entity::find().select_only().columns(columns).into_tuple().all(tx.connection()).await?;
    Ok(rows.into_iter().map(|(id, key, digest, version)| Known { id, key, digest, version }).collect())
}

/// Writes a loaded city and what it faces. `name_key` is the name to sort by.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, loaded: &City, name_key: String, stamp: &Stamp) -> Result<()> {
    let row = to_row(loaded, name_key, stamp)?.into_active_model().reset_all();
    if stamp.new {
        city::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    } else {
        city::Entity::update(city::ActiveModel { id: ActiveValue::Unchanged(stamp.id.into()), ..row })
            .exec(tx.connection())
            .await?;
        city_term::Entity::delete_many().filter(city_term::Column::CityId.eq(stamp.id)).exec(tx.connection()).await?;
    }
    insert_terms(tx, loaded, stamp).await
}

/// Writes what a city faces, to filter by.
pub(super) async fn insert_terms(tx: &Tx<'_>, loaded: &City, stamp: &Stamp) -> Result<()> {
    let faced = [("shocks", &loaded.shocks), ("stresses", &loaded.stresses)];
    let faced = faced.into_iter().flat_map(|(vocabulary, keys)| keys.iter().map(move |key| (vocabulary, key)));
    let terms = faced.map(|(vocabulary, key)| city_term::ActiveModel {
        city_id: ActiveValue::Set(stamp.id.into()),
        vocabulary: ActiveValue::Set(vocabulary.to_owned()),
        key: ActiveValue::Set(key.clone()),
    });
    let terms: Vec<_> = terms.collect();
    if !terms.is_empty() {
        city_term::Entity::insert_many(terms).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

pub(super) fn to_row(city: &City, name_key: String, stamp: &Stamp) -> Result<city::Model> {
    Ok(city::Model {
        id: stamp.id.into(),
        slug: city.slug.clone(),
        name: city.name.clone(),
        name_key,
        country: city.country.clone(),
        country_name: city.country_name.clone(),
        region: city.region.as_str().to_owned(),
        latitude: city.latitude,
        longitude: city.longitude,
        position_note: city.position_note.clone(),
        geonames_id: city.geonames_id,
        time_zone: city.time_zone.clone(),
        population: city.population,
        population_key: city.population.unwrap_or(-1),
        population_band: city.population_band.map(|band| band.as_str().to_owned()),
        climate: city.climate.map(|zone| zone.as_str().to_owned()),
        coastal: city.coastal,
        coast_distance_km: city.coast_distance_km,
        coastal_note: city.coastal_note.clone(),
        income_group: city.income_group.as_str().to_owned(),
        member: city.member,
        membership: city.membership.as_ref().map(|value| to_json("cities.membership", value)).transpose()?,
        strategy: city.strategy.as_ref().map(|value| to_json("cities.strategy", value)).transpose()?,
        strategy_status: city.strategy_status.as_str().to_owned(),
        strategy_note: city.strategy_note.as_ref().map(|value| to_json("cities.strategy_note", value)).transpose()?,
        shocks: to_json("cities.shocks", &city.shocks)?,
        stresses: to_json("cities.stresses", &city.stresses)?,
        challenge_sources: to_json("cities.challenge_sources", &city.challenge_sources)?,
        digest: stamp.digest.clone(),
        version: stamp.version,
        updated_at: stamp.at,
        // What reference data bring has its sources there.
        origin: None,
    })
}
