//! A password to write.

use crate::field::{Field, Framed};
use crate::value::Value;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// The words of a field for a password.
#[derive(Debug, Clone, Copy)]
pub struct PasswordWords {
    /// What the button says while the password is hidden, and what it is called.
    pub show: [Signal<String>; 2],
    /// What it says while the password is seen, and what it is called.
    pub hide: [Signal<String>; 2],
}

/// A field for a password: hidden, unless somebody wants to see it.
#[component]
pub fn PasswordInput(
    /// The field.
    field: Field,
    /// What stands in it.
    #[prop(into)]
    value: Value<String>,
    /// What the browser may fill it with: `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Its words.
    words: PasswordWords,
    /// Called when somebody leaves it.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// What is said of it, below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (id, disabled, described, invalid, must) =
        (field.id.clone(), field.disabled, field.described(), field.invalid(), field.must());
    let (shown, controls) = (RwSignal::new(false), id.clone());
    let [word, name] = [0, 1].map(|at| move || if shown.get() { words.hide[at].get() } else { words.show[at].get() });
    view! {
        <Framed field>
            <span class="ui-password">
                <input
                    class="ui-control" id=id type=move || if shown.get() { "text" } else { "password" } autocomplete=autocomplete
                    autocapitalize="none" spellcheck="false" aria-required=must aria-describedby=described aria-invalid=invalid
                    prop:disabled=move || disabled.get() prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                    on:blur=move |_| if let Some(on_leave) = on_leave { _ = on_leave.try_run(()) }
                />
                <button type="button" class="ui-button" aria-label=name aria-controls=controls on:click=move |_| shown.update(|shown| *shown = !*shown)>
                    {word}
                </button>
            </span>
            {children.map(|children| children())}
        </Framed>
    }
}
