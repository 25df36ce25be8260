//! A small map that shows where one place is.

use super::geometry::{Point, View};
use leptos::prelude::*;
use std::sync::Arc;

/// How much of the world is seen around the place: about 80 degrees.
const WIDTH: f64 = 220.0;

/// A picture of a place in its part of the world.
#[component]
pub fn Inset(
    /// Its longitude and its latitude: degrees, WGS 84.
    place: [f64; 2],
    /// The land, as the data of an SVG path; empty while it is on its way.
    #[prop(into)]
    outline: Signal<Arc<str>>,
    /// What it shows, for people who do not see it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let [longitude, latitude] = place;
    let place = Point::of(longitude, latitude);
    let view = View::centred(place, WIDTH, View::WORLD.aspect());
    view! {
        <svg class="ui-map-inset" role="img" aria-label=label viewBox=view.to_view_box()>
            <path class="ui-land" d=move || outline.with(|outline| outline.to_string())/>
            <circle class="ui-here-ring" cx=place.x cy=place.y r="7"/>
            <circle class="ui-here" cx=place.x cy=place.y r="3"/>
        </svg>
    }
}
