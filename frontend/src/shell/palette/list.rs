//! The lines of the palette, and which of them the arrow keys have reached.

use super::entries::{Deed, Entry};
use crate::browser::find;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// Id of the list.
pub(super) const LIST: &str = "palette-list";

/// The line that Enter would choose: where the arrow keys have gone; before that the first, once there are words.
#[derive(Clone, Copy)]
pub(super) struct Place {
    entries: Memo<Vec<Entry>>,
    /// Kept itself, since lines come while one chooses.
    chosen: RwSignal<Option<Entry>>,
    at: Memo<Option<usize>>,
}

impl Place {
    /// On no line while there are no words.
    pub(super) fn new(entries: Memo<Vec<Entry>>, words: RwSignal<String>) -> Self {
        let chosen = RwSignal::new(None::<Entry>);
        let at = Memo::new(move |_| {
            let has_words = words.with(|words| !words.trim().is_empty());
            entries.with(|all| {
                let kept = chosen.with(|chosen| all.iter().position(|entry| chosen.as_ref() == Some(entry)));
                kept.or_else(|| (has_words && !all.is_empty()).then_some(0))
            })
        });
        Self { entries, chosen, at }
    }

    /// The entry of the line.
    pub(super) fn entry(self) -> Option<Entry> {
        let at = self.at.get_untracked()?;
        self.entries.with_untracked(|entries| entries.get(at).cloned())
    }

    /// The id of the line, for the words' field.
    pub(super) fn id(self) -> Option<String> {
        self.at.get().map(id)
    }

    /// Other words, other lines.
    pub(super) fn leave(self) {
        self.chosen.set(None);
    }

    fn is_at(self, line: usize) -> bool {
        self.at.get() == Some(line)
    }

    /// The arrow keys go from line to line, round and round.
    pub(super) fn key(self, event: &KeyboardEvent) {
        let last = match self.entries.with_untracked(Vec::len) {
            0 => return,
            n => n - 1,
        };
        let at = self.at.get_untracked();
        let to = match event.key().as_str() {
            "ArrowDown" => at.map_or(0, |at| if at >= last { 0 } else { at + 1 }),
            "ArrowUp" => at.map_or(last, |at| if at == 0 { last } else { at - 1 }),
            _ => return,
        };
        event.prevent_default();
        self.chosen.set(self.entries.with_untracked(|entries| entries.get(to).cloned()));
        if let Some(line) = find(&["#", &id(to)].concat()) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

fn id(line: usize) -> String {
    ["palette-", &line.to_string()].concat()
}

#[component]
pub(super) fn Entries(entries: Memo<Vec<Entry>>, place: Place, carry_out: Callback<Deed>) -> impl IntoView {
    let lines = move || {
        let all = entries.get().into_iter().enumerate();
        let line = |(at, entry): (usize, Entry)| {
            let deed = entry.deed.clone();
            let choose = move |_| carry_out.run(deed.clone());
            let selected = move || place.is_at(at).to_string();
            view! {
                <li id=id(at) role="option" aria-selected=selected on:click=choose>
                    <span>{entry.name}</span>
                    <span class="small muted">{entry.kind}</span>
                </li>
            }
        };
        all.map(line).collect_view()
    };
    view! { <ul id=LIST role="listbox" class="palette-list">{lines}</ul> }
}
