//! The bar on top: mark, search, places.

use super::account::AccountMenu;
use crate::address;
use crate::messages::{Key, t};
use domain::search::{MAX_TEXT, SearchQuery};
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

#[component]
pub(super) fn TopBar() -> impl IntoView {
    view! {
        <header class="topbar">
            <a class="mark" href=address::home()>
                <Mark/>
                <span>{t(Key::SiteName)}</span>
            </a>
            <SearchBox/>
            <nav class="topnav" aria-label=t(Key::ShellNav)>
                <Place href=address::cities() name=t(Key::NavCities)/>
                <Place href=address::search() name=t(Key::NavSearch)/>
                <Place href=address::about() name=t(Key::NavAbout)/>
                <a href="/api/v1/docs/" rel="external">{t(Key::NavApi)}</a>
            </nav>
            <AccountMenu/>
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

/// A link that knows whether one is there.
#[component]
pub(super) fn Place(href: String, name: &'static str) -> impl IntoView {
    let path = use_location().pathname;
    let here = {
        let href = href.clone();
        move || {
            let path = path.get();
            let below = path.strip_prefix(&href).is_some_and(|rest| rest.starts_with('/'));
            (path == href).then_some("page").or_else(|| below.then_some("true"))
        }
    };
    view! { <a href=href aria-current=here>{name}</a> }
}

#[component]
fn SearchBox() -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        let query = SearchQuery { q: input.value().trim().to_owned(), ..SearchQuery::default() };
        navigate(&(address::search() + &query.to_query()), Default::default());
        input.set_value("");
        // On a page that stays the same nothing else would take the focus.
        let _ = input.blur();
    };
    view! {
        <form class="search" role="search" action=address::search() on:submit=submit>
            <svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true" class="glass">
                <circle cx="7" cy="7" r="5"/>
                <path d="m11 11 4 4"/>
            </svg>
            <input
                id="site-search" type="search" name="q" autocomplete="off" maxlength=MAX_TEXT.to_string()
                aria-label=t(Key::ShellSearch) aria-keyshortcuts="/" placeholder=t(Key::ShellSearch) node_ref=input
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}
