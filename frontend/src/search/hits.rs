//! What was found.

use super::city::Reasons;
use super::marked::Marked;
use crate::address;
use crate::briefings::addresses::issue;
use crate::lessons::addresses::{lesson, lessons_of_term};
use crate::library::addresses::{library_item, library_of_term};
use crate::messages::{Key, t};
use crate::notes::addresses::note;
use crate::parts::{Failure, More};
use crate::state::Pages;
use domain::search::{SearchHit, SearchKind};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::Tag;

/// Where a hit leads; `None` for terms that nothing is filtered by yet.
fn href(hit: &SearchHit) -> Option<String> {
    match hit.kind {
        SearchKind::BriefingIssue => Some(issue(&hit.slug)),
        SearchKind::City => Some(address::city(&hit.slug)),
        SearchKind::Country => address::term(VocabularyName::Countries, &hit.slug),
        SearchKind::Lesson => Some(lesson(&hit.slug)),
        SearchKind::LibraryItem => Some(library_item(&hit.slug)),
        SearchKind::Note => Some(note(&hit.slug)),
        SearchKind::Organisation => Some(address::organisation(&hit.slug)),
        SearchKind::Term => {
            let (vocabulary, key) = hit.slug.split_once('/')?;
            let vocabulary = vocabulary.parse().ok()?;
            let found = address::term(vocabulary, key).or_else(|| lessons_of_term(vocabulary, key));
            found.or_else(|| library_of_term(vocabulary, key))
        }
    }
}

const fn kind_name(kind: SearchKind) -> Key {
    match kind {
        SearchKind::BriefingIssue => Key::KindIssue,
        SearchKind::City => Key::KindCity,
        SearchKind::Country => Key::KindCountry,
        SearchKind::Lesson => Key::KindLesson,
        SearchKind::LibraryItem => Key::KindLibraryItem,
        SearchKind::Note => Key::KindNote,
        SearchKind::Organisation => Key::KindOrganisation,
        SearchKind::Term => Key::KindTerm,
    }
}

#[component]
pub(super) fn Hits(pages: Pages<SearchHit>) -> impl IntoView {
    // The marks are part of the key: other words mark the same thing elsewhere, and another city is near for other reasons.
    let key = |hit: &SearchHit| {
        (
            hit.id,
            hit.title.marks.iter().map(|mark| (mark.start, mark.end)).collect::<Vec<_>>(),
            hit.excerpt.as_ref().map(|excerpt| excerpt.text.clone()),
            hit.reasons.iter().map(|reason| (reason.code, reason.value.clone())).collect::<Vec<_>>(),
        )
    };
    view! {
        <ol class="rows">
            <For each=move || pages.items.get() key=key let:hit><Hit hit/></For>
        </ol>
        <Failure error=pages.failure retry=move || pages.grow()/>
        <More pages word=Key::SearchMore/>
    }
}

#[component]
fn Hit(hit: SearchHit) -> impl IntoView {
    let title = match href(&hit) {
        Some(href) => view! { <a class="row-name" href=href data-row=""><Marked text=hit.title/></a> }.into_any(),
        None => view! { <span class="row-name"><Marked text=hit.title/></span> }.into_any(),
    };
    view! {
        <li class="row">
            {title}
            <Tag label=t(kind_name(hit.kind))/>
            <span class="row-facts"><Marked text=hit.subtitle/></span>
            {hit.excerpt.map(|text| view! { <span class="row-faces"><Marked text/></span> })}
            <Reasons reasons=hit.reasons/>
        </li>
    }
}
