//! The addresses of the pages about lessons.

use crate::address::{language, page};
use domain::lessons::{LessonFacet, LessonFilter};
use domain::lists::ListFilter as _;
use domain::vocabularies::VocabularyName;

/// Pages below the list that are no lesson's.
const PAGES: [&str; 3] = ["drafts", "grades", "new"];

/// All lessons.
pub(crate) fn lessons() -> String {
    page("lessons")
}

/// The lessons that a filter lets through.
pub(crate) fn lessons_where(filter: &LessonFilter) -> String {
    lessons() + &filter.to_query()
}

/// The lessons that have a value of a facet: a key, a code or a slug, which need no encoding.
pub(crate) fn lessons_with(facet: LessonFacet, value: &str) -> String {
    [&lessons(), "?", facet.as_str(), "=", value].concat()
}

/// The lessons that carry a term; `None` for vocabularies of which lessons hold nothing, and for those by which cities
/// are found.
pub(crate) fn lessons_of_term(vocabulary: VocabularyName, key: &str) -> Option<String> {
    let facet = match vocabulary {
        VocabularyName::CitySystems => LessonFacet::Sector,
        VocabularyName::LessonKeywords => LessonFacet::Keyword,
        VocabularyName::LessonTopics => LessonFacet::Topic,
        VocabularyName::PriorityThemes => LessonFacet::Theme,
        VocabularyName::RecoveryStages => LessonFacet::Stage,
        VocabularyName::VulnerableGroups => LessonFacet::Group,
        _ => return None,
    };
    Some(lessons_with(facet, key))
}

/// How well lessons are supported, by which rule.
pub(crate) fn lesson_grades() -> String {
    lesson("grades")
}

/// Sharing what a city tried.
pub(crate) fn new_lesson() -> String {
    lesson("new")
}

/// One lesson.
pub(crate) fn lesson(slug: &str) -> String {
    lessons() + "/" + slug
}

/// What a lesson said before.
pub(crate) fn lesson_history(slug: &str) -> String {
    lesson(slug) + "/history"
}

/// Two versions of a lesson, one beside the other.
pub(crate) fn lesson_versions(slug: &str, number: i32, against: i32) -> String {
    [&lesson_history(slug), "?version=", &number.to_string(), "&against=", &against.to_string()].concat()
}

/// Reporting what became of a lesson in one's city.
pub(crate) fn lesson_tried(slug: &str) -> String {
    lesson(slug) + "/tried"
}

/// Proposing a change of a lesson.
pub(crate) fn lesson_edit(slug: &str) -> String {
    lesson(slug) + "/edit"
}

/// Slug of the lesson that a path is about: `/en/lessons/cool-roofs`, `/en/lessons/cool-roofs/history`.
pub(crate) fn lesson_slug(path: &str) -> Option<&str> {
    let mut parts = path.trim_start_matches('/').split('/');
    parts.next().filter(|part| *part == language().as_str())?;
    parts.next().filter(|part| *part == "lessons")?;
    parts.next().filter(|slug| !slug.is_empty() && !PAGES.contains(slug))
}

/// Whether a path is a lesson's page, and not one below it.
pub(super) fn is_lesson(path: &str) -> bool {
    lesson_slug(path).is_some_and(|slug| path == lesson(slug))
}

/// Whether a path is the page of what a lesson said before.
pub(super) fn is_history(path: &str) -> bool {
    lesson_slug(path).is_some_and(|slug| path == lesson_history(slug))
}

#[cfg(test)]
mod tests {
    use super::{is_history, is_lesson, lesson_slug, lesson_versions, lessons_of_term, lessons_where, lessons_with};
    use domain::lessons::{LessonFacet, LessonFilter};
    use domain::lists::ListFilter as _;
    use domain::vocabularies::VocabularyName;

    #[test]
    fn slugs_are_found_in_paths() {
        assert_eq!(lesson_slug("/en/lessons/cool-roofs"), Some("cool-roofs"));
        assert_eq!(lesson_slug("/en/lessons/cool-roofs/history"), Some("cool-roofs"));
        for other in [
            "/en/lessons",
            "/en/lessons/",
            "/en/lessons/drafts/1",
            "/en/lessons/grades",
            "/en/lessons/new",
            "/en/cities/accra",
            "/",
        ] {
            assert_eq!(lesson_slug(other), None, "{other}");
        }
    }

    #[test]
    fn a_lesson_and_its_history_are_told_apart() {
        assert!(is_lesson("/en/lessons/cool-roofs") && !is_history("/en/lessons/cool-roofs"));
        assert!(is_history("/en/lessons/cool-roofs/history") && !is_lesson("/en/lessons/cool-roofs/history"));
    }

    #[test]
    fn a_value_leads_to_the_lessons_that_have_it() {
        let filter = LessonFilter::parse("topic=health").unwrap();
        assert_eq!(lessons_with(LessonFacet::Topic, "health"), lessons_where(&filter));
        let topics = lessons_of_term(VocabularyName::LessonTopics, "health");
        assert_eq!(topics.as_deref(), Some("/en/lessons?topic=health"));
        assert_eq!(lessons_of_term(VocabularyName::Sdgs, "sdg_01"), None);
        assert_eq!(lesson_versions("a", 3, 1), "/en/lessons/a/history?version=3&against=1");
    }
}
