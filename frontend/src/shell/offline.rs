//! Says when the network is gone.

use crate::messages::{Key, t};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub(super) fn OfflineBanner() -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    window_event_listener(ev::online, move |_| online.set(true));
    window_event_listener(ev::offline, move |_| online.set(false));
    // The browser may not have noticed yet that it is back.
    let retry = move |_| {
        spawn_local(async move {
            if crate::browser::fetch("/healthz").await.is_ok() {
                online.set(true);
            }
        });
    };
    view! {
        <div role="status">
            {move || (!online.get()).then(|| view! {
                <p class="banner">
                    {t(Key::ShellOffline)} " "
                    <button type="button" class="btn sm" on:click=retry>{t(Key::ShellRetry)}</button>
                </p>
            })}
        </div>
    }
}
