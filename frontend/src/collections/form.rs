//! The fields of a collection or a reading list.

use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, Kind, RadioField, TextField, Texts, preview};
use contract::Fault;
use domain::library::{CollectionKind, NewCollection};
use leptos::prelude::*;
use ui::Choice;

const fn field(id: &'static str, pointer: &'static str, label: Key, hint: Option<Key>, kind: Kind) -> Field {
    Field { id, pointer, label, hint, kind, autocomplete: "off", required: false }
}

/// What it is called.
pub(super) const TITLE: Field =
    Field { required: true, ..field("collection-title", "/title", Key::CollectionTitle, None, Kind::Line) };
/// What it is for.
pub(super) const SUMMARY: Field =
    field("collection-summary", "/summary", Key::CollectionSummary, Some(Key::CollectionSummaryHint), Kind::Lines);
/// Who sees it.
pub(super) const SEEN: Field = field("collection-public", "/public", Key::CollectionSeen, None, Kind::Line);

/// The value by which everyone sees it.
const BY_ALL: &str = "true";
/// The value by which nobody else does.
pub(super) const BY_ONESELF: &str = "false";

/// The collection that the texts mean.
pub(super) fn new_collection(texts: &Texts, kind: CollectionKind) -> NewCollection {
    let is_own = kind == CollectionKind::ReadingList;
    NewCollection {
        kind,
        title: texts.of(TITLE),
        summary: Some(texts.of(SUMMARY)).filter(|text| !text.trim().is_empty()),
        public: is_own.then(|| texts.of(SEEN) == BY_ALL),
    }
}

/// What is wrong with it, by the rules of the domain.
pub(super) fn check(texts: &Texts, kind: CollectionKind) -> Vec<Fault> {
    faults(new_collection(texts, kind))
}

/// Title and text.
#[component]
pub(super) fn Said(
    /// The form.
    form: Form,
) -> impl IntoView {
    let looks = preview([t(Key::CollectionWrite), t(Key::CollectionLook), t(Key::CollectionNothing)].map(Signal::from));
    view! {
        <TextField form field=TITLE/>
        <TextField form field=SUMMARY preview=looks/>
    }
}

/// Who sees a reading list.
#[component]
pub(super) fn Seen(
    /// The form.
    form: Form,
) -> impl IntoView {
    let options = [(BY_ONESELF, Key::CollectionSeenOwn), (BY_ALL, Key::CollectionSeenAll)];
    let options = options.map(|(value, key)| Choice::new(value, t(key))).to_vec();
    view! { <RadioField form field=SEEN options/> }
}

#[cfg(test)]
mod tests {
    use super::{check, new_collection};
    use crate::parts::Texts;
    use domain::library::CollectionKind;

    #[test]
    fn a_list_of_ones_own_is_private_until_one_says_otherwise() {
        let texts = Texts::default();
        assert_eq!(new_collection(&texts, CollectionKind::ReadingList).public, Some(false));
        assert_eq!(new_collection(&texts, CollectionKind::Collection).public, None);
        let found = check(&texts, CollectionKind::Collection);
        assert_eq!(found.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), ["/title"]);
    }
}
