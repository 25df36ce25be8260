//! "We tried it": what became of a lesson in a city.

use super::{OutcomeBasis, OutcomeResult};
use crate::identity::Person;
use crate::lessons::LessonCity;
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::query::{Reader, Writer};
use contract::{Fault, Patch};
use ids::{LessonId, LessonOutcomeId};
use serde::{Deserialize, Serialize};

/// Longest text about how it went, in characters.
const MAX_CONTEXT: usize = 3_000;
/// Longest text about what shows it, in characters.
const MAX_EVIDENCE: usize = 1_000;
/// Longest web address, in characters.
const MAX_URL: usize = 500;

/// A city's report that it tried a lesson. A city has one a lesson, which it changes when it knows more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLessonOutcome {
    /// The city that tried it, its id or its slug: one that you work for.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "melbourne"))]
    pub city: String,
    /// What became of it.
    pub result: OutcomeResult,
    /// When it was tried, a year.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2024))]
    pub year: Option<i32>,
    /// How it went, and what was different here, in Markdown.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 1,
            max_length = 3000,
            example = "We coated the roofs of two schools; tenants asked for indoor fans as well."
        )
    )]
    pub context: String,
    /// What the report rests on.
    pub basis: OutcomeBasis,
    /// What shows it: figures, or the title of the evaluation. Needed where the report rests on one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Own measurements in 20 rooms."))]
    pub evidence: Option<String>,
    /// Web address where the evidence can be read.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://example.org/evaluation"))]
    pub url: Option<String>,
}

impl Validate for NewLessonOutcome {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/city", &self.city, 1..=100);
        check_year(faults, self.year);
        faults.text("/context", &self.context, 1..=MAX_CONTEXT);
        check_evidence(faults, self.basis, self.evidence.as_deref(), self.url.as_deref());
    }

    fn tidied(self) -> Self {
        Self {
            city: self.city.trim().to_owned(),
            context: self.context.trim().to_owned(),
            evidence: tidy(self.evidence),
            url: tidy(self.url),
            ..self
        }
    }
}

fn check_year(faults: &mut Faults, year: Option<i32>) {
    if year.is_some_and(|year| !(1900..=2200).contains(&year)) {
        faults.add("/year", "out_of_range", "Use a year between 1900 and 2200.");
    }
}

/// Whoever says that it was evaluated names the evaluation.
fn check_evidence(faults: &mut Faults, basis: OutcomeBasis, evidence: Option<&str>, url: Option<&str>) {
    let least = usize::from(basis == OutcomeBasis::Evaluation);
    faults.text("/evidence", evidence.unwrap_or_default(), least..=MAX_EVIDENCE);
    let url = url.unwrap_or_default();
    faults.line("/url", url, 0..=MAX_URL);
    if !url.trim().is_empty() {
        faults.web_address("/url", url);
    }
}

/// What changes in a city's report; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonOutcomeUpdate {
    /// What became of it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = OutcomeResult, required = false))]
    pub result: Patch<OutcomeResult>,
    /// When it was tried, a year; `null` where it is not said.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, required = false, minimum = 1900, maximum = 2200, example = 2024))]
    pub year: Patch<i32>,
    /// How it went, in Markdown.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 3000, example = "It held through a second summer."))]
    pub context: Patch<String>,
    /// What the report rests on.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = OutcomeBasis, required = false))]
    pub basis: Patch<OutcomeBasis>,
    /// What shows it; `null` where nothing is said.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 1000, example = "Own measurements in 20 rooms."))]
    pub evidence: Patch<String>,
    /// Web address where the evidence can be read; `null` where there is none.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 500, example = "https://example.org/evaluation"))]
    pub url: Patch<String>,
}

impl LessonOutcomeUpdate {
    /// The report as it is after the change: to be checked as a new one is.
    #[must_use]
    pub fn over(self, before: &LessonOutcome) -> NewLessonOutcome {
        NewLessonOutcome {
            city: before.city.slug.clone(),
            result: self.result.or(before.result),
            year: self.year.over(before.year),
            context: self.context.or(before.context.clone()),
            basis: self.basis.or(before.basis),
            evidence: self.evidence.over(before.evidence.clone()),
            url: self.url.over(before.url.clone()),
        }
    }
}

impl Validate for LessonOutcomeUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.never_empty("/result", &self.result);
        faults.never_empty("/context", &self.context);
        faults.never_empty("/basis", &self.basis);
    }
}

/// A city's report as everyone reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonOutcome {
    /// Id of the report.
    pub id: LessonOutcomeId,
    /// The lesson.
    pub lesson_id: LessonId,
    /// The city that tried it.
    pub city: LessonCity,
    /// Who reported it for the city; `null` where the account is gone.
    pub person: Option<Person>,
    /// What became of it.
    pub result: OutcomeResult,
    /// When it was tried, a year; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2024))]
    pub year: Option<i32>,
    /// How it went, in Markdown.
    #[cfg_attr(feature = "openapi", schema(max_length = 3000, example = "We coated the roofs of two schools."))]
    pub context: String,
    /// The same as HTML that a page may hold as it is.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100_000, example = "<p>We coated the roofs of two schools.</p>\n")
    )]
    pub context_html: String,
    /// What the report rests on.
    pub basis: OutcomeBasis,
    /// What shows it; `null` when not said.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub evidence: Option<String>,
    /// Web address where the evidence can be read; `null` where there is none.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://example.org/evaluation"))]
    pub url: Option<String>,
    /// When it was first reported.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// Which reports of a lesson, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutcomeQuery {
    /// Any of these results; all when empty.
    pub results: Vec<OutcomeResult>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl OutcomeQuery {
    /// Reads the query string of `GET /lessons/{lesson}/outcomes`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            results: reader.list("result", OutcomeResult::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// What the list is of, without the page.
    #[must_use]
    pub fn filter(&self) -> String {
        Writer::new().list("result", &self.results).with_mark()
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().list("result", &self.results);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

#[cfg(test)]
mod tests {
    use super::{NewLessonOutcome, OutcomeBasis, OutcomeResult};
    use crate::Valid;

    fn report(basis: OutcomeBasis) -> NewLessonOutcome {
        NewLessonOutcome {
            city: "accra".into(),
            result: OutcomeResult::Worked,
            year: Some(2024),
            context: "It held.".into(),
            basis,
            evidence: None,
            url: None,
        }
    }

    #[test]
    fn who_says_evaluated_names_the_evaluation() {
        assert!(Valid::check(report(OutcomeBasis::Experience)).is_ok());
        let faults = Valid::check(report(OutcomeBasis::Evaluation)).unwrap_err();
        assert_eq!(faults[0].pointer, "/evidence");
    }

    #[test]
    fn every_fault_is_pointed_at() {
        let bad = NewLessonOutcome {
            city: " ".into(),
            year: Some(1),
            context: "  ".into(),
            url: Some("nowhere".into()),
            ..report(OutcomeBasis::Experience)
        };
        let faults = Valid::check(bad).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(found, ["/city", "/year", "/context", "/url"]);
    }
}
