//! The word of a link in a mail.

use crate::browser::path_and_query;
use leptos::ev;
use leptos::prelude::*;

/// The word behind `#token=`; empty where there is none. It is taken out of the address bar at once, so that it stays
/// in no history and nobody reads it over a shoulder. A second link opened in the same tab replaces the first.
pub(crate) fn use_token() -> RwSignal<String> {
    let token = RwSignal::new(taken().unwrap_or_default());
    let listening = window_event_listener(ev::hashchange, move |_| {
        if let Some(newer) = taken() {
            token.set(newer);
        }
    });
    on_cleanup(move || listening.remove());
    token
}

fn taken() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let token = hash.strip_prefix("#token=").filter(|token| !token.is_empty())?.to_owned();
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        // Where the browser refuses the page works all the same.
        let _ = history.replace_state_with_url(&state, "", Some(&path_and_query()));
    }
    Some(token)
}
