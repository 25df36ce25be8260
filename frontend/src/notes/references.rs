//! What a note cites, each with how it stands today: corrected, contradicted, superseded or withdrawn since.

use super::text::heading;
use super::words;
use crate::browser::origin;
use crate::lessons::addresses::{lesson, lesson_history};
use crate::library::addresses::library_item;
use crate::messages::{Key, day, fill, t};
use domain::notes::{CitedKind, NoteReference, ReferenceState};
use leptos::prelude::*;
use ui::{Badge, Link};

/// The list; nothing where nothing is cited.
#[component]
pub(super) fn References(
    /// What is cited, in the order of the numbers.
    references: Vec<NoteReference>,
    /// It stands below a heading of the page.
    nested: bool,
) -> impl IntoView {
    (!references.is_empty()).then(|| {
        let lines = references.into_iter().map(|reference| view! { <Line reference/> }).collect_view();
        view! {
            <section class="note-references">
                {heading(nested, "references-title", Key::NoteReferences)}
                <ol class="references">{lines}</ol>
            </section>
        }
    })
}

/// Where the thing is read.
fn address_of(reference: &NoteReference) -> String {
    match reference.kind {
        CitedKind::Lesson => lesson(&reference.slug),
        CitedKind::LibraryItem => library_item(&reference.slug),
    }
}

#[component]
fn Line(reference: NoteReference) -> impl IntoView {
    let number = reference.number.to_string();
    let (id, what) = (["reference-", &number].concat(), words::cited(reference.kind));
    let href = address_of(&reference);
    let printed = origin() + &href;
    let is_here = reference.state != ReferenceState::Withdrawn;
    let name = reference.title.clone();
    let title = match is_here {
        true => view! { <a href=href dir="auto">{name}</a> }.into_any(),
        false => view! { <span dir="auto">{name}</span> }.into_any(),
    };
    let printed = is_here.then(|| view! { <span class="print-only">{printed}</span> });
    view! {
        <li id=id value=number tabindex="-1">
            {title} " " <span class="small muted">{what}</span>
            {printed}
            <Standing reference/>
        </li>
    }
}

/// How it stands, where who reads should know of it.
#[component]
fn Standing(reference: NoteReference) -> impl IntoView {
    let NoteReference { kind, slug, state, since, by, cited_version, current_version, .. } = reference;
    state.warns().then(|| {
        let since = since.map(|since| fill(Key::CitedSince, &[("day", &day(since.timestamp_millis()))]));
        let by = by.map(|by| view! { " " <Link href=lesson(&by.slug)>{by.title}</Link> });
        let versions = current_version.filter(|now| *now != cited_version).map(|now| {
            let numbers = [("then", cited_version.to_string()), ("now", now.to_string())];
            let numbers = numbers.each_ref().map(|(name, text)| (*name, text.as_str()));
            fill(Key::CitedVersions, &numbers)
        });
        // Of an item of the library what it said before is not kept.
        let history = (kind == CitedKind::Lesson && versions.is_some())
            .then(|| view! { " " <Link href=lesson_history(&slug)>{t(Key::CitedCompare)}</Link> });
        view! {
            <p class="small">
                <Badge tone=words::state_tone(state) label=words::state(state)/> " " {since} {by} " " {versions} {history}
            </p>
        }
    })
}
