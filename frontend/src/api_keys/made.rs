//! A key that was made, with its secret, this once.

use super::Room;
use crate::browser::{can_copy, copy, focus_id, origin};
use crate::messages::{Key, fill, t};
use domain::api_keys::CreatedApiKey;
use leptos::prelude::*;
use ui::{Banner, Button, Rank, Tone};

/// Id of the heading, which takes the focus: the form is gone that had it.
const HEADING: &str = "made-key";

/// A first request with the key: it says what the key is good for.
fn example(secret: &str) -> String {
    ["curl -H \"Authorization: Bearer ", secret, "\" ", &origin(), "/api/v1/me/permissions"].concat()
}

#[component]
pub(super) fn Made(room: Room, made: CreatedApiKey) -> impl IntoView {
    Effect::new(|_| request_animation_frame(|| focus_id(HEADING)));
    let title = fill(Key::KeysMadeTitle, &[("name", &made.key.name)]);
    let example = example(&made.secret);
    let kept = move |()| {
        room.made.set(None);
        request_animation_frame(|| focus_id("make-key"));
    };
    view! {
        <section class="part">
            <Banner tone=Tone::Warn word=t(Key::NoteCareful)>
                <h2 id=HEADING tabindex="-1">{title}</h2>
                <p><strong>{t(Key::KeysOnce)}</strong></p>
                <p><code class="secret">{made.secret.clone()}</code></p>
                <p>{t(Key::KeysExample)}</p>
                <p><code class="secret">{example.clone()}</code></p>
                <p class="acts">
                    <Copying room name=Key::KeysCopy text=made.secret/>
                    <Copying room name=Key::KeysCopyExample text=example/>
                    <Button rank=Rank::Primary on_press=kept>{t(Key::KeysKept)}</Button>
                </p>
            </Banner>
        </section>
    }
}

/// A button that copies, where the browser lets pages do so.
#[component]
fn Copying(room: Room, name: Key, text: String) -> impl IntoView {
    can_copy().then(|| {
        let copied = move |()| {
            copy(&text);
            room.deed.tell(Key::KeysCopied);
        };
        view! { <Button on_press=copied>{t(name)}</Button> }
    })
}
