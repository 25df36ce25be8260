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
    /// What is heard in the place of a number, such as “3 reports wait”.
    #[prop(optional, into)]
    spoken: Option<Signal<String>>,
) -> impl IntoView {
    if !count {
        return view! { <span class=["ui-badge ", tone.class()].concat()>{icon::draw(tone.icon())} {label}</span> }
            .into_any();
    }
    let hidden = spoken.is_some().then_some("true");
    let spoken = spoken.map(|words| view! { <span class="visually-hidden">" " {words}</span> });
    view! { <span class="ui-count-badge"><span aria-hidden=hidden>{label}</span> {spoken}</span> }.into_any()
}
