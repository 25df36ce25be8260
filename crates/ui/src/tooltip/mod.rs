//! A few words about something, on request.

use crate::dom::{is_within, unique};
use crate::icon;
use leptos::html;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// Words that appear while what is in it is pointed at or has the focus.
#[component]
pub fn Tooltip(
    /// The id of the words: what is in it names it in `aria-describedby`.
    #[prop(into)]
    id: String,
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// One control.
    children: Children,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    // Escape hides it also while it is only pointed at, and the focus is elsewhere.
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" {
            shown.set(false);
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <span
            class="ui-tip" on:mouseenter=move |_| shown.set(true) on:mouseleave=move |_| shown.set(false)
            on:focusin=move |_| shown.set(true) on:focusout=move |_| shown.set(false)
        >
            {children()}
            <span class="ui-panel ui-tip-text" role="tooltip" id=id class:ui-shown=move || shown.get()>{text}</span>
        </span>
    }
}

/// A button that shows a few words: for touch, and for words that matter.
#[component]
pub fn Toggletip(
    /// What the button is called, such as “What is a shock?”.
    #[prop(into)]
    label: Signal<String>,
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// Where more of it stands, and the words of the link there.
    #[prop(optional)]
    more: Option<(String, Signal<String>)>,
) -> impl IntoView {
    let (shown, node, id) = (RwSignal::new(false), NodeRef::<html::Span>::new(), unique("toggletip"));
    let left = move |event: web_sys::FocusEvent| {
        // It is left, too, when it is taken from the page: by then there may be nothing.
        let root = node.try_get_untracked().flatten();
        if !is_within(root.as_deref().map(AsRef::as_ref), event.related_target()) {
            shown.set(false);
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && shown.get_untracked() {
            // A dialog around it stays open.
            event.prevent_default();
            event.stop_propagation();
            shown.set(false);
        }
    };
    view! {
        <span class="ui-tip" node_ref=node on:focusout=left on:keydown=key>
            <button
                type="button" class="ui-tip-button" aria-label=label aria-expanded=move || shown.get().to_string() aria-controls=id.clone()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {icon::draw(icon::QUESTION)}
            </button>
            <span role="status" id=id>
                {move || shown.get().then(|| {
                    let more = more.clone().map(|(href, words)| view! { " " <a href=href>{words}</a> });
                    view! { <span class="ui-panel ui-tip-text ui-shown">{text} {more}</span> }
                })}
            </span>
        </span>
    }
}
