//! A number in a range, by feel or to the digit.

use crate::field::{Field, Framed};
use crate::value::Value;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A slider with a number beside it.
#[component]
pub fn Slider(
    /// The field.
    field: Field,
    /// The number.
    #[prop(into)]
    value: Value<f64>,
    /// The least.
    #[prop(default = 0.0)]
    min: f64,
    /// The most.
    #[prop(default = 100.0)]
    max: f64,
    /// From one to the next.
    #[prop(default = 1.0)]
    step: f64,
    /// How the number is said, such as “40 percent”.
    #[prop(into)]
    spoken: Callback<f64, String>,
    /// What the box for the number is called; without, the number is only shown.
    #[prop(optional, into)]
    exact: Option<Signal<String>>,
) -> impl IntoView {
    let (id, disabled, described, invalid) = (field.id.clone(), field.disabled, field.described(), field.invalid());
    let write = move |text: String| {
        if let Ok(number) = text.parse::<f64>() {
            value.set(number.clamp(min, max));
        }
    };
    let number = match exact {
        Some(exact) => view! {
            <input
                class="ui-control" type="number" min=min.to_string() max=max.to_string() step=step.to_string() aria-label=exact
                prop:value=move || value.get().to_string() prop:disabled=move || disabled.get()
                on:change:target=move |event| {
                    write(event.target().value());
                    event.target().set_value(&value.get_untracked().to_string());
                }
            />
        }
        .into_any(),
        // The slider itself says it.
        None => view! { <span class="ui-slider-number" aria-hidden="true">{move || spoken.run(value.get())}</span> }.into_any(),
    };
    view! {
        <Framed field>
            <span class="ui-slider">
                <input
                    type="range" id=id min=min.to_string() max=max.to_string() step=step.to_string() aria-describedby=described
                    aria-invalid=invalid aria-valuetext=move || spoken.run(value.get()) prop:value=move || value.get().to_string()
                    prop:disabled=move || disabled.get() on:input:target=move |event| write(event.target().value())
                />
                {number}
            </span>
        </Framed>
    }
}
