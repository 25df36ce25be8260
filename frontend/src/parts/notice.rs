//! Notices: an empty list, weights that cannot be used.

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
