//! The form of an item, from what it is to how it is found.

use super::written::{
    AUTHORS, COPY, KIND, LANGUAGE, LICENCE, LICENCE_KIND, MARKS, NAMED, NOTE, PUBLISHER, SECTORS, SHOCKS, STAGES,
    SUMMARY, THEMES, TITLE, URL, YEAR, values,
};
use crate::address::language;
use crate::library::words::{licence, licence_meaning};
use crate::messages::{Key, t};
use crate::parts::{Boxes, ChoiceField, Form, Options, RadioField, SelectField, TextField, preview};
use crate::state::Vocabularies;
use domain::library::LicenceKind;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Choice, Source, Value, fitting};

/// A section with its heading.
#[component]
fn Section(
    /// Its heading.
    title: Key,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="part">
            <h2>{t(title)}</h2>
            {children()}
        </section>
    }
}

/// All fields; the vocabularies are there.
#[component]
pub(super) fn Fields(
    /// The form.
    form: Form,
) -> impl IntoView {
    let looks = preview([t(Key::CatalogueWrite), t(Key::CatalogueLook), t(Key::CatalogueNothing)].map(Signal::from));
    view! {
        <Section title=Key::CataloguePartWork>
            <TextField form field=TITLE/>
            <SelectField form field=KIND options=kinds()/>
            <TextField form field=PUBLISHER/>
            <TextField form field=AUTHORS/>
            <TextField form field=YEAR/>
            <TextField form field=LANGUAGE/>
            <TextField form field=SUMMARY preview=looks/>
        </Section>
        <Section title=Key::CataloguePartPlace>
            <TextField form field=URL/>
            <Marks form/>
        </Section>
        <Licensed form/>
        <Found form/>
    }
}

/// What one may do with the work. What its licence says suggests that, until somebody chooses otherwise.
#[component]
fn Licensed(form: Form) -> impl IntoView {
    let suggested = StoredValue::new(form.texts().of(LICENCE_KIND));
    let text = form.text(LICENCE);
    Effect::new(move |before: Option<String>| {
        let said = text.get();
        let is_changed = before.is_some_and(|before| before != said);
        if is_changed && form.texts().of(LICENCE_KIND) == suggested.get_value() {
            let kind = LicenceKind::of(Some(&said)).as_str();
            suggested.set_value(kind.to_owned());
            form.put(LICENCE_KIND, kind);
        }
        said
    });
    let choice = |kind: &LicenceKind| Choice::new(kind.as_str(), licence(*kind)).with_detail(licence_meaning(*kind));
    let options: Vec<Choice> = LicenceKind::ALL.iter().map(choice).collect();
    view! {
        <Section title=Key::ItemLicence>
            <TextField form field=LICENCE/>
            <RadioField form field=LICENCE_KIND options/>
        </Section>
    }
}

/// What is true of the work besides.
#[component]
fn Marks(form: Form) -> impl IntoView {
    let text = form.text(MARKS);
    let ticked = Value::new(Signal::derive(move || text.with(|text| values(text))), move |marks: Vec<String>| {
        form.put(MARKS, marks.join(","));
    });
    let options = [(COPY, Key::CatalogueCopy), (NAMED, Key::CatalogueNamed)];
    let options = options.map(|(value, key)| Choice::new(value, t(key))).to_vec();
    view! { <Boxes id=MARKS.id words=[MARKS.label, Key::CatalogueMarksHint] options values=ticked/> }
}

/// By what it is found, and what to know about it.
#[component]
fn Found(form: Form) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let source = move |of| Source::answered(move |text| fitting(&untrack(|| terms(vocabularies, of)), text));
    view! {
        <Section title=Key::CataloguePartFound>
            <ChoiceField form field=THEMES source=source(VocabularyName::PriorityThemes) option=theme several=true/>
            <ChoiceField form field=STAGES source=source(VocabularyName::RecoveryStages) option=stage several=true/>
            <ChoiceField form field=SECTORS source=source(VocabularyName::CitySystems) option=sector several=true/>
            <ChoiceField form field=SHOCKS source=source(VocabularyName::Shocks) option=shock several=true/>
            <TextField form field=NOTE/>
        </Section>
    }
}

fn theme(key: &str) -> Choice {
    term(VocabularyName::PriorityThemes, key)
}

fn stage(key: &str) -> Choice {
    term(VocabularyName::RecoveryStages, key)
}

fn sector(key: &str) -> Choice {
    term(VocabularyName::CitySystems, key)
}

fn shock(key: &str) -> Choice {
    term(VocabularyName::Shocks, key)
}

/// A term by its label.
fn term(of: VocabularyName, key: &str) -> Choice {
    let vocabularies: Vocabularies = expect_context();
    Choice::new(key, vocabularies.label(of, key))
}

/// The terms of a vocabulary by their labels.
fn terms(vocabularies: Vocabularies, of: VocabularyName) -> Vec<Choice> {
    let terms = vocabularies.terms(of).into_iter();
    terms.map(|term| Choice::new(term.key.clone(), term.labels.get(language()))).collect()
}

/// The kinds of works, and none of them first.
fn kinds() -> Options {
    let vocabularies: Vocabularies = expect_context();
    let none = (String::new(), t(Key::CatalogueChoose).to_owned());
    let terms = terms(vocabularies, VocabularyName::ResourceTypes).into_iter();
    std::iter::once(none).chain(terms.map(|choice| (choice.value, choice.label))).collect()
}
