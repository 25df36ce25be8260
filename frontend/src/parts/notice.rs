//! Notices: an empty list, an address that says something unknown.

use contract::Fault;
use leptos::prelude::*;

/// Says that there is nothing, or something odd, and what to do next.
#[component]
pub(crate) fn Notice(
    /// What is the matter.
    title: &'static str,
    /// What to do next.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="notice">
            <p><strong>{title}</strong></p>
            {children()}
        </div>
    }
}

/// The faults of an address, as the API would report them.
#[component]
pub(crate) fn Faults(
    /// All of them.
    faults: Vec<Fault>,
) -> impl IntoView {
    let lines = faults.into_iter().map(|fault| view! { <li>{fault.message}</li> });
    view! { <ul class="bullets">{lines.collect_view()}</ul> }
}
