//! The reference data that every binary carries.

use app::reference::Files;

macro_rules! embedded {
    ($file:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../reference/cities/", $file))
    };
}

/// Vocabularies, countries and cities as they were when this binary was built.
pub(crate) const EMBEDDED: Files<'static> = Files {
    vocabularies: embedded!("vocab.json"),
    countries: embedded!("countries.json"),
    cities: embedded!("cities.json"),
};
