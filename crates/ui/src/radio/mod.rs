//! One of few.

use crate::choice::Choice;
use crate::dom::unique;
use crate::field::{Field, FieldSet};
use crate::value::Value;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// One of few, all of which are seen.
#[component]
pub fn RadioGroup(
    /// The field.
    field: Field,
    /// What can be chosen.
    options: Vec<Choice>,
    /// The value that is chosen; empty while none is.
    #[prop(into)]
    value: Value<String>,
) -> impl IntoView {
    let name = unique("radio");
    let radios = options.into_iter().enumerate().map(|(number, choice)| {
        let hint_id = [&name, "-hint-", &number.to_string()].concat();
        let described = (!choice.detail.is_empty()).then(|| hint_id.clone());
        let this = choice.value.clone();
        let hint =
            described.clone().map(|_| view! { <p class="ui-hint ui-choice-hint" id=hint_id>{choice.detail}</p> });
        view! {
            <label class="ui-choice">
                <input
                    type="radio" name=name.clone() value=choice.value aria-describedby=described
                    prop:checked=move || value.with(|value| *value == this)
                    on:change:target=move |event| value.set(event.target().value())
                />
                <span>{choice.label}</span>
            </label>
            {hint}
        }
    });
    let radios = radios.collect_view();
    view! { <FieldSet field role="radiogroup">{radios}</FieldSet> }
}
