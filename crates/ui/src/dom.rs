//! The few things that components ask of the browser directly.

use leptos::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, EventTarget, HtmlElement};

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// Room between a panel and what it belongs to, or the edge of the window, in pixels.
const GAP: f64 = 4.0;

/// An id that no other element of the page has.
pub(crate) fn unique(name: &str) -> String {
    [name, "-", &NEXT.fetch_add(1, Ordering::Relaxed).to_string()].concat()
}

/// The element with an id.
pub(crate) fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the element with an id.
pub(crate) fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// All elements below `root` that a selector finds, in the order of the page.
pub(crate) fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(nodes) = root.query_selector_all(selector) else { return Vec::new() };
    (0..nodes.length()).filter_map(|at| nodes.get(at)?.dyn_into().ok()).collect()
}

/// Whether the page is read from right to left.
pub(crate) fn is_rtl() -> bool {
    document().document_element().and_then(|root| root.get_attribute("dir")).is_some_and(|dir| dir == "rtl")
}

/// Whether the event's element is within `root`.
pub(crate) fn is_within(root: Option<&Element>, target: Option<EventTarget>) -> bool {
    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
    root.zip(target).is_some_and(|(root, target)| root.contains(Some(&target)))
}

/// The place of the element that has the focus among `elements`.
pub(crate) fn place_of_focus(elements: &[HtmlElement]) -> Option<usize> {
    let focused = document().active_element()?;
    elements.iter().position(|element| *element.unchecked_ref::<Element>() == focused)
}

/// Where somebody goes with a key that moves among `count` things in a row, round about at the ends.
pub(crate) fn moved(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, at) {
        ("ArrowDown", None) | ("Home", _) => Some(0),
        ("ArrowUp", None) | ("End", _) => Some(last),
        ("ArrowDown", Some(at)) => Some(if at >= last { 0 } else { at + 1 }),
        ("ArrowUp", Some(at)) => Some(at.checked_sub(1).unwrap_or(last)),
        _ => None,
    }
}

/// Puts a panel of the top layer below what it belongs to, above where there is no room, and within the window.
pub(crate) fn put_below(anchor: &Element, panel: &HtmlElement) {
    let (anchor, size) = (anchor.get_bounding_client_rect(), panel.get_bounding_client_rect());
    let side = |length: Result<JsValue, JsValue>| length.ok().and_then(|length| length.as_f64()).unwrap_or_default();
    let (width, height) = (side(window().inner_width()), side(window().inner_height()));
    let below = anchor.bottom() + GAP;
    let above = anchor.top() - GAP - size.height();
    let top = if below + size.height() > height && above > 0.0 { above } else { below };
    let start = if is_rtl() { anchor.right() - size.width() } else { anchor.left() };
    let left = start.min(width - size.width() - 2.0 * GAP).max(2.0 * GAP);
    // Counted from the top of the page: it scrolls with what it belongs to.
    let (down, along) =
        (side(window().page_y_offset().map(JsValue::from)), side(window().page_x_offset().map(JsValue::from)));
    for (name, value) in [("top", top + down), ("left", left + along)] {
        // Fails on a style that cannot be changed only, and an element's own can.
        let _ = web_sys::HtmlElement::style(panel).set_property(name, &[&value.to_string(), "px"].concat());
    }
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn arrows_go_round_and_home_and_end_to_the_ends() {
        assert_eq!(moved("ArrowDown", None, 3), Some(0));
        assert_eq!(moved("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(moved("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(moved("ArrowUp", None, 3), Some(2));
        assert_eq!((moved("Home", Some(1), 3), moved("End", Some(1), 3)), (Some(0), Some(2)));
        assert_eq!(moved("ArrowDown", None, 0), None);
        assert_eq!(moved("a", Some(1), 3), None);
    }
}
