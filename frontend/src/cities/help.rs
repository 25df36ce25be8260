//! Words of the field that a part of a page uses, each with its meaning one press away.

use crate::messages::{Key, t};
use crate::parts::Explained;
use leptos::prelude::*;

/// A word, what it means, and its name in the glossary's addresses.
pub(crate) type Word = (Key, Key, &'static str);

/// What cities face.
pub(crate) const HAZARDS: [Word; 2] =
    [(Key::WordShock, Key::WordShockText, "shock"), (Key::WordStress, Key::WordStressText, "stress")];

/// How cities and their countries are classed.
pub(crate) const CLASSES: [Word; 3] = [
    (Key::WordClimate, Key::WordClimateText, "climate"),
    (Key::WordIncome, Key::WordIncomeText, "income"),
    (Key::WordNetwork, Key::WordNetworkText, "network"),
];

/// What makes cities alike.
pub(super) const ALIKE: [Word; 3] = [(Key::WordSimilar, Key::WordSimilarText, "similar"), CLASSES[0], CLASSES[1]];

/// The words in a line.
#[component]
pub(crate) fn Help(
    /// The words.
    words: &'static [Word],
) -> impl IntoView {
    let one = |(word, meaning, name): &Word| {
        view! { <li>{t(*word)} " " <Explained word=*word meaning=*meaning name=*name/></li> }
    };
    view! { <ul class="inline small muted">{words.iter().map(one).collect_view()}</ul> }
}
