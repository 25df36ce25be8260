//! A word of the field with its meaning one press away.

use crate::address;
use crate::messages::{Key, fill, t};
use leptos::prelude::*;

/// Opens the meaning of a word: by mouse, finger and keyboard alike (a toggletip; the browser closes it by Escape).
#[component]
pub(crate) fn Explained(
    /// The word.
    word: Key,
    /// What it means.
    meaning: Key,
    /// Name of the word in the glossary's addresses.
    name: &'static str,
) -> impl IntoView {
    let id = ["explained-", name].concat();
    let href = [&address::glossary(), "#", name].concat();
    view! {
        <span class="menu-place">
            <button type="button" class="explain" popovertarget=id.clone()>
                <span aria-hidden="true">"?"</span>
                <span class="visually-hidden">{fill(Key::ExplainedAsk, &[("word", t(word))])}</span>
            </button>
            <span class="menu explained" id=id popover="auto" role="note">
                <strong>{t(word)}</strong>
                <span>{t(meaning)}</span>
                <a href=href>{t(Key::ExplainedMore)}</a>
            </span>
        </span>
    }
}
