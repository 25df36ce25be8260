//! Passing a public page on: by what the device offers, by its address, by mail.

use crate::browser::{can_copy, can_share, copy, origin, path_and_query, share};
use crate::messages::{Key, t};
use crate::shell::Announcer;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::{Button, Popover, Rank};

/// Id of what the button opens.
const MENU: &str = "share-menu";

/// A button that shares the page. Where the device has a way of its own, that is used.
#[component]
pub(crate) fn Share(
    /// What the page is called.
    title: String,
) -> impl IntoView {
    let address = || origin() + &path_and_query();
    if can_share() {
        let press = move |()| share(&title, &address());
        return view! { <Button small=true on_press=press>{t(Key::ShareShare)}</Button> }.into_any();
    }
    let announcer: Announcer = expect_context();
    let copied = RwSignal::new(false);
    let click = move |_| {
        copy(&address());
        copied.set(true);
        announcer.say(t(Key::ShareCopied).to_owned());
    };
    // What is asked for stands in the address, and changes while the button is there.
    let location = use_location();
    let followed = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        let search = search.trim_start_matches('?');
        if search.is_empty() { origin() + &path } else { [&origin(), &path, "?", search].concat() }
    };
    let mail = move || {
        let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
        ["mailto:?subject=", &encode(&title), "&body=", &encode(&followed())].concat()
    };
    let text = move || t(if copied.get() { Key::ShareCopied } else { Key::ShareCopy });
    view! {
        <Popover id=MENU rank=Rank::Plain small=true button=|| t(Key::ShareShare)>
            {can_copy().then(|| view! { <button type="button" on:click=click>{text}</button> })}
            <a href=mail rel="external">{t(Key::ShareMail)}</a>
        </Popover>
    }
    .into_any()
}
