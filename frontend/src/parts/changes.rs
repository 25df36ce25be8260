//! What changed in one field between two versions.

use super::merge::{Fate, Line, folded, heading_of, lines};
use crate::messages::{Key, count, t};
use domain::lessons::FieldChange;
use leptos::prelude::*;

/// What is said of changes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChangeWords {
    /// Stands before what is gone, for who does not see how it is drawn.
    pub(crate) removed: Key,
    /// Stands before what is new, for them.
    pub(crate) added: Key,
    /// How many lines stay and are left out; without, none is.
    pub(crate) left: Option<Key>,
}

/// One field.
#[component]
pub(crate) fn Changed(
    /// What the field is called.
    title: String,
    /// What differs.
    change: FieldChange,
    /// What is said of it.
    words: ChangeWords,
    /// A value in words, which may come later.
    value: impl Fn(&str) -> String + Send + 'static,
) -> impl IntoView {
    let shown = move || {
        let said = |values: &[String]| values.iter().map(|text| value(text)).collect::<Vec<String>>();
        let all = lines(&said(&change.before), &said(&change.after));
        let all = if words.left.is_some() { folded(all) } else { all };
        all.iter().map(|line| drawn(line, words)).collect_view()
    };
    view! {
        <div class="change">
            <h3>{title}</h3>
            <ul>{shown}</ul>
        </div>
    }
}

fn drawn(line: &Line, words: ChangeWords) -> AnyView {
    if let Some((fate, heading)) = heading_of(line) {
        let heading = part(fate, heading, words);
        return view! { <li dir="auto"><strong>{heading}</strong></li> }.into_any();
    }
    match line {
        Line::Whole(fate, text) => {
            let text = part(*fate, text, words);
            view! { <li dir="auto">{text}</li> }.into_any()
        }
        Line::Rewritten(parts) => {
            let parts = parts.iter().map(|(fate, text)| part(*fate, text, words)).collect_view();
            view! { <li dir="auto">{parts}</li> }.into_any()
        }
        Line::Left(n) => {
            let said = words.left.map(|left| count(left, *n));
            view! { <li class="small muted">{said}</li> }.into_any()
        }
    }
}

/// What is gone and what is new is told by a word as well, for who does not see how it is drawn.
fn part(fate: Fate, text: &str, words: ChangeWords) -> AnyView {
    let text = text.to_owned();
    match fate {
        Fate::Kept => text.into_any(),
        Fate::Removed => {
            view! { <del><span class="visually-hidden">{t(words.removed)} " "</span> {text}</del> }.into_any()
        }
        Fate::Added => view! { <ins><span class="visually-hidden">{t(words.added)} " "</span> {text}</ins> }.into_any(),
    }
}
