//! Says when the network is gone.

use crate::messages::{Key, t};
use leptos::ev;
use leptos::prelude::*;

#[component]
pub(super) fn OfflineBanner() -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    window_event_listener(ev::online, move |_| online.set(true));
    window_event_listener(ev::offline, move |_| online.set(false));
    view! {
        <div role="status">
            {move || (!online.get()).then(|| view! { <p class="banner">{t(Key::ShellOffline)}</p> })}
        </div>
    }
}
