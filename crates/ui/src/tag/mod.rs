//! A word that something is filed under.

use crate::icon;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A tag: a word, a link to all that has it, or a word that can be taken away.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// Where all that has it is.
    #[prop(optional, into)]
    href: Option<Signal<String>>,
    /// The colour of a pillar: `harbour`, `moss`, `ochre`, `plum`.
    #[prop(optional)]
    pillar: &'static str,
    /// Takes it away: what the button is called, and what happens.
    #[prop(optional)]
    off: Option<(Signal<String>, Callback<()>)>,
    /// Taken away by going to `href`: what the link is called, and what happens then.
    #[prop(optional)]
    left_by: Option<(Signal<String>, Callback<()>)>,
) -> impl IntoView {
    let class = ["ui-tag ", pillar].concat();
    let off = off.map(|(name, act)| {
        view! {
            <button type="button" class="ui-tag-off" aria-label=name on:click=move |_| act.run(())>{icon::draw(icon::CLOSE)}</button>
        }
    });
    if let Some(((name, act), href)) = left_by.zip(href) {
        return view! {
            <a class=class href=href aria-label=name data-noscroll="" on:click=move |_| act.run(())>{label} {icon::draw(icon::CLOSE)}</a>
        }
        .into_any();
    }
    match href {
        Some(href) => view! { <a class=class href=href>{label}</a> }.into_any(),
        None => view! { <span class=class>{label} {off}</span> }.into_any(),
    }
}
