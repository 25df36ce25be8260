//! The page that is shown when the app itself is broken.

use crate::browser::find;
use leptos::prelude::document;
use std::panic::PanicHookInfo;
use wasm_bindgen::JsCast as _;

/// Says sorry in the place of everything, with a way to load the page again. The words stand in the template
/// `#apology` of the static page, since after a panic nothing of the app may be relied on.
pub(crate) fn show_apology(info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    let Some(template) = find("#apology").and_then(|found| found.dyn_into::<web_sys::HtmlTemplateElement>().ok())
    else {
        return;
    };
    if let (Some(body), Ok(apology)) = (document().body(), template.content().clone_node_with_deep(true)) {
        body.set_inner_html("");
        let _ = body.append_child(&apology);
        // Kept in sight, and for the log of whoever is asked for help.
        if let Some(broken) = find("#broken") {
            broken.set_text_content(Some(&info.to_string()));
        }
    }
}
