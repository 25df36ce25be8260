//! Keys that work on every page.

use super::palette::Palette;
use crate::browser::{find, focus_id, is_typing};
use crate::parts::move_between_rows;
use crate::state::Shortcuts;
use leptos::ev;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// Ctrl-K and `/` open the palette, on the search page `/` goes to its words; `j` and `k` walk a list.
pub(super) fn listen(palette: Palette) {
    let shortcuts: Shortcuts = expect_context();
    window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        let commands = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if commands && event.key().eq_ignore_ascii_case("k") && find("dialog[open]").is_none() {
            event.prevent_default();
            palette.open();
            return;
        }
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if modified
            || event.default_prevented()
            || is_typing(event.target())
            || find("dialog[open]").is_some()
            || !shortcuts.are_on_now()
        {
            return;
        }
        match event.key().as_str() {
            "/" if find("#search-words").is_some() => focus_id("search-words"),
            "/" => palette.open(),
            "j" => move_between_rows(1),
            "k" => move_between_rows(-1),
            _ => return,
        }
        event.prevent_default();
    });
}
