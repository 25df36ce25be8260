//! Choosing and unchoosing the values of a filter.

use crate::messages::{Key, t};
use crate::state::Vocabularies;
use domain::cities::{CityFacet, CityFilter};
use domain::vocabularies::VocabularyName;
use std::str::FromStr;

/// The facets in the order in which they are offered, most telling first.
pub(super) const OFFERED: [CityFacet; 9] = [
    CityFacet::Region,
    CityFacet::Member,
    CityFacet::Shock,
    CityFacet::Stress,
    CityFacet::PopulationBand,
    CityFacet::Climate,
    CityFacet::Coastal,
    CityFacet::IncomeGroup,
    CityFacet::Country,
];

/// Name of a facet.
pub(super) fn name(facet: CityFacet) -> &'static str {
    t(match facet {
        CityFacet::Climate => Key::FacetClimate,
        CityFacet::Coastal => Key::FacetCoastal,
        CityFacet::Country => Key::FacetCountry,
        CityFacet::IncomeGroup => Key::FacetIncomeGroup,
        CityFacet::Member => Key::FacetMember,
        CityFacet::PopulationBand => Key::FacetPopulationBand,
        CityFacet::Region => Key::FacetRegion,
        CityFacet::Shock => Key::FacetShock,
        CityFacet::Stress => Key::FacetStress,
    })
}

/// The vocabulary that a facet takes its values from; `None` where they are yes and no.
pub(super) const fn vocabulary(facet: CityFacet) -> Option<VocabularyName> {
    match facet {
        CityFacet::Climate => Some(VocabularyName::ClimateZones),
        CityFacet::Country => Some(VocabularyName::Countries),
        CityFacet::IncomeGroup => Some(VocabularyName::IncomeGroups),
        CityFacet::PopulationBand => Some(VocabularyName::PopulationBands),
        CityFacet::Region => Some(VocabularyName::Regions),
        CityFacet::Shock => Some(VocabularyName::Shocks),
        CityFacet::Stress => Some(VocabularyName::Stresses),
        CityFacet::Coastal | CityFacet::Member => None,
    }
}

/// A value of a facet in words.
pub(super) fn label(vocabularies: Vocabularies, facet: CityFacet, value: &str) -> String {
    match (vocabulary(facet), facet, value) {
        (Some(vocabulary), _, _) => vocabularies.label(vocabulary, value),
        (None, CityFacet::Member, "true") => t(Key::CityMember).to_owned(),
        (None, CityFacet::Member, _) => t(Key::CityOther).to_owned(),
        (None, _, "true") => t(Key::CityCoastal).to_owned(),
        (None, _, _) => t(Key::CityInland).to_owned(),
    }
}

/// Whether the filter lets through only what has a value of this facet chosen, and this is one.
pub(super) fn is_chosen(filter: &CityFilter, facet: CityFacet, value: &str) -> bool {
    filter.choices().iter().any(|(chosen, values)| *chosen == facet && values.iter().any(|one| one == value))
}

/// The filter with the value chosen where it was not, and not where it was.
pub(super) fn toggled(filter: &CityFilter, facet: CityFacet, value: &str) -> CityFilter {
    let mut filter = filter.clone();
    match facet {
        CityFacet::Climate => toggle(&mut filter.climates, value),
        CityFacet::Country => toggle(&mut filter.countries, value),
        CityFacet::IncomeGroup => toggle(&mut filter.income_groups, value),
        CityFacet::PopulationBand => toggle(&mut filter.population_bands, value),
        CityFacet::Region => toggle(&mut filter.regions, value),
        CityFacet::Shock => toggle(&mut filter.shocks, value),
        CityFacet::Stress => toggle(&mut filter.stresses, value),
        CityFacet::Coastal => toggle_flag(&mut filter.coastal, value),
        CityFacet::Member => toggle_flag(&mut filter.member, value),
    }
    filter
}

fn toggle<T: FromStr + PartialEq>(values: &mut Vec<T>, value: &str) {
    let Ok(value) = value.parse() else { return };
    let before = values.len();
    values.retain(|one| *one != value);
    if values.len() == before {
        values.push(value);
    }
}

fn toggle_flag(flag: &mut Option<bool>, value: &str) {
    let chosen = value.parse().ok();
    *flag = if *flag == chosen { None } else { chosen };
}

#[cfg(test)]
mod tests {
    use super::{is_chosen, toggled};
    use domain::cities::{CityFacet, CityFilter};

    #[test]
    fn choosing_twice_changes_nothing() {
        let start = CityFilter::parse("region=africa&member=true").unwrap();
        let values = [
            (CityFacet::Region, "asia_pacific"),
            (CityFacet::Country, "GH"),
            (CityFacet::Shock, "heatwave"),
            (CityFacet::Coastal, "false"),
            (CityFacet::Climate, "Aw"),
            (CityFacet::IncomeGroup, "low"),
            (CityFacet::PopulationBand, "over_10m"),
            (CityFacet::Stress, "x"),
        ];
        for (facet, value) in values {
            let chosen = toggled(&start, facet, value);
            assert!(is_chosen(&chosen, facet, value), "{facet}");
            assert_eq!(toggled(&chosen, facet, value), start, "{facet}");
        }
    }

    #[test]
    fn of_yes_and_no_only_one_is_chosen() {
        let start = CityFilter::parse("member=true").unwrap();
        assert_eq!(toggled(&start, CityFacet::Member, "false").member, Some(false));
        assert_eq!(toggled(&start, CityFacet::Member, "true").member, None);
    }

    #[test]
    fn unknown_values_are_left_alone() {
        assert!(toggled(&CityFilter::default(), CityFacet::Region, "atlantis").is_empty());
    }
}
