//! Which notes cite a thing, on the page of that: of a lesson, of an item of the library.

use super::addresses::note;
use crate::lessons::words::marks;
use crate::messages::{Key, day, t};
use crate::parts::{Answer, Failure, More};
use crate::state::{Pages, Stage, api};
use client::Client;
use contract::Page;
use domain::notes::{CitingQuery, NoteSummary};
use leptos::prelude::*;

/// Notes that come at once.
const PAGE: u32 = 5;

/// What the section says: it stands on pages that have texts of their own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CitingWords {
    /// Its heading.
    pub(crate) title: Key,
    /// What the button for more says.
    pub(crate) more: Key,
}

/// The section of a page; nothing where no note cites the thing.
#[component]
pub(crate) fn CitingNotes(
    /// Slug of the thing.
    slug: String,
    /// Asks for a page of the notes that cite it.
    fetch: fn(Client, String, CitingQuery) -> Answer<Page<NoteSummary>>,
    /// What is said.
    words: CitingWords,
) -> impl IntoView {
    let client = api();
    let pages = Pages::new(
        move || Some(slug.clone()),
        move |slug, cursor| fetch(client.clone(), slug, CitingQuery { limit: Some(PAGE), cursor }),
    );
    // Mostly there is none: nothing stands there before that is known.
    let is_there = Memo::new(move |_| match pages.first.stage() {
        Stage::Pending => false,
        Stage::Failed => true,
        Stage::Ready => !pages.items.with(Vec::is_empty),
    });
    let body = move || match pages.first.stage() {
        Stage::Failed => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || pages.first.retry()/> }
                .into_any()
        }
        Stage::Pending | Stage::Ready => view! {
            <ol class="rows">
                <For each=move || pages.items.get() key=|one| (one.id, one.version) let:note><Row note/></For>
            </ol>
            <Failure error=pages.failure retry=move || pages.grow()/>
            <More pages word=words.more/>
        }
        .into_any(),
    };
    move || {
        is_there.get().then(|| {
            view! {
                <section aria-labelledby="citing-title">
                    <h2 id="citing-title">{t(words.title)}</h2>
                    {body}
                </section>
            }
        })
    }
}

#[component]
fn Row(note: NoteSummary) -> impl IntoView {
    let (lang, dir) = marks(note.language);
    let href = self::note(&note.slug);
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="" lang=lang dir=dir>{note.title}</a>
            <span class="row-facts">{day(note.published_at.timestamp_millis())}</span>
            <span class="row-faces" lang=lang dir=dir>{note.question}</span>
        </li>
    }
}
