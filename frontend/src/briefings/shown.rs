//! What an issue says, as it is read.

use super::words;
use crate::lessons::addresses::lesson;
use crate::lessons::words::marks;
use crate::library::addresses::library_item;
use crate::library::words::marks as marks_of;
use crate::messages::{Key, t};
use crate::state::Vocabularies;
use domain::briefings::{EntryKind, ShownEntry, ShownSection, ShownThing};
use domain::vocabularies::Language;
use leptos::prelude::*;

/// The page of a lesson or of an item.
pub(crate) fn address_of(kind: EntryKind, thing: &ShownThing) -> String {
    if kind == EntryKind::Item { library_item(&thing.slug) } else { lesson(&thing.slug) }
}

/// The sections of an issue.
#[component]
pub(crate) fn Sections(
    /// Its sections.
    sections: Vec<ShownSection>,
    /// The language of its texts.
    language: Language,
) -> impl IntoView {
    let full = sections.into_iter().filter(|section| !section.entries.is_empty() || !section.intro.is_empty());
    full.map(|section| view! { <Section section language/> }).collect_view()
}

#[component]
fn Section(section: ShownSection, language: Language) -> impl IntoView {
    let (lang, dir) = marks(language);
    let id = ["section-", &section.key].concat();
    let entries = section.entries.into_iter().map(|entry| view! { <Entry entry language/> }).collect_view();
    view! {
        <section class="issue-section" aria-labelledby=id>
            <h2 id=id.clone() lang=lang dir=dir>{section.title}</h2>
            // Made by the server, which alone makes HTML of what people write.
            <div class="report-text" lang=lang dir=dir inner_html=section.intro_html></div>
            <ol class="issue-entries">{entries}</ol>
        </section>
    }
}

#[component]
fn Entry(entry: ShownEntry, language: Language) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let own = marks(language);
    let own = (own.0.map(str::to_owned), own.1);
    let of_thing = entry.thing.as_ref().map_or_else(|| own.clone(), |thing| marks_of(&thing.language));
    let is_own_title = entry.thing.as_ref().is_none_or(|thing| thing.title != entry.title);
    let (lang, dir) = if is_own_title { own.clone() } else { of_thing.clone() };
    let title = match &entry.thing {
        Some(thing) => {
            let href = address_of(entry.kind, thing);
            view! { <a class="row-name" href=href data-row="" lang=lang dir=dir>{entry.title}</a> }.into_any()
        }
        None => view! { <span class="row-name" lang=lang dir=dir>{entry.title}</span> }.into_any(),
    };
    let (lang, dir) = if entry.rewritten { own } else { of_thing };
    let facts = entry.thing.map(|thing| {
        view! { <p class="row-facts">{move || words::facts(vocabularies, &thing)}</p> }
    });
    let why = (!entry.reasons.is_empty()).then(|| {
        let reasons = entry.reasons;
        view! { <p class="why small">{t(Key::IssueWhy)} " " {move || words::reasons(vocabularies, &reasons)}</p> }
    });
    view! {
        <li>
            <h3 class="card-title">{title}</h3>
            {facts}
            <div class="report-text" lang=lang dir=dir inner_html=entry.text_html></div>
            {why}
        </li>
    }
}
