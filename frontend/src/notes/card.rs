//! A note in a list.

use super::addresses;
use super::words;
use crate::lessons::words::marks;
use crate::messages::{Key, count, day, fill};
use crate::state::Vocabularies;
use domain::notes::NoteSummary;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Badge, Tone};

/// A note with what tells whether to read it.
#[component]
pub(super) fn Card(
    /// The note.
    note: NoteSummary,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (lang, dir) = marks(note.language);
    let href = addresses::note(&note.slug);
    let published = fill(Key::NotePublished, &[("day", &day(note.published_at.timestamp_millis()))]);
    let many = |n: i32| usize::try_from(n).unwrap_or_default();
    let warned = (note.warnings > 0)
        .then(|| view! { <Badge tone=Tone::Warn label=count(Key::NoteWarnings, many(note.warnings))/> });
    let cites = (note.citations > 0).then(|| view! { <span>{count(Key::NoteCites, many(note.citations))}</span> });
    let (title, excerpt, question) = (note.title.clone(), note.excerpt.clone(), note.question.clone());
    let kind = words::kind(note.kind);
    let facts = move || facts(vocabularies, &note).join(" · ");
    view! {
        <li class="card">
            <p class="eyebrow harbour">{kind}</p>
            <h2 class="card-title"><a class="row-name" href=href data-row="" lang=lang dir=dir>{title}</a></h2>
            <p class="card-text"><em lang=lang dir=dir>{question}</em></p>
            <p class="card-text" lang=lang dir=dir>{excerpt}</p>
            <p class="row-facts">{facts}</p>
            <div class="card-signs">{warned} {cites}</div>
            <p class="small muted">{published}</p>
        </li>
    }
}

/// About what and for whom; what is not said is left out.
fn facts(vocabularies: Vocabularies, note: &NoteSummary) -> Vec<String> {
    let topics = vocabularies.labels(VocabularyName::LessonTopics, &note.topics);
    let cities = note.cities.iter().map(|city| city.name.clone());
    let audience = Some(note.audience.clone()).filter(|audience| !audience.is_empty());
    let audience = audience.map(|audience| fill(Key::NoteFor, &[("audience", &audience)]));
    audience.into_iter().chain(topics).chain(cities).collect()
}
