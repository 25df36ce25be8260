//! Proposals of cities that are not here yet: made by anyone who has signed in, decided by the network's editors.

use crate::identity::Person;
use crate::organisations::{Verdict, check_reason, tidy};
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::query::{Reader, Writer};
use contract::{Fault, Patch};
use ids::CityProposalId;
use serde::{Deserialize, Serialize};

/// Longest name, in characters.
const MAX_NAME: usize = 200;
/// Longest web address, in characters.
const MAX_SOURCE: usize = 500;
/// Longest text about what the city faces, in characters.
const MAX_NOTE: usize = 1_000;
/// Longest name of a time zone, in characters.
const MAX_ZONE: usize = 60;
/// No city has more people.
const MAX_POPULATION: i64 = 1_000_000_000;
/// No place is farther from the sea, in kilometres.
const MAX_DISTANCE: f64 = 20_000.0;

/// A city this near to the sea lies at the coast, in kilometres: the rule by which the reference data were made.
pub const COASTAL_WITHIN_KM: f64 = 50.0;

keys! {
    /// Where a proposal stands.
    CityProposalStatus {
        /// Nobody has decided yet.
        Open = "open",
        /// The city is here now.
        Accepted = "accepted",
        /// It was not accepted, for a reason.
        Refused = "refused",
        /// Who made it took it back.
        Withdrawn = "withdrawn",
    }
}

/// A city that somebody misses here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCityProposal {
    /// Its name, in Latin letters as others write it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Leticia"))]
    pub name: String,
    /// Its name in its own language, where that is another one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub local_name: Option<String>,
    /// Its country, key of the vocabulary `countries`.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, example = "CO"))]
    pub country: String,
    /// Latitude of its centre in degrees, WGS 84.
    #[cfg_attr(feature = "openapi", schema(minimum = -90, maximum = 90, example = -4.2153))]
    pub latitude: f64,
    /// Longitude of its centre in degrees, WGS 84.
    #[cfg_attr(feature = "openapi", schema(minimum = -180, maximum = 180, example = -69.9406))]
    pub longitude: f64,
    /// How many people live there.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000, example = 48_144))]
    pub population: Option<i64>,
    /// The year that the population is of; only with it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2018))]
    pub population_year: Option<i32>,
    /// Its time zone, IANA name.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "America/Bogota"))]
    pub time_zone: Option<String>,
    /// Web address of the city, or of another source that shows that it exists.
    #[cfg_attr(feature = "openapi", schema(min_length = 10, max_length = 500, example = "https://example.org/city"))]
    pub source: String,
    /// Why it belongs here: what it faces.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Floods of the river, every year."))]
    pub note: Option<String>,
}

fn check_place(faults: &mut Faults, latitude: Option<f64>, longitude: Option<f64>) {
    if latitude.is_some_and(|degrees| !(-90.0..=90.0).contains(&degrees)) {
        faults.add("/latitude", "out_of_range", "Use degrees between -90 (south) and 90 (north).");
    }
    if longitude.is_some_and(|degrees| !(-180.0..=180.0).contains(&degrees)) {
        faults.add("/longitude", "out_of_range", "Use degrees between -180 (west) and 180 (east).");
    }
}

fn check_population(faults: &mut Faults, population: Option<i64>) {
    if population.is_some_and(|people| !(0..=MAX_POPULATION).contains(&people)) {
        faults.add("/population", "out_of_range", "Use a number between 0 and a thousand million.");
    }
}

fn check_country(faults: &mut Faults, country: &str) {
    let country = country.trim();
    if country.is_empty() {
        faults.add("/country", "required", "Choose a country.");
    } else if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        faults.add("/country", "unknown_value", "Use a country of /api/v1/vocabularies/countries, in two letters.");
    }
}

impl Validate for NewCityProposal {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/name", &self.name, 1..=MAX_NAME);
        faults.line("/local_name", self.local_name.as_deref().unwrap_or_default(), 0..=MAX_NAME);
        check_country(faults, &self.country);
        check_place(faults, Some(self.latitude), Some(self.longitude));
        check_population(faults, self.population);
        match self.population_year {
            Some(_) if self.population.is_none() => {
                faults.add("/population_year", "not_allowed", "Say how many people, or leave the year out.");
            }
            Some(year) if !(1900..=2200).contains(&year) => {
                faults.add("/population_year", "out_of_range", "Use a year between 1900 and 2200.");
            }
            _ => {}
        }
        faults.line("/time_zone", self.time_zone.as_deref().unwrap_or_default(), 0..=MAX_ZONE);
        faults.line("/source", &self.source, 1..=MAX_SOURCE);
        if !self.source.trim().is_empty() {
            faults.web_address("/source", &self.source);
        }
        faults.text("/note", self.note.as_deref().unwrap_or_default(), 0..=MAX_NOTE);
    }

    fn tidied(self) -> Self {
        Self {
            name: self.name.trim().to_owned(),
            local_name: tidy(self.local_name),
            country: self.country.trim().to_uppercase(),
            time_zone: tidy(self.time_zone),
            source: self.source.trim().to_owned(),
            note: tidy(self.note),
            ..self
        }
    }
}

/// A proposal as who made it and those who decide see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityProposal {
    /// Id of the proposal.
    pub id: CityProposalId,
    /// Who made it.
    pub person: Person,
    /// Name of the city.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Leticia"))]
    pub name: String,
    /// Its name in its own language; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub local_name: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, example = "CO"))]
    pub country: String,
    /// Latitude in degrees, WGS 84.
    #[cfg_attr(feature = "openapi", schema(minimum = -90, maximum = 90, example = -4.2153))]
    pub latitude: f64,
    /// Longitude in degrees, WGS 84.
    #[cfg_attr(feature = "openapi", schema(minimum = -180, maximum = 180, example = -69.9406))]
    pub longitude: f64,
    /// How many people live there; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000, example = 48_144))]
    pub population: Option<i64>,
    /// The year that the population is of; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2018))]
    pub population_year: Option<i32>,
    /// Time zone, IANA name; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "America/Bogota"))]
    pub time_zone: Option<String>,
    /// What shows that it exists.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://example.org/city"))]
    pub source: String,
    /// Why it belongs here; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Floods of the river, every year."))]
    pub note: Option<String>,
    /// Where it stands.
    pub status: CityProposalStatus,
    /// Why it was refused, or a word with the acceptance; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: Option<String>,
    /// Slug of the city that it became; `null` until it is accepted.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = json!(null)))]
    pub city: Option<String>,
    /// When it was made.
    pub proposed_at: DateTime<Utc>,
    /// When it was decided or withdrawn; `null` while it waits.
    pub decided_at: Option<DateTime<Utc>>,
    /// Counts the changes.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// How a proposal is decided. With a yes, what the proposal says of the city can be put right: what is left out is
/// taken over as it was proposed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CityProposalDecision {
    /// Yes or no.
    pub decision: Verdict,
    /// Why not; needed where it is refused, and read by who proposed.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "It is a district of a city that is here."))]
    pub reason: Option<String>,
    /// The right name.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Leticia"))]
    pub name: Option<String>,
    /// The right country, key of the vocabulary `countries`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2, example = "CO"))]
    pub country: Option<String>,
    /// The right latitude in degrees, WGS 84.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = -90, maximum = 90, example = -4.2153))]
    pub latitude: Option<f64>,
    /// The right longitude in degrees, WGS 84.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = -180, maximum = 180, example = -69.9406))]
    pub longitude: Option<f64>,
    /// The right population; `null` where it is not known after all.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>, required = false, minimum = 0, maximum = 1_000_000_000, example = 48_144))]
    pub population: Patch<i64>,
    /// The right time zone, IANA name; needed with a yes where the proposal names none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "America/Bogota"))]
    pub time_zone: Option<String>,
    /// How far the sea is, in kilometres; needed with a yes. Up to 50 the city lies at the coast.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 20000, example = 1300))]
    pub coast_distance_km: Option<f64>,
}

impl CityProposalDecision {
    /// No, for a reason.
    #[must_use]
    pub fn refused(reason: Option<String>) -> Self {
        let (name, country, latitude, longitude) = (None, None, None, None);
        let (population, time_zone, coast_distance_km) = (Patch::Absent, None, None);
        let decision = Verdict::Refused;
        Self { decision, reason, name, country, latitude, longitude, population, time_zone, coast_distance_km }
    }

    /// Yes, as it was proposed, with the distance to the sea in kilometres.
    #[must_use]
    pub fn accepted(coast_distance_km: f64) -> Self {
        let coast_distance_km = Some(coast_distance_km);
        Self { decision: Verdict::Accepted, coast_distance_km, ..Self::refused(None) }
    }

    /// Names of the facts that it puts right.
    fn corrected(&self) -> impl Iterator<Item = &'static str> {
        [
            ("/name", self.name.is_some()),
            ("/country", self.country.is_some()),
            ("/latitude", self.latitude.is_some()),
            ("/longitude", self.longitude.is_some()),
            ("/population", !self.population.is_absent()),
            ("/time_zone", self.time_zone.is_some()),
            ("/coast_distance_km", self.coast_distance_km.is_some()),
        ]
        .into_iter()
        .filter(|(_, said)| *said)
        .map(|(name, _)| name)
    }
}

impl Validate for CityProposalDecision {
    fn validate(&self, faults: &mut Faults) {
        check_reason(faults, self.decision, self.reason.as_deref());
        if self.decision == Verdict::Refused {
            for pointer in self.corrected() {
                faults.add(pointer, "not_allowed", "Leave this out: only an accepted city has facts.");
            }
            return;
        }
        if let Some(name) = &self.name {
            faults.line("/name", name, 1..=MAX_NAME);
        }
        if let Some(country) = &self.country {
            check_country(faults, country);
        }
        check_place(faults, self.latitude, self.longitude);
        check_population(faults, self.population.value().copied());
        faults.line("/time_zone", self.time_zone.as_deref().unwrap_or_default(), 0..=MAX_ZONE);
        match self.coast_distance_km {
            None => faults.add("/coast_distance_km", "required", "Say how far the sea is, in kilometres."),
            Some(distance) if !(0.0..=MAX_DISTANCE).contains(&distance) => {
                faults.add("/coast_distance_km", "out_of_range", "Use kilometres between 0 and 20000.");
            }
            Some(_) => {}
        }
    }

    fn tidied(self) -> Self {
        Self {
            reason: tidy(self.reason),
            name: tidy(self.name),
            country: tidy(self.country).map(|code| code.to_uppercase()),
            time_zone: tidy(self.time_zone),
            ..self
        }
    }
}

/// Which proposals, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CityProposalQuery {
    /// Where they stand: any of these; all when empty.
    pub statuses: Vec<CityProposalStatus>,
    /// Only one's own, for those who see others' as well.
    pub own: bool,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl CityProposalQuery {
    /// Reads the query string of `GET /city-proposals`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            statuses: reader.list("status", CityProposalStatus::expected()),
            own: reader.one("own", "Use true or false.").unwrap_or(false),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().list("status", &self.statuses).one("own", self.own.then_some(true));
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The filter alone, its values in one order: what the places of a page belong to.
    #[must_use]
    pub fn filter(&self) -> String {
        let mut query = Self { limit: None, cursor: None, ..self.clone() };
        query.statuses.sort_unstable();
        query.to_query()
    }
}

#[cfg(test)]
mod tests {
    use super::{CityProposalDecision, CityProposalQuery, NewCityProposal};
    use crate::Valid;
    use crate::validation::Validate;
    use contract::Patch;

    fn proposal() -> NewCityProposal {
        NewCityProposal {
            name: " Leticia ".into(),
            local_name: Some(" ".into()),
            country: "co".into(),
            latitude: -4.2153,
            longitude: -69.9406,
            population: Some(48_144),
            population_year: Some(2018),
            time_zone: None,
            source: "https://example.org/".into(),
            note: None,
        }
    }

    fn found<T: Validate>(thing: T) -> Vec<(String, String)> {
        Valid::check(thing).err().into_iter().flatten().map(|fault| (fault.pointer, fault.code)).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect()
    }

    #[test]
    fn a_good_proposal_is_tidied() {
        let valid = Valid::check(proposal()).unwrap();
        assert_eq!((valid.name.as_str(), valid.country.as_str(), &valid.local_name), ("Leticia", "CO", &None));
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let bad = NewCityProposal {
            name: " ".into(),
            country: "Colombia".into(),
            latitude: 91.0,
            longitude: f64::NAN,
            population: None,
            source: "city hall".into(),
            note: Some("x".repeat(1_001)),
            ..proposal()
        };
        let expected = [
            ("/name", "required"),
            ("/country", "unknown_value"),
            ("/latitude", "out_of_range"),
            ("/longitude", "out_of_range"),
            ("/population_year", "not_allowed"),
            ("/source", "not_a_web_address"),
            ("/note", "too_long"),
        ];
        assert_eq!(found(bad), pairs(&expected));
        let bad = NewCityProposal { population: Some(-1), population_year: Some(20), ..proposal() };
        assert_eq!(found(bad), pairs(&[("/population", "out_of_range"), ("/population_year", "out_of_range")]));
    }

    #[test]
    fn a_yes_says_how_far_the_sea_is_and_a_no_says_why() {
        assert_eq!(found(CityProposalDecision::accepted(12.5)), []);
        assert_eq!(found(CityProposalDecision::refused(Some("A district.".into()))), []);
        assert_eq!(found(CityProposalDecision::refused(Some(" ".into()))), pairs(&[("/reason", "required")]));
        let silent = CityProposalDecision { coast_distance_km: None, ..CityProposalDecision::accepted(0.0) };
        assert_eq!(found(silent), pairs(&[("/coast_distance_km", "required")]));
        let mixed = CityProposalDecision {
            population: Patch::Empty,
            ..CityProposalDecision::refused(Some("A district.".into()))
        };
        assert_eq!(found(mixed), pairs(&[("/population", "not_allowed")]));
        let wrong = CityProposalDecision {
            name: Some(" ".into()),
            latitude: Some(100.0),
            ..CityProposalDecision::accepted(f64::INFINITY)
        };
        let expected = [("/name", "required"), ("/latitude", "out_of_range"), ("/coast_distance_km", "out_of_range")];
        assert_eq!(found(wrong), pairs(&expected));
    }

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "status=open,refused&own=true&limit=5&cursor=x";
        assert_eq!(CityProposalQuery::parse(raw).unwrap().to_query(), format!("?{raw}"));
        assert!(CityProposalQuery::parse("own=perhaps").is_err());
    }
}
