//! Maps of cities: what the maps of the design system show here, what they say, and where they lead.

use crate::address;
use crate::messages::{Key, count, fill, list, number, t};
use crate::state::World;
use domain::cities::{CityCollection, CityFeature};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::map::{MapWords, Place};

/// All cities of a collection; one without a place is on no map.
pub(crate) fn places(collection: CityCollection) -> Vec<Place> {
    collection.features.into_iter().filter_map(place).collect()
}

fn place(feature: CityFeature) -> Option<Place> {
    let degrees: [f64; 2] = *feature.geometry.coordinates.first_chunk()?;
    let city = feature.properties;
    let href = address::city(&city.slug);
    Some(Place::new(city.slug, city.name, href, degrees).with_detail(city.country_name).filled(city.member))
}

/// The shapes of the countries, fetched when the first map is shown.
pub(crate) fn outline() -> Signal<Arc<str>> {
    let world: World = expect_context();
    Effect::new(move |_| world.want());
    Signal::derive(move || world.outline())
}

/// What maps say.
pub(crate) fn words() -> MapWords {
    MapWords {
        role: t(Key::MapRole).into(),
        kinds: [t(Key::CityMember), t(Key::CityOther)].map(Signal::from),
        place: Callback::new(|place: Place| {
            let status = t(if place.filled { Key::CityMember } else { Key::CityOther });
            fill(Key::MapCity, &[("city", &place.name), ("country", &place.detail), ("status", status)])
        }),
        many: Callback::new(|n| count(Key::MapMany, n)),
        hint: t(Key::MapManyHint).into(),
        list: Callback::new(|names: Vec<String>| list(&names)),
        number: Callback::new(number),
        buttons: t(Key::MapButtons).into(),
        nearer: t(Key::MapNearer).into(),
        further: t(Key::MapFurther).into(),
        all: t(Key::MapReset).into(),
    }
}

/// Goes to the page of a city.
pub(crate) fn use_go() -> Callback<String> {
    let navigate = use_navigate();
    Callback::new(move |href: String| navigate(&href, Default::default()))
}

/// A map of the world with cities that lead to their pages; near ones are drawn as one.
#[component]
pub(crate) fn WorldMap(
    /// The cities.
    #[prop(into)]
    places: Signal<Arc<Vec<Place>>>,
    /// What the map shows, for people who do not see it.
    label: &'static str,
) -> impl IntoView {
    view! { <ui::map::WorldMap places outline=outline() label clustered=true on_go=use_go() words=words()/> }
}

/// A picture of a place in its part of the world.
#[component]
pub(crate) fn Inset(
    /// Degrees, WGS 84.
    longitude: f64,
    /// Degrees, WGS 84.
    latitude: f64,
    /// What it shows, for people who do not see it.
    label: String,
) -> impl IntoView {
    view! { <ui::map::Inset place=[longitude, latitude] outline=outline() label/> }
}

/// What the dots mean.
#[component]
pub(crate) fn Legend() -> impl IntoView {
    let words = [t(Key::MapLegendMember), t(Key::MapLegendOther)].map(Signal::from);
    view! { <ui::map::Legend words/> }
}
