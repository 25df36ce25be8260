//! What stands around a control: label, hint, what is wrong.

use crate::icon;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A field: its id and its words.
#[derive(Debug, Clone)]
pub struct Field {
    pub(crate) id: String,
    pub(crate) label: Signal<String>,
    pub(crate) note: Option<Signal<String>>,
    pub(crate) hint: Option<Signal<String>>,
    pub(crate) fault_word: Signal<String>,
    pub(crate) error: Signal<Option<String>>,
    pub(crate) required: bool,
    pub(crate) disabled: Signal<bool>,
    pub(crate) beside: bool,
}

impl Field {
    /// A field with its id in the page, and what stands above it.
    pub fn new(id: impl Into<String>, label: impl Into<Signal<String>>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            note: None,
            hint: None,
            fault_word: Signal::default(),
            error: Signal::default(),
            required: false,
            disabled: Signal::default(),
            beside: false,
        }
    }

    /// With a sentence that helps to fill it in.
    #[must_use]
    pub fn hint(self, hint: impl Into<Signal<String>>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// With words behind the label, such as “(optional)”.
    #[must_use]
    pub fn note(self, note: impl Into<Signal<String>>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// With what is wrong, while something is, behind a word that says so, such as “Error:”.
    #[must_use]
    pub fn error(self, word: impl Into<Signal<String>>, error: impl Into<Signal<Option<String>>>) -> Self {
        Self { fault_word: word.into(), error: error.into(), ..self }
    }

    /// Must be filled in.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Cannot be filled in now.
    #[must_use]
    pub fn disabled(self, disabled: impl Into<Signal<bool>>) -> Self {
        Self { disabled: disabled.into(), ..self }
    }

    /// With its label beside the control, for a row of tools.
    #[must_use]
    pub fn beside(self) -> Self {
        Self { beside: true, ..self }
    }

    /// The ids of what describes the control: its hint, and what is wrong while something is.
    pub(crate) fn described(&self) -> impl Fn() -> Option<String> + Clone + Send + use<> {
        let (hint, fault, error) = (self.hint_id(), self.fault_id(), self.error);
        let hint = self.hint.map(|_| hint);
        move || {
            let fault = error.with(Option::is_some).then(|| fault.clone());
            let ids: Vec<String> = hint.clone().into_iter().chain(fault).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// Said of every control, right or wrong: some screen readers hear only of a change.
    pub(crate) fn invalid(&self) -> impl Fn() -> &'static str + Clone + Send + use<> {
        let error = self.error;
        move || if error.with(Option::is_some) { "true" } else { "false" }
    }

    /// Whether it must be filled in, for assistive technology: the browser's own bubbles stay away.
    pub(crate) fn must(&self) -> Option<&'static str> {
        self.required.then_some("true")
    }

    fn hint_id(&self) -> String {
        [&self.id, "-hint"].concat()
    }

    fn fault_id(&self) -> String {
        [&self.id, "-fault"].concat()
    }

    fn hint_view(&self) -> impl IntoView + use<> {
        let id = self.hint_id();
        self.hint.map(|hint| view! { <p class="ui-hint" id=id>{hint}</p> })
    }

    fn fault_view(&self) -> impl IntoView + use<> {
        let (id, word, error) = (self.fault_id(), self.fault_word, self.error);
        move || {
            error.get().map(|text| {
                view! {
                    <p class="ui-fault" id=id.clone()>{icon::draw(icon::BAD)} <span><strong>{word}</strong> " " {text}</span></p>
                }
            })
        }
    }

    fn words(&self) -> impl IntoView + use<> {
        let (label, note) = (self.label, self.note);
        view! { {label} {note.map(|note| view! { " " <span class="ui-note">{note}</span> })} }
    }
}

/// Label, hint and fault around one control.
#[component]
pub fn Framed(
    /// The field.
    field: Field,
    /// The control; its id is the field's.
    children: Children,
) -> impl IntoView {
    let error = field.error;
    view! {
        <div class="ui-field" class:ui-beside=field.beside class:ui-wrong=move || error.with(Option::is_some)>
            <label for=field.id.clone()>{field.words()}</label>
            {field.hint_view()}
            {field.fault_view()}
            {children()}
        </div>
    }
}

/// Legend, hint and fault around several controls that belong together.
#[component]
pub fn FieldSet(
    /// The field.
    field: Field,
    /// What they are together; `radiogroup` for radios.
    #[prop(default = "group")]
    role: &'static str,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let (error, one) = (field.error, role == "radiogroup");
    let (invalid, disabled) = (field.invalid(), field.disabled);
    view! {
        <fieldset
            class="ui-field ui-set" class:ui-wrong=move || error.with(Option::is_some) id=field.id.clone() role=role tabindex="-1"
            prop:disabled=move || disabled.get() aria-describedby=field.described()
            aria-invalid=move || one.then(&invalid) aria-required=field.must().filter(|_| one)
        >
            <legend>{field.words()}</legend>
            {field.hint_view()}
            {field.fault_view()}
            {children()}
        </fieldset>
    }
}
