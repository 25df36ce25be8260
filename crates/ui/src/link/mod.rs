//! Something that leads somewhere.

use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A link.
#[component]
pub fn Link(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// It stands alone, not in a sentence: as high as a finger needs.
    #[prop(optional)]
    alone: bool,
    /// Leads out of the app; the words say so after the link's own, such as “(another site)”.
    #[prop(optional, into)]
    outside: Option<String>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let rel = outside.is_some().then_some("external noopener");
    view! {
        <a class="ui-link" class:ui-alone=alone href=href rel=rel>
            {children()} {outside.map(|words| view! { <span class="ui-outside">" " {words}</span> })}
        </a>
    }
}
