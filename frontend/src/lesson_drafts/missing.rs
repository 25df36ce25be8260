//! What a draft still needs before it can go to review, beside the form while one writes.

use super::field::entrance;
use super::words;
use super::work::Work;
use crate::browser::focus_id;
use crate::messages::{Key, count, t};
use leptos::prelude::*;

/// Id of the heading, to which the focus goes where something is missing.
const TITLE: &str = "lesson-missing";

/// Where each thing is missing, as pointers.
fn pointers(work: Work) -> Vec<&'static str> {
    let missing = work.written.with(|written| written.content().missing());
    missing.into_iter().map(|(pointer, _)| pointer).collect()
}

/// Whether nothing is missing; else the focus goes to what is.
pub(super) fn is_whole(work: Work) -> bool {
    let is_whole = untrack(|| pointers(work)).is_empty();
    if !is_whole {
        request_animation_frame(|| focus_id(TITLE));
    }
    is_whole
}

/// The list, each line a link to where one writes it.
#[component]
pub(super) fn Missing(
    /// The draft.
    work: Work,
) -> impl IntoView {
    let missing = Memo::new(move |_| pointers(work));
    let title = move || {
        missing.with(|missing| match missing.len() {
            0 => t(Key::DraftWhole).to_owned(),
            n => count(Key::DraftMissing, n),
        })
    };
    let line = |pointer: &'static str| {
        let id = entrance(pointer);
        let href = ["#", &id].concat();
        let follow = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            focus_id(&id);
        };
        view! { <li><a href=href on:click=follow>{words::missing(pointer)}</a></li> }
    };
    let content = move || {
        let missing = missing.get();
        if missing.is_empty() {
            return view! { <p class="small muted">{t(Key::DraftWholeText)}</p> }.into_any();
        }
        view! { <ul class="bullets">{missing.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{title}</h2>
            {content}
        </section>
    }
}
