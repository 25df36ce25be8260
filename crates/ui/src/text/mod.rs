//! A line to write.

use crate::field::{Field, Framed};
use crate::value::Value;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A field for a line of text.
#[component]
pub fn TextInput(
    /// The field.
    field: Field,
    /// What stands in it.
    #[prop(into)]
    value: Value<String>,
    /// The native type: `text`, `email`, `url`, `tel`, `password`, `search`, `number`, `date`, `time`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill it with.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Can be read and copied, not changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// What is in it is being looked at, somewhere else.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The most characters there may be.
    #[prop(optional, into)]
    most: Option<usize>,
    /// Called when somebody leaves it.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// Called when somebody is done with a change: by Enter, or by leaving it.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let (id, disabled, described, invalid, must) =
        (field.id.clone(), field.disabled, field.described(), field.invalid(), field.must());
    let plain = kind == "text" || kind == "search";
    view! {
        <Framed field>
            <span class="ui-line" class:ui-busy=move || busy.get()>
                <input
                    class="ui-control" id=id type=kind autocomplete=autocomplete autocapitalize=(!plain).then_some("none")
                    spellcheck=(kind != "text").then_some("false") maxlength=most.map(|most| most.to_string()) aria-required=must aria-describedby=described aria-invalid=invalid
                    aria-busy=move || busy.get().then_some("true")
                    prop:disabled=move || disabled.get() prop:readOnly=move || read_only.get() prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                    on:change=move |_| if let Some(on_done) = on_done { _ = on_done.try_run(()) }
                    on:blur=move |_| if let Some(on_leave) = on_leave { _ = on_leave.try_run(()) }
                />
                <span class="ui-spin" aria-hidden="true"></span>
            </span>
        </Framed>
    }
}
