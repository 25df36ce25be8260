//! The end of the bar on top: signing in, or the menu of who has.

use super::Announcer;
use crate::address;
use crate::lesson_drafts;
use crate::messages::{Key, t};
use crate::state::{Who, identity};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use ui::{Avatar, Popover};

#[component]
pub(super) fn AccountMenu() -> impl IntoView {
    let identity = identity();
    // Not built anew with every change of the profile.
    let is_known = Memo::new(move |_| match identity.who() {
        Who::Visitor => Some(false),
        Who::Somebody(_) => Some(true),
        Who::Unknown => None,
    });
    let location = use_location();
    // Who signs in comes back to where they were, where that is worth coming back to.
    let way_in = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        match address::worth_coming_back(&path) {
            true => address::sign_in_to(&(path + &address::query_of(&search))),
            false => address::sign_in(),
        }
    };
    let here = move || (location.pathname.get() == address::sign_in()).then_some("page");
    let content = move || match is_known.get() {
        Some(false) => view! { <a href=way_in aria-current=here>{t(Key::NavSignIn)}</a> }.into_any(),
        Some(true) => view! { <Menu/> }.into_any(),
        None => ().into_any(),
    };
    view! { <div class="who">{content}</div> }
}

/// Id of what the button opens.
const MENU: &str = "who-menu";

#[component]
fn Menu() -> impl IntoView {
    let identity = identity();
    let name = move || identity.account().map(|account| account.name.clone()).unwrap_or_default();
    // A name is written its own way, whatever the language of the page.
    let button = move || {
        view! {
            <span class="visually-hidden">{t(Key::ShellAccount)}</span>
            " "
            {move || view! { <Avatar name=name()/> }}
            <bdi class="who-name">{name}</bdi>
        }
    };
    view! {
        <Popover id=MENU button>
            <a href=address::account()>{t(Key::NavAccount)}</a>
            <a href=address::memberships()>{t(Key::NavMemberships)}</a>
            <a href=lesson_drafts::drafts()>{t(Key::NavDrafts)}</a>
            {move || identity.waiting().map(|_| view! { <a href=address::waiting()>{t(Key::NavWaiting)}</a> })}
            {move || identity.administers().then(|| view! { <a href=address::admin_accounts()>{t(Key::NavAdmin)}</a> })}
            <SignOut/>
        </Popover>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let failed = RwSignal::new(false);
    let sign_out = move |_| {
        failed.set(false);
        spawn_local(async move {
            if identity.sign_out().await.is_ok() {
                announcer.say(t(Key::ShellSignedOut).to_owned());
            } else {
                failed.try_set(true);
            }
        });
    };
    view! {
        <button type="button" on:click=sign_out>{t(Key::NavSignOut)}</button>
        {move || failed.get().then(|| view! { <p class="ui-fault" role="alert">{t(Key::ShellStillSignedIn)}</p> })}
    }
}
