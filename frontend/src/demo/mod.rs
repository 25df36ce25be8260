//! The mails of a demonstration: read where they reach nobody. Elsewhere there are no such pages.

mod list;
mod mail;
mod pieces;

use crate::address;
use crate::browser::shows_demo_mails;
use crate::messages::{Key, moment, t};
use crate::missing::Missing;
use domain::demo::DemoMailSummary;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use list::ListPage;
use mail::MailPage;

/// When a mail was written.
fn written(mail: &DemoMailSummary) -> String {
    mail.sent_at.map_or_else(|| t(Key::DemoUndated).to_owned(), |when| moment(when.timestamp_millis()))
}

/// The chunk of the mails.
pub(crate) struct DemoRoute;

#[lazy_route]
impl LazyRoute for DemoRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        if !shows_demo_mails() {
            view! { <Missing/> }.into_any()
        } else if path.trim_end_matches('/') == address::demo_mails() {
            view! { <ListPage/> }.into_any()
        } else {
            view! { <MailPage/> }.into_any()
        }
    }
}
