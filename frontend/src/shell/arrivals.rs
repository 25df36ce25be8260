//! Changes of page: the router changes what is shown, this makes it a change of page for everybody.

use crate::browser::{find, focus_in_place, path_and_query};
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::collections::HashMap;

/// Says something to people who do not see the page.
#[derive(Clone, Copy)]
pub(crate) struct Announcer(RwSignal<String>);

impl Announcer {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Says it when the reader is done with what it is saying.
    pub(crate) fn say(self, text: String) {
        self.0.set(text);
    }

    pub(super) fn text(self) -> String {
        self.0.get()
    }
}

/// How many frames a page has to grow to the height that it was left at: about two seconds.
const FRAMES: u32 = 120;

/// Knows which page one is on, and where each address was left.
#[derive(Clone, Copy)]
pub(crate) struct Arrivals {
    announcer: Announcer,
    /// Path that the router shows: the browser's own lags behind until the page is there.
    shown: Memo<String>,
    /// Path of the page that has arrived; `None` until the first one has.
    path: StoredValue<Option<String>>,
    /// How far each address was scrolled.
    places: StoredValue<HashMap<String, f64>>,
    /// Where to scroll to once the page is high enough: set by going back or forward.
    wanted: StoredValue<Option<f64>>,
}

impl Arrivals {
    pub(super) fn new(announcer: Announcer) -> Self {
        let arrivals = Self {
            announcer,
            shown: use_location().pathname,
            path: StoredValue::new(None),
            places: StoredValue::new(HashMap::new()),
            wanted: StoredValue::new(None),
        };
        if let Ok(history) = window().history() {
            // The browser restores before the content is there, and then gives up.
            let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
        }
        window_event_listener(ev::scroll, move |_| arrivals.remember());
        window_event_listener(ev::popstate, move |_| arrivals.go_back());
        for stop in ["wheel", "touchmove", "keydown"] {
            window_event_listener_untyped(stop, move |_| arrivals.wanted.set_value(None));
        }
        arrivals
    }

    /// The page called `title` is there.
    pub(crate) fn arrive(self, title: String) {
        let path = self.shown.get_untracked();
        let before = self.path.get_value();
        if before.as_deref() == Some(&path) {
            return;
        }
        self.path.set_value(Some(path));
        if before.is_none() {
            reveal();
            return;
        }
        self.announcer.say(title);
        // In the next frame the heading is in the document.
        request_animation_frame(move || {
            if let Some(heading) = find("main h1") {
                focus_in_place(&heading);
            }
        });
    }

    fn remember(self) {
        if self.wanted.get_value().is_none() {
            let place = window().scroll_y().unwrap_or_default();
            self.places.update_value(|places| {
                places.insert(path_and_query(), place);
            });
        }
    }

    fn go_back(self) {
        let place = self.places.with_value(|places| places.get(&path_and_query()).copied()).unwrap_or_default();
        self.wanted.set_value(Some(place));
        self.restore(FRAMES);
    }

    /// Scrolls as soon as the page is high enough, or as far as it gets.
    fn restore(self, frames_left: u32) {
        let Some(place) = self.wanted.get_value() else { return };
        let height = document().document_element().map_or(0, |root| root.scroll_height());
        let seen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        if frames_left > 0 && f64::from(height) < place + seen {
            request_animation_frame(move || self.restore(frames_left - 1));
            return;
        }
        window().scroll_to_with_x_and_y(0.0, place);
        request_animation_frame(move || self.wanted.set_value(None));
    }
}

/// Puts the app in the place of the static shell, which was there before it.
pub(super) fn reveal() {
    if let Some(shell) = find("#shell") {
        shell.remove();
    }
    if let Some(app) = find("#app") {
        let _ = app.remove_attribute("hidden");
    }
}
