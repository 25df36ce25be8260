//! Which of the lines the arrow keys have reached.

use super::PaletteLine;
use crate::dom::{by_id, moved, unique};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The line that Enter would choose: where the arrow keys have gone; before that the first, once something is written.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    lines: Memo<Vec<PaletteLine>>,
    /// Id of the list.
    list: StoredValue<String>,
    /// Kept itself, since lines come while one chooses.
    chosen: RwSignal<Option<PaletteLine>>,
    at: Memo<Option<usize>>,
}

impl Reached {
    /// No line while nothing is written.
    pub(super) fn new(lines: Memo<Vec<PaletteLine>>, text: RwSignal<String>) -> Self {
        let chosen = RwSignal::new(None::<PaletteLine>);
        let at = Memo::new(move |_| {
            let is_written = text.with(|text| !text.trim().is_empty());
            lines.with(|all| {
                let kept = chosen.with(|chosen| all.iter().position(|line| chosen.as_ref() == Some(line)));
                kept.or_else(|| (is_written && !all.is_empty()).then_some(0))
            })
        });
        Self { lines, list: StoredValue::new(unique("palette")), chosen, at }
    }

    /// The line.
    pub(super) fn line(self) -> Option<PaletteLine> {
        let at = self.at.get_untracked()?;
        self.lines.with_untracked(|lines| lines.get(at).cloned())
    }

    /// The id of the list.
    pub(super) fn list(self) -> String {
        self.list.get_value()
    }

    /// The id of the line, for the field.
    pub(super) fn id(self) -> Option<String> {
        self.at.get().map(|at| self.id_of(at))
    }

    /// The id of some line.
    pub(super) fn id_of(self, at: usize) -> String {
        self.list.with_value(|list| [list, "-", &at.to_string()].concat())
    }

    /// Something else is written: there are other lines.
    pub(super) fn leave(self) {
        self.chosen.set(None);
    }

    pub(super) fn is_at(self, line: usize) -> bool {
        self.at.get() == Some(line)
    }

    /// The arrow keys go from line to line, round about.
    pub(super) fn key(self, event: &KeyboardEvent) {
        let key = event.key();
        // Home and End are for what is written.
        if key != "ArrowDown" && key != "ArrowUp" {
            return;
        }
        let count = self.lines.with_untracked(Vec::len);
        let Some(to) = moved(&key, self.at.get_untracked(), count) else { return };
        event.prevent_default();
        self.chosen.set(self.lines.with_untracked(|lines| lines.get(to).cloned()));
        if let Some(line) = by_id(&self.id_of(to)) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}
