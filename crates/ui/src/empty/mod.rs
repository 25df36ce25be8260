//! There is nothing, and what to do next.

use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// Says that there is nothing.
#[component]
pub fn Empty(
    /// What there is not.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do next; perhaps a button.
    children: Children,
) -> impl IntoView {
    view! { <div class="ui-empty"><p class="ui-empty-title">{title}</p> {children()}</div> }
}
