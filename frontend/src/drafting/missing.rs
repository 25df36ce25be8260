//! What a draft still needs before it can go to review, beside the form while one writes.

use super::{Drafted, Work, id_of};
use crate::browser::focus_id;
use crate::messages::{Key, count, t};
use leptos::prelude::*;

/// Id of the heading, to which the focus goes where something is missing.
fn title_id<K: Drafted>() -> String {
    id_of::<K>("/missing")
}

fn all<K: Drafted>(work: Work<K>) -> Vec<(String, &'static str)> {
    work.written.with(|written| K::missing(&K::finish(written)))
}

/// Whether nothing is missing; else the focus goes to what is.
pub(crate) fn is_whole<K: Drafted>(work: Work<K>) -> bool {
    let is_whole = untrack(|| all(work)).is_empty();
    if !is_whole {
        request_animation_frame(|| focus_id(&title_id::<K>()));
    }
    is_whole
}

/// The list, each line a link to where one writes it.
#[component]
pub(crate) fn Missing<K: Drafted>(
    /// The draft.
    work: Work<K>,
) -> impl IntoView {
    let missing = Memo::new(move |_| all(work));
    let title = move || {
        missing.with(|missing| match missing.len() {
            0 => t(Key::DraftWhole).to_owned(),
            n => count(Key::DraftMissing, n),
        })
    };
    let line = |(pointer, words): (String, &'static str)| {
        let id = K::entrance(&pointer);
        let href = ["#", &id].concat();
        let follow = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            focus_id(&id);
        };
        view! { <li><a href=href on:click=follow>{words}</a></li> }
    };
    let content = move || {
        let missing = missing.get();
        if missing.is_empty() {
            return view! { <p class="small muted">{t(Key::DraftWholeText)}</p> }.into_any();
        }
        view! { <ul class="bullets">{missing.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    let (labelled, id) = (title_id::<K>(), title_id::<K>());
    view! {
        <section class="panel" aria-labelledby=labelled>
            <h2 id=id tabindex="-1">{title}</h2>
            {content}
        </section>
    }
}
