//! Cities: places with facts, shocks and stresses. A city is reference data; what its people add to it
//! (priorities, stage, contacts, strategies) is their own, in its profile.

mod filter;
mod geojson;
mod keys;
mod profile;
mod similar;

pub use filter::{CityExportQuery, CityFacet, CityField, CityFilter, CityQuery, CityRef, CitySort};
pub use geojson::{CityCollection, CityFeature, CityPoint, CityProperties, CollectionType, FeatureType, PointType};
pub use keys::{
    ClimateZone, IncomeGroup, MembershipEvidence, NetworkMembershipStatus, PopulationBand, Region, StrategyStatus,
};
pub use profile::{AcceptedCorrection, CityContact, CityOrigin, CityProfile, CityProfileUpdate, CityStrategy};
pub use similar::{
    DEFAULT_SIMILAR, MAX_SIMILAR, SimilarCities, SimilarCity, SimilarQuery, SimilarityAspect, SimilarityReason,
    SimilarityWeights, profile,
};

use chrono::{DateTime, Utc};
use ids::CityId;
use serde::{Deserialize, Serialize};

/// A city in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CitySummary {
    /// Id of the city.
    pub id: CityId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "accra"))]
    pub slug: String,
    /// Name of the city.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Accra"))]
    pub name: String,
    /// Country, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$", example = "GH"))]
    pub country: String,
    /// Name of the country, English.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Ghana"))]
    pub country_name: String,
    /// Region of the network.
    pub region: Region,
    /// Latitude in degrees, WGS 84.
    #[cfg_attr(feature = "openapi", schema(minimum = -90, maximum = 90, example = 5.55602))]
    pub latitude: f64,
    /// Longitude in degrees, WGS 84.
    #[cfg_attr(feature = "openapi", schema(minimum = -180, maximum = 180, example = -0.1969))]
    pub longitude: f64,
    /// How many people live there (GeoNames, mixed years: good for size classes, not for ranking); `null` when not known.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000, example = 1_963_264))]
    pub population: Option<i64>,
    /// Size class; `null` when the population is not known.
    pub population_band: Option<PopulationBand>,
    /// Zone of Köppen–Geiger at the city's point; `null` when not known.
    pub climate: Option<ClimateZone>,
    /// Whether it lies within 50 km of the sea.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub coastal: bool,
    /// Income group of its country (World Bank).
    pub income_group: IncomeGroup,
    /// Whether it is a member of the network.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub member: bool,
    /// Shocks it faces, keys of the vocabulary `shocks`. An empty list means *not stated*, not *none*.
    #[cfg_attr(feature = "openapi", schema(max_items = 100, example = json!(["urban_fire", "disease_outbreak"])))]
    pub shocks: Vec<String>,
    /// Stresses it lives with, keys of the vocabulary `stresses`. An empty list means *not stated*, not *none*.
    #[cfg_attr(feature = "openapi", schema(max_items = 100, example = json!(["water_insecurity"])))]
    pub stresses: Vec<String>,
    /// Counts the changes of the city; the `ETag` of the city is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A city with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct City {
    /// Id of the city.
    pub id: CityId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "accra"))]
    pub slug: String,
    /// Name of the city.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Accra"))]
    pub name: String,
    /// Country, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$", example = "GH"))]
    pub country: String,
    /// Name of the country, English.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Ghana"))]
    pub country_name: String,
    /// Region of the network.
    pub region: Region,
    /// Latitude in degrees, WGS 84.
    #[cfg_attr(feature = "openapi", schema(minimum = -90, maximum = 90, example = 5.55602))]
    pub latitude: f64,
    /// Longitude in degrees, WGS 84.
    #[cfg_attr(feature = "openapi", schema(minimum = -180, maximum = 180, example = -0.1969))]
    pub longitude: f64,
    /// Where the point stands for a larger area; `null` for most.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub position_note: Option<String>,
    /// Id at GeoNames; `null` when it is not in there.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 2_306_104))]
    pub geonames_id: Option<i64>,
    /// Time zone, IANA name.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "Africa/Accra"))]
    pub time_zone: String,
    /// How many people live there (GeoNames, mixed years: good for size classes, not for ranking); `null` when not known.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000, example = 1_963_264))]
    pub population: Option<i64>,
    /// Size class; `null` when the population is not known.
    pub population_band: Option<PopulationBand>,
    /// Zone of Köppen–Geiger at the city's point; `null` when not known.
    pub climate: Option<ClimateZone>,
    /// Whether it lies within 50 km of the sea.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub coastal: bool,
    /// Distance to the sea in kilometres.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 20000, example = 1.4))]
    pub coast_distance_km: f64,
    /// What is odd about its coast; `null` for most.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub coastal_note: Option<String>,
    /// Income group of its country (World Bank).
    pub income_group: IncomeGroup,
    /// Whether it is a member of the network.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub member: bool,
    /// How it came to the network; `null` when it never did.
    pub membership: Option<NetworkMembership>,
    /// Its resilience strategy; `null` when none was found.
    pub strategy: Option<Strategy>,
    /// What is known of its strategy.
    pub strategy_status: StrategyStatus,
    /// What was found of a strategy that is not confirmed; `null` for most.
    pub strategy_note: Option<StrategyNote>,
    /// Shocks it faces, keys of the vocabulary `shocks`. An empty list means *not stated*, not *none*.
    #[cfg_attr(feature = "openapi", schema(max_items = 100, example = json!(["urban_fire", "disease_outbreak"])))]
    pub shocks: Vec<String>,
    /// Stresses it lives with, keys of the vocabulary `stresses`. An empty list means *not stated*, not *none*.
    #[cfg_attr(feature = "openapi", schema(max_items = 100, example = json!(["water_insecurity"])))]
    pub stresses: Vec<String>,
    /// Where shocks and stresses were read.
    #[cfg_attr(feature = "openapi", schema(max_items = 50, example = json!(["https://example.org/assessment"])))]
    pub challenge_sources: Vec<String>,
    /// Counts the changes of the city; the `ETag` of the city is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// How a city came to the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NetworkMembership {
    /// Programme by which it came.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "100RC"))]
    pub programme: String,
    /// Cohort of the programme, where cohorts were announced.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "2"))]
    pub cohort: Option<String>,
    /// Year of joining; `null` when not known.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2014))]
    pub joined: Option<i32>,
    /// Whether it still is a member, as far as was seen.
    pub status: NetworkMembershipStatus,
    /// What the membership rests on.
    pub evidence: MembershipEvidence,
    /// Where it was read; `null` when it is only recalled.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub source: Option<String>,
    /// Where the network itself says so; `null` when not seen.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub network_source: Option<String>,
    /// What else is to be known; `null` for most.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: Option<String>,
}

/// A city's resilience strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Strategy {
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(max_length = 300, example = "Accra Resilience Strategy"))]
    pub title: String,
    /// Year of publication; `null` when not seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2019))]
    pub year: Option<i32>,
    /// How the year was found, where it is derived; `null` for most.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub year_basis: Option<String>,
    /// Where it was read.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub url: String,
}

/// What was found of a strategy that is not confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StrategyNote {
    /// What was found.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub text: String,
    /// Where; `null` when there is no address.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub url: Option<String>,
}
