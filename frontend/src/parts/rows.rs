//! Lists that are walked with `j` and `k`.

use crate::browser::find_all;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;

/// Moves the focus to the next (`step` 1) or the last (-1) row of the page: links marked `data-row`.
/// Enter then opens it, as with every link.
pub(crate) fn move_between_rows(step: isize) {
    let rows = find_all("[data-row]");
    let focused = document().active_element();
    let here =
        focused.and_then(|focused| rows.iter().position(|row| row.unchecked_ref::<web_sys::Element>() == &focused));
    let next = match here {
        Some(here) => here.checked_add_signed(step),
        None => Some(0),
    };
    if let Some(row) = next.and_then(|next| rows.get(next)) {
        let _ = row.focus();
    }
}
