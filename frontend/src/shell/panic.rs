//! The page that is shown when the app itself is broken.

use crate::browser::{find, keep, kept, meta, path_and_query};
use js_sys::{Array, Date, JSON, Object, Reflect};
use leptos::prelude::document;
use std::panic::PanicHookInfo;
use wasm_bindgen::{JsCast as _, JsValue};

/// Where it is kept in this browser what happened, the last time last.
const KEPT: &str = "c2r-broken";
/// So many of them.
const MOST: u32 = 5;

/// Says sorry in the place of everything, with a way to load the page again. The words stand in the template
/// `#apology` of the static page, since after a panic nothing of the app may be relied on.
pub(crate) fn show_apology(info: &PanicHookInfo<'_>) {
    let what = info.to_string();
    web_sys::console::error_1(&what.as_str().into());
    let told = record(&what);
    let Some(template) = find("#apology").and_then(|found| found.dyn_into::<web_sys::HtmlTemplateElement>().ok())
    else {
        return;
    };
    if let (Some(body), Ok(apology)) = (document().body(), template.content().clone_node_with_deep(true)) {
        body.set_inner_html("");
        let _ = body.append_child(&apology);
        if let Some(broken) = find("#broken") {
            broken.set_text_content(Some(&told));
        }
        if let Some(title) = find("#apology-title") {
            document().set_title(&title.text_content().unwrap_or_default());
            let _ = title.focus();
        }
    }
}

/// Keeps what happened in this browser, and gives it as it can be sent: when, where, in which version, what.
fn record(what: &str) -> String {
    let when = String::from(Date::new_0().to_iso_string());
    // The folder of the assets tells one build from another.
    let version = [env!("CARGO_PKG_VERSION"), " ", &meta("texts")].concat();
    let parts = [("time", when), ("page", path_and_query()), ("version", version), ("text", what.to_owned())];
    let entry = Object::new();
    for (name, value) in &parts {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&entry, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let before = kept(KEPT).and_then(|text| JSON::parse(&text).ok()).and_then(|kept| kept.dyn_into::<Array>().ok());
    let all = before.unwrap_or_default();
    all.push(&entry);
    let last = all.slice(all.length().saturating_sub(MOST), all.length());
    if let Ok(text) = JSON::stringify(&last) {
        keep(KEPT, &String::from(text));
    }
    parts.map(|(_, value)| value).join("\n")
}
