//! Cities as points on a map: GeoJSON (RFC 7946).

use super::{CitySummary, ClimateZone, IncomeGroup, PopulationBand, Region};
use chrono::{DateTime, Utc};
use ids::CityId;
use serde::{Deserialize, Serialize};

keys! {
    /// The word by which GeoJSON knows a collection.
    CollectionType {
        /// A list of features.
        FeatureCollection = "FeatureCollection",
    }
}

keys! {
    /// The word by which GeoJSON knows a thing at a place.
    FeatureType {
        /// A thing at a place.
        Feature = "Feature",
    }
}

keys! {
    /// The word by which GeoJSON knows a place without extent.
    PointType {
        /// A place without extent.
        Point = "Point",
    }
}

/// All cities that a filter lets through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityCollection {
    /// Always `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: CollectionType,
    /// One feature a city, by name.
    #[cfg_attr(feature = "openapi", schema(max_items = 1_000_000))]
    pub features: Vec<CityFeature>,
}

/// One city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityFeature {
    /// Always `Feature`.
    #[serde(rename = "type")]
    pub kind: FeatureType,
    /// Id of the city.
    pub id: CityId,
    /// Where it lies.
    pub geometry: CityPoint,
    /// What is said of it.
    pub properties: CityProperties,
}

/// Where a city lies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityPoint {
    /// Always `Point`.
    #[serde(rename = "type")]
    pub kind: PointType,
    /// Longitude and latitude in degrees, WGS 84, in this order.
    #[cfg_attr(feature = "openapi", schema(min_items = 2, max_items = 2, example = json!([-0.1969, 5.55602])))]
    pub coordinates: Vec<f64>,
}

/// The facts that come with a city's point: those of [`CitySummary`], which explains them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityProperties {
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "accra"))]
    pub slug: String,
    /// Name of the city.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Accra"))]
    pub name: String,
    /// Country, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, example = "GH"))]
    pub country: String,
    /// Name of the country, English.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Ghana"))]
    pub country_name: String,
    /// Region of the network.
    pub region: Region,
    /// How many people live there; `null` when not known.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000, example = 1_963_264))]
    pub population: Option<i64>,
    /// Size class; `null` when the population is not known.
    pub population_band: Option<PopulationBand>,
    /// Climate zone; `null` when not known.
    pub climate: Option<ClimateZone>,
    /// Whether it lies within 50 km of the sea.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub coastal: bool,
    /// Income group of its country.
    pub income_group: IncomeGroup,
    /// Whether it is a member of the network.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub member: bool,
    /// Shocks it faces; empty means not stated.
    #[cfg_attr(feature = "openapi", schema(max_items = 100, example = json!(["urban_fire"])))]
    pub shocks: Vec<String>,
    /// Stresses it lives with; empty means not stated.
    #[cfg_attr(feature = "openapi", schema(max_items = 100, example = json!(["water_insecurity"])))]
    pub stresses: Vec<String>,
    /// Counts the changes of the city.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<CitySummary> for CityFeature {
    fn from(city: CitySummary) -> Self {
        Self {
            kind: FeatureType::Feature,
            id: city.id,
            geometry: CityPoint { kind: PointType::Point, coordinates: vec![city.longitude, city.latitude] },
            properties: CityProperties {
                slug: city.slug,
                name: city.name,
                country: city.country,
                country_name: city.country_name,
                region: city.region,
                population: city.population,
                population_band: city.population_band,
                climate: city.climate,
                coastal: city.coastal,
                income_group: city.income_group,
                member: city.member,
                shocks: city.shocks,
                stresses: city.stresses,
                version: city.version,
                updated_at: city.updated_at,
            },
        }
    }
}
