//! The fields of a lesson: what they are called, and where each stands in the page.

use super::work::Lessons;
use crate::drafting::{self, Field, field, hinted};
use crate::messages::Key;

pub(super) const TITLE: Field = hinted("/title", Key::DraftFieldTitle, Key::DraftFieldTitleHint);
pub(super) const SUMMARY: Field = hinted("/summary", Key::DraftFieldSummary, Key::DraftFieldSummaryHint);
pub(super) const CONSIDER: Field = hinted("/consider", Key::DraftFieldConsider, Key::DraftFieldConsiderHint);
pub(super) const TOPIC: Field = field("/topic", Key::LessonFactTopic);
pub(super) const KEYWORDS: Field = hinted("/keywords", Key::LessonFactKeyword, Key::DraftFieldKeywordsHint);
pub(super) const STAGE: Field = hinted("/stage", Key::LessonFactStage, Key::DraftFieldStageHint);
pub(super) const THEMES: Field = hinted("/themes", Key::DraftFieldThemes, Key::DraftFieldThemesHint);
pub(super) const SHOCKS: Field = field("/shocks", Key::LessonFactShock);
pub(super) const STRESSES: Field = field("/stresses", Key::LessonFactStress);
pub(super) const SECTORS: Field = field("/sectors", Key::LessonFactSector);
pub(super) const GROUPS: Field = hinted("/groups", Key::LessonFactGroup, Key::DraftFieldGroupsHint);
pub(super) const CITIES: Field = hinted("/cities", Key::DraftFieldCities, Key::DraftFieldCitiesHint);
pub(super) const COUNTRIES: Field = hinted("/countries", Key::DraftFieldCountries, Key::DraftFieldCountriesHint);
pub(super) const PLACE: Field = hinted("/place", Key::LessonFactSaid, Key::DraftFieldPlaceHint);
pub(super) const ORGANISATION: Field = field("/organisation", Key::LessonFactOrganisation);
pub(super) const YEAR: Field = hinted("/year", Key::LessonFactYear, Key::DraftFieldYearHint);
pub(super) const COST: Field = hinted("/cost_band", Key::LessonFactCost, Key::DraftFieldCostHint);
pub(super) const TIME: Field = field("/time_to_effect", Key::LessonFactEffect);
pub(super) const BASIS: Field = field("/basis", Key::DraftFieldBasis);
pub(super) const TAGS: Field = hinted("/tags", Key::LessonFactTags, Key::DraftFieldTagsHint);
pub(super) const SOURCES: Field = hinted("/sources", Key::DraftFieldSources, Key::DraftFieldSourcesHint);
pub(super) const LANGUAGE: Field = field("/language", Key::LessonFactLanguage);

/// All of them, in the order of the content.
pub(super) const FIELDS: [Field; 22] = [
    TITLE,
    SUMMARY,
    CONSIDER,
    TOPIC,
    KEYWORDS,
    STAGE,
    THEMES,
    SHOCKS,
    STRESSES,
    SECTORS,
    GROUPS,
    CITIES,
    COUNTRIES,
    PLACE,
    ORGANISATION,
    YEAR,
    COST,
    TIME,
    BASIS,
    TAGS,
    SOURCES,
    LANGUAGE,
];

/// The id in the page of what stands at a pointer.
pub(super) fn id_of(pointer: &str) -> String {
    drafting::id_of::<Lessons>(pointer)
}

/// The field that a pointer is of: `/sources/2/url` is of the sources.
fn at(pointer: &str) -> Option<Field> {
    drafting::at::<Lessons>(pointer)
}

/// Where one writes what a pointer speaks of: lists have rows, each with a field of its own.
pub(super) fn entrance(pointer: &str) -> String {
    let depth = pointer.trim_start_matches('/').split('/').count();
    match (at(pointer).map(|field| field.pointer), depth) {
        (Some("/consider"), 1) => id_of("/consider/0"),
        (Some("/sources"), 1) => id_of("/sources/0/title"),
        (Some("/sources"), 2) => id_of(pointer) + "-title",
        (Some("/consider" | "/sources"), _) => id_of(pointer),
        (Some(field), _) => id_of(field),
        (None, _) => id_of(TITLE.pointer),
    }
}

#[cfg(test)]
mod tests {
    use super::{at, entrance};

    #[test]
    fn every_pointer_leads_to_where_one_writes() {
        for (pointer, id) in [
            ("/title", "lesson-title"),
            ("/consider", "lesson-consider-0"),
            ("/consider/3", "lesson-consider-3"),
            ("/sources", "lesson-sources-0-title"),
            ("/sources/1", "lesson-sources-1-title"),
            ("/sources/1/url", "lesson-sources-1-url"),
            ("/keywords/4", "lesson-keywords"),
            ("", "lesson-title"),
        ] {
            assert_eq!(entrance(pointer), id, "{pointer}");
        }
        assert_eq!(at("/cost_band").map(|field| field.pointer), Some("/cost_band"));
        assert!(at("/colour").is_none());
    }
}
