//! Closed sets in words.

use crate::messages::{Key, t};
use domain::lessons::LessonBasis;

/// What to do about something that is missing, by its pointer; the domain has the same in English.
pub(super) fn missing(pointer: &str) -> &'static str {
    t(match pointer {
        "/summary" => Key::DraftMissingSummary,
        "/consider" => Key::DraftMissingConsider,
        "/topic" => Key::DraftMissingTopic,
        "/stage" => Key::DraftMissingStage,
        "/themes" => Key::DraftMissingThemes,
        "/basis" => Key::DraftMissingBasis,
        "/cities" => Key::DraftMissingCities,
        _ => Key::DraftMissingSources,
    })
}

/// What it means that a lesson rests on something.
pub(super) fn basis_meaning(basis: LessonBasis) -> &'static str {
    t(match basis {
        LessonBasis::Reported => Key::DraftBasisReported,
        LessonBasis::Evaluated => Key::DraftBasisEvaluated,
        LessonBasis::Guidance => Key::DraftBasisGuidance,
    })
}

#[cfg(test)]
mod tests {
    use domain::lessons::LessonContent;
    use domain::vocabularies::Language;

    /// A thing that is missing and has no words of its own would be told as a missing source.
    #[test]
    fn everything_that_can_be_missing_has_its_words() {
        let empty = LessonContent::titled("Do it".into(), Language::English);
        let pointers: Vec<&str> = empty.missing().into_iter().map(|(pointer, _)| pointer).collect();
        let known = ["/summary", "/consider", "/topic", "/stage", "/themes", "/basis", "/cities", "/sources"];
        assert_eq!(pointers, known);
    }
}
