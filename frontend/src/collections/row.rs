//! An item of a collection, with a word about it, and what puts it elsewhere.

use super::board::Board;
use crate::browser::{find, focus_id, focus_in_place};
use crate::library::Described;
use crate::messages::{Key, fill, t};
use domain::library::CollectionItem;
use leptos::prelude::*;
use ui::{Button, Field, Rank, TextInput};
use web_sys::KeyboardEvent;

/// The longest word about an item, in characters: as the domain has it.
const MOST: usize = 500;

/// Where the focus goes in a row.
const TITLE: &str = ".row-name";
const UP: &str = ".move-up button";
const DOWN: &str = ".move-down button";
const NOTE: &str = ".write-note button";

fn row_id(at: usize) -> String {
    ["item-", &at.to_string()].concat()
}

/// Puts the focus into a row, once what is in it has changed.
fn focus(at: usize, what: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = find(&["#", &row_id(at), " ", what].concat()) {
            // Scrolls as far as it takes to see it.
            let _ = element.focus();
        }
    });
}

/// Lets two items change places; the focus follows the one that was moved.
fn swap(board: Board, at: usize, to: Option<usize>, what: &'static str) {
    let all = board.items.with_untracked(Vec::len);
    let Some(to) = to.filter(|to| *to < all) else { return };
    let title = title_of(board, at);
    board.arrange(|items| items.swap(at, to));
    let (n, all) = ((to + 1).to_string(), all.to_string());
    board.deed.say(fill(Key::CollectionMoved, &[("title", &title), ("n", &n), ("all", &all)]));
    focus(to, what);
}

/// Takes an item off the list; the focus goes to the one before it.
fn take_off(board: Board, at: usize) {
    let title = title_of(board, at);
    board.arrange(|items| {
        if at < items.len() {
            items.remove(at);
        }
    });
    board.deed.say(fill(Key::CollectionTakenOff, &[("title", &title)]));
    if board.items.with_untracked(Vec::is_empty) {
        request_animation_frame(|| {
            if let Some(heading) = find("main h1") {
                focus_in_place(&heading);
            }
        });
    } else {
        focus(at.saturating_sub(1), TITLE);
    }
}

fn title_of(board: Board, at: usize) -> String {
    board.items.with_untracked(|items| items.get(at).map(|one| one.item.title.clone()).unwrap_or_default())
}

/// The row at a place: what stands in it changes, the row stays.
#[component]
pub(super) fn Row(
    /// The collection.
    board: Board,
    /// The place, from 0.
    at: usize,
) -> impl IntoView {
    let one = Memo::new(move |_| board.items.with(|items| items.get(at).cloned()));
    let content = move || {
        one.get().map(|CollectionItem { item, note }| {
            let note = note.map(|note| view! { <p class="item-note" dir="auto">{note}</p> });
            view! { <Described item/> {note} }
        })
    };
    let press = move |event: KeyboardEvent| {
        if board.edits.get_untracked() && event.alt_key() {
            match event.key().as_str() {
                "ArrowUp" => swap(board, at, at.checked_sub(1), TITLE),
                "ArrowDown" => swap(board, at, Some(at + 1), TITLE),
                _ => return,
            }
            event.prevent_default();
        }
    };
    let tools = move || board.edits.get().then(|| view! { <Tools board at/> });
    view! { <li class="card" id=row_id(at) on:keydown=press>{content} {tools}</li> }
}

/// What puts the item elsewhere, and what is said of it.
#[component]
fn Tools(board: Board, at: usize) -> impl IntoView {
    let title = Memo::new(move |_| {
        board.items.with(|items| items.get(at).map(|one| one.item.title.clone()).unwrap_or_default())
    });
    let named = move |key: Key| Signal::derive(move || title.with(|title| fill(key, &[("title", title)])));
    let is_last = Memo::new(move |_| board.items.with(|items| at + 1 >= items.len()));
    let has_note = Memo::new(move |_| board.items.with(|items| items.get(at).is_some_and(|one| one.note.is_some())));
    let writing = RwSignal::new(false);
    let (up, down) = (move |()| swap(board, at, at.checked_sub(1), UP), move |()| swap(board, at, Some(at + 1), DOWN));
    let word = move || t(if has_note.get() { Key::CollectionNoteChange } else { Key::CollectionNoteWrite });
    let called = Signal::derive(move || {
        let key = if has_note.get() { Key::CollectionNoteChangeIt } else { Key::CollectionNoteWriteIt };
        title.with(|title| fill(key, &[("title", title)]))
    });
    view! {
        <p class="buttons">
            <span class="move-up">
                <Button small=true name=named(Key::CollectionUpIt) disabled={at == 0} on_press=up>{t(Key::CollectionUp)}</Button>
            </span>
            <span class="move-down">
                <Button small=true name=named(Key::CollectionDownIt) disabled=is_last on_press=down>{t(Key::CollectionDown)}</Button>
            </span>
            <span class="write-note">
                <Button small=true name=called expanded=writing on_press=move |()| writing.update(|writing| *writing = !*writing)>{word}</Button>
            </span>
            <Button small=true name=named(Key::CollectionOffIt) on_press=move |()| take_off(board, at)>{t(Key::CollectionOff)}</Button>
        </p>
        {move || writing.get().then(|| view! { <Note board at writing/> })}
    }
}

/// A word about the item.
#[component]
fn Note(board: Board, at: usize, writing: RwSignal<bool>) -> impl IntoView {
    let id = [&row_id(at), "-note"].concat();
    let before = board.items.with_untracked(|items| items.get(at).and_then(|one| one.note.clone()));
    let typed = RwSignal::new(before.unwrap_or_default());
    let close = move || {
        writing.set(false);
        focus(at, NOTE);
    };
    let keep = move || {
        let note = typed.get_untracked().trim().to_owned();
        board.arrange(|items| {
            if let Some(one) = items.get_mut(at) {
                one.note = Some(note).filter(|note| !note.is_empty());
            }
        });
        board.deed.tell(Key::CollectionNoteKept);
        close();
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        keep();
    };
    let field = Field::new(id.clone(), t(Key::CollectionNote)).hint(t(Key::CollectionNoteHint));
    request_animation_frame(move || focus_id(&id));
    view! {
        <form on:submit=submit>
            <TextInput field value=typed most=MOST/>
            <p class="buttons">
                <Button small=true submit=true>{t(Key::CollectionNoteKeep)}</Button>
                <Button small=true rank=Rank::Quiet on_press=move |()| close()>{t(Key::FormCancel)}</Button>
            </p>
        </form>
    }
}
