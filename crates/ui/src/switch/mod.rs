//! On or off, at once.

use crate::dom::unique;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A switch.
#[component]
pub fn Switch(
    /// What is on or off.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with what it is to be.
    #[prop(into)]
    on_change: Callback<bool>,
    /// The words of on and off.
    words: [Signal<String>; 2],
    /// A change is on its way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A sentence below it.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let hint_id = unique("switch-hint");
    let described = hint.map(|_| hint_id.clone());
    let [yes, no] = words;
    let change = move |event: leptos::ev::Targeted<web_sys::Event, web_sys::HtmlInputElement>| {
        let wanted = event.target().checked();
        if busy.get_untracked() {
            event.target().set_checked(!wanted);
        } else {
            on_change.run(wanted);
        }
    };
    view! {
        <label class="ui-switch" class:ui-busy=move || busy.get()>
            <input
                type="checkbox" role="switch" aria-describedby=described aria-busy=move || busy.get().then_some("true")
                prop:checked=move || on.get() prop:disabled=move || disabled.get() on:change:target=change
            />
            <span>{label}</span>
            <span class="ui-switch-word" aria-hidden="true">{move || if on.get() { yes.get() } else { no.get() }}</span>
        </label>
        {hint.map(|hint| view! { <p class="ui-hint" id=hint_id>{hint}</p> })}
    }
}
