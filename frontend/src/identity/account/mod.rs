//! One's own account. Who has not signed in is sent to do so, and comes back.

mod choices;
mod data;
mod email;
mod leave;
mod logins;
mod password;
mod profile;
mod qr;
mod second_factor;

pub(crate) use choices::{zone, zones};

use crate::address;
use crate::memberships::MyList;
use crate::messages::{Key, t};
use crate::parts::{Skeleton, use_page};
use crate::saved_searches::saved_searches;
use crate::state::{Who, identity};
use data::DataPage;
use domain::identity::Account;
use email::EmailPage;
use leave::LeavePage;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{LazyRoute, NavigateOptions, lazy_route};
use logins::LoginsPage;
use password::PasswordPage;
use profile::ProfilePage;
use second_factor::SecondFactorPage;
use std::sync::Arc;
use ui::{Tab, Tabs};

/// A page of the account: its address, its name among the others, its heading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    href: fn() -> String,
    name: Key,
    title: Key,
}

const PROFILE: Place = Place { href: address::account, name: Key::AccountProfile, title: Key::ProfileTitle };
const MEMBERSHIPS: Place =
    Place { href: address::memberships, name: Key::NavMemberships, title: Key::MembershipsTitle };
/// Saved searches: a page of its own chunk.
pub(crate) const SEARCHES: Place =
    Place { href: saved_searches, name: Key::AccountSearches, title: Key::AccountSearchesTitle };
const LOGINS: Place = Place { href: address::logins, name: Key::AccountLogins, title: Key::LoginsTitle };
const PASSWORD: Place = Place { href: address::password, name: Key::AccountPassword, title: Key::PasswordTitle };
const EMAIL: Place = Place { href: address::email, name: Key::AccountEmail, title: Key::EmailTitle };
const SECOND_FACTOR: Place =
    Place { href: address::second_factor, name: Key::AccountSecondFactor, title: Key::SecondFactorTitle };
const DATA: Place = Place { href: address::own_data, name: Key::AccountData, title: Key::DataTitle };
const LEAVE: Place = Place { href: address::leave, name: Key::AccountLeave, title: Key::LeaveTitle };
const PLACES: [Place; 9] = [PROFILE, MEMBERSHIPS, SEARCHES, LOGINS, PASSWORD, EMAIL, SECOND_FACTOR, DATA, LEAVE];

/// The frame of a page of the account; what it shows gets the account as it is when the page is made.
#[component]
pub(crate) fn Personal(
    /// Which page it is.
    place: Place,
    /// What it says first.
    lede: Key,
    /// Its content.
    show: fn(Arc<Account>) -> AnyView,
) -> impl IntoView {
    let (identity, navigate) = (identity(), use_navigate());
    let is_visitor = Memo::new(move |_| matches!(identity.who(), Who::Visitor));
    let owner = Memo::new(move |_| identity.account().map(|account| account.id));
    Effect::new(move |_| {
        if is_visitor.get() {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&address::sign_in_to(&(place.href)()), options);
        }
    });
    use_page(move || (!is_visitor.get()).then(|| t(place.title).to_owned()));
    let content = move || match owner.get().and_then(|_| identity.account_now()) {
        Some(account) => show(account),
        None => view! { <Skeleton lines=4/> }.into_any(),
    };
    view! {
        <div class="page narrow">
            <Places here=place/>
            <h1 tabindex="-1">{t(place.title)}</h1>
            <p class="lede">{t(lede)}</p>
            {content}
        </div>
    }
}

#[component]
fn Places(here: Place) -> impl IntoView {
    let tabs = PLACES.map(|place| Tab::new((place.href)(), t(place.name))).to_vec();
    view! { <Tabs label=t(Key::AccountNav) tabs current=(here.href)()/> }
}

/// Where one belongs.
#[component]
fn MembershipsPage() -> impl IntoView {
    view! { <Personal place=MEMBERSHIPS lede=Key::MembershipsLede show=|_| view! { <MyList/> }.into_any()/> }
}

/// The chunk of the profile: what one chooses languages and time zones with no other page of the account needs.
pub(crate) struct OwnProfileRoute;

#[lazy_route]
impl LazyRoute for OwnProfileRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <ProfilePage/> }.into_any()
    }
}

/// The chunk of the other pages of the account: together they weigh less than apart.
pub(crate) struct AccountRoute;

#[lazy_route]
impl LazyRoute for AccountRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        match path.trim_end_matches('/').rsplit('/').next() {
            Some("logins") => view! { <LoginsPage/> }.into_any(),
            Some("password") => view! { <PasswordPage/> }.into_any(),
            Some("email") => view! { <EmailPage/> }.into_any(),
            Some("second-factor") => view! { <SecondFactorPage/> }.into_any(),
            Some("data") => view! { <DataPage/> }.into_any(),
            Some("leave") => view! { <LeavePage/> }.into_any(),
            _ => view! { <MembershipsPage/> }.into_any(),
        }
    }
}
