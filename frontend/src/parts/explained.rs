//! A word of the field with its meaning one press away.

use crate::address;
use crate::messages::{Key, fill, t};
use leptos::prelude::*;
use ui::Toggletip;

/// Opens the meaning of a word: by mouse, finger and keyboard alike.
#[component]
pub(crate) fn Explained(
    /// The word.
    word: Key,
    /// What it means.
    meaning: Key,
    /// Name of the word in the glossary's addresses.
    name: &'static str,
) -> impl IntoView {
    let more = ([&address::glossary(), "#", name].concat(), Signal::from(t(Key::ExplainedMore)));
    view! { <Toggletip label=fill(Key::ExplainedAsk, &[("word", t(word))]) text=t(meaning) more/> }
}
