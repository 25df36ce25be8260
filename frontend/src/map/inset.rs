//! A small map that shows where one place is.

use super::geometry::{Point, View};
use crate::state::World;
use leptos::prelude::*;

/// How much of the world is seen around the place: about 80 degrees.
const WIDTH: f64 = 220.0;

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
    let world: World = expect_context();
    Effect::new(move |_| world.want());
    let place = Point::of(longitude, latitude);
    let view = View::centred(place, WIDTH);
    view! {
        <svg class="map-inset" role="img" aria-label=label viewBox=view.to_view_box()>
            <path class="land" d=move || world.outline().to_string()/>
            <circle class="here-ring" cx=place.x cy=place.y r="7"/>
            <circle class="here" cx=place.x cy=place.y r="3"/>
        </svg>
    }
}
