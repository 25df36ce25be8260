//! What the app says. Texts have typed keys, made from `locales/en/<section>.json`, so that a view cannot ask for a
//! text that is not there. The texts are fetched, a section at a time: a page says which ones it needs, and is shown
//! when they are there.

mod fetch;
mod names;

pub(crate) use fetch::{Texts, fetch};
pub(crate) use names::{language_name, language_tag, offset_of, own_language_name};

use crate::address::language;
use domain::vocabularies::Language;
use js_sys::{Array, Intl, Object};
use std::sync::OnceLock;
use wasm_bindgen::{JsCast as _, JsValue};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A message as translators write it; `{name}` stands for something filled in.
#[derive(Debug)]
enum Text {
    Plain(String),
    /// The forms of a text that counts, by the plural categories of the language: `one`, `few`, `other` and so on.
    Counted(Vec<(String, String)>),
}

impl Text {
    /// The form for a plural category; where the language has no such form, the one for all others.
    fn form(&self, category: &str) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Counted(forms) => {
                let named = |name: &str| forms.iter().find(|(category, _)| category == name);
                named(category).or_else(|| named(OTHER)).map_or("", |(_, text)| text)
            }
        }
    }
}

/// The plural category that every language has.
const OTHER: &str = "other";

/// The texts of each section that has been fetched, in the order of its keys.
static TEXTS: [OnceLock<Vec<Text>>; NAMES.len()] = [const { OnceLock::new() }; NAMES.len()];

/// The message of `key`; `None` while its section has not been fetched.
fn message(key: Key) -> Option<&'static Text> {
    let number = key as u16;
    let section = STARTS.partition_point(|start| *start <= number).checked_sub(1)?;
    let found = TEXTS[section].get().and_then(|texts| texts.get(usize::from(number - STARTS[section])));
    if found.is_none() && cfg!(target_family = "wasm") {
        // A page that does not say what it needs: nothing to tell its reader, but the journeys look at the console.
        web_sys::console::error_2(&"a text that was not fetched, of section".into(), &NAMES[section].into());
    }
    found
}

/// The text of `key`.
pub(crate) fn t(key: Key) -> &'static str {
    message(key).map_or("", |text| text.form(OTHER))
}

/// The text of `key` with its `{names}` filled in.
pub(crate) fn fill(key: Key, values: &[(&str, &str)]) -> String {
    fill_text(t(key), values)
}

/// The text of `key` for `n` things, with `{n}` filled in.
pub(crate) fn count(key: Key, n: usize) -> String {
    let rules = Intl::PluralRules::new(&locales(), &Object::new());
    let category = String::from(rules.select(n as f64));
    let form = message(key).map_or("", |text| text.form(&category));
    fill_text(form, &[("n", &number(n as f64))])
}

fn fill_text(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{')
        && let Some((name, after)) = after.split_once('}')
    {
        filled.push_str(before);
        filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => fill(Key::ListAnd, &[("first", &first.join(t(Key::ListComma))), ("last", last)]),
    }
}

/// `a, b, c`: several things one after the other.
pub(crate) fn enumeration(items: &[String]) -> String {
    items.join(t(Key::ListComma))
}

/// A number as people of the language write it.
pub(crate) fn number(n: f64) -> String {
    js_sys::Number::from(n).to_locale_string(locale()).into()
}

/// A share from 0 to 1 in whole percent.
pub(crate) fn percent(share: f64) -> String {
    let options = object(&[("style", "percent")]);
    let format = Intl::NumberFormat::new(&locales(), options.unchecked_ref::<Object>()).format();
    let written = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(share));
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// A day, written out.
pub(crate) fn day(unix_ms: i64) -> String {
    let options = object(&[("dateStyle", "long"), ("timeZone", "UTC")]);
    js_date(unix_ms as f64).to_locale_date_string(locale(), &options).into()
}

/// The day of a moment by the clock of the device, written out; the text itself where it is no moment.
pub(crate) fn day_of(moment: &str) -> String {
    let date = js_sys::Date::new(&JsValue::from_str(moment));
    if date.get_time().is_nan() {
        return moment.to_owned();
    }
    date.to_locale_date_string(locale(), &object(&[("dateStyle", "long")])).into()
}

/// A moment by the clock of the device.
pub(crate) fn moment(unix_ms: i64) -> String {
    let options = object(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    js_date(unix_ms as f64).to_locale_string(locale(), &options).into()
}

/// What the clock shows now in a time zone (IANA name); `None` when the browser does not know the zone.
pub(crate) fn clock_in(time_zone: &str) -> Option<String> {
    let options = object(&[("timeStyle", "short"), ("timeZone", time_zone)]);
    let now = js_date(js_sys::Date::now());
    // The plain binding would turn an unknown zone into a panic.
    let method = js_sys::Reflect::get(&now, &JsValue::from_str("toLocaleString")).ok()?;
    let method: js_sys::Function = wasm_bindgen::JsCast::dyn_into(method).ok()?;
    method.call2(&now, &JsValue::from_str(locale()), &options).ok()?.as_string()
}

/// The hour by the clock of the device, 0 to 23.
pub(crate) fn hour() -> u32 {
    js_date(js_sys::Date::now()).get_hours()
}

fn js_date(unix_ms: f64) -> js_sys::Date {
    js_sys::Date::new(&JsValue::from_f64(unix_ms))
}

/// How dates and numbers are written: the English of the app is British.
fn locale() -> &'static str {
    match language() {
        Language::English => "en-GB",
        other => other.as_str(),
    }
}

fn locales() -> Array {
    Array::of1(&JsValue::from_str(locale()))
}

fn object(entries: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a field of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object.into()
}

#[cfg(test)]
mod tests {
    use super::{Text, fill_text};

    #[test]
    fn names_are_filled_in_and_unknown_ones_left_empty() {
        assert_eq!(fill_text("{a} of {b}{c}!", &[("a", "1"), ("b", "2")]), "1 of 2!");
        assert_eq!(fill_text("open {a", &[("a", "1")]), "open {a");
    }

    #[test]
    fn a_text_that_counts_has_a_form_for_every_number() {
        let forms = [("one", "{n} city"), ("two", "two cities"), ("other", "{n} cities")];
        let text = Text::Counted(forms.map(|(name, form)| (name.to_owned(), form.to_owned())).to_vec());
        assert_eq!(["one", "two", "few"].map(|name| text.form(name)), ["{n} city", "two cities", "{n} cities"]);
        assert_eq!(Text::Plain("City".to_owned()).form("few"), "City");
    }
}
