//! Cities that came here by a proposal: as long as reference data do not bring them, they keep where they came from.

use super::load::{insert_terms, to_row};
use crate::entities::{city, from_json, to_json};
use crate::reference::Stamp;
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::cities::{City, CityOrigin};
use ids::CityId;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

/// Half the side of the square in which others of nearly the same place are looked for, in degrees of latitude: more
/// than six kilometres.
const AROUND: f64 = 0.06;

/// Adds a city that was proposed. `name_key` is its name to sort by.
///
/// # Errors
/// When the database fails.
pub async fn insert_proposed(
    tx: &Tx<'_>,
    new: &City,
    name_key: String,
    stamp: &Stamp,
    origin: &CityOrigin,
) -> Result<()> {
    let mut row = to_row(new, name_key, stamp)?;
    row.origin = Some(to_json("cities.origin", origin)?);
    city::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx.connection()).await?;
    insert_terms(tx, new, stamp).await
}

/// Where the facts of a city come from that was proposed; `None` for those of the reference data.
///
/// # Errors
/// When the database fails.
pub async fn origin(source: &impl Source, id: CityId) -> Result<Option<CityOrigin>> {
    let query = city::Entity::find_by_id(id).select_only().column(city::Column::Origin);
    let found: Option<Option<String>> = query.into_tuple().one(source.reading()).await?;
    found.flatten().map(|text| from_json("cities.origin", &text)).transpose()
}

/// A city that came by a proposal, as the loading of reference data sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Its id.
    pub id: CityId,
    /// Its slug.
    pub slug: String,
    /// Its name to sort by.
    pub name_key: String,
    /// Its country.
    pub country: String,
    /// Its version.
    pub version: i64,
}

/// The cities that came by proposals and that no reference data have brought since.
///
/// # Errors
/// When the database fails.
pub async fn proposed(tx: &Tx<'_>) -> Result<Vec<Proposed>> {
    let rows = city::Entity::find().filter(city::Column::Origin.is_not_null()).all(tx.connection()).await?;
    let proposed = rows.into_iter().map(|row| Proposed {
        id: row.id,
        slug: row.slug,
        name_key: row.name_key,
        country: row.country,
        version: row.version,
    });
    Ok(proposed.collect())
}

/// Gives a city another slug and its next version.
///
/// # Errors
/// When the slug is taken or the database fails.
pub async fn set_slug(tx: &Tx<'_>, id: CityId, slug: &str, version: i64, at: DateTime<Utc>) -> Result<()> {
    let row = city::ActiveModel {
        id: ActiveValue::Unchanged(id),
        slug: ActiveValue::Set(slug.to_owned()),
        version: ActiveValue::Set(version),
        updated_at: ActiveValue::Set(at),
        ..Default::default()
    };
    city::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Whether a city has this slug.
///
/// # Errors
/// When the database fails.
pub async fn slug_is_taken(tx: &Tx<'_>, slug: &str) -> Result<bool> {
    let query = city::Entity::find().select_only().column(city::Column::Id).filter(city::Column::Slug.eq(slug));
    let found: Option<CityId> = query.into_tuple().one(tx.connection()).await?;
    Ok(found.is_some())
}

/// A city that may be the same as another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its name to sort by.
    pub name_key: String,
    /// Its country.
    pub country: String,
    /// Its latitude in degrees.
    pub latitude: f64,
    /// Its longitude in degrees.
    pub longitude: f64,
}

/// Cities of this country and name to sort by, and those near a place whatever they are called.
///
/// # Errors
/// When the database fails.
pub async fn alike(
    source: &impl Source,
    (country, name_key): (&str, &str),
    (latitude, longitude): (f64, f64),
) -> Result<Vec<Alike>> {
    let same = Condition::all().add(city::Column::Country.eq(country)).add(city::Column::NameKey.eq(name_key));
    let between = city::Column::Latitude.between(latitude - AROUND, latitude + AROUND);
    // Degrees of longitude get shorter towards the poles, and begin anew at the antimeridian.
    let wide = AROUND / libm::cos(latitude.to_radians()).max(0.01);
    let near = Condition::all().add(between);
    let near = if longitude.abs() + wide < 180.0 {
        near.add(city::Column::Longitude.between(longitude - wide, longitude + wide))
    } else {
        near
    };
    let query = city::Entity::find().filter(Condition::any().add(same).add(near));
    let rows = query.all(source.reading()).await?;
    let alike = rows.into_iter().map(|row| Alike {
        slug: row.slug,
        name: row.name,
        name_key: row.name_key,
        country: row.country,
        latitude: row.latitude,
        longitude: row.longitude,
    });
    Ok(alike.collect())
}
