//! How well a lesson is supported: the written rule.

use super::{LessonBasis, LessonGrade, OutcomeBasis, OutcomeResult};
use ids::CityId;
use serde::{Deserialize, Serialize};

/// What the rule reads of one city's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// The city.
    pub city: CityId,
    /// What became of it there.
    pub result: OutcomeResult,
    /// What the report rests on.
    pub basis: OutcomeBasis,
}

/// How many cities besides those that a lesson comes from make it one of *several cities*.
pub const OTHER_CITIES: usize = 2;

/// How well a lesson is supported. The rule, in this order:
///
/// 1. *Guidance* has no grade: it is advice, whoever follows it; the reports of who did stand beside it.
/// 2. A lesson is *evaluated* where its basis is, or where a city's report rests on an evaluation and says that it
///    worked, at least in part.
/// 3. It is of *several cities* where at least [`OTHER_CITIES`] cities besides those it comes from report that it
///    worked, at least in part.
/// 4. Every other lesson is *reported*.
///
/// Reports that it did not work take no grade away: they are shown, and make the lesson [`contested`]. An average would
/// hide them.
///
/// The rule is the platform's own; what it tells apart follows the levels of the Maryland Scale (Sherman et al., 1997)
/// in so far as one case, repeated cases and an evaluation are never taken for each other.
#[must_use]
pub fn grade(basis: LessonBasis, own: &[CityId], tried: &[Tried]) -> LessonGrade {
    let good = || tried.iter().filter(|tried| tried.result.is_good());
    let is_evaluated = || good().any(|tried| tried.basis == OutcomeBasis::Evaluation);
    match basis {
        LessonBasis::Guidance => LessonGrade::None,
        LessonBasis::Evaluated => LessonGrade::Evaluated,
        LessonBasis::Reported if is_evaluated() => LessonGrade::Evaluated,
        LessonBasis::Reported => {
            let mut others: Vec<CityId> = good().map(|tried| tried.city).filter(|city| !own.contains(city)).collect();
            others.sort_unstable();
            others.dedup();
            if others.len() >= OTHER_CITIES { LessonGrade::SeveralCities } else { LessonGrade::Reported }
        }
    }
}

/// Whether cities contradict each other about a lesson: one reports that it did not work, another that it worked, at
/// least in part. The city that a reported or evaluated lesson comes from counts as one where it worked.
#[must_use]
pub fn contested(basis: LessonBasis, counts: OutcomeCounts) -> bool {
    let worked = counts.worked + counts.partly > 0 || basis != LessonBasis::Guidance;
    counts.did_not_work > 0 && worked
}

impl OutcomeResult {
    /// Whether it worked, at least in part.
    #[must_use]
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Worked | Self::Partly)
    }
}

/// How many cities report what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutcomeCounts {
    /// That it worked.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 2))]
    pub worked: u32,
    /// That it worked in part.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 1))]
    pub partly: u32,
    /// That it did not work.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 1))]
    pub did_not_work: u32,
    /// That it is too early to tell.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000, example = 0))]
    pub too_early: u32,
}

impl OutcomeCounts {
    /// The counts of these reports, one a city.
    #[must_use]
    pub fn of(tried: &[Tried]) -> Self {
        let mut counts = Self::default();
        for tried in tried {
            *match tried.result {
                OutcomeResult::Worked => &mut counts.worked,
                OutcomeResult::Partly => &mut counts.partly,
                OutcomeResult::DidNotWork => &mut counts.did_not_work,
                OutcomeResult::TooEarly => &mut counts.too_early,
            } += 1;
        }
        counts
    }

    /// How many cities report anything.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.worked + self.partly + self.did_not_work + self.too_early
    }
}

#[cfg(test)]
mod tests {
    use super::{OutcomeCounts, Tried, contested, grade};
    use crate::lessons::{LessonBasis, LessonGrade, OutcomeBasis, OutcomeResult};
    use ids::CityId;
    use uuid::Uuid;

    fn city(number: u128) -> CityId {
        CityId(Uuid::from_u128(number))
    }

    fn tried(number: u128, result: OutcomeResult) -> Tried {
        Tried { city: city(number), result, basis: OutcomeBasis::Experience }
    }

    #[test]
    fn grades_by_table() {
        use LessonBasis::{Evaluated, Guidance, Reported};
        use OutcomeResult::{DidNotWork, Partly, TooEarly, Worked};
        let table: [(LessonBasis, Vec<Tried>, LessonGrade); 9] = [
            (Guidance, vec![], LessonGrade::None),
            (Guidance, vec![tried(2, Worked), tried(3, Worked)], LessonGrade::None),
            (Evaluated, vec![tried(2, DidNotWork)], LessonGrade::Evaluated),
            (Reported, vec![], LessonGrade::Reported),
            (Reported, vec![tried(2, Worked)], LessonGrade::Reported),
            (Reported, vec![tried(2, Worked), tried(3, Partly)], LessonGrade::SeveralCities),
            // The city that it comes from counts once, whatever it reports of itself.
            (Reported, vec![tried(1, Worked), tried(2, Worked)], LessonGrade::Reported),
            (Reported, vec![tried(2, Worked), tried(3, TooEarly), tried(4, DidNotWork)], LessonGrade::Reported),
            (Reported, vec![tried(2, Worked), tried(2, Partly)], LessonGrade::Reported),
        ];
        for (basis, reports, expected) in table {
            assert_eq!(grade(basis, &[city(1)], &reports), expected, "{basis} {reports:?}");
        }
    }

    #[test]
    fn an_evaluation_counts_where_it_says_that_it_worked() {
        let report = |result| [Tried { basis: OutcomeBasis::Evaluation, ..tried(2, result) }];
        let of = |result| grade(LessonBasis::Reported, &[city(1)], &report(result));
        assert_eq!(of(OutcomeResult::Partly), LessonGrade::Evaluated);
        assert_eq!(of(OutcomeResult::DidNotWork), LessonGrade::Reported);
        assert_eq!(of(OutcomeResult::TooEarly), LessonGrade::Reported);
    }

    #[test]
    fn contradictions_are_seen() {
        let counts = |results: &[OutcomeResult]| {
            let reports: Vec<Tried> = (2..).zip(results).map(|(number, result)| tried(number, *result)).collect();
            OutcomeCounts::of(&reports)
        };
        use OutcomeResult::{DidNotWork, TooEarly, Worked};
        assert!(!contested(LessonBasis::Reported, counts(&[])));
        assert!(!contested(LessonBasis::Reported, counts(&[Worked, TooEarly])));
        assert!(contested(LessonBasis::Reported, counts(&[DidNotWork])), "its own city says that it worked");
        assert!(!contested(LessonBasis::Guidance, counts(&[DidNotWork])), "advice that nobody reports to have worked");
        assert!(contested(LessonBasis::Guidance, counts(&[DidNotWork, Worked])));
        assert_eq!(counts(&[Worked, Worked, TooEarly]).total(), 3);
    }
}
