//! Waiting until somebody has stopped typing.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// Long enough to type the next letter in, short enough to feel immediate.
const PAUSE: Duration = Duration::from_millis(250);

/// Runs only the last of a quick succession of things, after a pause.
#[derive(Clone, Copy)]
pub(crate) struct Debounce(StoredValue<Option<TimeoutHandle>>);

impl Debounce {
    /// Ends with the component that makes it.
    pub(crate) fn new() -> Self {
        let debounce = Self(StoredValue::new(None));
        on_cleanup(move || debounce.cancel());
        debounce
    }

    /// Runs `action` after the pause, unless something else comes before.
    pub(crate) fn run(self, action: impl FnOnce() + 'static) {
        self.run_after(PAUSE, action);
    }

    /// The same after a pause of its own.
    pub(crate) fn run_after(self, pause: Duration, action: impl FnOnce() + 'static) {
        self.cancel();
        if let Ok(handle) = set_timeout_with_handle(action, pause) {
            self.0.set_value(Some(handle));
        }
    }

    /// Forgets what was going to run.
    pub(crate) fn cancel(self) {
        if let Some(Some(handle)) = self.0.try_update_value(Option::take) {
            handle.clear();
        }
    }
}
