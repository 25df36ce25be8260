//! Single keys that do something.

use crate::browser::{forget, keep, kept};
use leptos::prelude::*;

const NAME: &str = "c2r.shortcuts";

/// Whether single keys (`/`, `j`, `k`) do something. Who steers by voice must be able to turn them off (WCAG 2.1.4).
#[derive(Clone, Copy)]
pub(crate) struct Shortcuts(RwSignal<bool>);

impl Shortcuts {
    /// As it was left on this device; on at first.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(kept(NAME).is_none()))
    }

    /// Whether they are on.
    pub(crate) fn are_on(self) -> bool {
        self.0.get()
    }

    /// The same, for a handler of events.
    pub(crate) fn are_on_now(self) -> bool {
        self.0.get_untracked()
    }

    /// Turns them on or off, on this device.
    pub(crate) fn turn(self, on: bool) {
        self.0.set(on);
        if on { forget(NAME) } else { keep(NAME, "off") }
    }
}
