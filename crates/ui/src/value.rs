//! What stands in a control.

use leptos::prelude::*;

/// What stands in a control, and what happens when somebody changes it: a signal of its own, or what a form keeps.
#[derive(Debug)]
pub struct Value<T: Send + Sync + 'static> {
    shown: Signal<T>,
    change: Callback<T>,
}

impl<T: Send + Sync> Clone for Value<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Value<T> {}

impl<T: Clone + Send + Sync + 'static> Value<T> {
    /// What is shown, and what is called with the next one.
    pub fn new(shown: impl Into<Signal<T>>, change: impl Fn(T) + Send + Sync + 'static) -> Self {
        Self { shown: shown.into(), change: Callback::new(change) }
    }

    pub(crate) fn get(self) -> T {
        self.shown.get()
    }

    pub(crate) fn get_untracked(self) -> T {
        self.shown.get_untracked()
    }

    pub(crate) fn with<O>(self, look: impl FnOnce(&T) -> O) -> O {
        self.shown.with(look)
    }

    /// A control is changed, too, by being left when it is taken from the page: by then nobody may keep it.
    pub(crate) fn set(self, next: T) {
        _ = self.change.try_run(next);
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Value<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::new(signal, move |next| signal.set(next))
    }
}
