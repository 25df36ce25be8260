//! Keys that work on every page.

use crate::browser::{focus_id, is_typing};
use crate::parts::move_between_rows;
use crate::state::Shortcuts;
use leptos::ev;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// `/` goes to the search box, `j` and `k` walk a list.
pub(super) fn listen() {
    let shortcuts: Shortcuts = expect_context();
    window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if modified || event.default_prevented() || is_typing(event.target()) || !shortcuts.are_on_now() {
            return;
        }
        match event.key().as_str() {
            "/" => {
                focus_id(if crate::browser::find("#search-words").is_some() { "search-words" } else { "site-search" });
            }
            "j" => move_between_rows(1),
            "k" => move_between_rows(-1),
            _ => return,
        }
        event.prevent_default();
    });
}
