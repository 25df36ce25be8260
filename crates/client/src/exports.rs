//! The shapes of exports that have no domain type: GeoJSON (RFC 7946), as far as the app reads it.

use domain::cities::Region;
use ids::CityId;
use serde::{Deserialize, Serialize};

/// All cities that a filter lets through, as a GeoJSON `FeatureCollection`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CityCollection {
    /// One feature a city.
    pub features: Vec<CityFeature>,
}

/// One city as a GeoJSON `Feature`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CityFeature {
    /// Id of the city.
    pub id: CityId,
    /// Where it lies.
    pub geometry: Point,
    /// What is said of it.
    pub properties: CityProperties,
}

/// A GeoJSON `Point`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Longitude and latitude in degrees, WGS 84, in this order.
    pub coordinates: [f64; 2],
}

/// The facts that come with a city's point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CityProperties {
    /// Name in addresses.
    pub slug: String,
    /// Name of the city.
    pub name: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Name of the country, English.
    pub country_name: String,
    /// Region of the network.
    pub region: Region,
    /// Whether it is a member of the network.
    pub member: bool,
    /// How many people live there; `null` when not known.
    pub population: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::CityCollection;

    #[test]
    fn reads_a_feature_collection_and_passes_over_what_it_does_not_need() {
        let collection: CityCollection = serde_json::from_str(
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"0190163d-8694-739b-aea5-966c26f8ad91",
            "geometry":{"type":"Point","coordinates":[-0.1969,5.55602]},"properties":{"slug":"accra","name":"Accra",
            "country":"GH","country_name":"Ghana","region":"africa","member":true,"population":null,"climate":"Aw"}}]}"#,
        )
        .unwrap();
        assert_eq!(collection.features[0].geometry.coordinates, [-0.1969, 5.55602]);
        assert_eq!(collection.features[0].properties.slug, "accra");
    }
}
