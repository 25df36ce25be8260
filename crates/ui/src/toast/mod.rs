//! What was just done, said in passing, with a way back.

use crate::icon;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use std::time::Duration;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// How often one looks whether a toast has been there long enough.
const PULSE_MS: u32 = 500;
/// How long a toast stays, and one with a way back.
const STAYS_MS: u32 = 6_000;
const STAYS_WITH_UNDO_MS: u32 = 12_000;

/// One toast.
#[derive(Debug, Clone)]
struct Toast {
    number: u32,
    text: String,
    undo: Option<(String, Callback<()>)>,
    left_ms: u32,
}

/// The toasts of the app. Lives as long as it does.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    /// Somebody points at them or has the focus in them: time stands still.
    held: RwSignal<bool>,
    pulse: StoredValue<Option<IntervalHandle>>,
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

impl Toasts {
    /// Nothing has been said yet.
    #[must_use]
    pub fn new() -> Self {
        let (next, pulse) = (StoredValue::new(0), StoredValue::new(None));
        Self { list: RwSignal::default(), next, held: RwSignal::new(false), pulse }
    }

    /// Says what was done.
    pub fn say(self, text: impl Into<String>) {
        self.put(text.into(), None, STAYS_MS);
    }

    /// Says what was done, with a button that takes it back.
    pub fn say_with_undo(self, text: impl Into<String>, word: impl Into<String>, undo: impl Into<Callback<()>>) {
        self.put(text.into(), Some((word.into(), undo.into())), STAYS_WITH_UNDO_MS);
    }

    fn put(self, text: String, undo: Option<(String, Callback<()>)>, left_ms: u32) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.list.update(|list| list.push(Toast { number, text, undo, left_ms }));
        if self.pulse.with_value(Option::is_none) {
            let pulse = set_interval_with_handle(move || self.beat(), Duration::from_millis(u64::from(PULSE_MS)));
            // Without a clock they stay until they are closed.
            self.pulse.set_value(pulse.ok());
        }
    }

    fn beat(self) {
        if self.held.get_untracked() {
            return;
        }
        let over = self.list.with_untracked(|list| list.iter().any(|toast| toast.left_ms <= PULSE_MS));
        let age = |list: &mut Vec<Toast>| age(list, PULSE_MS);
        // Only who goes changes what is seen.
        if over {
            self.list.update(age);
        } else {
            self.list.update_untracked(age);
        }
        self.rest();
    }

    fn drop(self, number: u32) {
        self.list.update(|list| list.retain(|toast| toast.number != number));
        self.held.set(false);
        self.rest();
    }

    fn rest(self) {
        if self.list.with_untracked(Vec::is_empty) {
            self.stop();
        }
    }

    fn stop(self) {
        if let Some(pulse) = self.pulse.try_update_value(Option::take).flatten() {
            pulse.clear();
        }
    }
}

fn age(list: &mut Vec<Toast>, by_ms: u32) {
    for toast in list.iter_mut() {
        toast.left_ms = toast.left_ms.saturating_sub(by_ms);
    }
    list.retain(|toast| toast.left_ms > 0);
}

/// Where the toasts of the app appear; once a page.
#[component]
pub fn Toaster(
    /// The toasts.
    toasts: Toasts,
    /// What the place is called.
    #[prop(into)]
    label: Signal<String>,
    /// What the button that closes one is called.
    #[prop(into)]
    close: Signal<String>,
) -> impl IntoView {
    let hold = move |held: bool| toasts.held.set(held);
    // Where the toasts go with their place, their clock does not tick on.
    on_cleanup(move || toasts.stop());
    view! {
        <section
            class="ui-toasts" aria-label=label on:mouseenter=move |_| hold(true) on:mouseleave=move |_| hold(false)
            on:focusin=move |_| hold(true) on:focusout=move |_| hold(false)
        >
            <div role="status" aria-atomic="false">
                <For each=move || toasts.list.get() key=|toast| toast.number children=move |toast| view! { <One toasts toast close/> }/>
            </div>
        </section>
    }
}

#[component]
fn One(toasts: Toasts, toast: Toast, close: Signal<String>) -> impl IntoView {
    let number = toast.number;
    let undo = toast.undo.map(|(word, undo)| {
        let press = move |_| {
            undo.run(());
            toasts.drop(number);
        };
        view! { <button type="button" class="ui-button ui-small" on:click=press>{word}</button> }
    });
    view! {
        <div class="ui-toast">
            <p>{toast.text}</p>
            {undo}
            <button type="button" class="ui-close" aria-label=close on:click=move |_| toasts.drop(number)>{icon::draw(icon::CLOSE)}</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toasts_grow_old_and_go() {
        let toast = |number, left_ms| Toast { number, text: String::new(), undo: None, left_ms };
        let mut list = vec![toast(1, 500), toast(2, 6_000)];
        age(&mut list, 500);
        assert_eq!(list.iter().map(|toast| (toast.number, toast.left_ms)).collect::<Vec<_>>(), [(2, 5_500)]);
    }
}
