//! All cities, as a list and as a map, narrowed down by what stands in the address.

use super::choice;
use super::filters::{Chips, Filters};
use super::results::{Results, Toolbar};
use crate::address::{ListAddress, cities, own_address, parts};
use crate::map::{Legend, WorldMap, places};
use crate::messages::{Key, count, t};
use crate::parts::{Failure, OddAddress, Parameters, Share, use_page};
use crate::shell::Announcer;
use crate::state::{Pages, Remote, Stage, api};
use contract::Fault;
use domain::cities::{CityFacet, CityQuery, CitySummary};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::map::Place;

/// Cities a page of the list.
const PAGE: u32 = 24;

/// What an address of the list can hold.
const PARAMETERS: Parameters =
    Parameters { name: |parameter| parameter.parse().ok().map(choice::name), path: cities, all: Key::CitiesAll };

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct ListState {
    /// The query of the address, as it stands there.
    search: Memo<String>,
    address: Memo<Result<ListAddress, Vec<Fault>>>,
    /// The list.
    pub(super) pages: Pages<CitySummary>,
    /// All cities that the filter lets through.
    pub(super) places: Remote<Arc<Vec<Place>>>,
}

impl ListState {
    fn new() -> Self {
        let own = own_address(|path| path == cities());
        let search = Memo::new(move |_| own.with(|own| parts(own).1.to_owned()));
        let address = Memo::new(move |_| search.with(|search| ListAddress::parse(search)));
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
        let places = Remote::new(
            move || filter.with(|_| untrack(|| known(address)).map(|address| address.query.filter)),
            move |filter| {
                let client = map_client.clone();
                async move { client.export_cities_geojson(&filter).await.map(|all| Arc::new(places(all))) }
            },
        );
        Self { search, address, pages, places }
    }

    /// What is unknown of the address: to the app by its shape, or to the API, which has the vocabularies.
    fn faults(self) -> Vec<Fault> {
        if let Err(faults) = self.address.get() {
            return faults;
        }
        let refused = self.pages.first.error().filter(is_refused).or_else(|| self.places.error().filter(is_refused));
        let mut faults =
            refused.and_then(|error| error.problem().map(|problem| problem.errors.clone())).unwrap_or_default();
        // While the next answer is on its way the last one is still there: it may be of another address.
        self.search.with(|search| faults.retain(|fault| has_parameter(search, &fault.pointer)));
        faults
    }

    /// Whether there is nothing to narrow down, because the list has never come.
    pub(super) fn is_down(self) -> bool {
        self.pages.facets.with(Option::is_none) && self.pages.first.stage() == Stage::Failed
    }

    /// Asks again for whatever did not come.
    pub(super) fn retry(self) {
        self.pages.first.retry();
        if untrack(|| self.places.stage()) == Stage::Failed {
            self.places.retry();
        }
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
        self.places.with(|places| places.len())
    }
}

/// Whether the API cannot read the address, rather than cannot answer.
pub(super) fn is_refused(error: &client::Error) -> bool {
    error.problem().is_some_and(|problem| problem.status == 400 && !problem.errors.is_empty())
}

fn has_parameter(search: &str, name: &str) -> bool {
    search.trim_start_matches('?').split('&').any(|pair| pair.split('=').next() == Some(name))
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
    let faults = Memo::new(move |_| state.faults());
    let is_odd = Memo::new(move |_| !faults.with(Vec::is_empty));
    let odd = move || {
        is_odd.get().then(|| {
            let (faults, search) = (faults.get(), state.search.get());
            view! { <OddAddress title=Key::CitiesOdd faults search parameters=PARAMETERS/> }
        })
    };
    let is_down = Memo::new(move |_| state.is_down());
    let has_parts = Memo::new(move |_| !is_odd.get() && !is_down.get());
    view! {
        <div class="page wide" class:atlas=has_parts>
            <header class="head head-row">
                <div>
                    <h1 tabindex="-1">{t(Key::CitiesTitle)}</h1>
                    <p>{t(Key::CitiesLede)}</p>
                </div>
                <Share title=t(Key::CitiesTitle).to_owned()/>
            </header>
            {odd}
            <div class="finder" class:show-map=move || state.address().map class:down=is_down hidden=is_odd>
                <Filters state/>
                <section class="found" aria-label=t(Key::CitiesList)>
                    <Toolbar state/>
                    <Chips state/>
                    <Results state/>
                </section>
                <section class="found-map" aria-label=t(Key::CitiesMap) hidden=is_down><FoundMap state/></section>
            </div>
        </div>
    }
}

#[component]
fn FoundMap(state: ListState) -> impl IntoView {
    let places = Signal::derive(move || state.places.get().unwrap_or_default());
    view! {
        <WorldMap places label=t(Key::MapFound)/>
        <Failure error=Signal::derive(move || state.places.error()) retry=move || state.places.retry()/>
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
