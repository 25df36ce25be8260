//! Yes or no, and any of several.

use crate::choice::Choice;
use crate::field::{Field, FieldSet};
use crate::value::Value;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A box to tick.
#[component]
pub fn Checkbox(
    /// Its id in the page.
    #[prop(into)]
    id: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with what it is to be.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Some of what it stands for is ticked, some is not.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// It cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A sentence below it.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// How much one gets by it, as it is written: at the end of its line.
    #[prop(optional, into)]
    count: Option<Signal<String>>,
    /// What is said yes to.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let count = count.map(|count| view! { <span class="ui-choice-count">{count}</span> });
    let hint_id = [&id, "-hint"].concat();
    let described = hint.map(|_| hint_id.clone());
    view! {
        <label class="ui-choice">
            <input
                type="checkbox" id=id aria-describedby=described prop:checked=move || checked.get()
                prop:indeterminate=move || mixed.get() prop:disabled=move || disabled.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span>{label}</span>
            {count}
        </label>
        {hint.map(|hint| view! { <p class="ui-hint ui-choice-hint" id=hint_id>{hint}</p> })}
    }
}

/// Any of several.
#[component]
pub fn CheckboxGroup(
    /// The field.
    field: Field,
    /// What can be ticked.
    options: Vec<Choice>,
    /// The values that are ticked, in the order of the options.
    #[prop(into)]
    values: Value<Vec<String>>,
) -> impl IntoView {
    let order: StoredValue<Vec<String>> = StoredValue::new(options.iter().map(|choice| choice.value.clone()).collect());
    let boxes = options.into_iter().enumerate().map(|(number, choice)| {
        let (id, hint) = ([&field.id, "-", &number.to_string()].concat(), choice.detail);
        let (asked, told) = (choice.value.clone(), choice.value);
        let change = move |ticked: bool| {
            let mut next = values.get_untracked();
            next.retain(|value| *value != told);
            if ticked {
                next.push(told.clone());
            }
            order.with_value(|order| next.sort_by_key(|value| order.iter().position(|other| other == value)));
            values.set(next);
        };
        let checked = Signal::derive(move || values.with(|values| values.contains(&asked)));
        let hint = (!hint.is_empty()).then(|| Signal::stored(hint));
        match hint {
            Some(hint) => view! { <Checkbox id checked on_change=change hint label=choice.label/> }.into_any(),
            None => view! { <Checkbox id checked on_change=change label=choice.label/> }.into_any(),
        }
    });
    let boxes = boxes.collect_view();
    view! { <FieldSet field>{boxes}</FieldSet> }
}
