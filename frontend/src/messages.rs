//! What the app says. Texts have typed keys, made from `locales/en.json`, so that a view cannot ask for a text
//! that is not there. English comes with the app; a further language is one more table behind [`text`].

use crate::address::language;
use js_sys::{Array, Intl, Object};
use wasm_bindgen::JsValue;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A message as translators write it; `{name}` stands for something filled in.
#[derive(Debug, Clone, Copy)]
enum Text {
    Plain(&'static str),
    Counted { one: &'static str, other: &'static str },
}

fn text(key: Key) -> Text {
    ENGLISH[key as usize]
}

/// The text of `key`.
pub(crate) fn t(key: Key) -> &'static str {
    match text(key) {
        Text::Plain(text) | Text::Counted { other: text, .. } => text,
    }
}

/// The text of `key` with its `{names}` filled in.
pub(crate) fn fill(key: Key, values: &[(&str, &str)]) -> String {
    fill_text(t(key), values)
}

/// The text of `key` for `n` things, with `{n}` filled in.
pub(crate) fn count(key: Key, n: usize) -> String {
    let number = number(n as f64);
    let form = match text(key) {
        Text::Plain(text) => text,
        Text::Counted { one, other } => {
            let rules = Intl::PluralRules::new(&locales(), &Object::new());
            if rules.select(n as f64) == "one" { one } else { other }
        }
    };
    fill_text(form, &[("n", &number)])
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
        [first @ .., last] => fill(Key::ListAnd, &[("first", &first.join(", ")), ("last", last)]),
    }
}

/// A number as people of the language write it.
pub(crate) fn number(n: f64) -> String {
    js_sys::Number::from(n).to_locale_string(language().as_str()).into()
}

/// A share from 0 to 1 in whole percent.
pub(crate) fn percent(share: f64) -> String {
    fill(Key::NumberPercent, &[("n", &number((share * 100.0).round()))])
}

/// A day, written out.
pub(crate) fn day(unix_ms: i64) -> String {
    let options = object(&[("dateStyle", "long"), ("timeZone", "UTC")]);
    js_date(unix_ms as f64).to_locale_date_string(language().as_str(), &options).into()
}

/// A moment by the clock of the device.
pub(crate) fn moment(unix_ms: i64) -> String {
    let options = object(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    js_date(unix_ms as f64).to_locale_string(language().as_str(), &options).into()
}

/// What the clock shows now in a time zone (IANA name); `None` when the browser does not know the zone.
pub(crate) fn clock_in(time_zone: &str) -> Option<String> {
    let options = object(&[("timeStyle", "short"), ("timeZone", time_zone)]);
    let now = js_date(js_sys::Date::now());
    // The plain binding would turn an unknown zone into a panic.
    let method = js_sys::Reflect::get(&now, &JsValue::from_str("toLocaleString")).ok()?;
    let method: js_sys::Function = wasm_bindgen::JsCast::dyn_into(method).ok()?;
    method.call2(&now, &JsValue::from_str(language().as_str()), &options).ok()?.as_string()
}

fn js_date(unix_ms: f64) -> js_sys::Date {
    js_sys::Date::new(&JsValue::from_f64(unix_ms))
}

fn locales() -> Array {
    Array::of1(&JsValue::from_str(language().as_str()))
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
    use super::fill_text;

    #[test]
    fn names_are_filled_in_and_unknown_ones_left_empty() {
        assert_eq!(fill_text("{a} of {b}{c}!", &[("a", "1"), ("b", "2")]), "1 of 2!");
        assert_eq!(fill_text("open {a", &[("a", "1")]), "open {a");
    }
}
