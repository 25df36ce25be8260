//! What lessons say in closed sets, in words, and how their texts are marked.

use crate::address::language;
use crate::messages::{Key, count, enumeration, fill, number, t};
use crate::state::Vocabularies;
use domain::lessons::{
    CostBand, LessonBasis, LessonCity, LessonGrade, LessonLink, LessonLinkKind, LessonStatus, LessonSummary,
    OTHER_CITIES, OutcomeBasis, OutcomeCounts, OutcomeResult, TimeToEffect,
};
use domain::vocabularies::{Language, VocabularyName};

/// How well a lesson is supported.
pub(crate) fn grade(grade: LessonGrade) -> &'static str {
    t(match grade {
        LessonGrade::None => Key::GradeNone,
        LessonGrade::Reported => Key::GradeReported,
        LessonGrade::SeveralCities => Key::GradeSeveralCities,
        LessonGrade::Evaluated => Key::GradeEvaluated,
    })
}

/// What that means, in a sentence or two.
pub(crate) fn grade_meaning(grade: LessonGrade) -> String {
    let meaning = match grade {
        LessonGrade::None => Key::GradeNoneText,
        LessonGrade::Reported => Key::GradeReportedText,
        LessonGrade::SeveralCities => Key::GradeSeveralCitiesText,
        LessonGrade::Evaluated => Key::GradeEvaluatedText,
    };
    with_cities(meaning)
}

/// The text with the number of cities that make a lesson one of several cities.
pub(super) fn with_cities(key: Key) -> String {
    fill(key, &[("n", &number(OTHER_CITIES as f64))])
}

/// What a lesson rests on.
pub(crate) fn basis(basis: LessonBasis) -> &'static str {
    t(match basis {
        LessonBasis::Reported => Key::BasisReported,
        LessonBasis::Evaluated => Key::BasisEvaluated,
        LessonBasis::Guidance => Key::BasisGuidance,
    })
}

/// What it cost.
pub(crate) fn cost(band: CostBand) -> &'static str {
    t(match band {
        CostBand::Unknown => Key::CostUnknown,
        CostBand::Under10k => Key::CostUnder10k,
        CostBand::From10kTo100k => Key::CostFrom10k,
        CostBand::From100kTo1m => Key::CostFrom100k,
        CostBand::From1mTo10m => Key::CostFrom1m,
        CostBand::Over10m => Key::CostOver10m,
    })
}

/// How long it took until people felt it.
pub(crate) fn effect(time: TimeToEffect) -> &'static str {
    t(match time {
        TimeToEffect::Unknown => Key::EffectUnknown,
        TimeToEffect::Days => Key::EffectDays,
        TimeToEffect::Weeks => Key::EffectWeeks,
        TimeToEffect::Months => Key::EffectMonths,
        TimeToEffect::FromOneToThreeYears => Key::EffectYears,
        TimeToEffect::OverThreeYears => Key::EffectLonger,
    })
}

/// Where a lesson stands.
pub(super) fn status(status: LessonStatus) -> &'static str {
    t(match status {
        LessonStatus::Published => Key::LessonStatusPublished,
        LessonStatus::Superseded => Key::LessonStatusSuperseded,
    })
}

/// What became of a lesson in a city.
pub(crate) fn result(result: OutcomeResult) -> &'static str {
    t(match result {
        OutcomeResult::Worked => Key::OutcomeWorked,
        OutcomeResult::Partly => Key::OutcomePartly,
        OutcomeResult::DidNotWork => Key::OutcomeDidNotWork,
        OutcomeResult::TooEarly => Key::OutcomeTooEarly,
    })
}

/// What a report of that rests on.
pub(crate) fn outcome_basis(basis: OutcomeBasis) -> &'static str {
    t(match basis {
        OutcomeBasis::Experience => Key::OutcomeExperience,
        OutcomeBasis::Evaluation => Key::OutcomeEvaluation,
    })
}

/// How a lesson and another bear on each other, seen from the lesson.
pub(super) fn link(link: &LessonLink) -> &'static str {
    t(match (link.kind, link.outgoing) {
        (LessonLinkKind::Supports, true) => Key::LinkSupports,
        (LessonLinkKind::Supports, false) => Key::LinkSupported,
        (LessonLinkKind::Contradicts, true) => Key::LinkContradicts,
        (LessonLinkKind::Contradicts, false) => Key::LinkContradicted,
        (LessonLinkKind::Supersedes, true) => Key::LinkSupersedes,
        (LessonLinkKind::Supersedes, false) => Key::LinkSuperseded,
    })
}

/// What became of a lesson where cities tried it, a phrase a result; none where nobody reports.
pub(crate) fn outcomes(counts: OutcomeCounts) -> Vec<String> {
    let all = [
        (counts.worked, Key::TriedWorked),
        (counts.partly, Key::TriedPartly),
        (counts.did_not_work, Key::TriedDidNotWork),
        (counts.too_early, Key::TriedTooEarly),
    ];
    all.into_iter().filter(|(n, _)| *n > 0).map(|(n, key)| count(key, n as usize)).collect()
}

/// Where a lesson comes from: its cities, else the place as its source names it, and the countries.
pub(crate) fn place(vocabularies: Vocabularies, lesson: &LessonSummary) -> String {
    let country = |code: &String| vocabularies.label(VocabularyName::Countries, code);
    if lesson.cities.is_empty() {
        let countries = lesson.countries.iter().map(country);
        return enumeration(&lesson.place.iter().cloned().chain(countries).collect::<Vec<_>>());
    }
    let city = |city: &LessonCity| enumeration(&[city.name.clone(), country(&city.country)]);
    lesson.cities.iter().map(city).collect::<Vec<_>>().join(" · ")
}

/// The attributes `lang` and `dir` of a text of a lesson: none where it is in the language of the page.
pub(crate) fn marks(written: Language) -> (Option<&'static str>, Option<&'static str>) {
    if written == language() {
        return (None, None);
    }
    (Some(written.as_str()), Some(if written == Language::Arabic { "rtl" } else { "ltr" }))
}

#[cfg(test)]
mod tests {
    use super::marks;
    use domain::vocabularies::Language;

    #[test]
    fn what_is_in_another_language_is_marked() {
        assert_eq!(marks(Language::English), (None, None));
        assert_eq!(marks(Language::Spanish), (Some("es"), Some("ltr")));
        assert_eq!(marks(Language::Arabic), (Some("ar"), Some("rtl")));
    }
}
