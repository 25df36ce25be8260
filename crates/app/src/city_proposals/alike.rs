//! Whether a city that is proposed is here already.

use crate::names::{are_similar, name_key};
use crate::{Error, Result};
use store::Source;

/// Cities of nearly the same name within this distance are the same one, in kilometres.
const NEAR_KM: f64 = 5.0;
/// Mean radius of the Earth in kilometres (IUGG).
const RADIUS_KM: f64 = 6_371.009;

/// Refuses what is here already: of the same country and name, or of a similar name within five kilometres.
///
/// # Errors
/// [`Error::Exists`] with the slug of the city that is here; when the database fails.
pub(super) async fn refuse(source: &impl Source, (country, name): (&str, &str), place: (f64, f64)) -> Result<()> {
    let key = name_key(name);
    let found = store::cities::alike(source, (country, &key), place).await?;
    let same = found.iter().find(|other| other.country == country && other.name_key == key);
    let near = || {
        let is_near = |other: &&store::cities::Alike| distance_km(place, (other.latitude, other.longitude)) <= NEAR_KM;
        found.iter().filter(is_near).find(|other| are_similar(&other.name_key, &key))
    };
    match same.or_else(near) {
        Some(other) => {
            let sentence =
                format!("{} is here already: its slug is '{}'. Join it, or claim it.", other.name, other.slug);
            Err(Error::Exists(sentence, other.slug.clone()))
        }
        None => Ok(()),
    }
}

/// Distance of two places on the sphere in kilometres, by the haversine formula.
fn distance_km(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (from, to) = (one.0.to_radians(), other.0.to_radians());
    let (north, east) = ((to - from) / 2.0, (other.1 - one.1).to_radians() / 2.0);
    let (north, east) = (libm::sin(north), libm::sin(east));
    let half = north * north + libm::cos(from) * libm::cos(to) * east * east;
    2.0 * RADIUS_KM * libm::asin(half.sqrt().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::distance_km;

    #[test]
    fn distances_by_table() {
        let melbourne = (-37.8136, 144.9631);
        for (one, other, expected) in [
            (melbourne, melbourne, 0.0),
            (melbourne, (-33.8688, 151.2093), 713.0),
            ((0.0, 179.99), (0.0, -179.99), 2.2),
            ((0.0, 0.0), (0.045, 0.0), 5.0),
        ] {
            let found = distance_km(one, other);
            assert!((found - expected).abs() < 1.0, "{one:?} {other:?}: {found}");
        }
    }
}
