//! Which cities are like one, and why. The method is in the crate `matching`; here are its words.

use super::CitySummary;
use contract::Fault;
use contract::query::{Reader, Writer};
use matching::{Aspect, Profile};
use serde::{Deserialize, Serialize};

keys! {
    /// What two cities are compared by.
    SimilarityAspect {
        /// Shocks in common.
        Shocks = "shocks",
        /// Stresses in common.
        Stresses = "stresses",
        /// Size.
        Population = "population",
        /// Climate zone.
        Climate = "climate",
        /// Place at the coast.
        Coast = "coast",
        /// Income group of the country.
        Income = "income",
        /// Region of the network.
        Region = "region",
    }
}

impl From<Aspect> for SimilarityAspect {
    fn from(aspect: Aspect) -> Self {
        match aspect {
            Aspect::Shocks => Self::Shocks,
            Aspect::Stresses => Self::Stresses,
            Aspect::Population => Self::Population,
            Aspect::Climate => Self::Climate,
            Aspect::Coast => Self::Coast,
            Aspect::Income => Self::Income,
            Aspect::Region => Self::Region,
        }
    }
}

/// Weights of the comparison, each from 0 (leave out) to 10.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarityWeights {
    /// Weight of shocks in common.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10, example = 3.0))]
    pub shocks: f64,
    /// Weight of stresses in common.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10, example = 3.0))]
    pub stresses: f64,
    /// Weight of size.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10, example = 2.0))]
    pub population: f64,
    /// Weight of the climate zone.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10, example = 2.0))]
    pub climate: f64,
    /// Weight of the place at the coast.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10, example = 1.0))]
    pub coast: f64,
    /// Weight of the income group.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10, example = 2.0))]
    pub income: f64,
    /// Weight of the region.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10, example = 1.0))]
    pub region: f64,
}

impl Default for SimilarityWeights {
    fn default() -> Self {
        let weights = matching::Weights::default();
        Self {
            shocks: weights.get(Aspect::Shocks),
            stresses: weights.get(Aspect::Stresses),
            population: weights.get(Aspect::Population),
            climate: weights.get(Aspect::Climate),
            coast: weights.get(Aspect::Coast),
            income: weights.get(Aspect::Income),
            region: weights.get(Aspect::Region),
        }
    }
}

impl SimilarityWeights {
    /// The weight of one aspect, to read or to set.
    pub const fn get_mut(&mut self, aspect: SimilarityAspect) -> &mut f64 {
        match aspect {
            SimilarityAspect::Shocks => &mut self.shocks,
            SimilarityAspect::Stresses => &mut self.stresses,
            SimilarityAspect::Population => &mut self.population,
            SimilarityAspect::Climate => &mut self.climate,
            SimilarityAspect::Coast => &mut self.coast,
            SimilarityAspect::Income => &mut self.income,
            SimilarityAspect::Region => &mut self.region,
        }
    }

    /// The weights in the order of [`Aspect::ALL`], as the method takes them.
    #[must_use]
    pub fn by_aspect(mut self) -> [f64; 7] {
        Aspect::ALL.map(|aspect| *self.get_mut(aspect.into()))
    }
}

/// Most similar cities that one answer holds.
pub const MAX_SIMILAR: u32 = 50;
/// Similar cities when no number is asked for.
pub const DEFAULT_SIMILAR: u32 = 10;

/// What is asked about similar cities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimilarQuery {
    /// How many, at most.
    pub limit: u32,
    /// What counts how much.
    pub weights: SimilarityWeights,
}

impl Default for SimilarQuery {
    fn default() -> Self {
        Self { limit: DEFAULT_SIMILAR, weights: SimilarityWeights::default() }
    }
}

/// Names of the weight parameters, by aspect.
const WEIGHT_PARAMETERS: [(&str, SimilarityAspect); 7] = [
    ("weight_shocks", SimilarityAspect::Shocks),
    ("weight_stresses", SimilarityAspect::Stresses),
    ("weight_population", SimilarityAspect::Population),
    ("weight_climate", SimilarityAspect::Climate),
    ("weight_coast", SimilarityAspect::Coast),
    ("weight_income", SimilarityAspect::Income),
    ("weight_region", SimilarityAspect::Region),
];

impl SimilarQuery {
    /// Reads the query string of `GET /cities/{city}/similar`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let mut query =
            Self { limit: reader.integer("limit", 1..=MAX_SIMILAR).unwrap_or(DEFAULT_SIMILAR), ..Self::default() };
        for (name, aspect) in WEIGHT_PARAMETERS {
            if let Some(weight) = reader.number(name, 0.0..=10.0) {
                *query.weights.get_mut(aspect) = weight;
            }
        }
        if query.weights.by_aspect().iter().all(|weight| *weight == 0.0) {
            reader.fault("weight_shocks", "all_zero", "Give at least one weight above 0.".to_owned());
        }
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text; weights that are the default are left out.
    #[must_use]
    pub fn to_query(&self) -> String {
        let (mut chosen, mut default) = (self.weights, SimilarityWeights::default());
        let writer = Writer::new().one("limit", (self.limit != DEFAULT_SIMILAR).then_some(self.limit));
        let writer = WEIGHT_PARAMETERS.into_iter().fold(writer, |writer, (name, aspect)| {
            let (chosen, default) = (*chosen.get_mut(aspect), *default.get_mut(aspect));
            writer.one(name, (chosen.to_bits() != default.to_bits()).then_some(chosen))
        });
        writer.with_mark()
    }
}

/// Cities like one, most similar first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarCities {
    /// Method and its version.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "gower-1971/1"))]
    pub method: String,
    /// The weights used.
    pub weights: SimilarityWeights,
    /// The cities.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub items: Vec<SimilarCity>,
}

/// A city like another one, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarCity {
    /// The city.
    pub city: CitySummary,
    /// From 0 (nothing in common) to 1 (alike in everything compared).
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1, example = 0.81))]
    pub similarity: f64,
    /// Share of the weight that rests on facts known of both cities, 0 to 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1, example = 0.9))]
    pub coverage: f64,
    /// What they have in common, weightiest first.
    #[cfg_attr(feature = "openapi", schema(max_items = 7))]
    pub reasons: Vec<SimilarityReason>,
}

/// One thing that two cities have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarityReason {
    /// What was compared.
    pub aspect: SimilarityAspect,
    /// How alike they are in it, 0 to 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1, example = 0.5))]
    pub similarity: f64,
    /// What it gave to the whole similarity.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1, example = 0.2))]
    pub share: f64,
    /// Keys in common: shocks, stresses, the zone, the region, the income group; empty where there is no such key.
    #[cfg_attr(feature = "openapi", schema(max_items = 100, example = json!(["extreme_heat"])))]
    pub shared: Vec<String>,
}

/// What the method compares of a city.
#[must_use]
pub fn profile(city: &CitySummary) -> Profile {
    let sorted = |keys: &[String]| {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    Profile {
        population: city.population.and_then(|population| u64::try_from(population).ok()),
        climate: city.climate.map(|zone| zone.as_str().to_owned()),
        coastal: Some(city.coastal),
        income: city.income_group.rank(),
        region: Some(city.region.as_str().to_owned()),
        shocks: sorted(&city.shocks),
        stresses: sorted(&city.stresses),
    }
}

#[cfg(test)]
mod tests {
    use super::SimilarQuery;

    #[test]
    fn weights_go_there_and_back() {
        let query = SimilarQuery::parse("limit=3&weight_climate=7.5&weight_region=0").unwrap();
        assert_eq!(query.to_query(), "?limit=3&weight_climate=7.5&weight_region=0");
        assert_eq!(SimilarQuery::default().to_query(), "");
    }

    #[test]
    fn bad_weights_are_refused() {
        for raw in ["weight_climate=-1", "weight_climate=NaN", "weight_climate=11", "limit=51", "weight_mood=1"] {
            assert!(SimilarQuery::parse(raw).is_err(), "{raw}");
        }
        let zero = "weight_shocks=0&weight_stresses=0&weight_population=0&weight_climate=0&weight_coast=0&weight_income=0&weight_region=0";
        assert_eq!(SimilarQuery::parse(zero).unwrap_err()[0].code, "all_zero");
    }
}
