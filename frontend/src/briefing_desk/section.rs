//! A section of an issue: its title, how it begins, its entries.

use super::arrange::{self, Place, swap_sections};
use super::entry::Entry;
use super::work::{Work, id_at};
use super::write::Board;
use crate::browser::{find, focus_id};
use crate::messages::{Key, fill, t};
use domain::briefings::{BriefingContent, BriefingSection, MAX_ENTRIES};
use leptos::prelude::*;
use ui::{Button, Rank, TextArea, TextInput};

fn pointer(at: usize, part: &str) -> String {
    ["/sections/", &at.to_string(), part].concat()
}

/// What a section is called, for buttons that speak of it.
fn named(work: Work, at: usize) -> Signal<String> {
    Signal::derive(move || {
        work.written.with(|written| written.sections.get(at).map(|section| section.title.clone()).unwrap_or_default())
    })
}

/// A section.
#[component]
pub(super) fn Section(
    /// What the parts of the page share.
    board: Board,
    /// Its place.
    at: usize,
) -> impl IntoView {
    let (work, id) = (board.work, ["desk-section-", &at.to_string()].concat());
    let count = Memo::new(move |_| work.written.with(|written| entries(written, at)));
    let list = move || {
        let all = count.get();
        if all == 0 {
            return view! { <li class="muted small">{t(Key::DeskSectionEmpty)}</li> }.into_any();
        }
        (0..all).map(|entry| view! { <Entry board at=Place::new(at, entry)/> }).collect_view().into_any()
    };
    let end = move || Place::new(at, count.get_untracked());
    let over = move |event: web_sys::DragEvent| board.drag.over(end(), &event);
    let drop = move |event: web_sys::DragEvent| {
        if let Some(from) = board.drag.drop(&event) {
            super::entry::put(board.work, from, end());
        }
    };
    view! {
        <section class="part desk-section" aria-labelledby=id on:dragover=over on:drop=drop>
            <h2 id=id.clone()>{named(work, at)}</h2>
            <Words work at/>
            <ol class="desk-entries">{list}</ol>
            <Acts board at count/>
        </section>
    }
}

fn entries(content: &BriefingContent, at: usize) -> usize {
    content.sections.get(at).map_or(0, |section| section.entries.len())
}

/// A text of the section, to read and to write.
fn text(
    work: Work,
    at: usize,
    read: fn(&BriefingSection) -> &String,
    write: fn(&mut BriefingSection) -> &mut String,
) -> ui::Value<String> {
    work.value(
        move |written| written.sections.get(at).map(|section| read(section).clone()).unwrap_or_default(),
        move |written, text| {
            if let Some(section) = written.sections.get_mut(at) {
                *write(section) = text;
            }
        },
    )
}

/// Its title and how it begins, out of the way until somebody wants to change them.
#[component]
fn Words(work: Work, at: usize) -> impl IntoView {
    let title = text(work, at, |section| &section.title, |section| &mut section.title);
    let intro = text(work, at, |section| &section.intro, |section| &mut section.intro);
    view! {
        <details class="desk-words">
            <summary>{t(Key::DeskSectionWords)}</summary>
            <TextInput field=work.made(pointer(at, "/title"), t(Key::DeskSectionTitle)) value=title/>
            <TextArea field=work.made(pointer(at, "/intro"), t(Key::DeskSectionIntro)) value=intro rows=2/>
        </details>
    }
}

/// Puts the section before or behind its neighbour, and the focus back to the same button of it.
fn swap(work: Work, at: usize, to: usize, button: usize) {
    let title = named(work, at).get_untracked();
    let moved = fill(Key::DeskSectionMoved, &[("title", &title), ("n", &(to + 1).to_string())]);
    work.step(moved, |written| _ = swap_sections(written, at, to));
    let selector = format!("[aria-labelledby='desk-section-{to}'] > .buttons > button:nth-of-type({button})");
    request_animation_frame(move || {
        if let Some(button) = find(&selector) {
            let _ = button.focus();
        }
    });
}

#[component]
fn Acts(board: Board, at: usize, count: Memo<usize>) -> impl IntoView {
    let work = board.work;
    let it = move |key: Key| Signal::derive(move || fill(key, &[("title", &named(work, at).get())]));
    let last = Memo::new(move |_| work.written.with(|written| at + 1 >= written.sections.len()));
    let full = Memo::new(move |_| count.get() >= MAX_ENTRIES);
    let up = move |()| {
        if let Some(to) = at.checked_sub(1) {
            swap(work, at, to, 3);
        }
    };
    let write = move |()| {
        let entry = count.get_untracked();
        let (title, place) = (t(Key::DeskTextNew), Place::new(at, entry));
        work.step(t(Key::DeskTextAdded).to_owned(), |written| arrange::replace(written, place, arrange::text(title)));
        let id = id_at(&["/sections/", &at.to_string(), "/entries/", &entry.to_string(), "/title"].concat());
        request_animation_frame(move || focus_id(&id));
    };
    let out = move |()| {
        let said = fill(Key::DeskSectionGone, &[("title", &named(work, at).get_untracked())]);
        work.step(said, |written| {
            if at < written.sections.len() {
                written.sections.remove(at);
            }
        });
    };
    let add = move |()| board.replacing.ask(Place::new(at, count.get_untracked()));
    view! {
        <p class="buttons">
            <Button small=true name=it(Key::DeskAddIt) disabled=full on_press=add>{t(Key::DeskAdd)}</Button>
            <Button small=true name=it(Key::DeskTextAddIt) disabled=full on_press=write>{t(Key::DeskTextAdd)}</Button>
            <Button small=true rank=Rank::Quiet name=it(Key::DeskSectionUpIt) disabled={at == 0} on_press=up>{t(Key::DeskUp)}</Button>
            <Button small=true rank=Rank::Quiet name=it(Key::DeskSectionDownIt) disabled=last on_press=move |()| swap(work, at, at + 1, 4)>
                {t(Key::DeskDown)}
            </Button>
            <Button small=true rank=Rank::Quiet name=it(Key::DeskSectionOutIt) on_press=out>{t(Key::DeskOut)}</Button>
        </p>
    }
}
