//! What wants one's attention.

use super::dot::{Dot, said};
use crate::address;
use crate::messages::{Key, t};
use crate::state::{Who, identity};
use leptos::prelude::*;
use ui::Popover;

/// Id of what the button opens.
const MENU: &str = "notifications-menu";

/// For who has signed in.
#[component]
pub(super) fn Notifications() -> impl IntoView {
    let identity = identity();
    let known = Memo::new(move |_| matches!(identity.who(), Who::Somebody(_)));
    let waiting = move || match identity.waiting() {
        Some(n) if n > 0 => view! { <a href=address::waiting()>{said(n)}</a> }.into_any(),
        _ => view! { <p class="muted">{t(Key::ShellNothingNew)}</p> }.into_any(),
    };
    let button = || {
        view! {
            <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" class="sign">
                <path d="M3.5 13.5h11c-1.2-1.2-1.5-2.4-1.5-5.2 0-2.6-1.7-4.3-4-4.3s-4 1.7-4 4.3c0 2.8-.3 4-1.5 5.2zM7.4 15.6c.8.9 2.4.9 3.2 0"/>
            </svg>
            <span class="visually-hidden">{t(Key::ShellNotifications)}</span>
            <Dot/>
        }
    };
    move || {
        known.get().then(|| {
            view! { <Popover id=MENU button><h2>{t(Key::ShellNotifications)}</h2> {waiting}</Popover> }
        })
    }
}
