//! What changed between two versions of a note, field by field.

use super::addresses::{is_versions, note_compared};
use super::choice::{label, name};
use crate::messages::{Key, t};
use crate::parts::{ChangeWords, Changed, VersionWords, Versions};
use crate::state::Vocabularies;
use domain::lessons::FieldChange;
use domain::notes::{NoteFacet, NoteRef};
use leptos::prelude::*;

const WORDS: ChangeWords =
    ChangeWords { removed: Key::NoteDiffRemoved, added: Key::NoteDiffAdded, left: Some(Key::NoteDiffLeft) };

/// How two versions are compared.
pub(super) const VERSIONS: Versions = Versions {
    mine: is_versions,
    href: note_compared,
    fetch: |client, slug, number, query| {
        Box::pin(async move { client.get_note_version_diff(&NoteRef::Slug(slug), number, &query).await })
    },
    show: |change| view! { <Change change/> }.into_any(),
    words: VersionWords {
        older: Key::NoteDiffOlder,
        newer: Key::NoteDiffNewer,
        version: Key::NoteVersion,
        between: Key::NoteDiffBetween,
        same: Key::NoteDiffSame,
    },
};

/// The facet that a field holds the values of.
fn facet_of(field: &str) -> Option<NoteFacet> {
    Some(match field {
        "kind" => NoteFacet::Kind,
        "topics" => NoteFacet::Topic,
        "themes" => NoteFacet::Theme,
        "stages" => NoteFacet::Stage,
        "cities" => NoteFacet::City,
        "language" => NoteFacet::Language,
        _ => return None,
    })
}

/// What a field of a note is called; itself where the app does not know it.
fn field_name(field: &str) -> String {
    let of_facet = facet_of(field).map(name);
    let own = || match field {
        "title" => t(Key::NoteFieldTitle),
        "summary" => t(Key::NoteFieldSummary),
        "audience" => t(Key::NoteFactAudience),
        "question" => t(Key::NoteFactQuestion),
        "sections" => t(Key::NoteFieldSections),
        "sources" => t(Key::NoteSources),
        other => other,
    };
    of_facet.unwrap_or_else(own).to_owned()
}

#[component]
fn Change(change: FieldChange) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (title, facet) = (field_name(&change.field), facet_of(&change.field));
    let value = move |value: &str| facet.map_or_else(|| value.to_owned(), |facet| label(vocabularies, facet, value));
    view! { <Changed title change words=WORDS value/> }
}
