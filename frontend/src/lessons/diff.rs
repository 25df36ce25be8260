//! What changed between two versions of a lesson, field by field.

use super::choice::{name, said};
use super::words;
use crate::messages::{Key, language_name, t};
use crate::parts::{ChangeWords, Changed};
use crate::state::Vocabularies;
use domain::lessons::{FieldChange, LessonFacet};
use leptos::prelude::*;

const WORDS: ChangeWords = ChangeWords { removed: Key::HistoryRemoved, added: Key::HistoryAdded, left: None };

/// What a field of a lesson is called; itself where the app does not know it.
fn field_name(field: &str) -> String {
    let name = match field {
        "title" => t(Key::LessonConsider),
        "summary" => t(Key::LessonFieldSummary),
        "consider" => t(Key::LessonWhat),
        "topic" => name(LessonFacet::Topic),
        "keywords" => name(LessonFacet::Keyword),
        "stage" => name(LessonFacet::Stage),
        "themes" => name(LessonFacet::Theme),
        "shocks" => name(LessonFacet::Shock),
        "stresses" => name(LessonFacet::Stress),
        "sectors" => name(LessonFacet::Sector),
        "groups" => name(LessonFacet::Group),
        "cities" => name(LessonFacet::City),
        "countries" => name(LessonFacet::Country),
        "place" => t(Key::LessonFactSaid),
        "organisation" => t(Key::LessonFactOrganisation),
        "year" => name(LessonFacet::Year),
        "cost_band" => name(LessonFacet::CostBand),
        "time_to_effect" => name(LessonFacet::TimeToEffect),
        "basis" => name(LessonFacet::Basis),
        "tags" => t(Key::LessonFactTags),
        "sources" => t(Key::LessonSources),
        "source_copies" => t(Key::LessonFieldCopies),
        "language" => name(LessonFacet::Language),
        other => other,
    };
    name.to_owned()
}

/// A value of a field in words.
fn value_words(vocabularies: Vocabularies, field: &str, value: &str) -> String {
    let facet = match field {
        "topic" => LessonFacet::Topic,
        "keywords" => LessonFacet::Keyword,
        "stage" => LessonFacet::Stage,
        "themes" => LessonFacet::Theme,
        "shocks" => LessonFacet::Shock,
        "stresses" => LessonFacet::Stress,
        "sectors" => LessonFacet::Sector,
        "groups" => LessonFacet::Group,
        "countries" => LessonFacet::Country,
        "cost_band" => return said(value, words::cost),
        "time_to_effect" => return said(value, words::effect),
        "basis" => return said(value, words::basis),
        "language" => return language_name(value),
        "source_copies" => return t(if value == "true" { Key::LessonCopy } else { Key::LessonOriginal }).to_owned(),
        _ => return value.to_owned(),
    };
    facet.vocabulary().map_or_else(|| value.to_owned(), |vocabulary| vocabularies.label(vocabulary, value))
}

/// What differs in one field.
#[component]
pub(crate) fn Change(
    /// What differs.
    change: FieldChange,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (title, field) = (field_name(&change.field), change.field.clone());
    view! { <Changed title change words=WORDS value=move |value: &str| value_words(vocabularies, &field, value)/> }
}
