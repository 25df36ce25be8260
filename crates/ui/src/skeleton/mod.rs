//! Stands in for what is on its way.

use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// Grey bars of the size of what will come.
#[component]
pub fn Skeleton(
    /// What is heard meanwhile.
    #[prop(into)]
    label: Signal<String>,
    /// How many bars.
    #[prop(default = 3)]
    lines: usize,
    /// The bars are rows of a list, not lines of a text.
    #[prop(optional)]
    rows: bool,
    /// The first bar is a heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let bars = (0..lines).map(|_| view! { <span aria-hidden="true"></span> }).collect_view();
    view! { <div class="ui-skeleton" class:ui-rows=rows class:ui-heading=heading aria-busy="true"><span class="visually-hidden" role="status">{label}</span>{bars}</div> }
}
