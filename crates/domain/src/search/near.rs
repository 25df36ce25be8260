//! What is near to one city, and why: the rule by which a search for a city puts its best hits in another order.
//!
//! A hit counts by its words first. What it has in common with the city multiplies that, from once (nothing) to twice
//! (all of this):
//!
//! | what | share |
//! |---|---|
//! | it is about the city itself | 0.5 |
//! | it is about the city's country | 0.35 |
//! | it is about a city like it (similarity of at least 0.6 by the method of `matching`) | similarity × 0.45 |
//! | it is about the city's region | 0.15 |
//! | shocks and stresses that the city faces, of those that it speaks of | part × 0.25 |
//! | the stage of recovery that the city says it is in | 0.1 |
//! | a theme that the city puts first | 0.1 |
//! | a country of the same income group | 0.05 |
//!
//! Of the four that are about a place, the one that gives most counts. The shares are a judgement, told by the reasons.

use crate::cities::CitySummary;
use crate::vocabularies::VocabularyName;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Names of the tags that nearness is told by.
pub const NEAR_TAGS: &[&str] = &["city", "country", "region", "income_group", "shock", "stress", "stage", "theme"];

/// How alike another city has to be to be a reason.
const LIKE: f64 = 0.6;
/// Shocks and stresses that are told at most, of each.
const MOST_FACED: usize = 2;
/// Reasons that are told at most.
const MOST_REASONS: usize = 8;

const OWN_CITY: f64 = 0.5;
const OWN_COUNTRY: f64 = 0.35;
const CITY_LIKE_IT: f64 = 0.45;
const OWN_REGION: f64 = 0.15;
const FACED: f64 = 0.25;
const STAGE: f64 = 0.1;
const THEME: f64 = 0.1;
const INCOME: f64 = 0.05;

keys! {
    /// Why something that was found is near to a city.
    SearchReasonCode {
        /// It is about this city.
        ThisCity = "this_city",
        /// It is about a city like this one; `value` is its slug, `name` its name.
        SimilarCity = "similar_city",
        /// It is about the country; `value` is its code.
        SameCountry = "same_country",
        /// It is about the region; `value` is its key.
        SameRegion = "same_region",
        /// It is about a shock that the city faces; `value` is its key.
        SameShock = "same_shock",
        /// It is about a stress that the city lives with; `value` is its key.
        SameStress = "same_stress",
        /// It is about the stage of recovery that the city is in; `value` is its key.
        SameStage = "same_stage",
        /// It is about a theme that the city puts first; `value` is its key.
        SameTheme = "same_theme",
        /// It is about a country of the same income group; `value` is its key.
        SameIncome = "same_income",
    }
}

impl SearchReasonCode {
    /// The vocabulary that names the value of the reason; `None` for a city.
    #[must_use]
    pub const fn vocabulary(self) -> Option<VocabularyName> {
        match self {
            Self::ThisCity | Self::SimilarCity => None,
            Self::SameCountry => Some(VocabularyName::Countries),
            Self::SameRegion => Some(VocabularyName::Regions),
            Self::SameShock => Some(VocabularyName::Shocks),
            Self::SameStress => Some(VocabularyName::Stresses),
            Self::SameStage => Some(VocabularyName::RecoveryStages),
            Self::SameTheme => Some(VocabularyName::PriorityThemes),
            Self::SameIncome => Some(VocabularyName::IncomeGroups),
        }
    }
}

/// One reason why something is near to a city. The words are the app's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchReason {
    /// What it is.
    pub code: SearchReasonCode,
    /// The slug, code or key that it is about.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "extreme_heat"))]
    pub value: String,
    /// The name of the city that it is about; `null` for what has its name in a vocabulary.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Ahmedabad"))]
    pub name: Option<String>,
}

/// A city like the one that a search is for.
#[derive(Debug, Clone, PartialEq)]
pub struct NearbyCity {
    /// Its name.
    pub name: String,
    /// How alike they are, 0 to 1.
    pub similarity: f64,
}

/// What is known of the city that a search is for.
#[derive(Debug, Clone, PartialEq)]
pub struct NearCity {
    /// The city.
    pub city: CitySummary,
    /// Where it says it stands in its recovery.
    pub stage: Option<String>,
    /// The themes that it puts first.
    pub themes: Vec<String>,
    /// The other cities, by slug.
    pub others: HashMap<String, NearbyCity>,
}

/// What one reason adds.
struct Given {
    share: f64,
    reason: SearchReason,
}

fn given(share: f64, code: SearchReasonCode, value: &str, name: Option<&str>) -> Given {
    Given { share, reason: SearchReason { code, value: value.to_owned(), name: name.map(str::to_owned) } }
}

/// The values of the tags of one name.
fn values<'t>(tags: &'t [(String, String)], name: &'t str) -> impl Iterator<Item = &'t str> {
    tags.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
}

/// Some of all; nothing of nothing.
fn part(some: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if all == 0 { 0.0 } else { number(some) / number(all) }
}

impl NearCity {
    /// How near something with these tags is, from 0 to 1.
    #[must_use]
    pub fn nearness(&self, tags: &[(String, String)]) -> f64 {
        let place = self.places(tags).iter().map(|given| given.share).fold(0.0, f64::max);
        let others: f64 = self.others_of(tags).iter().map(|given| given.share).sum();
        (place + others).min(1.0)
    }

    /// Why something with these tags is near, the weightiest first.
    #[must_use]
    pub fn reasons(&self, tags: &[(String, String)]) -> Vec<SearchReason> {
        let mut all = self.places(tags);
        all.extend(self.others_of(tags));
        // The sort is stable: what gives the same stays in the order of the table.
        all.sort_by(|one, other| other.share.total_cmp(&one.share));
        all.into_iter().take(MOST_REASONS).map(|given| given.reason).collect()
    }

    /// What is about a place: whatever is about the city itself is not told to be about its country as well.
    fn places(&self, tags: &[(String, String)]) -> Vec<Given> {
        use SearchReasonCode::{SameCountry, SameRegion, SimilarCity, ThisCity};
        let city = &self.city;
        if values(tags, "city").any(|slug| slug == city.slug) {
            return vec![given(OWN_CITY, ThisCity, &city.slug, Some(&city.name))];
        }
        let mut found = Vec::new();
        let like = values(tags, "city").filter_map(|slug| Some((slug, self.others.get(slug)?)));
        let like = like.filter(|(_, other)| other.similarity >= LIKE);
        let best = like.max_by(|(a, one), (b, other)| one.similarity.total_cmp(&other.similarity).then(b.cmp(a)));
        found.extend(
            best.map(|(slug, other)| given(CITY_LIKE_IT * other.similarity, SimilarCity, slug, Some(&other.name))),
        );
        if values(tags, "country").any(|code| code == city.country) {
            found.push(given(OWN_COUNTRY, SameCountry, &city.country, None));
        } else if values(tags, "region").any(|region| region == city.region.as_str()) {
            found.push(given(OWN_REGION, SameRegion, city.region.as_str(), None));
        }
        found
    }

    fn others_of(&self, tags: &[(String, String)]) -> Vec<Given> {
        use SearchReasonCode::{SameIncome, SameShock, SameStage, SameStress, SameTheme};
        let city = &self.city;
        let spoken = values(tags, "shock").count() + values(tags, "stress").count();
        let mut found = Vec::new();
        for (name, code, faced) in [("shock", SameShock, &city.shocks), ("stress", SameStress, &city.stresses)] {
            let shared: Vec<&str> = values(tags, name).filter(|key| faced.iter().any(|own| own == key)).collect();
            let told = shared.len().min(MOST_FACED);
            // Those that are told stand for all that are shared.
            let share = FACED * part(shared.len(), spoken) * part(1, told);
            found.extend(shared.into_iter().take(told).map(|key| given(share, code, key, None)));
        }
        if let Some(stage) = self.stage.as_deref().filter(|stage| values(tags, "stage").any(|key| key == *stage)) {
            found.push(given(STAGE, SameStage, stage, None));
        }
        if let Some(theme) = values(tags, "theme").find(|theme| self.themes.iter().any(|own| own == theme)) {
            found.push(given(THEME, SameTheme, theme, None));
        }
        let income = city.income_group.as_str();
        if values(tags, "income_group").any(|group| group == income) {
            found.push(given(INCOME, SameIncome, income, None));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{NearCity, NearbyCity, SearchReasonCode};
    use crate::cities::{CitySummary, IncomeGroup, Region};
    use chrono::DateTime;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn accra() -> NearCity {
        let city = CitySummary {
            id: "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap(),
            slug: "accra".to_owned(),
            name: "Accra".to_owned(),
            country: "GH".to_owned(),
            country_name: "Ghana".to_owned(),
            region: Region::Africa,
            latitude: 5.55,
            longitude: -0.2,
            population: None,
            population_band: None,
            climate: None,
            coastal: true,
            income_group: IncomeGroup::LowerMiddle,
            member: true,
            shocks: vec!["flood".to_owned(), "extreme_heat".to_owned(), "epidemic".to_owned()],
            stresses: vec!["unemployment".to_owned()],
            version: 1,
            updated_at: DateTime::UNIX_EPOCH,
        };
        let other = |name: &str, similarity| NearbyCity { name: name.to_owned(), similarity };
        let others = [("lagos", other("Lagos", 0.8)), ("dakar", other("Dakar", 0.7)), ("paris", other("Paris", 0.3))];
        let others: HashMap<_, _> = others.into_iter().map(|(slug, city)| (slug.to_owned(), city)).collect();
        NearCity { city, stage: Some("respond".to_owned()), themes: vec!["climate_resilience".to_owned()], others }
    }

    fn tags(text: &str) -> Vec<(String, String)> {
        let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn nearness_by_table() {
        use SearchReasonCode::{
            SameCountry, SameIncome, SameRegion, SameShock, SameStage, SameStress, SameTheme, SimilarCity, ThisCity,
        };
        let accra = accra();
        let said = "stage=respond theme=climate_resilience income_group=lower_middle";
        let table: [(&str, f64, &[SearchReasonCode]); 11] = [
            ("", 0.0, &[]),
            ("city=paris country=FR region=europe shock=volcano", 0.0, &[]),
            ("city=accra country=GH region=africa", 0.5, &[ThisCity]),
            ("city=lagos city=dakar country=NG region=africa", 0.36, &[SimilarCity, SameRegion]),
            ("city=lagos country=NG country=GH", 0.36, &[SimilarCity, SameCountry]),
            ("city=kumasi country=GH region=africa", 0.35, &[SameCountry]),
            ("region=africa", 0.15, &[SameRegion]),
            ("shock=flood", 0.25, &[SameShock]),
            ("shock=flood shock=volcano stress=unemployment stress=x", 0.125, &[SameShock, SameStress]),
            (said, 0.25, &[SameStage, SameTheme, SameIncome]),
            ("stage=prepare theme=other income_group=high", 0.0, &[]),
        ];
        for (text, nearness, reasons) in table {
            let tags = tags(text);
            assert!((accra.nearness(&tags) - nearness).abs() < 1e-9, "{text}: {}", accra.nearness(&tags));
            let codes: Vec<_> = accra.reasons(&tags).iter().map(|reason| reason.code).collect();
            assert_eq!(codes, reasons, "{text}");
        }
    }

    #[test]
    fn the_most_similar_city_is_named() {
        let reasons = accra().reasons(&tags("city=dakar city=lagos"));
        assert_eq!((reasons[0].value.as_str(), reasons[0].name.as_deref()), ("lagos", Some("Lagos")));
    }

    #[test]
    fn every_reason_but_those_of_cities_has_its_vocabulary() {
        let without: Vec<_> = SearchReasonCode::ALL.iter().filter(|code| code.vocabulary().is_none()).collect();
        assert_eq!(without, [&SearchReasonCode::ThisCity, &SearchReasonCode::SimilarCity]);
    }

    proptest! {
        #[test]
        fn nearness_is_a_share_and_has_reasons(
            pairs in proptest::collection::vec((
                "(city|country|region|shock|stress|stage|theme|income_group)",
                "(accra|lagos|GH|africa|flood|extreme_heat|epidemic|unemployment|respond|climate_resilience|x)",
            ), 0..20),
        ) {
            let accra = accra();
            let nearness = accra.nearness(&pairs);
            prop_assert!((0.0..=1.0).contains(&nearness));
            let reasons = accra.reasons(&pairs);
            prop_assert_eq!(nearness > 0.0, !reasons.is_empty());
            prop_assert!(reasons.len() <= 8);
        }
    }
}
