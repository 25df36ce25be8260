//! Maps. What they say comes from the section of the maps, their outline from the file of the app.

use super::facts::{CITIES, City};
use super::{Part, busy};
use crate::address;
use crate::map::{Legend, outline, use_go, words};
use crate::messages::{Key, t};
use leptos::prelude::*;
use std::sync::Arc;
use ui::map::{Inset, MapRoom, Place, WorldMap};

/// So many of the cities are far from each other.
const FEW: usize = 5;
/// One of them.
const CHOSEN: &str = "lagos";

fn places(count: usize) -> Arc<Vec<Place>> {
    let place = |city: &City| {
        let place = Place::new(city.slug, city.name, address::city(city.slug), city.place);
        place.with_detail(city.country).filled(city.member)
    };
    Arc::new(CITIES.iter().take(count).map(place).collect())
}

#[component]
pub(super) fn Maps() -> impl IntoView {
    let (all, chosen, busy) = (CITIES.len(), Some(CHOSEN), busy());
    let room = move || busy.get().then(|| view! { <MapRoom/> });
    let place = CITIES.iter().find(|city| city.slug == CHOSEN).map(|city| city.place);
    let inset = place.map(|place| view! { <Inset place outline=outline() label=t(Key::GalleryMapInset)/> });
    view! {
        <Part name="WorldMap" readme=ui::map::README>
            {room}
            <One label=Key::GalleryMapEmpty count=0/>
            <One label=Key::GalleryMapFew count=FEW/>
            <One label=Key::GalleryMapMany count=all clustered=true/>
            <One label=Key::GalleryMapChosen count=FEW chosen/>
            <Legend/>
            <div><h3>{t(Key::GalleryMapInset)}</h3> {inset}</div>
        </Part>
    }
}

/// A map, and what is to be seen on it.
#[component]
fn One(
    /// What is to be seen.
    label: Key,
    /// How many of the cities.
    count: usize,
    /// Near ones are drawn as one.
    #[prop(optional)]
    clustered: bool,
    /// The slug of the one that is chosen.
    #[prop(default = None)]
    chosen: Option<&'static str>,
) -> impl IntoView {
    let chosen = Signal::stored(chosen.map(str::to_owned));
    let (places, label) = (Signal::stored(places(count)), t(label));
    view! {
        <div>
            <h3>{label}</h3>
            <WorldMap places outline=outline() label clustered chosen on_go=use_go() words=words()/>
        </div>
    }
}
