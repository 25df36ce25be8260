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
    /// How name and count are said together; empty where nobody counts.
    pub spoken: String,
}

impl Tab {
    /// A part whose things nobody counts.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), count: String::new(), spoken: String::new() }
    }

    /// With how many things it holds, and how name and count are said together.
    #[must_use]
    pub fn counted(self, count: impl Into<String>, spoken: impl Into<String>) -> Self {
        Self { count: count.into(), spoken: spoken.into(), ..self }
    }
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
    /// The page stays where it is read: a part is only another address of it.
    #[prop(optional)]
    stays: bool,
) -> impl IntoView {
    let tab = move |tab: Tab| {
        let this = tab.href.clone();
        let count = (!tab.count.is_empty()).then(|| view! { " " <span class="ui-tab-count">{tab.count}</span> });
        let here = move || current.with(|current| *current == this).then_some("page");
        let (spoken, stays) = ((!tab.spoken.is_empty()).then_some(tab.spoken), stays.then_some(""));
        view! { <li><a href=tab.href aria-current=here aria-label=spoken data-noscroll=stays>{tab.label} {count}</a></li> }
    };
    view! {
        <nav class="ui-tabs" aria-label=label><ul>{move || tabs.get().into_iter().map(tab).collect_view()}</ul></nav>
    }
}
