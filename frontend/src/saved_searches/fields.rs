//! What one says of a search that is kept: its name, and how one is told of what is new.

use super::words;
use crate::identity::faults;
use crate::messages::Key;
use crate::parts::{Field, Form, Kind, RadioField, TextField, Texts};
use contract::Fault;
use domain::saved_searches::{AlertChannel, AlertRhythm, NewSavedSearch, SavedSearchOf};
use leptos::prelude::*;
use ui::Choice;

const fn field(id: &'static str, pointer: &'static str, label: Key, hint: Option<Key>) -> Field {
    Field { id, pointer, label, hint, kind: Kind::Line, autocomplete: "off", required: false }
}

/// What it is called.
pub(super) const NAME: Field =
    Field { required: true, ..field("saved-name", "/name", Key::SavedName, Some(Key::SavedNameHint)) };
/// How often one is told.
pub(super) const RHYTHM: Field = field("saved-rhythm", "/rhythm", Key::SavedRhythm, None);
/// How one is told.
pub(super) const CHANNEL: Field = field("saved-channel", "/channel", Key::SavedChannel, None);
/// All of them.
pub(super) const FIELDS: &[Field] = &[NAME, RHYTHM, CHANNEL];

/// How often one is told, by what stands in the form.
pub(super) fn rhythm(texts: &Texts) -> AlertRhythm {
    texts.of(RHYTHM).parse().unwrap_or(AlertRhythm::Weekly)
}

/// How one is told, by what stands in the form.
pub(super) fn channel(texts: &Texts) -> AlertChannel {
    texts.of(CHANNEL).parse().unwrap_or(AlertChannel::Both)
}

/// The search that the texts mean.
pub(super) fn new_search(texts: &Texts, of: SavedSearchOf, query: String) -> NewSavedSearch {
    NewSavedSearch { name: texts.of(NAME), of, query, rhythm: rhythm(texts), channel: channel(texts) }
}

/// What is wrong with what one says, by the rules of the domain.
pub(super) fn check(texts: &Texts) -> Vec<Fault> {
    // What is searched is not said here: any list will do.
    faults(new_search(texts, SavedSearchOf::Lessons, String::new()))
}

/// Fills the form.
pub(super) fn put(form: Form, name: String, rhythm: AlertRhythm, channel: AlertChannel) {
    form.put(NAME, name);
    form.put(RHYTHM, rhythm.as_str());
    form.put(CHANNEL, channel.as_str());
}

/// The fields. How one is told is asked only where one is told.
#[component]
pub(super) fn Fields(
    /// The form.
    form: Form,
) -> impl IntoView {
    let rhythms = AlertRhythm::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), words::rhythm(*one)).with_detail(words::rhythm_text(*one)));
    let channels =
        || AlertChannel::ALL.iter().map(|one| Choice::new(one.as_str(), words::channel(*one))).collect::<Vec<_>>();
    let chosen = form.text(RHYTHM);
    let is_told = Memo::new(move |_| chosen.with(|text| text != AlertRhythm::None.as_str()));
    let how = move || is_told.get().then(|| view! { <RadioField form field=CHANNEL options=channels()/> });
    view! {
        <TextField form field=NAME/>
        <RadioField form field=RHYTHM options=rhythms.collect()/>
        {how}
    }
}
