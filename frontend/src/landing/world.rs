//! The world of cities on the landing page, and how many there are.

use crate::map::{WorldMap, places};
use crate::messages::{Key, t};
use crate::parts::Failure;
use crate::state::{Remote, api};
use domain::cities::{CityCollection, CityFilter};
use leptos::lazy;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use std::sync::Arc;
use ui::map::{MapRoom, Place};

/// How many cities, countries and members there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) cities: usize,
    pub(super) countries: usize,
    pub(super) members: usize,
}

/// What the map shows, and what is counted.
#[derive(Clone, PartialEq)]
struct Cities {
    places: Arc<Vec<Place>>,
    counts: Counts,
}

impl From<CityCollection> for Cities {
    fn from(collection: CityCollection) -> Self {
        let countries: BTreeSet<&str> =
            collection.features.iter().map(|city| city.properties.country.as_str()).collect();
        let countries = countries.len();
        let members = collection.features.iter().filter(|city| city.properties.member).count();
        let places = Arc::new(places(collection));
        Self { counts: Counts { cities: places.len(), countries, members }, places }
    }
}

/// What became of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Nobody knows yet.
    Waiting,
    /// They are counted.
    Known(Counts),
    /// The cities did not come; it is said below the map.
    Failed,
}

/// The map, as soon as it is there; until then its place. It tells `counted` how many cities it shows.
pub(super) fn world(counted: RwSignal<Counted>) -> impl IntoView {
    let content = RwSignal::new_local(None::<AnyView>);
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let made = landing_map(counted, owner).await;
        content.try_set(Some(made));
    });
    move || {
        content.track();
        let waiting = || view! { <MapRoom/> }.into_any();
        content.try_update_untracked(Option::take).flatten().unwrap_or_else(waiting)
    }
}

/// A chunk of its own: the page is read and used before the map is there.
#[lazy]
async fn landing_map(counted: RwSignal<Counted>, owner: Owner) -> AnyView {
    // It may come long after one has left.
    if counted.is_disposed() {
        return ().into_any();
    }
    owner.with(|| view! { <World counted/> }.into_any())
}

#[component]
fn World(counted: RwSignal<Counted>) -> impl IntoView {
    let client = api();
    let cities = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            async move { client.export_cities_geojson(&CityFilter::default()).await.map(Cities::from) }
        },
    );
    Effect::new(move |_| {
        counted.set(match cities.with(|cities| cities.counts) {
            Some(counts) => Counted::Known(counts),
            None if cities.error().is_some() => Counted::Failed,
            None => Counted::Waiting,
        });
    });
    let places = Signal::derive(move || cities.with(|cities| Arc::clone(&cities.places)).unwrap_or_default());
    view! {
        <WorldMap places label=t(Key::MapAll)/>
        <Failure error=Signal::derive(move || cities.error()) retry=move || cities.retry()/>
    }
}
