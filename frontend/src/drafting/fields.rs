//! The fields of the form, each tied to what it writes.

use super::{Drafted, Field, Work};
use crate::address::language;
use crate::messages::{Key, t};
use crate::parts::{preview, words_of_choosing};
use crate::state::{Vocabularies, own_name};
use domain::vocabularies::{Language, VocabularyName};
use leptos::prelude::*;
use ui::{Choice, Combobox, RadioGroup, Select, Source, TextArea, TextInput, Value, fitting};

/// A field that holds one text.
pub(crate) struct Text<K: Drafted> {
    /// What it is called, and where it stands.
    pub(crate) field: Field,
    /// What stands in it.
    pub(crate) read: fn(&K::Written) -> &str,
    /// Puts something else there.
    pub(crate) write: fn(&mut K::Written, String),
}

impl<K: Drafted> Clone for Text<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Drafted> Copy for Text<K> {}

/// Nothing where nothing is said.
pub(crate) fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl<K: Drafted> Text<K> {
    fn value(self, work: Work<K>) -> Value<String> {
        work.value(self.field.pointer.to_owned(), move |written| (self.read)(written).to_owned(), self.write)
    }
}

/// A line to write.
#[component]
pub(crate) fn Line<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// The field.
    text: Text<K>,
) -> impl IntoView {
    let leave = move |()| work.leave(text.field.pointer);
    view! { <TextInput field=work.framed(text.field) value=text.value(work) on_leave=leave/> }
}

/// Lines to write in Markdown, and how they will look.
#[component]
pub(crate) fn Lines<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// The field.
    text: Text<K>,
) -> impl IntoView {
    let preview = preview([t(Key::DraftWrite), t(Key::DraftLook), t(Key::DraftNothingYet)].map(Signal::from));
    let leave = move |()| work.leave(text.field.pointer);
    view! { <TextArea field=work.framed(text.field) value=text.value(work) rows=6 preview on_leave=leave/> }
}

/// One of a closed set, in a list.
#[component]
pub(crate) fn Picked<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// The field.
    text: Text<K>,
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
pub(crate) fn Radios<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// The field.
    text: Text<K>,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
) -> impl IntoView {
    move || view! { <RadioGroup field=work.framed(text.field) options=options.get() value=text.value(work)/> }
}

/// A field that holds the keys of several things.
pub(crate) struct Keys<K: Drafted> {
    /// What it is called, and where it stands.
    pub(crate) field: Field,
    /// The keys.
    pub(crate) read: fn(&K::Written) -> &Vec<String>,
    /// The keys, to change them.
    pub(crate) list: fn(&mut K::Written) -> &mut Vec<String>,
}

impl<K: Drafted> Clone for Keys<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Drafted> Copy for Keys<K> {}

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
pub(crate) fn options(name: VocabularyName) -> Signal<Vec<Choice>> {
    let vocabularies: Vocabularies = expect_context();
    Signal::derive(move || terms(vocabularies, name, None))
}

/// Reads a term out of what is written.
pub(crate) type ReadTerm<K> = fn(&<K as Drafted>::Written) -> Option<String>;

/// Any number of terms of a vocabulary, chosen by writing.
#[component]
pub(crate) fn Several<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// The field.
    keys: Keys<K>,
    /// The vocabulary.
    of: VocabularyName,
    /// The term below which those stand that can be chosen, where only some can.
    #[prop(optional)]
    below: Option<ReadTerm<K>>,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let source = Source::answered(move |text| {
        let parent = below.and_then(|below| work.written.with_untracked(below));
        fitting(&untrack(|| terms(vocabularies, of, parent.as_deref())), text)
    });
    let chosen = tied(work, keys, move |key| Choice::new(key, vocabularies.label(of, key)));
    view! { <Combobox field=work.framed(keys.field) source chosen several=true words=words_of_choosing()/> }
}

/// What is chosen in a combobox, tied to the keys that are written: each follows only what differs.
pub(super) fn tied<K: Drafted>(
    work: Work<K>,
    keys: Keys<K>,
    choice: impl Fn(&str) -> Choice + Send + Sync + 'static,
) -> RwSignal<Vec<Choice>> {
    let written = Memo::new(move |_| work.written.with(|written| (keys.read)(written).clone()));
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
            work.write(pointer, |written| *(keys.list)(written) = values);
            work.leave(pointer);
        }
    });
    chosen
}

/// The languages of the app, each in its own words.
pub(crate) fn languages() -> Vec<Choice> {
    Language::ALL.iter().map(|language| Choice::new(language.as_str(), own_name(*language))).collect()
}
