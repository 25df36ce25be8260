//! What administrators do: accounts, the audit log, jobs, and who may do what.

mod account;
mod accounts;
mod actions;
mod audit;
mod gate;
mod jobs;
mod permissions;
mod roles;
mod suspension;
mod words;

use crate::address;
use crate::messages::{Key, t};
use crate::parts::use_page;
use crate::subscriptions::addresses::subscribers;
use account::AccountPage;
use accounts::AccountsPage;
use audit::AuditPage;
use gate::Gate;
use jobs::JobsPage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use permissions::PermissionsPage;
use ui::{Tab, Tabs};

/// A page for administrators: its address, its heading, what it says first.
#[derive(Debug, Clone, Copy)]
struct Place {
    href: fn() -> String,
    title: Key,
    lede: Key,
}

const ACCOUNTS: Place = Place { href: address::admin_accounts, title: Key::AccountsTitle, lede: Key::AccountsLede };
const AUDIT: Place = Place { href: address::audit_log, title: Key::AuditTitle, lede: Key::AuditLede };
const JOBS: Place = Place { href: address::jobs, title: Key::JobsTitle, lede: Key::JobsLede };
const PERMISSIONS: Place =
    Place { href: address::permissions, title: Key::PermissionsTitle, lede: Key::PermissionsLede };
const PLACES: [Place; 4] = [ACCOUNTS, AUDIT, JOBS, PERMISSIONS];

/// The frame of a page for administrators.
#[component]
fn Office(place: Place, children: Children) -> impl IntoView {
    use_page(move || Some(t(place.title).to_owned()));
    view! {
        <div class="page narrow">
            <Places here=place/>
            <h1 tabindex="-1">{t(place.title)}</h1>
            <p class="lede">{t(place.lede)}</p>
            {children()}
        </div>
    }
}

#[component]
fn Places(here: Place) -> impl IntoView {
    let mut tabs = PLACES.map(|place| Tab::new((place.href)(), t(place.title))).to_vec();
    // With the briefing, whose editors see them as well.
    tabs.push(Tab::new(subscribers(), t(Key::AdminSubscribers)));
    view! { <Tabs label=t(Key::AdminNav) tabs current=(here.href)()/> }
}

/// The chunk of the pages for administrators: together they weigh less than apart.
pub(crate) struct AdminRoute;

#[lazy_route]
impl LazyRoute for AdminRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        let show = match path.trim_end_matches('/').rsplit('/').next() {
            Some("accounts") => || view! { <AccountsPage/> }.into_any(),
            Some("audit-log") => || view! { <AuditPage/> }.into_any(),
            Some("jobs") => || view! { <JobsPage/> }.into_any(),
            Some("permissions") => || view! { <PermissionsPage/> }.into_any(),
            _ => || view! { <AccountPage/> }.into_any(),
        };
        view! { <Gate show/> }.into_any()
    }
}
