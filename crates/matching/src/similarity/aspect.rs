//! The seven aspects, and how alike two cities are in each: from 0 (not at all) to 1 (the same).

use serde::{Deserialize, Serialize};

use super::Profile;

/// Populations outside of these bounds count as the bound. The range is fixed, where Gower takes
/// that of the sample, so that two cities stay as alike as they are whichever others are loaded.
const POPULATION_BOUNDS: (u64, u64) = (10_000, 100_000_000);
/// The same range in powers of ten.
const POPULATION_RANGE: f64 = 4.0;
/// The highest income group; groups are numbered from 0.
const INCOME_HIGHEST: u8 = 3;

/// One thing in which cities are compared.
///
/// The order of the variants is that of [`Aspect::ALL`] and of the numbers in
/// [`Weights::new`](crate::Weights::new).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Sudden events the city faces: keys in common out of all keys of both (Jaccard, 1912).
    Shocks,
    /// Chronic stresses the city faces, compared as the shocks are.
    Stresses,
    /// Inhabitants, by ratio: 1 for the same number, 0.25 less for each factor of ten between the
    /// two; numbers under 10⁴ and over 10⁸ count as these bounds.
    Population,
    /// Köppen–Geiger zone: the same zone 1; the same first two letters (main group and rainfall,
    /// or kind of dryness) 0.75; the same main group 0.5; otherwise 0.
    Climate,
    /// At the sea or inland: the same 1, otherwise 0.
    Coast,
    /// Income group: 1 for the same, a third less for each step between the two.
    Income,
    /// World region: the same 1, otherwise 0.
    Region,
}

impl Aspect {
    /// Every aspect, in order.
    pub const ALL: [Self; 7] =
        [Self::Shocks, Self::Stresses, Self::Population, Self::Climate, Self::Coast, Self::Income, Self::Region];

    /// The name used in data: `shocks`, `stresses`, `population`, `climate`, `coast`, `income`,
    /// `region`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shocks => "shocks",
            Self::Stresses => "stresses",
            Self::Population => "population",
            Self::Climate => "climate",
            Self::Coast => "coast",
            Self::Income => "income",
            Self::Region => "region",
        }
    }

    /// Place of the aspect in [`Aspect::ALL`] and in every array that holds a number an aspect.
    pub(super) const fn place(self) -> usize {
        self as usize
    }

    /// How alike two cities are in this aspect, 0..=1, the same both ways round; `None` where it is
    /// not known of one of them.
    pub(super) fn similarity(self, a: &Profile, b: &Profile) -> Option<f64> {
        match self {
            Self::Shocks => jaccard(&a.shocks, &b.shocks),
            Self::Stresses => jaccard(&a.stresses, &b.stresses),
            Self::Population => Some(population(a.population?, b.population?)),
            Self::Climate => Some(climate(a.climate.as_deref()?, b.climate.as_deref()?)),
            Self::Coast => Some(equal(&a.coastal?, &b.coastal?)),
            Self::Income => Some(income(a.income?, b.income?)),
            Self::Region => Some(equal(a.region.as_ref()?, b.region.as_ref()?)),
        }
    }

    /// What the two have in common: keys of lists, the value of a category, for a climate the
    /// letters both zones begin with. Nothing for numbers and steps, which are near rather than
    /// the same.
    pub(super) fn in_common(self, a: &Profile, b: &Profile) -> Vec<String> {
        match self {
            Self::Shocks => common_keys(&a.shocks, &b.shocks).cloned().collect(),
            Self::Stresses => common_keys(&a.stresses, &b.stresses).cloned().collect(),
            Self::Climate => common_zone(a, b).into_iter().collect(),
            Self::Coast if a.coastal == b.coastal => a.coastal.map(coast_key).into_iter().collect(),
            Self::Region if a.region == b.region => a.region.iter().cloned().collect(),
            Self::Population | Self::Income | Self::Coast | Self::Region => Vec::new(),
        }
    }
}

/// Keys in common out of all keys of both; `None` if a list is empty, that is, not known.
fn jaccard(a: &[String], b: &[String]) -> Option<f64> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let common = common_keys(a, b).count();
    let all = a.len() + b.len() - common;
    // Above 1 only if a key stands in a list twice.
    Some((common as f64 / all as f64).min(1.0))
}

/// The keys that stand in both lists, in the order of the second. The lists are short, and keys of
/// different length are told apart without reading them: looking each key up is no slower than
/// walking the sorted lists side by side, and does not depend on their order.
fn common_keys<'a>(a: &[String], b: &'a [String]) -> impl Iterator<Item = &'a String> {
    b.iter().filter(|key| a.contains(key))
}

fn population(a: u64, b: u64) -> f64 {
    let (low, high) = POPULATION_BOUNDS;
    let magnitude = |inhabitants: u64| libm::log10(inhabitants.clamp(low, high) as f64);
    let similarity = 1.0 - (magnitude(a) - magnitude(b)).abs() / POPULATION_RANGE;
    // A logarithm may be off by its last bit: the similarity must not leave its range for that.
    similarity.clamp(0.0, 1.0)
}

fn climate(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    match common_letters(a, b) {
        0 => 0.0,
        1 => 0.5,
        _ => 0.75,
    }
}

/// How many letters two zones have in common from the first one on; zones are ASCII.
fn common_letters(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(left, right)| left == right).count()
}

fn common_zone(a: &Profile, b: &Profile) -> Option<String> {
    let (a, b) = (a.climate.as_deref()?, b.climate.as_deref()?);
    a.get(..common_letters(a, b)).filter(|letters| !letters.is_empty()).map(str::to_owned)
}

fn coast_key(coastal: bool) -> String {
    if coastal { "coastal" } else { "inland" }.to_owned()
}

fn income(a: u8, b: u8) -> f64 {
    let steps = a.min(INCOME_HIGHEST).abs_diff(b.min(INCOME_HIGHEST));
    1.0 - f64::from(steps) / f64::from(INCOME_HIGHEST)
}

fn equal<T: PartialEq>(a: &T, b: &T) -> f64 {
    if a == b { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn places_follow_the_order_of_all() {
        for (place, aspect) in Aspect::ALL.into_iter().enumerate() {
            assert_eq!(aspect.place(), place, "{}", aspect.name());
        }
    }

    #[test]
    fn lists_count_common_keys_out_of_all_keys() {
        let table = [
            ("drought flood", "drought flood", Some(1.0)),
            ("drought flood", "flood storm", Some(1.0 / 3.0)),
            ("drought", "flood", Some(0.0)),
            ("a b c d", "b d e", Some(2.0 / 5.0)),
            ("flood", "a b flood z", Some(1.0 / 4.0)),
            ("", "flood", None),
            ("flood", "", None),
            ("", "", None),
        ];
        for (a, b, expected) in table {
            assert_eq!(jaccard(&keys(a), &keys(b)), expected, "{a} | {b}");
            assert_eq!(jaccard(&keys(b), &keys(a)), expected, "{b} | {a}");
        }
    }

    #[test]
    fn an_unsorted_or_repeating_list_stays_within_the_range() {
        for (a, b) in [("z a", "a z"), ("a a a", "a a"), ("a a", "a")] {
            let similarity = jaccard(&keys(a), &keys(b)).unwrap();
            assert!((0.0..=1.0).contains(&similarity), "{a} | {b}: {similarity}");
        }
    }

    #[test]
    fn populations_lose_a_quarter_for_each_factor_of_ten() {
        let table = [
            (1_000_000, 1_000_000, 1.0),
            (100_000, 1_000_000, 0.75),
            (100_000, 10_000_000, 0.5),
            (10_000, 100_000_000, 0.0),
            (1_000_000, 2_000_000, 1.0 - libm::log10(2.0) / 4.0),
            (0, 10_000, 1.0),
            (0, 100_000, 0.75),
            (100_000_000, u64::MAX, 1.0),
            (0, u64::MAX, 0.0),
        ];
        for (a, b, expected) in table {
            let similarity = population(a, b);
            assert!((similarity - expected).abs() < 1e-12, "{a}, {b}: {similarity}");
            assert_eq!(similarity.to_bits(), population(b, a).to_bits(), "{a}, {b}");
        }
    }

    #[test]
    fn climates_are_compared_letter_by_letter() {
        let table = [
            ("Cfb", "Cfb", 1.0),
            ("Cfb", "Cfa", 0.75),
            ("BSh", "BSk", 0.75),
            ("Cfb", "Cf", 0.75),
            ("Cfb", "Csb", 0.5),
            ("BSh", "BWh", 0.5),
            ("ET", "EF", 0.5),
            ("Cfb", "C", 0.5),
            // Later letters mean something only under the ones before them.
            ("Cfb", "Dwb", 0.0),
            ("Cfb", "Dfb", 0.0),
            ("Aw", "Cfb", 0.0),
        ];
        for (a, b, expected) in table {
            assert_eq!(climate(a, b), expected, "{a}, {b}");
            assert_eq!(climate(b, a), expected, "{b}, {a}");
        }
    }

    #[test]
    fn income_groups_lose_a_third_for_each_step() {
        let table = [(0, 0, 1.0), (1, 2, 2.0 / 3.0), (3, 1, 1.0 / 3.0), (0, 3, 0.0), (3, 200, 1.0)];
        for (a, b, expected) in table {
            assert!((income(a, b) - expected).abs() < 1e-12, "{a}, {b}");
            assert_eq!(income(a, b), income(b, a), "{a}, {b}");
        }
    }

    #[test]
    fn what_is_not_known_of_one_side_is_not_compared() {
        let full = Profile {
            population: Some(1),
            climate: Some("Aw".into()),
            coastal: Some(true),
            income: Some(0),
            region: Some("r".into()),
            shocks: keys("a"),
            stresses: keys("b"),
        };
        for aspect in Aspect::ALL {
            assert_eq!(aspect.similarity(&full, &full), Some(1.0), "{}", aspect.name());
            assert_eq!(aspect.similarity(&full, &Profile::default()), None, "{}", aspect.name());
            assert_eq!(aspect.similarity(&Profile::default(), &full), None, "{}", aspect.name());
        }
    }

    #[test]
    fn what_is_in_common_is_named() {
        let a = Profile {
            climate: Some("Cfb".into()),
            coastal: Some(false),
            region: Some("north".into()),
            shocks: keys("drought flood storm"),
            population: Some(5),
            income: Some(1),
            ..Profile::default()
        };
        let b = Profile { climate: Some("Cfa".into()), shocks: keys("earthquake flood storm"), ..a.clone() };
        let elsewhere = Profile {
            climate: Some("Aw".into()),
            coastal: Some(true),
            region: Some("south".into()),
            shocks: keys("fire"),
            ..Profile::default()
        };
        let table = [
            (Aspect::Shocks, "flood storm"),
            (Aspect::Stresses, ""),
            (Aspect::Population, ""),
            (Aspect::Climate, "Cf"),
            (Aspect::Coast, "inland"),
            (Aspect::Income, ""),
            (Aspect::Region, "north"),
        ];
        for (aspect, expected) in table {
            assert_eq!(aspect.in_common(&a, &b), keys(expected), "{}", aspect.name());
            assert!(aspect.in_common(&a, &elsewhere).is_empty(), "{}", aspect.name());
        }
        assert_eq!(Aspect::Coast.in_common(&elsewhere, &elsewhere), keys("coastal"));
    }
}
