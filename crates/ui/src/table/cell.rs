//! Columns, rows, cells, and their order.

use js_sys::{Array, JsString, Object};
use leptos::prelude::*;
use std::cmp::Ordering;

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it is called where rows are sorted.
    pub key: &'static str,
    /// Its heading.
    pub label: Signal<String>,
    /// Its cells are numbers: in line at their end.
    pub numeric: bool,
    /// Rows can be sorted by it.
    pub sortable: bool,
    /// Where its heading leads, where rows cannot be sorted by it.
    pub href: Option<String>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What tells it from other rows.
    pub key: String,
    /// Its cells, in the order of the columns.
    pub cells: Vec<Cell>,
}

impl Eq for Row {}

impl std::hash::Hash for Row {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number, and how it is written.
    Number {
        /// How it is written.
        shown: String,
        /// The number.
        value: f64,
    },
    /// Words that lead somewhere.
    Link {
        /// The words.
        text: String,
        /// Where they lead.
        href: String,
    },
    /// Whether something is there: a dot or a stroke, and the word of it.
    Mark {
        /// Whether it is.
        there: bool,
        /// The word of that, such as “yes”.
        word: String,
    },
    /// Nothing is known; the words say so.
    Nothing(String),
}

/// By which column rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The key of the column.
    pub key: &'static str,
    /// The largest first.
    pub descending: bool,
}

impl Sort {
    /// What a press on a heading makes of it: this column, or the other way round.
    pub(super) fn pressed(now: Option<Self>, key: &'static str) -> Self {
        let descending = now.is_some_and(|now| now.key == key && !now.descending);
        Self { key, descending }
    }

    /// How a heading tells it.
    pub(super) fn state(now: Option<Self>, key: &str) -> &'static str {
        match now.filter(|now| now.key == key) {
            None => "none",
            Some(Self { descending: false, .. }) => "ascending",
            Some(Self { descending: true, .. }) => "descending",
        }
    }
}

/// Sorts rows by a column. What is not known comes last, whichever way round.
pub(super) fn order(rows: &mut [Row], column: usize, descending: bool, words: impl Fn(&str, &str) -> Ordering) {
    rows.sort_by(|one, other| {
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        match (one.cells.get(column), other.cells.get(column)) {
            (None | Some(Cell::Nothing(_)), None | Some(Cell::Nothing(_))) => Ordering::Equal,
            (None | Some(Cell::Nothing(_)), _) => Ordering::Greater,
            (_, None | Some(Cell::Nothing(_))) => Ordering::Less,
            (Some(Cell::Number { value, .. }), Some(Cell::Number { value: other, .. })) => {
                turned(value.total_cmp(other))
            }
            (Some(one), Some(other)) => turned(words(text(one), text(other))),
        }
    });
}

fn text(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) | Cell::Number { shown: text, .. } | Cell::Link { text, .. } => text,
        Cell::Mark { word, .. } | Cell::Nothing(word) => word,
    }
}

/// As a dictionary of the page's language has them.
pub(super) fn by_language(one: &str, other: &str) -> Ordering {
    let language = document().document_element().and_then(|root| root.get_attribute("lang"));
    let languages = language.map_or_else(Array::new, |language| Array::of1(&language.into()));
    JsString::from(one).locale_compare(other, &languages, &Object::new()).cmp(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(key: &str, value: f64) -> Row {
        Row { key: key.to_owned(), cells: vec![Cell::Number { shown: value.to_string(), value }] }
    }

    fn sorted(descending: bool) -> Vec<String> {
        let nothing = Row { key: "nothing".to_owned(), cells: vec![Cell::Nothing("–".to_owned())] };
        let mut rows = [number("ten", 10.0), nothing, number("nine", 9.0)];
        order(&mut rows, 0, descending, str::cmp);
        rows.map(|row| row.key).to_vec()
    }

    #[test]
    fn numbers_are_sorted_as_numbers_and_nothing_comes_last() {
        assert_eq!(sorted(false), ["nine", "ten", "nothing"]);
        assert_eq!(sorted(true), ["ten", "nine", "nothing"]);
    }

    #[test]
    fn a_second_press_turns_the_order_round() {
        let once = Sort::pressed(None, "name");
        assert_eq!(Sort::state(Some(once), "name"), "ascending");
        let twice = Sort::pressed(Some(once), "name");
        assert_eq!(Sort::state(Some(twice), "name"), "descending");
        assert!(!Sort::pressed(Some(twice), "name").descending);
        assert!(!Sort::pressed(Some(twice), "other").descending);
        assert_eq!(Sort::state(Some(once), "other"), "none");
    }
}
