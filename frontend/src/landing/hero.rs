//! The heading with the world of cities below it.

use crate::address;
use crate::map::{Dot, Legend, WorldMap};
use crate::messages::{Key, number, t};
use crate::parts::{Failure, Share};
use crate::state::{Remote, api};
use domain::cities::CityCollection;
use domain::cities::CityFilter;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the map and the numbers show.
#[derive(Clone, PartialEq)]
struct Cities {
    dots: Arc<Vec<Dot>>,
    countries: usize,
    members: usize,
}

impl From<CityCollection> for Cities {
    fn from(collection: CityCollection) -> Self {
        let countries: BTreeSet<&str> =
            collection.features.iter().map(|city| city.properties.country.as_str()).collect();
        let countries = countries.len();
        let members = collection.features.iter().filter(|city| city.properties.member).count();
        Self { countries, members, dots: Arc::new(Dot::all(collection)) }
    }
}

#[component]
pub(super) fn Hero() -> impl IntoView {
    let client = api();
    let cities = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            async move { client.export_cities_geojson(&CityFilter::default()).await.map(Cities::from) }
        },
    );
    let dots = Signal::derive(move || cities.with(|cities| Arc::clone(&cities.dots)).unwrap_or_default());
    let counted = move |of: fn(&Cities) -> usize| {
        move || cities.with(|cities| number(of(cities) as f64)).unwrap_or_else(|| "…".to_owned())
    };
    view! {
        <section class="hero">
            <div class="wrap hero-text">
                <h1 tabindex="-1">{t(Key::LandingTitle)}</h1>
                <p class="lede">{t(Key::LandingLede)}</p>
                <div class="acts">
                    <a class="btn primary" href=address::cities()>{t(Key::LandingBrowse)}</a>
                    <a class="btn" href=address::join()>{t(Key::LandingJoin)}</a>
                    <a class="btn quiet" href=address::tour()>{t(Key::LandingTour)}</a>
                    <Share title=t(Key::SiteName).to_owned()/>
                </div>
            </div>
            <div class="hero-map"><WorldMap dots label=t(Key::MapAll)/></div>
            <div class="wrap">
                <Failure error=Signal::derive(move || cities.error()) retry=move || cities.retry()/>
                <dl class="counts" aria-busy=move || cities.is_busy().to_string()>
                    <Count term=t(Key::CountCities) number=Signal::derive(counted(|cities| cities.dots.len()))/>
                    <Count term=t(Key::CountCountries) number=Signal::derive(counted(|cities| cities.countries))/>
                    <Count term=t(Key::CountMembers) number=Signal::derive(counted(|cities| cities.members))/>
                </dl>
                <Legend/>
            </div>
        </section>
    }
}

#[component]
fn Count(term: &'static str, number: Signal<String>) -> impl IntoView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{number}</dd>
        </div>
    }
}
