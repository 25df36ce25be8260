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
    /// The word of the tone, such as “Note”, or what is the matter in a sentence.
    #[prop(into)]
    word: Signal<String>,
    /// It came up just now: it is said at once where it is bad or one has to look out, politely else.
    #[prop(optional)]
    fresh: bool,
    /// Takes it away: what the button is called, and what happens.
    #[prop(optional)]
    off: Option<(Signal<String>, Callback<()>)>,
    /// What is the matter is a heading.
    #[prop(optional)]
    heading: bool,
    /// Its id in the page, so that the focus can go to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// What else it says.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = fresh.then_some(if matches!(tone, Tone::Bad | Tone::Warn) { "alert" } else { "status" });
    let stop = id.is_some().then_some("-1");
    let off = off.map(|(name, act)| {
        view! { <button type="button" class="ui-close" aria-label=name on:click=move |_| act.run(())>{icon::draw(icon::CLOSE)}</button> }
    });
    let word = if heading {
        view! { <h2 class="ui-banner-word">{icon::draw(tone.icon())} <span>{word}</span></h2> }.into_any()
    } else {
        view! { <p class="ui-banner-word">{icon::draw(tone.icon())} <strong>{word}</strong></p> }.into_any()
    };
    view! {
        <div class=["ui-banner ", tone.class()].concat() role=role id=id tabindex=stop>
            {word}
            {children.map(|children| view! { <div class="ui-banner-text">{children()}</div> })}
            {off}
        </div>
    }
}
