//! What a city says of itself: its own, beside the reference data that the network keeps about it.

use crate::corrections::{CityFact, MAX_EMAIL};
use crate::organisations::{OrganisationRef, tidy};
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::Patch;
use ids::{CityId, CorrectionId};
use serde::{Deserialize, Serialize};

/// Most priorities.
const MAX_PRIORITIES: usize = 10;
/// Most contacts, and most strategies.
const MAX_ENTRIES: usize = 10;
/// Longest note, in characters.
const MAX_NOTE: usize = 1_000;
/// Longest name of a contact or title of a strategy, in characters.
const MAX_TITLE: usize = 300;
/// Longest web address, in characters.
const MAX_URL: usize = 500;
/// Longest key, in characters.
const MAX_KEY: usize = 100;

/// What a city says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityProfile {
    /// Id of the city.
    pub city_id: CityId,
    /// Slug of the city.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "melbourne"))]
    pub city: String,
    /// Its organisation on the platform; `null` until somebody has claimed the city.
    pub organisation: Option<OrganisationRef>,
    /// Whether somebody leads it: otherwise it can be claimed.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub has_lead: bool,
    /// Where it stands in its recovery, key of the vocabulary `recovery_stages`; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "recovery"))]
    pub stage: Option<String>,
    /// What it puts first, keys of the vocabulary `c2r_priority_themes`.
    #[cfg_attr(feature = "openapi", schema(max_items = 10, example = json!(["governance_and_finance"])))]
    pub priorities: Vec<String>,
    /// What it puts first, in its own words; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: Option<String>,
    /// Where others reach it.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub contacts: Vec<CityContact>,
    /// Strategies that it names itself.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub strategies: Vec<CityStrategy>,
    /// Corrections of its facts that were accepted and are not in the reference data yet.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub corrections: Vec<AcceptedCorrection>,
    /// How a city came here that is not in the reference data; `null` for most.
    pub origin: Option<CityOrigin>,
    /// Counts the changes; the `ETag` is made from it. 0 before the city has said anything.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
    /// When the city last changed it; `null` before it has said anything.
    pub updated_at: Option<DateTime<Utc>>,
}

/// Where the facts of a city come from that somebody proposed and the network took in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityOrigin {
    /// Where the city shows itself, or another one shows it: the source of its facts.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://example.org/city"))]
    pub source: String,
    /// The year that the population is of; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2020))]
    pub population_year: Option<i32>,
    /// When its facts were taken over.
    pub accepted_at: DateTime<Utc>,
}

/// Where others reach a city: an office rather than a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityContact {
    /// What it is: an office, a team.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300, example = "Resilience office"))]
    pub name: String,
    /// Its address, shown to everyone; this or a web address.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "office@example.org"))]
    pub email: Option<String>,
    /// Its web address; this or an e-mail address.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://example.org/"))]
    pub url: Option<String>,
}

/// A strategy that a city names itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityStrategy {
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300, example = "Resilient Melbourne"))]
    pub title: String,
    /// Year of publication; `null` when not said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2016))]
    pub year: Option<i32>,
    /// Where it can be read.
    #[cfg_attr(feature = "openapi", schema(min_length = 10, max_length = 500, example = "https://example.org/"))]
    pub url: String,
}

/// A correction that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedCorrection {
    /// Id of the report.
    pub id: CorrectionId,
    /// The fact.
    pub fact: CityFact,
    /// What is right.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Extreme heat is missing from the shocks."))]
    pub value: String,
    /// Where it can be checked.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://www.melbourne.vic.gov.au/"))]
    pub source: String,
    /// When it was accepted.
    pub decided_at: DateTime<Utc>,
}

/// What a city changes of what it says of itself. A field that is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityProfileUpdate {
    /// Where it stands in its recovery, key of the vocabulary `recovery_stages`; `null` to leave it empty.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 100, example = "recovery"))]
    pub stage: Patch<String>,
    /// What it puts first, keys of the vocabulary `c2r_priority_themes`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, required = false, max_items = 10, example = json!(["governance_and_finance"])))]
    pub priorities: Patch<Vec<String>>,
    /// What it puts first, in its own words; `null` to leave it empty.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 1000, example = "Shade at schools first."))]
    pub note: Patch<String>,
    /// Where others reach it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<CityContact>, required = false, max_items = 10))]
    pub contacts: Patch<Vec<CityContact>>,
    /// Strategies that it names itself.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<CityStrategy>, required = false, max_items = 10))]
    pub strategies: Patch<Vec<CityStrategy>>,
}

impl CityProfileUpdate {
    /// Names of the fields that the patch touches, for the audit log.
    #[must_use]
    pub fn touched(&self) -> Vec<&'static str> {
        let fields = [
            ("stage", self.stage.is_absent()),
            ("priorities", self.priorities.is_absent()),
            ("note", self.note.is_absent()),
            ("contacts", self.contacts.is_absent()),
            ("strategies", self.strategies.is_absent()),
        ];
        fields.into_iter().filter(|(_, absent)| !absent).map(|(name, _)| name).collect()
    }
}

impl Validate for CityProfileUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.never_empty("/priorities", &self.priorities);
        faults.never_empty("/contacts", &self.contacts);
        faults.never_empty("/strategies", &self.strategies);
        faults.line("/stage", self.stage.value().map_or("", String::as_str), 0..=MAX_KEY);
        faults.most("/priorities", self.priorities.value().map_or(0, Vec::len), MAX_PRIORITIES);
        faults.text("/note", self.note.value().map_or("", String::as_str), 0..=MAX_NOTE);
        faults.most("/contacts", self.contacts.value().map_or(0, Vec::len), MAX_ENTRIES);
        for (place, contact) in self.contacts.value().into_iter().flatten().enumerate() {
            contact.check(faults, place);
        }
        faults.most("/strategies", self.strategies.value().map_or(0, Vec::len), MAX_ENTRIES);
        for (place, strategy) in self.strategies.value().into_iter().flatten().enumerate() {
            strategy.check(faults, place);
        }
    }

    fn tidied(self) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        let emptied = |patch: Patch<String>| match patch.map(trimmed) {
            Patch::Set(text) if text.is_empty() => Patch::Empty,
            patch => patch,
        };
        Self {
            stage: emptied(self.stage),
            priorities: self.priorities.map(|keys| {
                let mut keys: Vec<String> = keys.into_iter().map(trimmed).collect();
                let mut seen = std::collections::BTreeSet::new();
                keys.retain(|key| seen.insert(key.clone()));
                keys
            }),
            note: emptied(self.note),
            contacts: self.contacts.map(|list| list.into_iter().map(CityContact::tidied).collect()),
            strategies: self.strategies.map(|list| list.into_iter().map(CityStrategy::tidied).collect()),
        }
    }
}

impl CityContact {
    fn check(&self, faults: &mut Faults, place: usize) {
        let at = |field: &str| format!("/contacts/{place}/{field}");
        faults.line(&at("name"), &self.name, 1..=MAX_TITLE);
        let email = self.email.as_deref().filter(|text| !text.trim().is_empty());
        let url = self.url.as_deref().filter(|text| !text.trim().is_empty());
        if let Some(email) = email {
            faults.line(&at("email"), email, 0..=MAX_EMAIL);
            faults.email(&at("email"), email);
        }
        if let Some(url) = url {
            faults.line(&at("url"), url, 0..=MAX_URL);
            faults.web_address(&at("url"), url);
        }
        if email.is_none() && url.is_none() {
            faults.add(&at("email"), "required", "Give an e-mail address or a web address.");
        }
    }

    fn tidied(self) -> Self {
        Self { name: self.name.trim().to_owned(), email: tidy(self.email), url: tidy(self.url) }
    }
}

impl CityStrategy {
    fn check(&self, faults: &mut Faults, place: usize) {
        let at = |field: &str| format!("/strategies/{place}/{field}");
        faults.line(&at("title"), &self.title, 1..=MAX_TITLE);
        if self.year.is_some_and(|year| !(1900..=2200).contains(&year)) {
            faults.add(&at("year"), "out_of_range", "Use a year between 1900 and 2200.");
        }
        faults.line(&at("url"), &self.url, 1..=MAX_URL);
        if !self.url.trim().is_empty() {
            faults.web_address(&at("url"), &self.url);
        }
    }

    fn tidied(self) -> Self {
        Self { title: self.title.trim().to_owned(), year: self.year, url: self.url.trim().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::{CityContact, CityProfileUpdate, CityStrategy};
    use crate::Valid;
    use contract::Patch;

    #[test]
    fn every_fault_is_pointed_at() {
        let nobody = CityContact { name: " ".into(), email: None, url: Some(" ".into()) };
        let nowhere = CityStrategy { title: "A plan".into(), year: Some(20), url: "plan.pdf".into() };
        let change = CityProfileUpdate {
            priorities: Patch::Empty,
            contacts: Patch::Set(vec![nobody]),
            strategies: Patch::Set(vec![nowhere]),
            ..CityProfileUpdate::default()
        };
        assert_eq!(change.touched(), ["priorities", "contacts", "strategies"]);
        let faults = Valid::check(change).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        let expected =
            ["/priorities", "/contacts/0/name", "/contacts/0/email", "/strategies/0/year", "/strategies/0/url"];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_change_is_tidied() {
        let change = CityProfileUpdate {
            stage: Patch::Set("  ".into()),
            priorities: Patch::Set(vec!["a".into(), " a ".into(), "b".into()]),
            ..CityProfileUpdate::default()
        };
        let change = Valid::check(change).unwrap().into_inner();
        assert_eq!((change.stage, change.note), (Patch::Empty, Patch::Absent));
        assert_eq!(change.priorities, Patch::Set(vec!["a".to_owned(), "b".to_owned()]));
    }
}
