//! All cities, as a list and as a map, narrowed down by what stands in the address.

use super::filters::{Chips, Filters};
use super::results::{Results, Toolbar};
use crate::address::{ListAddress, cities, own_address, parts};
use crate::map::{Dot, Legend, WorldMap};
use crate::messages::{Key, count, t};
use crate::parts::{Failure, Faults, Notice, use_page};
use crate::shell::Announcer;
use crate::state::{Pages, Remote, api};
use contract::Fault;
use domain::cities::{CityFacet, CityQuery, CitySummary};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;

/// Cities a page of the list.
const PAGE: u32 = 24;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct ListState {
    address: Memo<Result<ListAddress, Vec<Fault>>>,
    /// The list.
    pub(super) pages: Pages<CitySummary>,
    /// All cities that the filter lets through.
    pub(super) dots: Remote<Arc<Vec<Dot>>>,
}

impl ListState {
    fn new() -> Self {
        let own = own_address(|path| path == cities());
        let address = Memo::new(move |_| own.with(|own| ListAddress::parse(parts(own).1)));
        // As texts: what is equal is fetched once, and a memo of texts is code that the app has anyway.
        // An unknown address is none of them, not the empty one: else nothing would be fetched on the way out of it.
        let query = Memo::new(move |_| known(address).map(|address| address.query.to_query()));
        // The map shows the same cities in whichever order.
        let filter = Memo::new(move |_| known(address).map(|address| address.query.filter.to_query()));
        let (list_client, map_client) = (api(), api());
        let pages = Pages::new(
            move || query.with(|_| untrack(|| known(address)).map(|address| address.query)),
            move |query, cursor| {
                let client = list_client.clone();
                // Facets do not change from page to page.
                let facets = if cursor.is_none() { CityFacet::ALL.to_vec() } else { Vec::new() };
                let query = CityQuery { cursor, facets, limit: Some(PAGE), ..query };
                Box::pin(async move { client.list_cities(&query).await })
            },
        );
        let dots = Remote::new(
            move || filter.with(|_| untrack(|| known(address)).map(|address| address.query.filter)),
            move |filter| {
                let client = map_client.clone();
                async move { client.export_cities_geojson(&filter).await.map(|all| Arc::new(Dot::all(all))) }
            },
        );
        Self { address, pages, dots }
    }

    /// What the list does not know of the address.
    fn faults(self) -> Option<Vec<Fault>> {
        self.address.get().err()
    }

    /// The address; the empty one where it says something unknown.
    pub(super) fn address(self) -> ListAddress {
        self.address.get().unwrap_or_default()
    }

    /// The same, for a handler of events.
    pub(super) fn address_now(self) -> ListAddress {
        untrack(|| self.address())
    }

    /// How many cities there are; `None` while unknown.
    pub(super) fn count(self) -> Option<usize> {
        self.dots.with(|dots| dots.len())
    }
}

/// The address; `None` where it says something unknown.
fn known(address: Memo<Result<ListAddress, Vec<Fault>>>) -> Option<ListAddress> {
    address.get().ok()
}

/// Goes to another address of the list, staying where one is on the page.
pub(super) fn use_go() -> impl Fn(&ListAddress, bool) + Clone {
    let navigate = use_navigate();
    move |address, replace| {
        navigate(&address.href(), NavigateOptions { scroll: false, replace, ..NavigateOptions::default() });
    }
}

/// The page.
#[component]
pub(super) fn CityList() -> impl IntoView {
    use_page(|| Some(t(Key::CitiesTitle).to_owned()));
    let state = ListState::new();
    announce_count(state);
    let odd = move || {
        state.faults().map(|faults| {
            view! {
                <Notice title=t(Key::CitiesOdd)>
                    <Faults faults/>
                    <a class="btn" href=cities()>{t(Key::CitiesAll)}</a>
                </Notice>
            }
        })
    };
    view! {
        <div class="page wide">
            <header class="head">
                <div>
                    <h1 tabindex="-1">{t(Key::CitiesTitle)}</h1>
                    <p>{t(Key::CitiesLede)}</p>
                </div>
            </header>
            {odd}
            <div class="finder" class:show-map=move || state.address().map hidden=move || state.faults().is_some()>
                <Filters state/>
                <section class="found" aria-label=t(Key::CitiesList)>
                    <Toolbar state/>
                    <Chips state/>
                    <Results state/>
                </section>
                <section class="found-map" aria-label=t(Key::CitiesMap)><FoundMap state/></section>
            </div>
        </div>
    }
}

#[component]
fn FoundMap(state: ListState) -> impl IntoView {
    let dots = Signal::derive(move || state.dots.get().unwrap_or_default());
    view! {
        <WorldMap dots label=t(Key::MapFound)/>
        <Failure error=Signal::derive(move || state.dots.error()) retry=move || state.dots.retry()/>
        <Legend/>
    }
}

/// Tells those who do not see the list how many cities there are now, but not on arrival.
fn announce_count(state: ListState) {
    let announcer: Announcer = expect_context();
    Effect::new(move |before: Option<Option<usize>>| {
        let now = state.count();
        if let (Some(Some(_)), Some(now)) = (before, now) {
            announcer.say(count(Key::CitiesCount, now));
        }
        now
    });
}
