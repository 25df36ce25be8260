//! The fields of the form, each tied to what it writes.

use super::field::{self, Field};
use super::work::Work;
use super::written::Written;
use crate::address::language;
use crate::messages::{Key, t};
use crate::parts::{preview, words_of_choosing};
use crate::state::Vocabularies;
use domain::lessons::{LessonBasis, LessonContent};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Choice, Combobox, RadioGroup, Select, Source, TextArea, TextInput, Value, fitting};

/// A field that holds one text.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) field: Field,
    pub(super) read: fn(&Written) -> &str,
    pub(super) write: fn(&mut Written, String),
}

/// Nothing where nothing is said.
pub(super) fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

pub(super) const TITLE: Text = Text {
    field: field::TITLE,
    read: |written| written.content.title.as_str(),
    write: |written, text| written.content.title = text,
};
pub(super) const SUMMARY: Text = Text {
    field: field::SUMMARY,
    read: |written| written.content.summary.as_str(),
    write: |written, text| written.content.summary = text,
};
pub(super) const TOPIC: Text = Text {
    field: field::TOPIC,
    read: |written| written.content.topic.as_deref().unwrap_or_default(),
    write: |written, text| written.content.topic = said(text),
};
pub(super) const STAGE: Text = Text {
    field: field::STAGE,
    read: |written| written.content.stage.as_deref().unwrap_or_default(),
    write: |written, text| written.content.stage = said(text),
};
pub(super) const PLACE: Text = Text {
    field: field::PLACE,
    read: |written| written.content.place.as_deref().unwrap_or_default(),
    write: |written, text| written.content.place = said(text),
};
pub(super) const ORGANISATION: Text = Text {
    field: field::ORGANISATION,
    read: |written| written.content.organisation.as_deref().unwrap_or_default(),
    write: |written, text| written.content.organisation = said(text),
};
pub(super) const YEAR: Text =
    Text { field: field::YEAR, read: |written| written.year.as_str(), write: |written, text| written.year = text };
pub(super) const TAGS: Text =
    Text { field: field::TAGS, read: |written| written.tags.as_str(), write: |written, text| written.tags = text };
pub(super) const COST: Text = Text {
    field: field::COST,
    read: |written| written.content.cost_band.as_str(),
    write: |written, text| written.content.cost_band = text.parse().unwrap_or(written.content.cost_band),
};
pub(super) const TIME: Text = Text {
    field: field::TIME,
    read: |written| written.content.time_to_effect.as_str(),
    write: |written, text| written.content.time_to_effect = text.parse().unwrap_or(written.content.time_to_effect),
};
pub(super) const BASIS: Text = Text {
    field: field::BASIS,
    read: |written| written.content.basis.map_or("", LessonBasis::as_str),
    write: |written, text| written.content.basis = text.parse().ok(),
};
pub(super) const LANGUAGE: Text = Text {
    field: field::LANGUAGE,
    read: |written| written.content.language.as_str(),
    write: |written, text| written.content.language = text.parse().unwrap_or(written.content.language),
};

impl Text {
    fn value(self, work: Work) -> Value<String> {
        work.value(self.field.pointer.to_owned(), move |written| (self.read)(written).to_owned(), self.write)
    }
}

/// A line to write.
#[component]
pub(super) fn Line(
    /// The draft.
    work: Work,
    /// The field.
    text: Text,
) -> impl IntoView {
    let leave = move |()| work.leave(text.field.pointer);
    view! { <TextInput field=work.framed(text.field) value=text.value(work) on_leave=leave/> }
}

/// Lines to write in Markdown, and how they will look.
#[component]
pub(super) fn Lines(
    /// The draft.
    work: Work,
    /// The field.
    text: Text,
) -> impl IntoView {
    let preview = preview([t(Key::DraftWrite), t(Key::DraftLook), t(Key::DraftNothingYet)].map(Signal::from));
    let leave = move |()| work.leave(text.field.pointer);
    view! { <TextArea field=work.framed(text.field) value=text.value(work) rows=6 preview on_leave=leave/> }
}

/// One of a closed set, in a list.
#[component]
pub(super) fn Picked(
    /// The draft.
    work: Work,
    /// The field.
    text: Text,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// What stands first and chooses nothing; without, there is always a choice.
    #[prop(optional)]
    none: Option<Key>,
) -> impl IntoView {
    let (field, value, leave) = (work.framed(text.field), text.value(work), move |()| work.leave(text.field.pointer));
    match none {
        Some(none) => view! { <Select field options value none=t(none) on_leave=leave/> }.into_any(),
        None => view! { <Select field options value on_leave=leave/> }.into_any(),
    }
}

/// One of few, all of which are seen.
#[component]
pub(super) fn Radios(
    /// The draft.
    work: Work,
    /// The field.
    text: Text,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
) -> impl IntoView {
    move || view! { <RadioGroup field=work.framed(text.field) options=options.get() value=text.value(work)/> }
}

/// A field that holds the keys of several things.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) field: Field,
    read: fn(&LessonContent) -> &Vec<String>,
    list: fn(&mut LessonContent) -> &mut Vec<String>,
}

macro_rules! keys {
    ($($name:ident: $list:ident;)+) => {$(
        pub(super) const $name: Keys =
            Keys { field: field::$name, read: |content| &content.$list, list: |content| &mut content.$list };
    )+};
}

keys! {
    KEYWORDS: keywords;
    THEMES: themes;
    SHOCKS: shocks;
    STRESSES: stresses;
    SECTORS: sectors;
    GROUPS: groups;
    CITIES: cities;
    COUNTRIES: countries;
}

/// The terms of a vocabulary by their labels; of those that have a term above them, the ones below `parent` alone.
fn terms(vocabularies: Vocabularies, name: VocabularyName, parent: Option<&str>) -> Vec<Choice> {
    let terms = vocabularies.terms(name).into_iter();
    let fitting = terms.filter(|term| parent.is_none_or(|parent| term.parent.as_deref() == Some(parent)));
    let mut choices: Vec<Choice> =
        fitting.map(|term| Choice::new(term.key.clone(), term.labels.get(language()))).collect();
    if name == VocabularyName::Countries {
        choices.sort_by(|one, other| one.label.cmp(&other.label));
    }
    choices
}

/// The terms of a vocabulary as they can be chosen, as soon as they are there.
pub(super) fn options(name: VocabularyName) -> Signal<Vec<Choice>> {
    let vocabularies: Vocabularies = expect_context();
    Signal::derive(move || terms(vocabularies, name, None))
}

/// Any number of terms of a vocabulary, chosen by writing.
#[component]
pub(super) fn Several(
    /// The draft.
    work: Work,
    /// The field.
    keys: Keys,
    /// The vocabulary.
    of: VocabularyName,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    // Keywords are those of the topic.
    let topic = move || work.written.with_untracked(|written| written.content.topic.clone());
    let source = Source::answered(move |text| {
        let parent = topic().filter(|_| of == VocabularyName::LessonKeywords);
        fitting(&untrack(|| terms(vocabularies, of, parent.as_deref())), text)
    });
    let chosen = tied(work, keys, move |key| Choice::new(key, vocabularies.label(of, key)));
    view! { <Combobox field=work.framed(keys.field) source chosen several=true words=words_of_choosing()/> }
}

/// What is chosen in a combobox, tied to the keys that are written: each follows only what differs.
pub(super) fn tied(
    work: Work,
    keys: Keys,
    choice: impl Fn(&str) -> Choice + Send + Sync + 'static,
) -> RwSignal<Vec<Choice>> {
    let written = Memo::new(move |_| work.written.with(|written| (keys.read)(&written.content).clone()));
    let chosen = RwSignal::new(Vec::<Choice>::new());
    Effect::new(move |_| {
        let wanted: Vec<Choice> = written.with(|keys| keys.iter().map(|key| choice(key)).collect());
        if chosen.with_untracked(|chosen| *chosen != wanted) {
            chosen.set(wanted);
        }
    });
    Effect::new(move |before: Option<()>| {
        let values: Vec<String> = chosen.with(|chosen| chosen.iter().map(|one| one.value.clone()).collect());
        if before.is_some() && written.with_untracked(|written| *written != values) {
            let pointer = keys.field.pointer;
            work.write(pointer, |written| *(keys.list)(&mut written.content) = values);
            work.leave(pointer);
        }
    });
    chosen
}
