//! Something that leads somewhere.

use crate::button::Rank;
use crate::icon;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A link.
#[component]
pub fn Link(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// It stands alone, not in a sentence: as high as a finger needs.
    #[prop(optional)]
    alone: bool,
    /// It looks like a button of this rank.
    #[prop(optional, into)]
    rank: Option<Rank>,
    /// As a button it is lower and narrower.
    #[prop(optional)]
    small: bool,
    /// What it is called, where what it says does not tell it from its like: begins with what it says.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// Leads out of the app: a sign says so, and words for who does not see it, such as “(another site)”.
    #[prop(optional, into)]
    outside: Option<String>,
    /// The browser goes there by itself: it is no page of the app, such as a file or a mail.
    #[prop(optional)]
    external: bool,
    /// The page stays where it is read: only its address changes.
    #[prop(optional)]
    stays: bool,
    /// Called when it is followed.
    #[prop(optional, into)]
    on_follow: Option<Callback<()>>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let rel = if outside.is_some() { Some("external noopener noreferrer") } else { external.then_some("external") };
    let class = rank.map_or("ui-link", Rank::class);
    let follow = move |_| {
        if let Some(on_follow) = on_follow {
            on_follow.run(());
        }
    };
    view! {
        <a
            class=class class:ui-alone=alone class:ui-small=small href=href rel=rel aria-label=name data-noscroll=stays.then_some("")
            on:click=follow
        >
            {children()} {outside.map(|words| view! { <span class="ui-outside">{icon::draw(icon::OUT)}</span> <span class="visually-hidden">" " {words}</span> })}
        </a>
    }
}
