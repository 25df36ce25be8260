//! What a note said each time it was published, and what changed between two of its versions.

use super::addresses::{self, is_versions, note_compared, note_version};
use super::diff::VERSIONS;
use super::one::NOTE;
use super::paper::author;
use crate::lessons::words::marks;
use crate::messages::{Key, day, fill, t};
use crate::parts::{About, Compared, Crumbs, Failure, More, One, Skeleton};
use crate::state::{Pages, Stage, api};
use domain::notes::{Note, NoteRef, NoteVersionQuery, NoteVersionSummary};
use leptos::prelude::*;
use std::sync::Arc;
use ui::Link;

/// Versions that come at once.
const PAGE: u32 = 20;

/// The page.
#[component]
pub(super) fn VersionsPage() -> impl IntoView {
    let title = |note: &Note| [t(Key::NoteVersions), " · ", &note.content.title].concat();
    let one = One::new(NOTE, is_versions, title);
    view! { <About one show=|note| view! { <Shown note/> }.into_any()/> }
}

#[component]
fn Shown(note: Arc<Note>) -> impl IntoView {
    let (slug, title) = (note.slug.clone(), note.content.title.clone());
    let (lang, dir) = marks(note.content.language);
    let above = vec![(addresses::notes(), t(Key::NotesTitle).to_owned()), (addresses::note(&slug), title.clone())];
    let href = addresses::note(&slug);
    let (slug, last) = (StoredValue::new(slug), note.number);
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::NoteVersions)/>
            <h1 tabindex="-1">{t(Key::NoteVersions)}</h1>
            <p class="lede"><a href=href lang=lang dir=dir>{title}</a></p>
            <p>{t(Key::NoteVersionsText)}</p>
            {(last > 1).then(|| view! { <Compared of=VERSIONS slug last/> })}
            <Versions slug/>
        </div>
    }
}

#[component]
fn Versions(slug: StoredValue<String>) -> impl IntoView {
    let client = api();
    let pages = Pages::new(
        move || Some(slug.get_value()),
        move |slug, cursor| {
            let client = client.clone();
            let query = NoteVersionQuery { cursor, limit: Some(PAGE) };
            Box::pin(async move { client.list_note_versions(&NoteRef::Slug(slug), &query).await })
        },
    );
    let stage = Memo::new(move |_| pages.first.stage());
    move || match stage.get() {
        Stage::Pending => view! { <Skeleton lines=4 rows=true/> }.into_any(),
        Stage::Failed => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || pages.first.retry()/> }
                .into_any()
        }
        Stage::Ready => view! {
            <ol class="rows">
                <For each=move || pages.items.get() key=|one| one.number let:version><Version slug version/></For>
            </ol>
            <Failure error=pages.failure retry=move || pages.grow()/>
            <More pages word=Key::NoteVersionsMore/>
        }
        .into_any(),
    }
}

#[component]
fn Version(slug: StoredValue<String>, version: NoteVersionSummary) -> impl IntoView {
    let NoteVersionSummary { number, title, authors, change, published_at } = version;
    let href = note_version(&slug.get_value(), number);
    let on = fill(Key::NotePublished, &[("day", &day(published_at.timestamp_millis()))]);
    let who = (!authors.is_empty())
        .then(|| view! { <ul class="row-faces lesson-authors">{authors.iter().map(author).collect_view()}</ul> });
    let change = change.map(|change| view! { <span class="row-faces" dir="auto">{change}</span> });
    let name = fill(Key::NoteVersion, &[("n", &number.to_string())]);
    let compare = (number > 1).then(|| {
        let href = note_compared(&slug.get_value(), number, number - 1);
        let name = Signal::stored([t(Key::NoteDiffSee), ": ", &name].concat());
        view! { <span class="row-faces"><Link href name stays=true>{t(Key::NoteDiffSee)}</Link></span> }
    });
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="">{name}</a>
            <span class="row-facts">{on}</span>
            <span class="row-faces" dir="auto">{title}</span>
            {who}
            {change}
            {compare}
        </li>
    }
}
