//! Maps: an equirectangular world on 1000 × 500 units, drawn as SVG, without tiles and without third parties.

mod cluster;
mod clustering;
mod geometry;
mod inset;
mod world_map;

pub(crate) use inset::Inset;
pub(crate) use world_map::{Legend, WorldMap};

use domain::cities::{CityCollection, CityFeature};
use geometry::Point;

/// A city on a map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dot {
    /// Its slug.
    pub(crate) slug: String,
    /// Its name.
    pub(crate) name: String,
    /// Name of its country.
    pub(crate) country: String,
    /// Whether it is a member of the network.
    pub(crate) member: bool,
    /// Where it is drawn.
    point: Point,
}

impl Dot {
    /// All cities of a collection; one without a place has no dot.
    pub(crate) fn all(collection: CityCollection) -> Vec<Self> {
        collection.features.into_iter().filter_map(Self::of).collect()
    }

    fn of(feature: CityFeature) -> Option<Self> {
        let [longitude, latitude] = *feature.geometry.coordinates.first_chunk()?;
        let city = feature.properties;
        Some(Self {
            slug: city.slug,
            name: city.name,
            country: city.country_name,
            member: city.member,
            point: Point::of(longitude, latitude),
        })
    }
}
