//! The world with its places. One stop for the tab key; within it the arrow keys go from place to place. Whatever it
//! says stands in a list as well.

use super::clustering::Clusters;
use super::state::{Pointed, State};
use super::{MapWords, Place};
use crate::button::Button;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::MouseEvent;

/// A map of the world with places that lead somewhere.
#[component]
pub fn WorldMap(
    /// The places.
    #[prop(into)]
    places: Signal<Arc<Vec<Place>>>,
    /// The land, as the data of an SVG path; empty while it is on its way.
    #[prop(into)]
    outline: Signal<Arc<str>>,
    /// What the map shows, for people who do not see it.
    #[prop(into)]
    label: Signal<String>,
    /// Places that would lie upon each other are drawn as one.
    #[prop(optional)]
    clustered: bool,
    /// Key of the place that is chosen: it is told of while nothing else is pointed at.
    #[prop(optional, into)]
    chosen: Option<Signal<Option<String>>>,
    /// Called with the address of a place that is pressed: routers do not know links within pictures.
    #[prop(into)]
    on_go: Callback<String>,
    /// Its words.
    words: MapWords,
) -> impl IntoView {
    let state = State::of(places, chosen, clustered, words);
    // Other places: what somebody looked at before is no longer what they look for.
    Effect::new(move |_| {
        places.with(|_| state.moved.set(None));
    });
    // Heard here: a picture that listens for the focus gets a stop of its own for the tab key in Chromium.
    view! {
        <div class="map" dir="ltr" on:focusout=move |_| state.pointed.set(None)>
            <div class="ui-map-frame">
                <Picture state outline label on_go/>
                <Callout state/>
            </div>
            <Buttons state/>
        </div>
    }
}

#[component]
fn Picture(state: State, outline: Signal<Arc<str>>, label: Signal<String>, on_go: Callback<String>) -> impl IntoView {
    let click = move |event: MouseEvent| {
        let moved = state.let_go();
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if modified {
            return;
        }
        // Enter on a link comes without a place.
        let from_keyboard = event.detail() == 0;
        let meant = if from_keyboard { state.current.get_untracked().map(Pointed::Place) } else { state.at(&event) };
        event.prevent_default();
        match meant.filter(|_| !moved) {
            Some(Pointed::Place(key)) => {
                if let Some(place) = untrack(|| state.place(&key)) {
                    on_go.run(place.href);
                }
            }
            Some(Pointed::Cluster(at)) => state.come_near(at),
            None => {}
        }
    };
    let stop = Memo::new(move |_| state.stop());
    view! {
        <svg
            class="map-world" role="group" aria-label=label aria-roledescription=state.words.role
            node_ref=state.svg viewBox=move || state.view.get().to_view_box()
            style:--pixel=move || state.pixel.get().to_string()
            class:over=move || state.pointed.with(Option::is_some)
            on:click=click
            on:keydown=move |event| state.press(&event)
            on:pointerdown=move |event| state.hold(&event)
            on:pointermove=move |event| {
                state.drag(&event);
                let meant = state.at(&event);
                if state.pointed.with_untracked(|pointed| *pointed != meant) { state.pointed.set(meant) }
            }
            on:pointerleave=move |_| {
                state.let_go();
                state.pointed.set(None);
            }
        >
            <path class="ui-land" d=move || outline.with(|outline| outline.to_string())/>
            <g>
                <For each=move || state.places.get().to_vec() key=|place| place.key.clone() let:place>
                    <Dot place state stop/>
                </For>
            </g>
            <Clusters clustering=state.clustering number=state.words.number/>
        </svg>
    }
}

#[component]
fn Dot(place: Place, state: State, stop: Memo<Option<String>>) -> impl IntoView {
    let (label, point) = (state.words.place.run(place.clone()), place.point);
    let key = place.key.clone();
    let focus = move |_| {
        state.current.set(Some(key.clone()));
        state.pointed.set(Some(Pointed::Place(key.clone())));
    };
    let key = place.key.clone();
    let hidden = move || state.clustering.hides(&key);
    let key = place.key.clone();
    let chosen =
        state.chosen.map(|chosen| move || chosen.with(|chosen| chosen.as_ref() == Some(&key)).then_some("true"));
    let key = place.key;
    let tab = move || if stop.with(|stop| stop.as_ref() == Some(&key)) { "0" } else { "-1" };
    // Within a `g`, for alone an `a` would be taken for HTML's.
    view! {
        <g>
            <a
                href=place.href aria-label=label aria-current=chosen tabindex=tab class:filled=place.filled
                class:within=hidden
                on:focus=focus
            >
                <circle cx=point.x cy=point.y r="3"></circle>
            </a>
        </g>
    }
}

/// The name of what is pointed at, has the focus or is chosen.
#[component]
fn Callout(state: State) -> impl IntoView {
    let shown = move || {
        let view = state.view.get();
        state.told().filter(|told| view.holds(told.point)).map(|told| (told, view))
    };
    move || {
        shown().map(|(told, view)| {
            let share = |part: f64, whole: f64| [&(part / whole * 100.0).to_string(), "%"].concat();
            let (at_end, at_bottom) = (told.point.x > view.middle().x, told.point.y > view.middle().y);
            view! {
                <div
                    class="ui-callout" class:at-end=at_end class:at-bottom=at_bottom aria-hidden="true"
                    style:inset-inline-start=share(told.point.x - view.x, view.width)
                    style:inset-block-start=share(told.point.y - view.y, view.height)
                >
                    <strong>{told.what}</strong>
                    <span>{told.more}</span>
                    <span class="ui-callout-note">{told.note}</span>
                </div>
            }
        })
    }
}

#[component]
fn Buttons(state: State) -> impl IntoView {
    let MapWords { buttons, nearer, further, all, .. } = state.words;
    view! {
        <div class="ui-map-buttons" role="group" aria-label=buttons>
            <Button small=true name=nearer on_press=move |()| state.come_nearer()>"+"</Button>
            <Button small=true name=further on_press=move |()| state.go_further()>"−"</Button>
            <Button small=true on_press=move |()| state.moved.set(None)>{all}</Button>
        </div>
    }
}

/// The room of a map that is on its way, so that nothing moves when it comes.
#[component]
pub fn MapRoom() -> impl IntoView {
    view! { <div class="map ui-map-room"><div class="map-world"></div></div> }
}

/// What the dots mean.
#[component]
pub fn Legend(
    /// What a filled place is, and what a ring.
    words: [Signal<String>; 2],
) -> impl IntoView {
    let [filled, ring] = words;
    view! {
        <p class="ui-legend">
            <span class="ui-legend-key filled">{filled}</span>
            <span class="ui-legend-key">{ring}</span>
        </p>
    }
}
