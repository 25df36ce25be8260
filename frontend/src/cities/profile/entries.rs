//! Contacts and strategies in the form: as many rows of fields as a city may name.

use super::draft::{Draft, field};
use crate::messages::{Key, fill, t};
use crate::parts::{Field, Form, Kind, TextField, Texts};
use leptos::prelude::*;
use ui::Button;

/// Most contacts, and most strategies.
pub(super) const MOST: usize = 10;

/// The three fields of an entry.
pub(super) type Entry = [Field; 3];

macro_rules! entries {
    ($list:literal, $one:literal $one_label:expr, $two:literal $two_label:expr, $kind:expr; $($place:literal)+) => {
        [$([
            entries!(@ $list, $place, $one, $one_label, Kind::Line),
            entries!(@ $list, $place, $two, $two_label, $kind),
            entries!(@ $list, $place, "url", Key::CityProfileUrl, Kind::Line),
        ]),+]
    };
    (@ $list:literal, $place:literal, $part:literal, $label:expr, $kind:expr) => {
        field(concat!($list, "-", $place, "-", $part), concat!("/", $list, "/", $place, "/", $part), $label, $kind)
    };
}

/// The contacts: name, address, web address.
pub(super) const CONTACTS: [Entry; MOST] = entries!(
    "contacts", "name" Key::CityProfileContactName, "email" Key::CityProfileContactEmail, Kind::Email;
    0 1 2 3 4 5 6 7 8 9
);
/// The strategies: title, year, web address.
pub(super) const STRATEGIES: [Entry; MOST] = entries!(
    "strategies", "title" Key::CityProfileStrategyTitle, "year" Key::CityProfileStrategyYear, Kind::Line;
    0 1 2 3 4 5 6 7 8 9
);

/// What stands in the entries that are filled in, in their order.
pub(super) fn filled(texts: &Texts, entries: &[Entry; MOST]) -> Vec<[String; 3]> {
    let all = entries.iter().map(|entry| entry.map(|field| texts.of(field).trim().to_owned()));
    all.filter(|texts| texts.iter().any(|text| !text.is_empty())).collect()
}

/// Puts entries into their fields, and empties the others.
pub(super) fn put(form: Form, entries: &[Entry; MOST], content: &[[String; 3]]) {
    for (place, entry) in entries.iter().enumerate() {
        for (part, field) in entry.iter().enumerate() {
            form.put(*field, content.get(place).map(|texts| texts[part].clone()).unwrap_or_default());
        }
    }
}

/// What a list of entries is called.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) title: Key,
    pub(super) hint: Option<Key>,
    pub(super) one: Key,
    pub(super) add: Key,
}

/// A list of entries: those that are filled in, and the next one where somebody adds it.
#[component]
pub(super) fn Entries(
    draft: Draft,
    entries: &'static [Entry; MOST],
    shown: RwSignal<usize>,
    named: Named,
) -> impl IntoView {
    let form = draft.form;
    let rows = move || {
        let rows = entries.iter().take(shown.get()).enumerate().map(|(place, entry)| {
            let title = fill(named.one, &[("n", &(place + 1).to_string())]);
            let label = fill(Key::CityProfileTakeOutIt, &[("title", &title)]);
            let take_out = move |()| {
                let mut content = all(&form.texts(), entries, shown.get_untracked());
                content.remove(place);
                put(form, entries, &content);
                shown.set(content.len());
            };
            let fields = entry.map(|field| view! { <TextField form field/> }).into_iter().collect_view();
            view! {
                <fieldset class="entry">
                    <legend>{title}</legend>
                    {fields}
                    <Button small=true name=label on_press=take_out>{t(Key::CityProfileTakeOut)}</Button>
                </fieldset>
            }
        });
        rows.collect_view()
    };
    let add = move |()| {
        shown.update(|shown| *shown += 1);
        let next = shown.get_untracked().checked_sub(1).and_then(|place| entries.get(place));
        if let Some([first, ..]) = next {
            let id = first.id;
            request_animation_frame(move || crate::browser::focus_id(id));
        }
    };
    view! {
        <section class="part">
            <h2>{t(named.title)}</h2>
            {named.hint.map(|hint| view! { <p class="ui-hint">{t(hint)}</p> })}
            {rows}
            {move || (shown.get() < MOST).then(|| view! { <p><Button on_press=add>{t(named.add)}</Button></p> })}
        </section>
    }
}

/// What stands in the first entries, filled in or not.
fn all(texts: &Texts, entries: &[Entry; MOST], shown: usize) -> Vec<[String; 3]> {
    entries.iter().take(shown).map(|entry| entry.map(|field| texts.of(field))).collect()
}
