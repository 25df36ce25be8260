//! What a combobox knows, and what the keyboard does to it.

use super::Source;
use crate::choice::Choice;
use crate::dom;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long one waits for a pause in writing.
const PAUSE: Duration = Duration::from_millis(180);

/// The options as they are known.
#[derive(Debug, Clone)]
pub(super) enum Found {
    /// On their way.
    Pending,
    /// They could not be fetched.
    Failed,
    /// There.
    There(Vec<Choice>),
}

#[derive(Clone, Copy)]
pub(super) struct State {
    source: StoredValue<Source>,
    id: StoredValue<String>,
    pub(super) several: bool,
    pub(super) chosen: RwSignal<Vec<Choice>>,
    pub(super) text: RwSignal<String>,
    pub(super) open: RwSignal<bool>,
    pub(super) found: RwSignal<Found>,
    /// The option that Enter would choose.
    pub(super) active: RwSignal<Option<usize>>,
    /// The number of the last question: an answer to an earlier one comes too late.
    asked: StoredValue<u32>,
}

impl State {
    pub(super) fn new(source: Source, chosen: RwSignal<Vec<Choice>>, several: bool, id: String) -> Self {
        let state = Self {
            source: StoredValue::new(source),
            id: StoredValue::new(id),
            several,
            chosen,
            text: RwSignal::default(),
            open: RwSignal::new(false),
            found: RwSignal::new(Found::Pending),
            active: RwSignal::new(None),
            asked: StoredValue::new(0),
        };
        // What is chosen from outside shows as well.
        Effect::new(move |_| state.show_chosen());
        state
    }

    pub(super) fn option_id(self, at: usize) -> String {
        self.id.with_value(|id| [id, "-option-", &at.to_string()].concat())
    }

    /// Where one is chosen, its label stands in the field.
    fn show_chosen(self) {
        if !self.several {
            self.text.set(self.chosen.with(|chosen| chosen.first().map(|one| one.label.clone())).unwrap_or_default());
        }
    }

    pub(super) fn write(self, text: String) {
        // At once, not only when it is left: Enter may send the form that it is in.
        if !self.several && text.trim().is_empty() {
            self.chosen.set(Vec::new());
        }
        self.text.set(text.clone());
        self.ask(text);
    }

    /// Opens the list with all that can be chosen: what stands in the field was chosen, not written.
    pub(super) fn unfold(self) {
        if !self.open.get_untracked() {
            let text = if self.several { self.text.get_untracked() } else { String::new() };
            self.ask(text);
        }
    }

    fn ask(self, text: String) {
        self.asked.update_value(|asked| *asked += 1);
        let number = self.asked.get_value();
        let Source { ask, patient } = self.source.get_value();
        self.active.set(None);
        if patient {
            self.found.set(Found::Pending);
        }
        self.open.set(true);
        let question = move || {
            spawn_local(async move {
                // Not asked at all where one has gone on writing.
                if self.asked.try_get_value() != Some(number) {
                    return;
                }
                let found = ask(text).await.map_or(Found::Failed, Found::There);
                if self.asked.try_get_value() == Some(number) {
                    self.found.set(found);
                }
            });
        };
        if patient { set_timeout(question, PAUSE) } else { question() }
    }

    pub(super) fn take(self, choice: &Choice) {
        if self.several {
            let there = self.chosen.with_untracked(|chosen| chosen.iter().any(|one| one.value == choice.value));
            if there {
                self.remove(&choice.value);
            } else {
                self.chosen.update(|chosen| chosen.push(choice.clone()));
            }
            self.text.set(String::new());
        } else {
            self.chosen.set(vec![choice.clone()]);
            self.show_chosen();
        }
        self.fold();
        self.id.with_value(|id| dom::focus(id));
    }

    pub(super) fn remove(self, value: &str) {
        self.chosen.update(|chosen| chosen.retain(|one| one.value != value));
        self.id.with_value(|id| dom::focus(id));
    }

    fn fold(self) {
        self.open.set(false);
        self.active.set(None);
    }

    /// What was written and not chosen goes; an emptied field chooses nothing.
    /// A field is left, too, when it is taken from the page with the focus in it: by then there may be no state.
    pub(super) fn leave(self) {
        let Some(is_empty) = self.text.try_with_untracked(|text| text.trim().is_empty()) else { return };
        self.fold();
        if !self.several && is_empty {
            self.chosen.set(Vec::new());
        }
        self.text.set(String::new());
        self.show_chosen();
    }

    pub(super) fn key(self, event: &web_sys::KeyboardEvent) {
        let (key, open) = (event.key(), self.open.get_untracked());
        let handled = match key.as_str() {
            "ArrowUp" if event.alt_key() && open => self.folded(),
            "ArrowDown" | "ArrowUp" if !open => {
                self.unfold();
                true
            }
            "ArrowDown" | "ArrowUp" => self.step(&key),
            "Enter" if open => self.take_active(),
            "Escape" if open => self.folded(),
            "Escape" if self.text.with_untracked(|text| !text.is_empty()) => self.emptied(),
            "Backspace" if self.several && self.text.with_untracked(String::is_empty) => {
                self.chosen.update(|chosen| _ = chosen.pop());
                false
            }
            _ => false,
        };
        if handled {
            event.prevent_default();
            // A dialog around it stays open.
            event.stop_propagation();
        }
    }

    fn folded(self) -> bool {
        self.fold();
        true
    }

    fn emptied(self) -> bool {
        self.text.set(String::new());
        if !self.several {
            self.chosen.set(Vec::new());
        }
        true
    }

    fn step(self, key: &str) -> bool {
        let count = self.found.with_untracked(|found| if let Found::There(all) = found { all.len() } else { 0 });
        let to = dom::moved(key, self.active.get_untracked(), count);
        self.active.set(to);
        if let Some(option) = to.and_then(|at| dom::by_id(&self.option_id(at))) {
            option.scroll_into_view_with_bool(false);
        }
        true
    }

    /// While the list is open, Enter sends no form: what was written is not chosen yet.
    fn take_active(self) -> bool {
        let at = self.active.get_untracked();
        let choice = self.found.with_untracked(|found| match (found, at) {
            (Found::There(all), Some(at)) => all.get(at).cloned(),
            (Found::There(all), None) if all.len() == 1 => all.first().cloned(),
            _ => None,
        });
        if let Some(choice) = &choice {
            self.take(choice);
        }
        true
    }
}
