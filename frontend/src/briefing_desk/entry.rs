//! An entry of a section: moved by mouse, by buttons and by keys, rewritten, replaced, taken out.

use super::arrange::{self, Place};
use super::things::{Thing, id_of};
use super::work::Work;
use super::write::Board;
use crate::briefings::words;
use crate::browser::find;
use crate::library::words::marks;
use crate::messages::{Key, fill, t};
use crate::parts::preview;
use crate::state::Vocabularies;
use domain::briefings::{BriefingEntry, EntryKind};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Button, Rank, TextArea, TextInput};
use web_sys::{DragEvent, KeyboardEvent};

/// The entry at a place; `None` while the page is on its way to another number of them.
fn entry_at(work: Work, at: Place) -> Memo<Option<BriefingEntry>> {
    Memo::new(move |_| work.written.with(|written| written.sections.get(at.section)?.entries.get(at.entry).cloned()))
}

/// What an entry is called: by the editor, else by itself.
fn title_of(work: Work, entry: &BriefingEntry) -> String {
    let own = entry.title.clone().filter(|title| !title.trim().is_empty());
    own.or_else(|| Some(work.things.get(&id_of(entry)?)?.thing.title.clone())).unwrap_or_default()
}

fn pointer(at: Place, part: &str) -> String {
    format!("/sections/{}/entries/{}{part}", at.section, at.entry)
}

/// The button of an entry that has the focus after a move: it is at another place then.
fn focus_button(at: Place, number: usize) {
    let selector = format!("#entry-{}-{} > .buttons > button:nth-of-type({number})", at.section, at.entry);
    request_animation_frame(move || {
        if let Some(button) = find(&selector) {
            let _ = button.focus();
        }
    });
}

/// Puts an entry somewhere else, and says where it is now.
pub(super) fn put(work: Work, from: Place, to: Place) -> Option<Place> {
    let (mut content, title) = work.written.with_untracked(|written| {
        let entry = written.sections.get(from.section).and_then(|section| section.entries.get(from.entry));
        (written.clone(), entry.map(|entry| title_of(work, entry)).unwrap_or_default())
    });
    let now = arrange::put(&mut content, from, to)?;
    let section = content.sections.get(now.section).map(|section| section.title.clone()).unwrap_or_default();
    let place = (now.entry + 1).to_string();
    let said = fill(Key::DeskMoved, &[("title", &title), ("n", &place), ("section", &section)]);
    work.step(said, |written| *written = content);
    Some(now)
}

fn step(work: Work, at: Place, up: bool, button: usize) {
    let to = work.written.with_untracked(
        |written| {
            if up { arrange::above(written, at) } else { arrange::below(written, at) }
        },
    );
    if let Some(now) = to.and_then(|to| put(work, at, to)) {
        focus_button(now, button);
    }
}

/// An entry.
#[component]
pub(super) fn Entry(
    /// What the parts of the page share.
    board: Board,
    /// Where it stands.
    at: Place,
) -> impl IntoView {
    let (work, drag) = (board.work, board.drag);
    let entry = entry_at(work, at);
    let press = move |event: KeyboardEvent| {
        let up = match event.key().as_str() {
            "ArrowUp" if event.alt_key() => true,
            "ArrowDown" if event.alt_key() => false,
            _ => return,
        };
        event.prevent_default();
        step(work, at, up, if up { 1 } else { 2 });
    };
    let drop = move |event: DragEvent| {
        if let Some(from) = drag.drop(&event) {
            put(work, from, at);
        }
    };
    let is_text = Memo::new(move |_| entry.with(|entry| entry.as_ref().is_some_and(|one| one.kind == EntryKind::Text)));
    let is_open = Memo::new(move |_| {
        let id = entry.with(|entry| entry.as_ref().and_then(id_of));
        is_text.get() || id.is_some_and(|id| board.opened.with(|opened| opened.contains(&id)))
    });
    view! {
        <li
            id=format!("entry-{}-{}", at.section, at.entry) class="desk-entry" class:over=move || drag.is_over(at) class:up=move || drag.is_up(at)
            on:keydown=press on:dragover=move |event| drag.over(at, &event) on:drop=drop
        >
            // For the mouse alone: buttons and keys do the same.
            <span
                class="grip" draggable="true" aria-hidden="true"
                on:dragstart=move |event| drag.take_up(at, &event) on:dragend=move |_| drag.end()
            ></span>
            <About work entry/>
            {move || is_open.get().then(|| view! { <Rewriting work at/> })}
            <Acts board at entry is_open/>
        </li>
    }
}

/// What it is, and why it stands here.
#[component]
fn About(work: Work, entry: Memo<Option<BriefingEntry>>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let thing = Memo::new(move |_| entry.with(|entry| work.things.get(&id_of(entry.as_ref()?)?)));
    let title = move || entry.with(|entry| entry.as_ref().map(|entry| title_of(work, entry)));
    let facts = move || thing.get().map(|thing: Arc<Thing>| words::facts(vocabularies, &thing.thing));
    let text = move || {
        let own = entry.with(|entry| entry.as_ref().and_then(|entry| entry.text.clone()));
        own.filter(|text| !text.trim().is_empty()).or_else(|| thing.get().map(|thing| thing.excerpt.clone()))
    };
    let why = move || {
        let reasons = entry.with(|entry| entry.as_ref().map(|entry| entry.reasons.clone()).unwrap_or_default());
        (!reasons.is_empty()).then(|| {
            view! { <p class="why small">{t(Key::IssueWhy)} " " {words::reasons(vocabularies, &reasons)}</p> }
        })
    };
    let marked = Memo::new(move |_| thing.get().map(|thing| marks(&thing.thing.language)).unwrap_or_default());
    view! {
        <div class="desk-about">
            <h3 class="row-name" dir="auto" lang=move || marked.get().0>{title}</h3>
            <p class="row-facts">{facts}</p>
            <p class="small muted clamp" dir="auto" lang=move || marked.get().0>{text}</p>
            {why}
        </div>
    }
}

/// Title and text in the editor's words.
#[component]
fn Rewriting(work: Work, at: Place) -> impl IntoView {
    let entry = entry_at(work, at);
    let is_text = entry.with_untracked(|entry| entry.as_ref().is_some_and(|one| one.kind == EntryKind::Text));
    let part = move |read: fn(&BriefingEntry) -> Option<String>, write: fn(&mut BriefingEntry, Option<String>)| {
        work.value(
            move |written| {
                let entry = written.sections.get(at.section).and_then(|section| section.entries.get(at.entry));
                entry.and_then(read).unwrap_or_default()
            },
            move |written, text| {
                let section = written.sections.get_mut(at.section);
                if let Some(entry) = section.and_then(|section| section.entries.get_mut(at.entry)) {
                    write(entry, Some(text).filter(|text| !text.is_empty()));
                }
            },
        )
    };
    let title = part(|entry| entry.title.clone(), |entry, text| entry.title = text);
    let text = part(|entry| entry.text.clone(), |entry, text| entry.text = text);
    let words = [Key::DeskPreviewWrite, Key::DeskPreviewLook, Key::DeskPreviewNothing].map(|key| Signal::from(t(key)));
    let title_field = work.made(pointer(at, "/title"), t(Key::DeskEntryTitle));
    let text_field = work.made(pointer(at, "/text"), t(Key::DeskEntryText));
    let (title_field, text_field) = if is_text {
        (title_field.required(), text_field.hint(t(Key::DeskMarkdown)))
    } else {
        (title_field.hint(t(Key::DeskEntryTitleHint)), text_field.hint(t(Key::DeskEntryTextHint)))
    };
    view! {
        <div class="desk-rewrite">
            <TextInput field=title_field value=title/>
            <TextArea field=text_field value=text rows=3 preview=preview(words)/>
        </div>
    }
}

#[component]
fn Acts(board: Board, at: Place, entry: Memo<Option<BriefingEntry>>, is_open: Memo<bool>) -> impl IntoView {
    let work = board.work;
    let title =
        Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|one| title_of(work, one)).unwrap_or_default()));
    let it = move |key: Key| Signal::derive(move || title.with(|title| fill(key, &[("title", title)])));
    let first = Memo::new(move |_| work.written.with(|written| arrange::above(written, at).is_none()));
    let last = Memo::new(move |_| work.written.with(|written| arrange::below(written, at).is_none()));
    let is_thing =
        Memo::new(move |_| entry.with(|entry| entry.as_ref().is_some_and(|one| one.kind != EntryKind::Text)));
    let rewrite = move |()| {
        if let Some(id) = entry.with_untracked(|entry| entry.as_ref().and_then(id_of)) {
            board.opened.update(|opened| match opened.iter().position(|one| *one == id) {
                Some(place) => _ = opened.remove(place),
                None => opened.push(id),
            });
        }
    };
    let out = move |()| {
        let said = fill(Key::DeskGone, &[("title", &title.get_untracked())]);
        work.step(said, |written| _ = arrange::take_out(written, at));
        let left =
            work.written.with_untracked(|written| written.sections.get(at.section).map_or(0, |one| one.entries.len()));
        focus_button(Place { entry: at.entry.min(left.saturating_sub(1)), ..at }, 1);
    };
    let rewriting = move || {
        is_thing.get().then(|| {
            view! {
                <Button small=true name=it(Key::DeskReplaceIt) on_press=move |()| board.replacing.ask(at)>{t(Key::DeskReplace)}</Button>
                <Button small=true name=it(Key::DeskRewriteIt) expanded=is_open on_press=rewrite>{t(Key::DeskRewrite)}</Button>
            }
        })
    };
    view! {
        <p class="buttons">
            <Button small=true name=it(Key::DeskUpIt) disabled=first on_press=move |()| step(work, at, true, 1)>{t(Key::DeskUp)}</Button>
            <Button small=true name=it(Key::DeskDownIt) disabled=last on_press=move |()| step(work, at, false, 2)>{t(Key::DeskDown)}</Button>
            {rewriting}
            <Button small=true rank=Rank::Quiet name=it(Key::DeskOutIt) on_press=out>{t(Key::DeskOut)}</Button>
        </p>
    }
}
