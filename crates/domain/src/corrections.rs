//! Corrections: anyone may report a wrong or missing fact of a city.

use crate::organisations::{MAX_REASON, tidy};
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::{CityId, CorrectionId};
use serde::{Deserialize, Serialize};

keys! {
    /// The facts of a city that can be corrected.
    CityFact {
        /// Its name.
        Name = "name",
        /// Its country.
        Country = "country",
        /// Its place on the map.
        Position = "position",
        /// How many people live there.
        Population = "population",
        /// Its time zone.
        TimeZone = "time_zone",
        /// Its climate zone.
        Climate = "climate",
        /// Whether it lies at the coast.
        Coastal = "coastal",
        /// Whether it is a member of the network.
        Membership = "membership",
        /// Its resilience strategy.
        Strategy = "strategy",
        /// The shocks it faces.
        Shocks = "shocks",
        /// The stresses it lives with.
        Stresses = "stresses",
        /// Something else.
        Other = "other",
    }
}

keys! {
    /// Where a correction stands.
    CorrectionStatus {
        /// Received; nobody has decided yet.
        Received = "received",
        /// It is right, and is shown beside the reference data until they say the same.
        Accepted = "accepted",
        /// It was not accepted, for a reason.
        Refused = "refused",
        /// It was accepted, and the reference data say the same by now.
        Settled = "settled",
    }
}

/// Longest text of what is right, in characters.
pub const MAX_VALUE: usize = 1_000;
/// Longest source, in characters.
pub const MAX_SOURCE: usize = 500;
/// Longest e-mail address, in characters.
pub const MAX_EMAIL: usize = 254;

/// What somebody reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCorrection {
    /// The city: its id or its slug.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "melbourne"))]
    pub city: String,
    /// The fact that is wrong or missing.
    pub fact: CityFact,
    /// What is right.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 1000, example = "Extreme heat is missing from the shocks.")
    )]
    pub value: String,
    /// Web address where it can be checked.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 10, max_length = 500, example = "https://www.melbourne.vic.gov.au/")
    )]
    pub source: String,
    /// Where to write to with a question and the decision; kept until the report is decided, shown to nobody else. Where
    /// it is left out, it is the address of the account that has signed in.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub email: Option<String>,
}

impl Validate for NewCorrection {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/city", &self.city, 1..=100);
        faults.text("/value", &self.value, 1..=MAX_VALUE);
        faults.line("/source", &self.source, 1..=MAX_SOURCE);
        if !self.source.trim().is_empty() {
            faults.web_address("/source", &self.source);
        }
        if let Some(email) = self.email.as_deref().filter(|email| !email.trim().is_empty()) {
            faults.text("/email", email, 0..=MAX_EMAIL);
            faults.email("/email", email);
        }
    }

    fn tidied(self) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        Self {
            city: trimmed(self.city),
            fact: self.fact,
            value: trimmed(self.value),
            source: trimmed(self.source),
            email: self.email.map(trimmed).filter(|email| !email.is_empty()),
        }
    }
}

/// A report as it was received. The address of who reported is not part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correction {
    /// Id of the report; quote it when you ask about it.
    pub id: CorrectionId,
    /// Id of the city.
    pub city_id: CityId,
    /// Slug of the city.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "melbourne"))]
    pub city: String,
    /// The fact.
    pub fact: CityFact,
    /// What is right.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Extreme heat is missing from the shocks."))]
    pub value: String,
    /// Where it can be checked.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://www.melbourne.vic.gov.au/"))]
    pub source: String,
    /// Where the report stands.
    pub status: CorrectionStatus,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// When it was decided; `null` while it waits.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was refused; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: Option<String>,
}

keys! {
    /// What can be decided about a report.
    CorrectionVerdict {
        /// It is right.
        Accepted = "accepted",
        /// It is not.
        Refused = "refused",
        /// It was right, and the reference data say the same by now.
        Settled = "settled",
    }
}

/// How a report is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionDecision {
    /// What is decided.
    pub decision: CorrectionVerdict,
    /// Why not; needed where it is refused, and sent to who reported.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "The source says otherwise on page 4."))]
    pub reason: Option<String>,
}

impl Validate for CorrectionDecision {
    fn validate(&self, faults: &mut Faults) {
        let least = usize::from(self.decision == CorrectionVerdict::Refused);
        faults.text("/reason", self.reason.as_deref().unwrap_or_default(), least..=MAX_REASON);
    }

    fn tidied(self) -> Self {
        Self { reason: tidy(self.reason), ..self }
    }
}

/// Which reports, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CorrectionQuery {
    /// Where they stand: any of these; those that wait when empty.
    pub statuses: Vec<CorrectionStatus>,
    /// About this city, by id or slug.
    pub city: Option<String>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl CorrectionQuery {
    /// Reads the query string of `GET /corrections`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            statuses: reader.list("status", CorrectionStatus::expected()),
            city: reader.text("city", 100),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().list("status", &self.statuses).text("city", self.city.as_deref());
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
    use super::{CityFact, NewCorrection};
    use crate::Valid;

    fn report() -> NewCorrection {
        NewCorrection {
            city: "melbourne".into(),
            fact: CityFact::Shocks,
            value: " Heat wave is missing. ".into(),
            source: "https://example.org/".into(),
            email: Some("  ".into()),
        }
    }

    #[test]
    fn a_good_report_is_tidied() {
        let valid = Valid::check(report()).unwrap();
        assert_eq!(valid.value, "Heat wave is missing.");
        assert_eq!(valid.email, None);
    }

    #[test]
    fn what_is_reported_can_be_seen_and_its_source_is_one_address() {
        let faults = |change: fn(&mut NewCorrection)| {
            let mut new = report();
            change(&mut new);
            let faults = Valid::check(new).err().unwrap_or_default();
            faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect::<Vec<_>>()
        };
        assert_eq!(faults(|new| new.value = "\u{200b}".into()), ["/value required"]);
        assert_eq!(faults(|new| new.value = "Heat.\nFloods.".into()), [""; 0]);
        assert_eq!(faults(|new| new.city = "mel\nbourne".into()), ["/city control_character"]);
        assert_eq!(faults(|new| new.source = "http://a".into()), ["/source not_a_web_address"]);
        assert_eq!(faults(|new| new.source = "https://example.org/\nX".into()), ["/source control_character"]);
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let bad = NewCorrection {
            city: String::new(),
            value: "x".repeat(1_001),
            source: "javascript:x".into(),
            email: Some("me".into()),
            ..report()
        };
        let faults = Valid::check(bad).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        assert_eq!(
            found,
            [
                ("/city", "required"),
                ("/value", "too_long"),
                ("/source", "not_a_web_address"),
                ("/email", "not_an_address")
            ]
        );
    }
}
