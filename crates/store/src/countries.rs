//! Countries.

use crate::entities::{country, from_json, key, to_json};
use crate::reference::{Known, Stamp};
use crate::{Db, Result, Scope, Tx};
use domain::countries::Country;
use ids::CountryId;
use sea_orm::{ActiveModelTrait, ActiveValue, EntityTrait, IntoActiveModel, QueryOrder};

/// All countries by code, with their ids. Everyone may see them, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, _scope: Scope) -> Result<Vec<(CountryId, Country)>> {
    let rows = country::Entity::find().order_by_asc(country::Column::Code).all(db.read()).await?;
    rows.into_iter().map(to_country).collect()
}

fn to_country(row: country::Model) -> Result<(CountryId, Country)> {
    let country = Country {
        code: row.code,
        alpha3: row.alpha3,
        numeric: row.numeric,
        labels: from_json("countries.labels", &row.labels)?,
        region: key("countries.region", &row.region)?,
        income_group: key("countries.income_group", &row.income_group)?,
    };
    Ok((row.id, country))
}

/// Countries that are there already, keyed by code.
///
/// # Errors
/// When the database fails.
pub async fn known(tx: &Tx<'_>) -> Result<Vec<Known>> {
    let rows = country::Entity::find().all(tx.connection()).await?;
    Ok(rows
        .into_iter()
        .map(|row| Known { id: row.id.as_uuid(), key: row.code, digest: row.digest, version: row.version })
        .collect())
}

/// Writes a loaded country.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, loaded: &Country, stamp: &Stamp) -> Result<()> {
    let row = country::Model {
        id: stamp.id.into(),
        code: loaded.code.clone(),
        alpha3: loaded.alpha3.clone(),
        numeric: loaded.numeric.clone(),
        labels: to_json("countries.labels", &loaded.labels)?,
        region: loaded.region.as_str().to_owned(),
        income_group: loaded.income_group.as_str().to_owned(),
        digest: stamp.digest.clone(),
        version: stamp.version,
        updated_at: stamp.at,
    };
    let row = row.into_active_model().reset_all();
    if stamp.new {
        country::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    } else {
        country::Entity::update(country::ActiveModel { id: ActiveValue::Unchanged(stamp.id.into()), ..row })
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}
