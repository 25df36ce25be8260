//! Where things are: an equirectangular world on 1000 × 500 units, drawn as SVG, without tiles and without third parties.

mod cluster;
mod clustering;
mod geometry;
mod inset;
mod state;
mod world_map;

pub use inset::Inset;
pub use world_map::{Legend, MapRoom, WorldMap};

use geometry::Point;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A place on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What tells it from other places.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What tells it from its like, such as the country of a city; empty where the name does.
    pub detail: String,
    /// Where it leads.
    pub href: String,
    /// It is of the kind that is drawn filled; the other kind is drawn as a ring.
    pub filled: bool,
    /// Where it is drawn.
    point: Point,
}

impl Place {
    /// A place at a longitude and a latitude (degrees, WGS 84), drawn as a ring.
    pub fn new(
        key: impl Into<String>,
        name: impl Into<String>,
        href: impl Into<String>,
        [longitude, latitude]: [f64; 2],
    ) -> Self {
        let point = Point::of(longitude, latitude);
        let (key, name, href) = (key.into(), name.into(), href.into());
        Self { key, name, detail: String::new(), href, filled: false, point }
    }

    /// With what tells it from its like.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// Drawn filled, or as a ring.
    #[must_use]
    pub fn filled(self, filled: bool) -> Self {
        Self { filled, ..self }
    }
}

/// The words of a map.
#[derive(Debug, Clone, Copy)]
pub struct MapWords {
    /// What it is: a map.
    pub role: Signal<String>,
    /// What a filled place is, and what a ring.
    pub kinds: [Signal<String>; 2],
    /// What a place is called by who does not see where it is, told from the place.
    pub place: Callback<Place, String>,
    /// How many places are drawn as one, told from their number.
    pub many: Callback<usize, String>,
    /// What a press on places that are drawn as one does.
    pub hint: Signal<String>,
    /// Several names, one after the other.
    pub list: Callback<Vec<String>, String>,
    /// How a number is written.
    pub number: Callback<f64, String>,
    /// What the buttons are called together.
    pub buttons: Signal<String>,
    /// The button that comes nearer.
    pub nearer: Signal<String>,
    /// The button that goes further away.
    pub further: Signal<String>,
    /// The button that shows all places.
    pub all: Signal<String>,
}
