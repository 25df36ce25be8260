//! Where a lesson can be checked, how it bears on others, and who wrote it.

use super::addresses;
use super::one::Shared;
use super::words;
use crate::messages::{Key, day, fill, number, t};
use crate::parts::SourceLink;
use crate::people;
use domain::identity::Person;
use domain::lessons::{LessonLink, LessonLinkKind, LessonSource};
use leptos::prelude::*;
use ui::{Link, Tag};

/// The sources of the lesson.
#[component]
pub(super) fn Sources(lesson: Shared) -> impl IntoView {
    let sources = lesson.with_value(|lesson| lesson.content.sources.clone());
    let body = if sources.is_empty() {
        view! { <p class="muted">{t(Key::NotStated)}</p> }.into_any()
    } else {
        view! { <ul class="lesson-sources">{sources.into_iter().map(source).collect_view()}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="sources-title">
            <h2 id="sources-title">{t(Key::LessonSources)}</h2>
            {body}
        </section>
    }
}

fn source(source: LessonSource) -> impl IntoView {
    // A title is written in its own language, whatever the page's is.
    let title = match source.url {
        Some(url) => view! { <SourceLink url name=source.title/> }.into_any(),
        None => source.title.into_any(),
    };
    let year = source.year.map(|year| year.to_string());
    let about = source.publisher.into_iter().chain(year).collect::<Vec<_>>().join(", ");
    let copy = source.is_copy.then(
        || view! { <Tag label=t(Key::LessonCopy)/> " " <span class="small muted">{t(Key::LessonCopyText)}</span> },
    );
    view! { <li><span dir="auto">{title}</span> <span class="small muted note" dir="auto">{about}</span> {copy}</li> }
}

/// What contradicts comes first: who is about to follow the lesson has to see it.
const fn place(link: &LessonLink) -> u8 {
    match link.kind {
        LessonLinkKind::Contradicts => 0,
        LessonLinkKind::Supersedes => 1,
        LessonLinkKind::Supports => 2,
    }
}

/// Other lessons that bear on this one, and it on them; nothing where there are none.
#[component]
pub(super) fn Links(lesson: Shared) -> impl IntoView {
    let mut links = lesson.with_value(|lesson| lesson.links.clone());
    links.sort_by_key(place);
    (!links.is_empty()).then(|| {
        view! {
            <section aria-labelledby="links-title">
                <h2 id="links-title">{t(Key::LessonLinks)}</h2>
                <ul class="rows">{links.into_iter().map(bearing).collect_view()}</ul>
            </section>
        }
    })
}

fn bearing(link: LessonLink) -> impl IntoView {
    let pillar = if link.kind == LessonLinkKind::Contradicts { "ochre" } else { "moss" };
    let note = link.note.clone().map(|note| view! { <span class="row-faces" dir="auto">{note}</span> });
    let (word, href) = (words::link(&link), addresses::lesson(&link.lesson.slug));
    view! {
        <li class="row">
            <a class="row-name" href=href dir="auto">{link.lesson.title}</a>
            <Tag pillar label=word/>
            <span class="row-facts">{words::grade(link.lesson.grade)}</span>
            {note}
        </li>
    }
}

/// Who wrote the lesson, and what it said before.
#[component]
pub(super) fn Origin(lesson: Shared) -> impl IntoView {
    let lesson = lesson.get_value();
    let authors = if lesson.authors.is_empty() {
        view! { <p>{t(Key::LessonLoaded)}</p> }.into_any()
    } else {
        view! { <ul>{lesson.authors.iter().map(author).collect_view()}</ul> }.into_any()
    };
    let on = |key: Key, at: i64| fill(key, &[("day", &day(at))]);
    let published = on(Key::LessonPublished, lesson.published_at.timestamp_millis());
    let changed = (lesson.updated_at > lesson.published_at)
        .then(|| view! { <p class="small muted">{on(Key::LessonChanged, lesson.updated_at.timestamp_millis())}</p> });
    let version = fill(Key::LessonVersion, &[("n", &number(f64::from(lesson.revision)))]);
    view! {
        <section aria-labelledby="origin-title">
            <h2 id="origin-title">{t(Key::LessonOrigin)}</h2>
            {authors}
            <p class="small muted">{published}</p>
            {changed}
            <p>{version} " " <Link href=addresses::lesson_history(&lesson.slug)>{t(Key::LessonHistory)}</Link></p>
        </section>
    }
}

/// Somebody who wrote it.
pub(super) fn author(person: &Person) -> impl IntoView + use<> {
    let demo = person.demo.then(|| view! { " (" {t(Key::LessonDemo)} ")" });
    let (href, name) = (people::address_of(&person.id.to_string()), person.name.clone());
    view! { <li><a href=href><bdi>{name}</bdi></a> {demo}</li> }
}
