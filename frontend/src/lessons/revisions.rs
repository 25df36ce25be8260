//! What a lesson said before: its versions, and what changed between two of them.

use super::addresses::{self, is_history};
use super::diff::Change;
use super::one::LESSON;
use super::sources::author;
use super::words;
use crate::messages::{Key, day, fill, number, t};
use crate::parts::{About, Compared, Crumbs, Failure, More, One, Skeleton, VersionWords, Versions as Compare};
use crate::state::{Pages, Stage, api};
use domain::lessons::{Lesson, LessonRef, LessonRevision, RevisionQuery};
use leptos::prelude::*;
use std::sync::Arc;
use ui::Link;

/// Versions that come at once.
const PAGE: u32 = 20;

/// How two versions are compared.
const VERSIONS: Compare = Compare {
    mine: is_history,
    href: addresses::lesson_versions,
    fetch: |client, slug, number, query| {
        Box::pin(async move { client.get_lesson_revision_diff(&LessonRef::Slug(slug), number, &query).await })
    },
    show: |change| view! { <Change change/> }.into_any(),
    words: VersionWords {
        older: Key::HistoryOlder,
        newer: Key::HistoryNewer,
        version: Key::LessonVersion,
        between: Key::HistoryBetween,
        same: Key::HistorySame,
    },
};

/// The page.
#[component]
pub(super) fn HistoryPage() -> impl IntoView {
    let one = One::new(LESSON, is_history, |lesson| fill(Key::HistoryOf, &[("lesson", &lesson.content.title)]));
    view! { <About one show=|lesson| view! { <Shown lesson/> }.into_any()/> }
}

#[component]
fn Shown(lesson: Arc<Lesson>) -> impl IntoView {
    let (lang, dir) = words::marks(lesson.content.language);
    let (href, title) = (addresses::lesson(&lesson.slug), lesson.content.title.clone());
    let above =
        vec![(addresses::lessons(), t(Key::NavLessons).to_owned()), (href.clone(), t(Key::LessonHere).to_owned())];
    let last = lesson.revision;
    let slug = StoredValue::new(lesson.slug.clone());
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::HistoryTitle)/>
            <div class="head-row"><h1 tabindex="-1">{t(Key::HistoryTitle)}</h1></div>
            <p class="lede"><a href=href lang=lang dir=dir>{title}</a></p>
            {(last == 1).then(|| view! { <p>{t(Key::HistoryOne)}</p> })}
            {(last > 1).then(|| view! { <Compared of=VERSIONS slug last/> })}
            <Versions slug/>
        </div>
    }
}

fn version(n: i32) -> String {
    fill(Key::LessonVersion, &[("n", &number(f64::from(n)))])
}

/// Each version with when, by whom and why.
#[component]
fn Versions(slug: StoredValue<String>) -> impl IntoView {
    let client = api();
    let pages = Pages::new(
        move || Some(slug.get_value()),
        move |slug, cursor| {
            let client = client.clone();
            let query = RevisionQuery { cursor, limit: Some(PAGE) };
            Box::pin(async move { client.list_lesson_revisions(&LessonRef::Slug(slug), &query).await })
        },
    );
    let stage = Memo::new(move |_| pages.first.stage());
    let body = move || match stage.get() {
        Stage::Pending => view! { <Skeleton lines=4 rows=true/> }.into_any(),
        Stage::Failed => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || pages.first.retry()/> }
                .into_any()
        }
        Stage::Ready => view! {
            <ol class="rows">
                <For each=move || pages.items.get() key=|one| one.number let:revision><Version slug revision/></For>
            </ol>
            <Failure error=pages.failure retry=move || pages.grow()/>
            <More pages word=Key::HistoryMore/>
        }
        .into_any(),
    };
    view! {
        <section aria-labelledby="versions-title">
            <h2 id="versions-title">{t(Key::HistoryVersions)}</h2>
            {body}
        </section>
    }
}

#[component]
fn Version(slug: StoredValue<String>, revision: LessonRevision) -> impl IntoView {
    let LessonRevision { number, authors, note, published_at, .. } = revision;
    let on = fill(Key::LessonPublished, &[("day", &day(published_at.timestamp_millis()))]);
    let who = (!authors.is_empty())
        .then(|| view! { <ul class="row-faces lesson-authors">{authors.iter().map(author).collect_view()}</ul> });
    let note = note.map(|note| view! { <span class="row-faces" dir="auto">{note}</span> });
    let compare = (number > 1).then(|| {
        let href = addresses::lesson_versions(&slug.get_value(), number, number - 1);
        let name = Signal::stored([t(Key::HistoryCompare), ": ", &version(number)].concat());
        view! { <span class="row-faces"><Link href name stays=true>{t(Key::HistoryCompare)}</Link></span> }
    });
    view! {
        <li class="row">
            <span class="row-name">{version(number)}</span>
            <span class="row-facts">{on}</span>
            {who}
            {note}
            {compare}
        </li>
    }
}
