//! Yes or no, and any of several.

use crate::choice::Choice;
use crate::field::{Field, FieldSet};
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
    /// What is said yes to.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
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
    values: RwSignal<Vec<String>>,
) -> impl IntoView {
    let order: StoredValue<Vec<String>> = StoredValue::new(options.iter().map(|choice| choice.value.clone()).collect());
    let boxes = options.into_iter().enumerate().map(|(number, choice)| {
        let (id, hint) = ([&field.id, "-", &number.to_string()].concat(), choice.detail);
        let (asked, told) = (choice.value.clone(), choice.value);
        let change = move |ticked: bool| {
            values.update(|values| {
                values.retain(|value| *value != told);
                if ticked {
                    values.push(told.clone());
                }
                order.with_value(|order| values.sort_by_key(|value| order.iter().position(|other| other == value)));
            });
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
