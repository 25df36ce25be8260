//! Filters of a list: they stand in the address, so that every view can be shared and gone back to.

use super::Options;
use crate::address::{own_address, parameter, parts, with_parameter};
use crate::messages::{Key, t};
use crate::state::Debounce;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Field, Select, TextInput, Value};
use wasm_bindgen::JsValue;

/// The most characters that a filter takes.
const MOST: usize = 100;

/// What the address of a page asks for.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    own: Memo<String>,
    path: fn() -> String,
}

impl Asked {
    /// Of the page at `path`, which `mine` knows.
    pub(crate) fn new(path: fn() -> String, mine: fn(&str) -> bool) -> Self {
        Self { own: own_address(mine), path }
    }

    /// The query without its mark.
    pub(crate) fn search(self) -> String {
        self.own.with(|own| parts(own).1.to_owned())
    }

    /// The value of a parameter; empty where there is none.
    pub(super) fn value(self, name: &str) -> String {
        self.own.with(|own| parameter(parts(own).1, name))
    }

    /// The address with another value for a parameter.
    fn with(self, name: &str, value: &str) -> String {
        let search = self.own.with_untracked(|own| with_parameter(parts(own).1, name, value));
        (self.path)() + &search
    }
}

/// The frame of the filters of a page.
#[component]
pub(crate) fn Filters(children: Children) -> impl IntoView {
    // Each field acts by itself; Enter must not load the page anew.
    let submit = |event: web_sys::SubmitEvent| event.prevent_default();
    view! { <form class="form filter-bar" on:submit=submit>{children()}</form> }
}

/// The field of a parameter.
fn field(name: &str, label: Key) -> Field {
    Field::new(["filter-", name].concat(), t(label))
}

/// One of several values, or none of them.
#[component]
pub(crate) fn Choice(
    /// The page.
    asked: Asked,
    /// The parameter.
    name: &'static str,
    /// What stands above it.
    label: Key,
    /// The values and their words.
    options: Options,
    /// What stands there while none is chosen.
    #[prop(default = Key::ListsAll)]
    none: Key,
) -> impl IntoView {
    let navigate = use_navigate();
    let chosen = Memo::new(move |_| asked.value(name));
    let options: Vec<ui::Choice> = options.into_iter().map(|(value, words)| ui::Choice::new(value, words)).collect();
    let value = Value::new(chosen, move |value: String| navigate(&asked.with(name, &value), in_place()));
    view! { <Select field=field(name, label) options value none=t(none)/> }
}

/// A text: followed while one types, or where only a whole one means something, when one is done.
#[component]
pub(crate) fn Word(
    /// The page.
    asked: Asked,
    /// The parameter.
    name: &'static str,
    /// What stands above it.
    label: Key,
    /// Whether a part of it means something.
    #[prop(optional)]
    follow: bool,
    /// What to write.
    #[prop(optional)]
    hint: Option<Key>,
) -> impl IntoView {
    let (navigate, debounce) = (use_navigate(), Debounce::new());
    let in_address = Memo::new(move |_| asked.value(name));
    let typed = RwSignal::new(in_address.get_untracked());
    Effect::new(move |_| {
        let value = in_address.get();
        if typed.with_untracked(|typed| typed.trim() != value) {
            typed.set(value);
        }
    });
    let go = move || {
        debounce.cancel();
        let value = typed.get_untracked().trim().to_owned();
        if value != in_address.get_untracked() {
            navigate(&asked.with(name, &value), in_place());
        }
    };
    let done = go.clone();
    let value = Value::new(typed, move |text: String| {
        typed.set(text);
        if follow {
            debounce.run(go.clone());
        }
    });
    let field = field(name, label);
    let field = match hint {
        Some(hint) => field.hint(t(hint)),
        None => field,
    };
    view! { <TextInput field value kind="search" most=MOST on_done=move |()| done()/> }
}

/// A day of the device's calendar. In the address stands the moment at which it begins, or of the last day the moment
/// at which it is over: so an address means the same wherever it is opened.
#[component]
pub(crate) fn Day(
    /// The page.
    asked: Asked,
    /// The parameter.
    name: &'static str,
    /// What stands above it.
    label: Key,
    /// Whether it is the last day.
    #[prop(optional)]
    last: bool,
) -> impl IntoView {
    let navigate = use_navigate();
    let in_address = Memo::new(move |_| asked.value(name));
    let typed = RwSignal::new(day_of(&in_address.get_untracked(), last));
    Effect::new(move |_| {
        let day = day_of(&in_address.get(), last);
        if typed.with_untracked(|typed| *typed != day) {
            typed.set(day);
        }
    });
    let value = Value::new(typed, move |day: String| {
        let moment = if day.is_empty() { Some(String::new()) } else { moment_of(&day, last) };
        typed.set(day);
        if let Some(moment) = moment {
            navigate(&asked.with(name, &moment), in_place());
        }
    });
    view! { <TextInput field=field(name, label) value kind="date"/> }
}

/// The moment at which a day begins by the clock of the device, or at which it is over; `None` for what is no day yet.
fn moment_of(day: &str, over: bool) -> Option<String> {
    let (year, month, day) = numbers(day)?;
    let moment = js_sys::Date::new_with_year_month_day(year, month - 1, day + i32::from(over));
    Some(String::from(moment.to_iso_string()).replace(".000Z", "Z"))
}

/// Year, month and day of what a field for days holds; `None` while a year is being typed, which begins with years long
/// past.
fn numbers(day: &str) -> Option<(u32, i32, i32)> {
    let mut parts = day.split('-');
    let year: u32 = parts.next()?.parse().ok()?;
    let month: i32 = parts.next()?.parse().ok()?;
    let day: i32 = parts.next()?.parse().ok()?;
    (1970..=9999).contains(&year).then_some((year, month, day))
}

/// The day by the calendar of the device that begins at a moment, or is over then; empty where it is no moment.
fn day_of(moment: &str, over: bool) -> String {
    let date = js_sys::Date::new(&JsValue::from_str(moment));
    date.set_time(date.get_time() - f64::from(over));
    if date.get_time().is_nan() {
        return String::new();
    }
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// Filtering is one step of the way back, and moves nothing.
fn in_place() -> NavigateOptions {
    NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() }
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_day_is_one_when_its_year_is_whole() {
        for (day, expected) in [
            ("2026-11-22", Some((2026, 11, 22))),
            ("1970-01-01", Some((1970, 1, 1))),
            ("0002-11-22", None),
            ("0202-11-22", None),
            ("12026-11-22", None),
            ("2026-11", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(numbers(day), expected, "{day}");
        }
    }
}
