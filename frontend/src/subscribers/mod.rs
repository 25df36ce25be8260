//! Who gets the briefing by mail, for editors and administrators: the list, taking one over, and whom nobody writes to.

mod figures;
mod import;
mod list;
mod report;
mod suppressed;
mod words;

use crate::address;
use crate::messages::{Key, t};
use crate::parts::{Broken, Skeleton, use_page};
use crate::state::{Stage, Who, identity, use_standing};
use crate::subscriptions::addresses::{import, subscribers, suppressions};
use domain::policy::Action;
use import::ImportPage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, NavigateOptions, lazy_route};
use list::SubscribersPage;
use suppressed::SuppressedPage;
use ui::{Link, Rank, Tab, Tabs};

/// A page: its address, its heading, what it says first.
#[derive(Debug, Clone, Copy)]
struct Place {
    href: fn() -> String,
    title: Key,
    lede: Key,
}

const LIST: Place = Place { href: subscribers, title: Key::SubscribersTitle, lede: Key::SubscribersLede };
const IMPORT: Place = Place { href: import, title: Key::ImportTitle, lede: Key::ImportLede };
const SUPPRESSED: Place = Place { href: suppressions, title: Key::SuppressedTitle, lede: Key::SuppressedLede };

/// The frame of a page.
#[component]
fn Office(place: Place, children: Children) -> impl IntoView {
    use_page(move || Some(t(place.title).to_owned()));
    let tabs = [LIST, IMPORT, SUPPRESSED].map(|place| Tab::new((place.href)(), t(place.title))).to_vec();
    view! {
        <div class="page narrow">
            <Tabs label=t(Key::SubscribersTitle) tabs current=(place.href)()/>
            <h1 tabindex="-1">{t(place.title)}</h1>
            <p class="lede">{t(place.lede)}</p>
            {children()}
        </div>
    }
}

/// The chunk of these pages: together they weigh less than apart.
pub(crate) struct SubscribersRoute;

#[lazy_route]
impl LazyRoute for SubscribersRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        let show = match path.trim_end_matches('/').rsplit('/').next() {
            Some("import") => || view! { <ImportPage/> }.into_any(),
            Some("suppressions") => || view! { <SuppressedPage/> }.into_any(),
            _ => || view! { <SubscribersPage/> }.into_any(),
        };
        view! { <Gate show/> }.into_any()
    }
}

/// What somebody gets to see.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    Unknown,
    Failed,
    Open,
    Refused { waiting: bool },
}

/// Shows a page to whom it is for. Who has not signed in is sent to do so, and comes back.
#[component]
fn Gate(show: fn() -> AnyView) -> impl IntoView {
    let (identity, navigate, here) =
        (identity(), leptos_router::hooks::use_navigate(), crate::browser::path_and_query());
    Effect::new(move |_| {
        if matches!(identity.who(), Who::Visitor) {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&address::sign_in_to(&here), options);
        }
    });
    let standing = use_standing();
    let access = Memo::new(move |_| match standing.stage() {
        Stage::Pending => Access::Unknown,
        Stage::Failed => Access::Failed,
        Stage::Ready => {
            let known = standing.with(|standing| match standing.may(Action::ListSubscribers) {
                true => Access::Open,
                false => Access::Refused { waiting: standing.waits_for_second_factor() },
            });
            known.unwrap_or(Access::Unknown)
        }
    });
    move || match access.get() {
        Access::Open => show(),
        Access::Refused { waiting } => view! { <Refused waiting/> }.into_any(),
        Access::Failed => {
            let error = Signal::derive(move || standing.error());
            view! { <Broken title=Key::SubscribersTitle error retry=move || standing.retry()/> }.into_any()
        }
        Access::Unknown => view! { <div class="page narrow"><Skeleton lines=4/></div> }.into_any(),
    }
}

/// Says whose the page is, and what to do.
#[component]
fn Refused(waiting: bool) -> impl IntoView {
    use_page(|| Some(t(Key::SubscribersRefused).to_owned()));
    let way = waiting.then(|| {
        view! { <Link rank=Rank::Primary href=address::second_factor()>{t(Key::SubscribersSetUp)}</Link> " " }
    });
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::SubscribersRefused)}</h1>
            <p class="lede">{t(if waiting { Key::SubscribersRefusedWaiting } else { Key::SubscribersRefusedText })}</p>
            <p class="acts">{way} <Link rank=Rank::Plain href=address::landing()>{t(Key::NavHome)}</Link></p>
        </div>
    }
}
