//! The sheet `ui.css`: fetched by the pages that use components, so that the first page does not wait for it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlLinkElement};

/// The sheet of the app, and that of the components beside it.
const APP: &str = "app.css";
const OURS: &str = "ui.css";
/// Says on the link that the sheet has come, or cannot come.
const SETTLED: &str = "data-settled";

/// Shows what is in it as soon as the sheet is there; a page that is shown before would jump. If the sheet cannot be
/// fetched, the page comes without it: bare elements can be read and used, too.
#[component]
pub fn Styled(
    /// Stands in while the sheet is on its way.
    #[prop(into)]
    waiting: ViewFn,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let there = RwSignal::new(false);
    match link() {
        Some(link) if !link.has_attribute(SETTLED) => listen(&link, there),
        _ => there.set(true),
    }
    move || if there.get() { children().into_any() } else { waiting.run() }
}

/// The link to the sheet, which is put into the page for the first who asks; `None` for a page without the app's sheet.
fn link() -> Option<HtmlLinkElement> {
    let find = |name: &str| {
        let selector = ["link[rel=stylesheet][href$=\"", name, "\"]"].concat();
        document().query_selector(&selector).ok().flatten()
    };
    if let Some(link) = find(OURS) {
        return link.dyn_into().ok();
    }
    let app: Element = find(APP)?;
    let address = app.get_attribute("href")?;
    let link: HtmlLinkElement = document().create_element("link").ok()?.dyn_into().ok()?;
    link.set_rel("stylesheet");
    link.set_href(&[address.strip_suffix(APP)?, OURS].concat());
    app.after_with_node_1(&link).ok()?;
    Some(link)
}

fn listen(link: &HtmlLinkElement, there: RwSignal<bool>) {
    let settled = {
        let link = link.clone();
        move || {
            // Setting an attribute with such a name cannot fail.
            let _ = link.set_attribute(SETTLED, "");
            there.try_set(true);
        }
    };
    let settled = Closure::<dyn Fn()>::new(settled).into_js_value();
    for event in ["load", "error"] {
        // Nor can listening.
        let _ = link.add_event_listener_with_callback(event, settled.unchecked_ref());
    }
}
