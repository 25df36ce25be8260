//! Parts of one thing, each with an address.

use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its name.
    pub label: String,
    /// How many things it holds, as they are written; empty where nobody counts.
    pub count: String,
}

/// Links to the parts of one thing.
#[component]
pub fn Tabs(
    /// Of what they are the parts.
    #[prop(into)]
    label: Signal<String>,
    /// The parts.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The address of the part that is seen.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let tab = move |tab: Tab| {
        let this = tab.href.clone();
        let count = (!tab.count.is_empty()).then(|| view! { " " <span class="ui-tab-count">{tab.count}</span> });
        let here = move || current.with(|current| *current == this).then_some("page");
        view! { <li><a href=tab.href aria-current=here>{tab.label} {count}</a></li> }
    };
    view! {
        <nav class="ui-tabs" aria-label=label><ul>{move || tabs.get().into_iter().map(tab).collect_view()}</ul></nav>
    }
}
