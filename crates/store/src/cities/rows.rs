//! From rows of cities to cities.

use crate::Result;
use crate::db::near::Columns;
use crate::entities::{city, from_json, key};
use domain::cities::{City, CitySummary};
use ids::CityId;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{FromQueryResult, QuerySelect, Select};

/// The columns of a city in a list.
#[derive(Debug, FromQueryResult)]
pub(super) struct SummaryRow {
    pub(super) id: CityId,
    slug: String,
    name: String,
    pub(super) name_key: String,
    country: String,
    country_name: String,
    region: String,
    latitude: f64,
    longitude: f64,
    population: Option<i64>,
    pub(super) population_key: i64,
    population_band: Option<String>,
    climate: Option<String>,
    coastal: bool,
    income_group: String,
    member: bool,
    shocks: String,
    stresses: String,
    version: i64,
    pub(super) updated_at: DateTimeUtc,
}

/// Picks the columns of [`SummaryRow`].
pub(super) fn summary(query: Select<city::Entity>) -> Select<city::Entity> {
    use city::Column::{
        Climate, Coastal, Country, CountryName, Id, IncomeGroup, Latitude, Longitude, Member, Name, NameKey,
        Population, PopulationBand, PopulationKey, Region, Shocks, Slug, Stresses, UpdatedAt, Version,
    };
    let query = query.select_only().columns([
        Id,
        Slug,
        Name,
        NameKey,
        Country,
        CountryName,
        Region,
        Latitude,
        Longitude,
        Population,
        PopulationKey,
    ]);
    query.columns([PopulationBand, Climate, Coastal, IncomeGroup, Member, Shocks, Stresses, Version, UpdatedAt])
}

impl SummaryRow {
    pub(super) fn into_summary(self) -> Result<CitySummary> {
        Ok(CitySummary {
            id: self.id,
            slug: self.slug,
            name: self.name,
            country: self.country,
            country_name: self.country_name,
            region: key("cities.region", &self.region)?,
            latitude: self.latitude,
            longitude: self.longitude,
            population: self.population,
            population_band: self.population_band.map(|band| key("cities.population_band", &band)).transpose()?,
            climate: self.climate.map(|zone| key("cities.climate", &zone)).transpose()?,
            coastal: self.coastal,
            income_group: key("cities.income_group", &self.income_group)?,
            member: self.member,
            shocks: from_json("cities.shocks", &self.shocks)?,
            stresses: from_json("cities.stresses", &self.stresses)?,
            version: self.version,
            updated_at: self.updated_at,
        })
    }
}

/// Reads the columns of [`summary`] where they are; with the name and the population to sort by.
pub(super) fn near_summary(row: &mut Columns<'_>) -> Result<(CitySummary, String, i64)> {
    let (id, slug, name, name_key) = (row.id()?, row.text()?, row.text()?, row.text()?);
    let (country, country_name, region) = (row.text()?, row.text()?, row.key("cities.region")?);
    let (latitude, longitude) = (row.number()?, row.number()?);
    let (population, population_key) = (row.optional_whole()?, row.whole()?);
    let summary = CitySummary {
        id,
        slug,
        name,
        country,
        country_name,
        region,
        latitude,
        longitude,
        population,
        population_band: row.optional_key("cities.population_band")?,
        climate: row.optional_key("cities.climate")?,
        coastal: row.flag()?,
        income_group: row.key("cities.income_group")?,
        member: row.flag()?,
        shocks: row.json("cities.shocks")?,
        stresses: row.json("cities.stresses")?,
        version: row.whole()?,
        updated_at: row.moment()?,
    };
    Ok((summary, name_key, population_key))
}

/// Reads a whole row where it is. Columns come in the order of the entity: the name and the population to sort by and
/// the digest are passed over.
pub(super) fn near_city(row: &mut Columns<'_>) -> Result<City> {
    Ok(City {
        id: row.id()?,
        slug: row.text()?,
        name: row.text()?,
        country: row.skip().text()?,
        country_name: row.text()?,
        region: row.key("cities.region")?,
        latitude: row.number()?,
        longitude: row.number()?,
        position_note: row.optional_text()?,
        geonames_id: row.optional_whole()?,
        time_zone: row.text()?,
        population: row.optional_whole()?,
        population_band: row.skip().optional_key("cities.population_band")?,
        climate: row.optional_key("cities.climate")?,
        coastal: row.flag()?,
        coast_distance_km: row.number()?,
        coastal_note: row.optional_text()?,
        income_group: row.key("cities.income_group")?,
        member: row.flag()?,
        membership: row.optional_json("cities.membership")?,
        strategy: row.optional_json("cities.strategy")?,
        strategy_status: row.key("cities.strategy_status")?,
        strategy_note: row.optional_json("cities.strategy_note")?,
        shocks: row.json("cities.shocks")?,
        stresses: row.json("cities.stresses")?,
        challenge_sources: row.json("cities.challenge_sources")?,
        version: row.skip().whole()?,
        updated_at: row.moment()?,
    })
}

pub(super) fn to_city(row: city::Model) -> Result<City> {
    Ok(City {
        id: row.id,
        slug: row.slug,
        name: row.name,
        country: row.country,
        country_name: row.country_name,
        region: key("cities.region", &row.region)?,
        latitude: row.latitude,
        longitude: row.longitude,
        position_note: row.position_note,
        geonames_id: row.geonames_id,
        time_zone: row.time_zone,
        population: row.population,
        population_band: row.population_band.map(|band| key("cities.population_band", &band)).transpose()?,
        climate: row.climate.map(|zone| key("cities.climate", &zone)).transpose()?,
        coastal: row.coastal,
        coast_distance_km: row.coast_distance_km,
        coastal_note: row.coastal_note,
        income_group: key("cities.income_group", &row.income_group)?,
        member: row.member,
        membership: row.membership.map(|json| from_json("cities.membership", &json)).transpose()?,
        strategy: row.strategy.map(|json| from_json("cities.strategy", &json)).transpose()?,
        strategy_status: key("cities.strategy_status", &row.strategy_status)?,
        strategy_note: row.strategy_note.map(|json| from_json("cities.strategy_note", &json)).transpose()?,
        shocks: from_json("cities.shocks", &row.shocks)?,
        stresses: from_json("cities.stresses", &row.stresses)?,
        challenge_sources: from_json("cities.challenge_sources", &row.challenge_sources)?,
        version: row.version,
        updated_at: row.updated_at,
    })
}
