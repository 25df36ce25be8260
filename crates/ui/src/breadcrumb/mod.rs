//! Where one is, and the way back up.

use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// The way from the start to this page.
#[component]
pub fn Breadcrumb(
    /// What the way is called.
    #[prop(into)]
    label: Signal<String>,
    /// The pages above, from the top: address and name.
    above: Vec<(String, String)>,
    /// This page.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    let above = above.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> }).collect_view();
    view! { <nav class="ui-breadcrumb" aria-label=label><ol>{above}<li aria-current="page">{here}</li></ol></nav> }
}
