//! Says when the texts or the code of a page could not be fetched.

use super::arrivals::reveal;
use crate::messages::{Key, Texts, t};
use leptos::prelude::*;
use ui::Failed;

/// What the loader of the chunks says (`crates/xtask/src/app/loader.js`): one does not come; the server does not have it
/// any more; all have come.
const FAILED: &str = "c2r:chunk-failed";
const GONE: &str = "c2r:chunk-gone";
const LOADED: &str = "c2r:chunk-loaded";
/// What it listens to: it shall not wait any longer before it asks again.
const RETRY: &str = "c2r:chunk-retry";

#[component]
pub(super) fn MissingTexts() -> impl IntoView {
    let texts: Texts = expect_context();
    let (is_code_missing, is_gone) = (RwSignal::new(false), RwSignal::new(false));
    window_event_listener_untyped(FAILED, move |_| is_code_missing.set(true));
    window_event_listener_untyped(GONE, move |_| is_gone.set(true));
    window_event_listener_untyped(LOADED, move |_| is_code_missing.set(false));
    // Not built anew when the second of the two is missing as well.
    let is_missing = Memo::new(move |_| texts.are_missing() || is_code_missing.get());
    // The first page has not arrived then, and nothing of the app is to be seen yet.
    Effect::new(move |_| is_missing.get().then(reveal));
    let ask_again = move |()| {
        if is_gone.get_untracked() {
            let _ = window().location().reload();
            return;
        }
        texts.retry();
        if let Ok(event) = web_sys::Event::new(RETRY) {
            // Nobody refuses it.
            let _ = window().dispatch_event(&event);
        }
    };
    let why = move || t(if is_gone.get() { Key::FailureRenewed } else { Key::FailureOffline }).to_owned();
    let act = move || t(if is_gone.get() { Key::FailureReload } else { Key::FailureRetry }).to_owned();
    move || {
        is_missing.get().then(|| {
            let retry = (Signal::derive(act), Callback::new(ask_again));
            view! {
                <div class="page missing">
                    <Failed title=t(Key::FailureTitle) text=Signal::derive(why) retry/>
                </div>
            }
        })
    }
}
