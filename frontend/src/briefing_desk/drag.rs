//! Dragging entries with the mouse. It is an extra: the buttons and keys of an entry do the same.

use super::arrange::Place;
use leptos::prelude::*;
use web_sys::DragEvent;

/// What is being dragged, and over what.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    from: RwSignal<Option<Place>>,
    over: RwSignal<Option<Place>>,
}

impl Drag {
    /// Nothing is.
    pub(super) fn new() -> Self {
        Self { from: RwSignal::new(None), over: RwSignal::new(None) }
    }

    /// Somebody takes an entry up.
    pub(super) fn take_up(self, at: Place, event: &DragEvent) {
        if let Some(data) = event.data_transfer() {
            // Some browsers drag nothing that carries nothing.
            let _ = data.set_data("text/plain", "");
            data.set_effect_allowed("move");
        }
        self.from.set(Some(at));
    }

    /// It is over a place where it could be dropped.
    pub(super) fn over(self, at: Place, event: &DragEvent) {
        if self.from.with_untracked(Option::is_some) {
            event.prevent_default();
            event.stop_propagation();
            if self.over.get_untracked() != Some(at) {
                self.over.set(Some(at));
            }
        }
    }

    /// Whether it is over this place.
    pub(super) fn is_over(self, at: Place) -> bool {
        self.over.get() == Some(at)
    }

    /// Whether this entry is being dragged.
    pub(super) fn is_up(self, at: Place) -> bool {
        self.from.get() == Some(at)
    }

    /// It is dropped. Answers where it comes from; nothing where something else is, such as a file.
    pub(super) fn drop(self, event: &DragEvent) -> Option<Place> {
        let from = self.from.get_untracked()?;
        event.prevent_default();
        event.stop_propagation();
        self.end();
        Some(from)
    }

    /// It is let go, wherever.
    pub(super) fn end(self) {
        self.from.set(None);
        self.over.set(None);
    }
}
