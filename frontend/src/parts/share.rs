//! Passing a public page on: by what the device offers, by its address, by mail.

use crate::browser::{can_copy, can_share, copy, origin, path_and_query, share};
use crate::messages::{Key, t};
use crate::shell::Announcer;
use leptos::prelude::*;

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
        let click = move |_| share(&title, &address());
        return view! { <button type="button" class="btn sm" on:click=click>{t(Key::ShareShare)}</button> }.into_any();
    }
    let announcer: Announcer = expect_context();
    let copied = RwSignal::new(false);
    let click = move |_| {
        copy(&address());
        copied.set(true);
        announcer.say(t(Key::ShareCopied).to_owned());
    };
    let mail = move || {
        let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
        ["mailto:?subject=", &encode(&title), "&body=", &encode(&address())].concat()
    };
    let text = move || t(if copied.get() { Key::ShareCopied } else { Key::ShareCopy });
    view! {
        <div class="menu-place">
            <button type="button" class="btn sm" popovertarget=MENU>{t(Key::ShareShare)}</button>
            <div class="menu" id=MENU popover="auto">
                {can_copy().then(|| view! { <button type="button" on:click=click>{text}</button> })}
                <a href=mail rel="external">{t(Key::ShareMail)}</a>
            </div>
        </div>
    }
    .into_any()
}
