//! Why two cities are alike, in words made from the data of the comparison.

use crate::messages::{Key, enumeration, fill, list, number, t};
use crate::state::Vocabularies;
use domain::cities::{City, SimilarCity, SimilarityAspect, SimilarityReason};
use domain::vocabularies::VocabularyName;

/// From here on two cities count as equal in something.
const EQUAL: f64 = 0.999;
/// Keys that are named before the rest is only counted.
const NAMED: usize = 4;

/// Name of what is compared.
pub(super) fn aspect(aspect: SimilarityAspect) -> &'static str {
    t(match aspect {
        SimilarityAspect::Shocks => Key::FacetShock,
        SimilarityAspect::Stresses => Key::FacetStress,
        SimilarityAspect::Population => Key::FactPopulation,
        SimilarityAspect::Climate => Key::FacetClimate,
        SimilarityAspect::Coast => Key::FacetCoastal,
        SimilarityAspect::Income => Key::FacetIncomeGroup,
        SimilarityAspect::Region => Key::FacetRegion,
    })
}

/// One reason as a phrase.
pub(crate) fn phrase(
    vocabularies: Vocabularies,
    city: &City,
    other: &SimilarCity,
    reason: &SimilarityReason,
) -> String {
    let is_equal = reason.similarity > EQUAL;
    match reason.aspect {
        SimilarityAspect::Shocks => named(vocabularies, VocabularyName::Shocks, Key::ReasonShocks, &reason.shared),
        SimilarityAspect::Stresses => {
            named(vocabularies, VocabularyName::Stresses, Key::ReasonStresses, &reason.shared)
        }
        SimilarityAspect::Population => sizes(city.population, other.city.population),
        SimilarityAspect::Climate => match (city.climate, is_equal) {
            (Some(zone), true) => {
                let zone = vocabularies.label(VocabularyName::ClimateZones, zone.as_str());
                fill(Key::ReasonClimate, &[("zone", &zone)])
            }
            _ => fill(Key::ReasonClimateNear, &[("letters", &enumeration(&reason.shared))]),
        },
        SimilarityAspect::Coast => t(if city.coastal { Key::ReasonCoast } else { Key::ReasonInland }).to_owned(),
        SimilarityAspect::Income if is_equal => {
            let group = vocabularies.label(VocabularyName::IncomeGroups, city.income_group.as_str());
            fill(Key::ReasonIncome, &[("group", &group)])
        }
        SimilarityAspect::Income => t(Key::ReasonIncomeNear).to_owned(),
        SimilarityAspect::Region => {
            let region = vocabularies.label(VocabularyName::Regions, city.region.as_str());
            fill(Key::ReasonRegion, &[("region", &region)])
        }
    }
}

fn named(vocabularies: Vocabularies, vocabulary: VocabularyName, key: Key, shared: &[String]) -> String {
    let mut labels = vocabularies.labels(vocabulary, &shared[..shared.len().min(NAMED)]);
    if shared.len() > NAMED {
        labels.push(fill(Key::ReasonMore, &[("n", &number((shared.len() - NAMED) as f64))]));
    }
    fill(key, &[("keys", &list(&labels))])
}

fn sizes(here: Option<i64>, there: Option<i64>) -> String {
    match (here, there) {
        (Some(here), Some(there)) => {
            fill(Key::ReasonSizes, &[("here", &number(here as f64)), ("there", &number(there as f64))])
        }
        _ => t(Key::ReasonSize).to_owned(),
    }
}
