//! Something that concerns the whole page.

use crate::icon;
use crate::tone::Tone;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A banner.
#[component]
pub fn Banner(
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
    /// The word of the tone, such as “Note”.
    #[prop(into)]
    word: Signal<String>,
    /// It came up just now: it is said at once where it is bad, politely else.
    #[prop(optional)]
    fresh: bool,
    /// Takes it away: what the button is called, and what happens.
    #[prop(optional)]
    off: Option<(Signal<String>, Callback<()>)>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let role = fresh.then_some(if matches!(tone, Tone::Bad) { "alert" } else { "status" });
    let off = off.map(|(name, act)| {
        view! { <button type="button" class="ui-close" aria-label=name on:click=move |_| act.run(())>{icon::draw(icon::CLOSE)}</button> }
    });
    view! {
        <div class=["ui-banner ", tone.class()].concat() role=role>
            <span class="ui-banner-word">{icon::draw(tone.icon())} <strong>{word}</strong></span>
            <div class="ui-banner-text">{children()}</div>
            {off}
        </div>
    }
}
