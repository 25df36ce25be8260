//! The word of a link in a mail of the briefing.

use super::addresses::subscription;
use crate::address::parameter;
use leptos::prelude::*;

/// The word of the address, `?word=`; empty where there is none. It is taken out of the address bar at once, so that it
/// stays in no history and nobody shares it with the page.
pub(super) fn take_word() -> String {
    let word = parameter(&window().location().search().unwrap_or_default(), "word");
    if !word.is_empty()
        && let Ok(history) = window().history()
    {
        let state = history.state().unwrap_or_default();
        // Where the browser refuses, the page works all the same.
        let _ = history.replace_state_with_url(&state, "", Some(&subscription()));
    }
    word
}
