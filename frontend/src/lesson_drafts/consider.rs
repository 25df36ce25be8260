//! What another city should consider, a row each: added, taken out and put in another order by buttons and by keys.

use super::field::{CONSIDER, id_of};
use super::work::Work;
use super::written::Written;
use crate::browser::focus_id;
use crate::messages::{Key, fill, t};
use domain::lessons::MAX_CONSIDER;
use leptos::prelude::*;
use ui::{Button, FieldSet, TextArea};
use web_sys::KeyboardEvent;

fn pointer(at: usize) -> String {
    ["/consider/", &at.to_string()].concat()
}

/// Changes the rows, and puts the focus into one of them.
fn change(work: Work, to: usize, change: impl FnOnce(&mut Vec<String>)) {
    work.write(CONSIDER.pointer, |written| change(&mut written.content.consider));
    request_animation_frame(move || focus_id(&id_of(&pointer(to))));
}

fn count(written: &Written) -> usize {
    written.content.consider.len()
}

fn add(work: Work, at: usize) {
    if work.written.with_untracked(count) < MAX_CONSIDER {
        change(work, at, |points| points.insert(at, String::new()));
    }
}

/// Takes a row out; the last one is emptied.
fn take_out(work: Work, at: usize) {
    change(work, at.saturating_sub(1), |points| {
        points.remove(at);
        if points.is_empty() {
            points.push(String::new());
        }
    });
}

fn swap(work: Work, at: usize, to: Option<usize>) {
    let Some(to) = to.filter(|to| *to < work.written.with_untracked(count)) else { return };
    change(work, to, |points| points.swap(at, to));
    work.deed.say(fill(Key::DraftPointMoved, &[("n", &(to + 1).to_string())]));
}

/// What keys do in a row besides writing.
fn press(work: Work, at: usize, event: &KeyboardEvent) {
    let is_empty =
        work.written.with_untracked(|written| written.content.consider.get(at).is_some_and(String::is_empty));
    match event.key().as_str() {
        _ if event.is_composing() => return,
        "Enter" => add(work, at + 1),
        "ArrowUp" if event.alt_key() => swap(work, at, at.checked_sub(1)),
        "ArrowDown" if event.alt_key() => swap(work, at, Some(at + 1)),
        "Backspace" if is_empty && at > 0 => take_out(work, at),
        _ => return,
    }
    event.prevent_default();
}

/// The rows.
#[component]
pub(super) fn Considered(
    /// The draft.
    work: Work,
) -> impl IntoView {
    let rows = Memo::new(move |_| work.written.with(count));
    let points = move || {
        let all = rows.get();
        let point = |at: usize| {
            let is_last = at + 1 == all;
            view! { <Point work at is_last/> }
        };
        (0..all).map(point).collect_view()
    };
    let more = move || {
        let all = rows.get();
        let add = move |()| add(work, all);
        (all < MAX_CONSIDER).then(|| view! { <p><Button small=true on_press=add>{t(Key::DraftPointAdd)}</Button></p> })
    };
    view! {
        <FieldSet field=work.grouped(CONSIDER)>
            <ol class="points">{points}</ol>
            {more}
        </FieldSet>
    }
}

#[component]
fn Point(work: Work, at: usize, is_last: bool) -> impl IntoView {
    let (is_first, number) = (at == 0, (at + 1).to_string());
    let named = |key| fill(key, &[("n", &number)]);
    let read = move |written: &Written| written.content.consider.get(at).cloned().unwrap_or_default();
    // A point is a line: a pasted text of several is made one.
    let write = move |written: &mut Written, text: String| {
        if let Some(point) = written.content.consider.get_mut(at) {
            *point = text.replace(['\n', '\r'], " ");
        }
    };
    let value = work.value(pointer(at), read, write);
    let leave = move |()| work.leave(&pointer(at));
    let field = work.made(pointer(at), named(Key::DraftPoint));
    let (up, down) = (move |()| swap(work, at, at.checked_sub(1)), move |()| swap(work, at, Some(at + 1)));
    let out = move |()| take_out(work, at);
    view! {
        <li>
            <div on:keydown=move |event| press(work, at, &event)>
                <TextArea field value rows=2 on_leave=leave/>
            </div>
            <p class="buttons">
                <Button small=true name=named(Key::DraftPointUpIt) disabled=is_first on_press=up>
                    {t(Key::DraftPointUp)}
                </Button>
                <Button small=true name=named(Key::DraftPointDownIt) disabled=is_last on_press=down>
                    {t(Key::DraftPointDown)}
                </Button>
                <Button small=true name=named(Key::DraftPointOutIt) on_press=out>{t(Key::DraftPointOut)}</Button>
            </p>
        </li>
    }
}
