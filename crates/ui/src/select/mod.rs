//! A native list to choose one from.

use crate::choice::Choice;
use crate::field::{Field, Framed};
use crate::value::Value;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A field to choose one of several from.
#[component]
pub fn Select(
    /// The field.
    field: Field,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The value that is chosen.
    #[prop(into)]
    value: Value<String>,
    /// What stands first and chooses nothing; without, there is always a choice.
    #[prop(optional, into)]
    none: Option<Signal<String>>,
    /// The options are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Called when somebody leaves it.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let (id, disabled, described, invalid, must) =
        (field.id.clone(), field.disabled, field.described(), field.invalid(), field.must());
    let option = move |choice: Choice| {
        let this = choice.value.clone();
        let words =
            if choice.detail.is_empty() { choice.label } else { [&choice.label, ", ", &choice.detail].concat() };
        view! { <option value=choice.value prop:selected=move || value.with(|value| *value == this)>{words}</option> }
    };
    let none = none.map(|none| {
        view! { <option value="" prop:selected=move || value.with(String::is_empty)>{none}</option> }
    });
    view! {
        <Framed field>
            <span class="ui-line" class:ui-busy=move || busy.get()>
                <select
                    class="ui-control" id=id aria-required=must aria-describedby=described aria-invalid=invalid
                    aria-busy=move || busy.get().then_some("true") prop:disabled=move || disabled.get() || busy.get()
                    on:change:target=move |event| value.set(event.target().value())
                    on:blur=move |_| if let Some(on_leave) = on_leave { _ = on_leave.try_run(()) }
                >
                    {none}
                    {move || options.get().into_iter().map(option).collect_view()}
                </select>
                <span class="ui-spin" aria-hidden="true"></span>
            </span>
        </Framed>
    }
}
