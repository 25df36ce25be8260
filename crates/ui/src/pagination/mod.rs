//! More of a list, by cursor.

use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A button that fetches more, and how much is there.
#[component]
pub fn ShowMore(
    /// How much is seen, such as “20 of 297 cities”, where somebody counts.
    #[prop(optional, into)]
    seen: Option<Signal<String>>,
    /// There is more.
    #[prop(into)]
    more: Signal<bool>,
    /// It is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// What the button says, and says while it is busy.
    words: [Signal<String>; 2],
    /// Fetches more.
    #[prop(into)]
    on_more: Callback<()>,
) -> impl IntoView {
    let [word, pending] = words;
    let button = move || {
        more.get().then(|| view! {
            <crate::Button busy busy_word=Signal::derive(move || Some(pending.get())) on_press=on_more>{word}</crate::Button>
        })
    };
    let seen = seen.map(|seen| view! { <p role="status">{seen}</p> });
    view! { <div class="ui-more">{seen} {button}</div> }
}

/// Links to the pages before and after.
#[component]
pub fn PreviousNext(
    /// What the links are called together.
    #[prop(into)]
    label: Signal<String>,
    /// The address of the page before, where there is one, and its words.
    #[prop(into)]
    previous: Signal<Option<(String, String)>>,
    /// The address of the next page, where there is one, and its words.
    #[prop(into)]
    next: Signal<Option<(String, String)>>,
) -> impl IntoView {
    let link = |page: Option<(String, String)>, rel: &'static str| {
        page.map(|(href, words)| view! { <a class="ui-button" href=href rel=rel>{words}</a> })
    };
    view! {
        <nav class="ui-pages" aria-label=label>
            {move || link(previous.get(), "prev")}
            {move || link(next.get(), "next")}
        </nav>
    }
}
