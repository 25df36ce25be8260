//! What languages and time zones are called: the browser knows.

use super::{locale, locales, object};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// What a language is called (BCP 47); its tag when the browser does not know it.
pub(crate) fn language_name(tag: &str) -> String {
    name_in(&locales(), tag).unwrap_or_else(|| tag.to_owned())
}

/// What those call a language (BCP 47) who speak it; as [`language_name`] has it when the browser does not know that.
pub(crate) fn own_language_name(tag: &str) -> String {
    let own = Array::of2(&JsValue::from_str(tag), &JsValue::from_str(locale()));
    name_in(&own, tag).unwrap_or_else(|| tag.to_owned())
}

/// The tag of a language as it is written (BCP 47): `pt-BR` for `pt-br`; `None` for what has not the shape of one.
pub(crate) fn language_tag(text: &str) -> Option<String> {
    let tags = intl("getCanonicalLocales")?.call1(&JsValue::UNDEFINED, &JsValue::from_str(text)).ok()?;
    Array::from(&tags).iter().next()?.as_string()
}

/// How far the clock of a time zone (IANA name) is from that of Greenwich now, such as `GMT+3`; `None` when the browser
/// does not know the zone.
pub(crate) fn offset_of(zone: &str) -> Option<String> {
    let options = object(&[("timeZone", zone), ("timeZoneName", "shortOffset")]);
    // The plain binding would turn an unknown zone into a panic.
    let format = Reflect::construct(&intl("DateTimeFormat")?, &Array::of2(&locales(), &options)).ok()?;
    let method = function(&format, "formatToParts")?;
    let parts = Array::from(&method.call1(&format, &JsValue::UNDEFINED).ok()?);
    let offset = parts.iter().find(|part| text_of(part, "type").as_deref() == Some("timeZoneName"))?;
    text_of(&offset, "value")
}

/// What a language is called in the first of the locales that the browser has.
fn name_in(locales: &Array, tag: &str) -> Option<String> {
    let options = object(&[("type", "language"), ("fallback", "none")]);
    let names = Reflect::construct(&intl("DisplayNames")?, &Array::of2(locales, &options)).ok()?;
    function(&names, "of")?.call1(&names, &JsValue::from_str(tag)).ok()?.as_string()
}

/// What the browser's `Intl` has under a name.
fn intl(name: &str) -> Option<Function> {
    function(&Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?, name)
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn text_of(part: &JsValue, name: &str) -> Option<String> {
    Reflect::get(part, &JsValue::from_str(name)).ok()?.as_string()
}
