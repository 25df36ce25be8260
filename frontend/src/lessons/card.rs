//! A lesson in a list.

use super::addresses;
use super::grade::Grade;
use super::words;
use crate::messages::{Key, day, fill, t};
use crate::state::Vocabularies;
use domain::lessons::{LessonStatus, LessonSummary};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Badge, Tone};

/// A lesson with what tells whether to read it.
#[component]
pub(super) fn Card(
    /// The lesson.
    lesson: LessonSummary,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (lang, dir) = words::marks(lesson.language);
    let href = addresses::lesson(&lesson.slug);
    let (grade, outcomes) = (lesson.grade, words::outcomes(lesson.outcomes).join(" · "));
    let contested = lesson.contested.then(|| view! { <Badge tone=Tone::Warn label=t(Key::LessonContested)/> });
    let superseded = (lesson.status == LessonStatus::Superseded)
        .then(|| view! { <Badge tone=Tone::Warn label=t(Key::LessonStatusSuperseded)/> });
    let published = fill(Key::LessonPublished, &[("day", &day(lesson.published_at.timestamp_millis()))]);
    let (title, excerpt) = (lesson.title.clone(), lesson.excerpt.clone());
    let facts = move || facts(vocabularies, &lesson).join(" · ");
    view! {
        <li class="card">
            <p class="eyebrow harbour">{t(Key::LessonConsider)}</p>
            <h2 class="card-title"><a class="row-name" href=href data-row="" lang=lang dir=dir>{title}</a></h2>
            <p class="card-text" lang=lang dir=dir>{excerpt}</p>
            <p class="row-facts">{facts}</p>
            <div class="card-signs"><Grade grade/> {contested} {superseded} <span>{outcomes}</span></div>
            <p class="small muted">{published}</p>
        </li>
    }
}

/// Where, when, about what, at which stage; what is not known is left out.
fn facts(vocabularies: Vocabularies, lesson: &LessonSummary) -> Vec<String> {
    let place = Some(words::place(vocabularies, lesson)).filter(|place| !place.is_empty());
    let year = lesson.year.map(|year| year.to_string());
    let topic = vocabularies.label(VocabularyName::LessonTopics, &lesson.topic);
    let stage = vocabularies.label(VocabularyName::RecoveryStages, &lesson.stage);
    place.into_iter().chain(year).chain([topic, stage]).collect()
}

/// A lesson in a line or two, where it stands beside something else.
#[component]
pub(super) fn Brief(
    /// The lesson.
    lesson: LessonSummary,
    /// What else is said of it.
    #[prop(optional, into)]
    more: Signal<String>,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (lang, dir) = words::marks(lesson.language);
    let (href, title, grade) = (addresses::lesson(&lesson.slug), lesson.title.clone(), words::grade(lesson.grade));
    let facts = move || {
        let place = Some(words::place(vocabularies, &lesson)).filter(|place| !place.is_empty());
        let year = lesson.year.map(|year| year.to_string());
        place.into_iter().chain(year).chain([grade.to_owned()]).collect::<Vec<_>>().join(" · ")
    };
    let more = move || {
        let more = more.get();
        (!more.is_empty()).then(|| view! { <span class="row-faces">{more}</span> })
    };
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="" lang=lang dir=dir>{title}</a>
            <span class="row-facts">{facts}</span>
            {more}
        </li>
    }
}
