//! The fields of a [`Form`].

use super::form::with_length;
use super::{Field, Form, Kind};
use crate::messages::{Key, count, fill, t};
use leptos::prelude::*;
use ui::{
    CheckboxGroup, Choice, Combobox, ComboboxWords, PasswordInput, PasswordWords, Preview, RadioGroup, Select, Source,
    TextArea, TextInput, Value,
};

/// The field as the design system has it: its words, and what is wrong with it.
fn made(form: Form, field: Field) -> ui::Field {
    let fault = Signal::derive(move || form.fault(field));
    let made = ui::Field::new(field.id, t(field.label)).error(t(Key::FaultWord), fault);
    let made = match field.hint {
        Some(hint) => made.hint(with_length(hint)),
        None => made,
    };
    if field.required { made.required() } else { made }
}

/// What stands in the field.
fn value(form: Form, field: Field) -> Value<String> {
    let text = Signal::derive(move || form.texts.with(|texts| texts.of(field)));
    Value::new(text, move |text| form.type_in(field, text))
}

/// A field to write in.
#[component]
pub(crate) fn TextField(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
    /// How it will look, where lines are Markdown.
    #[prop(optional)]
    preview: Option<Preview>,
) -> impl IntoView {
    let (made, value) = (made(form, field), value(form, field));
    let (autocomplete, on_leave) = (field.autocomplete, move |()| form.leave(field));
    match field.kind {
        Kind::Lines => view! { <TextArea field=made value on_leave nostrip:preview=preview/> }.into_any(),
        Kind::Password => view! { <Password form field/> }.into_any(),
        Kind::Email => view! { <TextInput field=made value kind="email" autocomplete on_leave/> }.into_any(),
        Kind::Time => view! { <TextInput field=made value kind="time" on_leave/> }.into_any(),
        Kind::Line => view! { <TextInput field=made value autocomplete on_leave/> }.into_any(),
    }
}

/// A password, hidden unless somebody wants to see it.
#[component]
pub(super) fn Password(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
    /// Called when somebody leaves it.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// What is said of it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = PasswordWords {
        show: [t(Key::FormShow), t(Key::FormShowPassword)].map(Signal::from),
        hide: [t(Key::FormHide), t(Key::FormHidePassword)].map(Signal::from),
    };
    let leave = move |()| {
        form.leave(field);
        if let Some(on_leave) = on_leave {
            _ = on_leave.try_run(());
        }
    };
    view! {
        <PasswordInput field=made(form, field) value=value(form, field) autocomplete=field.autocomplete words on_leave=leave>
            {children.map(|children| children())}
        </PasswordInput>
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
    let options: Vec<Choice> = options.into_iter().map(|(value, words)| Choice::new(value, words)).collect();
    view! { <Select field=made(form, field) options value=value(form, field) on_leave=move |()| form.leave(field)/> }
}

/// A field to choose one of few from, all of which are seen.
#[component]
pub(crate) fn RadioField(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
    /// What can be chosen, each with what it means.
    options: Vec<Choice>,
) -> impl IntoView {
    view! { <RadioGroup field=made(form, field) options value=value(form, field)/> }
}

/// A field to choose from many by writing. In the form stand the values that are chosen, with commas between them.
#[component]
pub(crate) fn ChoiceField(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
    /// Where the options come from.
    source: Source,
    /// A value as an option.
    option: fn(&str) -> Choice,
    /// Any number may be chosen.
    #[prop(optional)]
    several: bool,
) -> impl IntoView {
    let in_form = Memo::new(move |_| form.texts.with(|texts| texts.of(field)));
    let chosen = RwSignal::new(chosen_in(&in_form.get_untracked(), option));
    // What the form is filled with shows, and what is chosen stands in the form: each follows only what differs.
    Effect::new(move |_| {
        let text = in_form.get();
        if chosen.with_untracked(|chosen| text_of(chosen)) != text {
            chosen.set(chosen_in(&text, option));
        }
    });
    Effect::new(move |_| {
        let text = chosen.with(|chosen| text_of(chosen));
        if in_form.get_untracked() != text {
            form.type_in(field, text);
            form.leave(field);
        }
    });
    view! { <Combobox field=made(form, field) source chosen several words=words_of_choosing()/> }
}

fn chosen_in(text: &str, option: fn(&str) -> Choice) -> Vec<Choice> {
    text.split(',').filter(|value| !value.is_empty()).map(option).collect()
}

fn text_of(chosen: &[Choice]) -> String {
    chosen.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>().join(",")
}

/// What a combobox says.
pub(crate) fn words_of_choosing() -> ComboboxWords {
    ComboboxWords {
        nothing: t(Key::ChooseNothing).into(),
        pending: t(Key::ChoosePending).into(),
        failed: t(Key::ChooseFailed).into(),
        found: Callback::new(|n| count(Key::ChooseFound, n)),
        remove: Callback::new(|what: String| fill(Key::ChooseRemove, &[("what", &what)])),
        chosen: t(Key::ChooseChosen).into(),
    }
}

/// A group of boxes to tick, whose fault is none of a field's.
#[component]
pub(crate) fn Boxes(
    /// Its id in the page.
    id: &'static str,
    /// What stands above it, and what helps.
    words: [Key; 2],
    /// What can be ticked.
    options: Vec<Choice>,
    /// The values that are ticked.
    #[prop(into)]
    values: Value<Vec<String>>,
) -> impl IntoView {
    let [label, hint] = words;
    view! { <CheckboxGroup field=ui::Field::new(id, t(label)).hint(t(hint)) options values/> }
}

#[cfg(test)]
mod tests {
    use super::{chosen_in, text_of};
    use ui::Choice;

    #[test]
    fn what_is_chosen_comes_back_from_the_form_in_its_order() {
        let option = |value: &str| Choice::new(value, value.to_uppercase());
        for text in ["", "sw", "sw,en,pt-BR", "Africa/Nairobi"] {
            assert_eq!(text_of(&chosen_in(text, option)), text);
        }
        assert_eq!(chosen_in("sw,en", option)[1], Choice::new("en", "EN"));
        assert!(chosen_in(",", option).is_empty());
    }
}
