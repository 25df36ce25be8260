//! The fields of a [`Form`].

use super::form::with_length;
use super::{Field, Form, Kind};
use crate::messages::{Key, t};
use leptos::prelude::*;

/// Label, hint and fault around a control.
#[component]
pub(super) fn Framed(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
    /// The control.
    children: Children,
) -> impl IntoView {
    let fault = move || {
        form.fault(field).map(|text| {
            let id = [field.id, "-fault"].concat();
            view! { <p class="fault" id=id><strong>{t(Key::FaultWord)}</strong> " " {text}</p> }
        })
    };
    let hint = field.hint.map(|hint| view! { <p class="hint" id=[field.id, "-hint"].concat()>{with_length(hint)}</p> });
    view! {
        <div class="field" class:wrong=move || form.fault(field).is_some()>
            <label for=field.id>{t(field.label)}</label>
            {hint}
            {fault}
            {children()}
        </div>
    }
}

/// What describes a field: its hint, and its fault while it has one.
fn described(form: Form, field: Field) -> impl Fn() -> Option<String> {
    move || {
        let hint = field.hint.map(|_| [field.id, "-hint"].concat());
        let fault = form.fault(field).map(|_| [field.id, "-fault"].concat());
        let ids: Vec<String> = hint.into_iter().chain(fault).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// Said of every field, right or wrong; see the form of a report.
fn invalid(form: Form, field: Field) -> impl Fn() -> &'static str {
    move || if form.fault(field).is_some() { "true" } else { "false" }
}

/// A field to write in.
#[component]
pub(crate) fn TextField(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
) -> impl IntoView {
    let control = match field.kind {
        Kind::Lines => view! { <Lines form field/> }.into_any(),
        Kind::Password => view! { <Password form field/> }.into_any(),
        Kind::Email => view! { <Line form field kind="email"/> }.into_any(),
        Kind::Line => view! { <Line form field kind="text"/> }.into_any(),
    };
    view! { <Framed form field>{control}</Framed> }
}

#[component]
fn Line(form: Form, field: Field, #[prop(into)] kind: Signal<&'static str>) -> impl IntoView {
    view! {
        <input
            id=field.id type=move || kind.get() aria-required=field.required.to_string() autocomplete=field.autocomplete
            spellcheck="false" autocapitalize=(field.kind != Kind::Line).then_some("none")
            aria-describedby=described(form, field) aria-invalid=invalid(form, field)
            prop:value=move || form.texts.with(|texts| texts.of(field))
            on:input:target=move |event| form.type_in(field, event.target().value())
            on:blur=move |_| form.leave(field)
        />
    }
}

/// A password, hidden unless somebody wants to see it.
#[component]
pub(super) fn Password(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let name = move || t(if shown.get() { Key::FormHidePassword } else { Key::FormShowPassword });
    let word = move || t(if shown.get() { Key::FormHide } else { Key::FormShow });
    view! {
        <div class="with-button">
            <Line form field kind/>
            <button type="button" class="btn" aria-label=name aria-controls=field.id on:click=move |_| shown.update(|shown| *shown = !*shown)>
                {word}
            </button>
        </div>
    }
}

#[component]
fn Lines(form: Form, field: Field) -> impl IntoView {
    view! {
        <textarea
            id=field.id rows="4" aria-required=field.required.to_string()
            aria-describedby=described(form, field) aria-invalid=invalid(form, field)
            prop:value=move || form.texts.with(|texts| texts.of(field))
            on:input:target=move |event| form.type_in(field, event.target().value())
            on:blur=move |_| form.leave(field)
        ></textarea>
    }
}

/// What can be chosen: values and their words.
pub(crate) type Options = Vec<(String, String)>;

/// All values of a closed set, each with its words.
pub(crate) fn options<T: Copy, W: Into<String>>(all: &[T], value: fn(T) -> &'static str, words: fn(T) -> W) -> Options {
    all.iter().map(|one| (value(*one).to_owned(), words(*one).into())).collect()
}

/// A field to choose one from.
#[component]
pub(crate) fn SelectField(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
    /// What can be chosen.
    options: Options,
) -> impl IntoView {
    let chosen = Memo::new(move |_| form.texts.with(|texts| texts.of(field)));
    let options = options.into_iter().map(|(value, words)| {
        let this = value.clone();
        view! { <option value=value prop:selected=move || chosen.with(|chosen| *chosen == this)>{words}</option> }
    });
    let options = options.collect_view();
    view! {
        <Framed form field>
            <select
                id=field.id aria-describedby=described(form, field) aria-invalid=invalid(form, field)
                on:change:target=move |event| form.type_in(field, event.target().value())
                on:blur=move |_| form.leave(field)
            >
                {options}
            </select>
        </Framed>
    }
}
