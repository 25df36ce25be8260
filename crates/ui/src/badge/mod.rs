//! How something stands, or how much of it waits.

use crate::icon;
use crate::tone::Tone;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A badge.
#[component]
pub fn Badge(
    /// How it stands.
    #[prop(optional)]
    tone: Tone,
    /// It is a number of things that wait, rather than a state: no sign.
    #[prop(optional)]
    count: bool,
    /// The word, or the number.
    #[prop(into)]
    label: Signal<String>,
    /// What a number counts, for who only hears it, such as “reports wait”.
    #[prop(optional, into)]
    spoken: Option<Signal<String>>,
) -> impl IntoView {
    let spoken = spoken.map(|words| view! { <span class="visually-hidden">" " {words}</span> });
    if count {
        view! { <span class="ui-count-badge">{label} {spoken}</span> }.into_any()
    } else {
        view! { <span class=["ui-badge ", tone.class()].concat()>{icon::draw(tone.icon())} {label} {spoken}</span> }
            .into_any()
    }
}
