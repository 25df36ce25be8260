//! What another city should consider, a row each: added, taken out and put in another order by buttons and by keys.

use super::field::CONSIDER;
use super::work::{Lessons, Work};
use super::written::Written;
use crate::drafting::{RowActs, Rows};
use crate::messages::{Key, fill, t};
use domain::lessons::MAX_CONSIDER;
use leptos::prelude::*;
use ui::{Button, FieldSet, TextArea};
use web_sys::KeyboardEvent;

const POINTS: Rows<Lessons> = Rows {
    field: CONSIDER,
    most: MAX_CONSIDER,
    count: |written| written.content.consider.len(),
    put: |written, at| written.content.consider.insert(at, String::new()),
    // The last one is emptied.
    take: |written, at| {
        written.content.consider.remove(at);
        if written.content.consider.is_empty() {
            written.content.consider.push(String::new());
        }
    },
    swap: |written, at, to| written.content.consider.swap(at, to),
    first: "",
    names: [Key::DraftPointUpIt, Key::DraftPointDownIt, Key::DraftPointOutIt],
    moved: Key::DraftPointMoved,
};

/// What keys do in a row besides writing.
fn press(work: Work, at: usize, event: &KeyboardEvent) {
    let is_empty =
        work.written.with_untracked(|written| written.content.consider.get(at).is_some_and(String::is_empty));
    match event.key().as_str() {
        _ if event.is_composing() => return,
        "Enter" => POINTS.add(work, at + 1),
        "ArrowUp" if event.alt_key() => POINTS.swap(work, at, at.checked_sub(1)),
        "ArrowDown" if event.alt_key() => POINTS.swap(work, at, Some(at + 1)),
        "Backspace" if is_empty && at > 0 => POINTS.take_out(work, at),
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
    let rows = POINTS.counted(work);
    let points = move || (0..rows.get()).map(|at| view! { <Point work at/> }).collect_view();
    let more = move || {
        let all = rows.get();
        let add = move |()| POINTS.add(work, all);
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
fn Point(work: Work, at: usize) -> impl IntoView {
    let read = move |written: &Written| written.content.consider.get(at).cloned().unwrap_or_default();
    // A point is a line: a pasted text of several is made one.
    let write = move |written: &mut Written, text: String| {
        if let Some(point) = written.content.consider.get_mut(at) {
            *point = text.replace(['\n', '\r'], " ");
        }
    };
    let value = work.value(POINTS.pointer(at), read, write);
    let leave = move |()| work.leave(&POINTS.pointer(at));
    let field = work.made(POINTS.pointer(at), fill(Key::DraftPoint, &[("n", &(at + 1).to_string())]));
    view! {
        <li>
            <div on:keydown=move |event| press(work, at, &event)>
                <TextArea field value rows=2 on_leave=leave/>
            </div>
            <RowActs work rows=POINTS at/>
        </li>
    }
}
