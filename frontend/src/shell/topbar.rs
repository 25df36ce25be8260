//! The bar on top: mark, search, places.

use super::account::AccountMenu;
use super::display::DisplayMenu;
use super::notifications::Notifications;
use super::palette::Palette;
use crate::address;
use crate::messages::{Key, t};
use crate::state::{Who, identity};
use leptos::prelude::*;

#[component]
pub(super) fn TopBar() -> impl IntoView {
    let identity = identity();
    let home = move || match identity.who() {
        Who::Somebody(_) => address::home(),
        Who::Visitor | Who::Unknown => address::landing(),
    };
    view! {
        <header class="topbar">
            <a class="mark" href=home>
                <Mark/>
                <span>{t(Key::SiteName)}</span>
            </a>
            <SearchBox/>
            <div class="tools">
                <DisplayMenu/>
                <Notifications/>
                <AccountMenu/>
            </div>
        </header>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" class="mark-sign">
            <path class="outer" d="M13 3a10 10 0 1 1-9.2 6.1"/>
            <path class="inner" d="M13 8.2a4.8 4.8 0 1 0 4.6 3.4"/>
            <circle class="outer-end" cx="3.9" cy="9" r="2.1"/>
            <circle class="inner-end" cx="17.7" cy="11.5" r="1.9"/>
        </svg>
    }
}

/// Opens the palette: everything that can be found or done from anywhere.
#[component]
fn SearchBox() -> impl IntoView {
    let palette: Palette = expect_context();
    view! {
        <button type="button" class="search" aria-haspopup="dialog" aria-keyshortcuts="/ Control+K" on:click=move |_| palette.open()>
            <svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true" class="glass">
                <circle cx="7" cy="7" r="5"/>
                <path d="m11 11 4 4"/>
            </svg>
            <span class="search-text">{t(Key::ShellSearch)}</span>
            <kbd aria-hidden="true">"/"</kbd>
        </button>
    }
}
