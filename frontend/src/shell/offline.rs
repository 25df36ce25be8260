//! Says when the network is gone.

use crate::messages::{Key, t};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Banner, Button, Tone};

#[component]
pub(super) fn OfflineBanner() -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    window_event_listener(ev::online, move |_| online.set(true));
    window_event_listener(ev::offline, move |_| online.set(false));
    // The browser may not have noticed yet that it is back.
    let retry = move |()| {
        spawn_local(async move {
            if crate::browser::fetch("/healthz").await.is_ok() {
                online.set(true);
            }
        });
    };
    view! {
        <div role="status" class="offline">
            {move || (!online.get()).then(|| view! {
                <Banner tone=Tone::Warn word=t(Key::NoteCareful)>
                    <p>{t(Key::ShellOffline)}</p>
                    <Button small=true on_press=retry>{t(Key::ShellRetry)}</Button>
                </Banner>
            })}
        </div>
    }
}
