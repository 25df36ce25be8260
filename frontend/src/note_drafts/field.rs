//! The fields of a note: what they are called, and where each stands in the page.

use super::kind::Notes;
use crate::drafting::{self, Field, Keys, Text, field, hinted};
use crate::messages::Key;

const TITLE_FIELD: Field = hinted("/title", Key::AuthorTitle, Key::AuthorTitleHint);
const KIND_FIELD: Field = field("/kind", Key::AuthorKind);
const QUESTION_FIELD: Field = hinted("/question", Key::AuthorQuestion, Key::AuthorQuestionHint);
const AUDIENCE_FIELD: Field = hinted("/audience", Key::AuthorAudience, Key::AuthorAudienceHint);
const SUMMARY_FIELD: Field = hinted("/summary", Key::AuthorSummary, Key::AuthorSummaryHint);
pub(super) const SECTIONS_FIELD: Field = hinted("/sections", Key::AuthorSections, Key::AuthorSectionsHint);
const TOPICS_FIELD: Field = hinted("/topics", Key::AuthorTopics, Key::AuthorTopicsHint);
const THEMES_FIELD: Field = hinted("/themes", Key::AuthorThemes, Key::AuthorThemesHint);
const STAGES_FIELD: Field = field("/stages", Key::AuthorStages);
const CITIES_FIELD: Field = hinted("/cities", Key::AuthorCities, Key::AuthorCitiesHint);
pub(super) const SOURCES_FIELD: Field = hinted("/sources", Key::AuthorSources, Key::AuthorSourcesHint);
const LANGUAGE_FIELD: Field = field("/language", Key::AuthorLanguage);

/// All of them, in the order of the page.
pub(super) const FIELDS: [Field; 12] = [
    TITLE_FIELD,
    KIND_FIELD,
    QUESTION_FIELD,
    AUDIENCE_FIELD,
    SUMMARY_FIELD,
    SECTIONS_FIELD,
    TOPICS_FIELD,
    THEMES_FIELD,
    STAGES_FIELD,
    CITIES_FIELD,
    SOURCES_FIELD,
    LANGUAGE_FIELD,
];

pub(super) const TITLE: Text<Notes> = Text {
    field: TITLE_FIELD,
    read: |written| written.content.title.as_str(),
    write: |written, text| written.content.title = text,
};
pub(super) const KIND: Text<Notes> = Text {
    field: KIND_FIELD,
    read: |written| written.content.kind.as_str(),
    write: |written, text| written.content.kind = text.parse().unwrap_or(written.content.kind),
};
pub(super) const QUESTION: Text<Notes> = Text {
    field: QUESTION_FIELD,
    read: |written| written.content.question.as_str(),
    write: |written, text| written.content.question = text,
};
pub(super) const AUDIENCE: Text<Notes> = Text {
    field: AUDIENCE_FIELD,
    read: |written| written.content.audience.as_str(),
    write: |written, text| written.content.audience = text,
};
pub(super) const SUMMARY: Text<Notes> = Text {
    field: SUMMARY_FIELD,
    read: |written| written.content.summary.as_str(),
    write: |written, text| written.content.summary = text,
};
pub(super) const LANGUAGE: Text<Notes> = Text {
    field: LANGUAGE_FIELD,
    read: |written| written.content.language.as_str(),
    write: |written, text| written.content.language = text.parse().unwrap_or(written.content.language),
};
pub(super) const TOPICS: Keys<Notes> =
    Keys { field: TOPICS_FIELD, read: |written| &written.content.topics, list: |written| &mut written.content.topics };
pub(super) const THEMES: Keys<Notes> =
    Keys { field: THEMES_FIELD, read: |written| &written.content.themes, list: |written| &mut written.content.themes };
pub(super) const STAGES: Keys<Notes> =
    Keys { field: STAGES_FIELD, read: |written| &written.content.stages, list: |written| &mut written.content.stages };
pub(super) const CITIES: Keys<Notes> =
    Keys { field: CITIES_FIELD, read: |written| &written.content.cities, list: |written| &mut written.content.cities };

/// The id in the page of what stands at a pointer.
pub(super) fn id_of(pointer: &str) -> String {
    drafting::id_of::<Notes>(pointer)
}

/// Where one writes what a pointer speaks of: lists have rows, each with fields of its own.
pub(super) fn entrance(pointer: &str) -> String {
    let depth = pointer.trim_start_matches('/').split('/').count();
    match (drafting::at::<Notes>(pointer).map(|field| field.pointer), depth) {
        (Some("/sections"), 1) => id_of("/sections/0/heading"),
        (Some("/sections"), 2) => id_of(pointer) + "-heading",
        (Some("/sections"), 4) => id_of(pointer) + "-alt",
        (Some("/sources"), 1) => id_of("/sources/0/title"),
        (Some("/sources"), 2) => id_of(pointer) + "-title",
        (Some("/sections" | "/sources"), _) => id_of(pointer),
        (Some(field), _) => id_of(field),
        (None, _) => id_of("/title"),
    }
}

#[cfg(test)]
mod tests {
    use super::entrance;

    #[test]
    fn every_pointer_leads_to_where_one_writes() {
        for (pointer, id) in [
            ("/title", "note-title"),
            ("/sections", "note-sections-0-heading"),
            ("/sections/2", "note-sections-2-heading"),
            ("/sections/2/text", "note-sections-2-text"),
            ("/sections/2/figures/1", "note-sections-2-figures-1-alt"),
            ("/sections/2/figures/1/caption", "note-sections-2-figures-1-caption"),
            ("/sources", "note-sources-0-title"),
            ("/sources/1", "note-sources-1-title"),
            ("/sources/1/url", "note-sources-1-url"),
            ("/themes/4", "note-themes"),
            ("", "note-title"),
        ] {
            assert_eq!(entrance(pointer), id, "{pointer}");
        }
    }
}
