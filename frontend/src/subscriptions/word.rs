//! The word of a link in a mail of the briefing.

use super::addresses::subscription;
use crate::address::parameter;
use crate::browser::{keep_in_tab, kept_in_tab};
use leptos::prelude::*;

/// Where the word is kept while the tab shows the page.
const KEPT: &str = "c2r.subscription";

/// The word of the address, `?word=`, or of this tab; empty where there is none. It is taken out of the address bar at
/// once, so that it stays in no history and nobody shares it with the page. The tab keeps it, because another language is
/// another page load, and forgets it when one goes on to another page.
pub(super) fn use_word() -> String {
    let word = parameter(&window().location().search().unwrap_or_default(), "word");
    on_cleanup(|| keep_in_tab(KEPT, ""));
    if word.is_empty() {
        return kept_in_tab(KEPT).unwrap_or_default();
    }
    keep_in_tab(KEPT, &word);
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        // Where the browser refuses, the page works all the same.
        let _ = history.replace_state_with_url(&state, "", Some(&subscription()));
    }
    word
}

/// Forgets a word that nobody has.
pub(super) fn forget_word() {
    keep_in_tab(KEPT, "");
}
