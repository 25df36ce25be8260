//! A text with the places that matched.

use domain::search::MarkedText;
use leptos::prelude::*;

/// The text in pieces, each with whether it matched. Marks count code points; one beyond the end marks nothing.
fn pieces(marked: &MarkedText) -> Vec<(String, bool)> {
    let mut letters = marked.text.chars();
    let mut place = 0;
    let mut pieces = Vec::new();
    for mark in &marked.marks {
        let before: String = letters.by_ref().take(mark.start.saturating_sub(place) as usize).collect();
        let within: String = letters.by_ref().take(mark.end.saturating_sub(mark.start.max(place)) as usize).collect();
        place = mark.end.max(place);
        pieces.extend([(before, false), (within, true)]);
    }
    pieces.push((letters.collect(), false));
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

#[component]
pub(super) fn Marked(text: MarkedText) -> impl IntoView {
    let pieces = pieces(&text)
        .into_iter()
        .map(|(text, is_match)| if is_match { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() });
    pieces.collect_view()
}

#[cfg(test)]
mod tests {
    use super::pieces;
    use domain::search::{Mark, MarkedText};

    fn cut(text: &str, marks: &[(u32, u32)]) -> Vec<(String, bool)> {
        let marks = marks.iter().map(|(start, end)| Mark { start: *start, end: *end }).collect();
        pieces(&MarkedText { text: text.to_owned(), marks })
    }

    #[test]
    fn marks_count_code_points() {
        assert_eq!(
            cut("São Paulo", &[(1, 3), (4, 7)]),
            [
                ("S".to_owned(), false),
                ("ão".to_owned(), true),
                (" ".to_owned(), false),
                ("Pau".to_owned(), true),
                ("lo".to_owned(), false),
            ]
        );
        assert_eq!(cut("Accra", &[]), [("Accra".to_owned(), false)]);
    }

    #[test]
    fn odd_marks_lose_no_text() {
        for marks in [&[(3, 99)][..], &[(9, 10)], &[(2, 1)], &[(0, 3), (1, 2)]] {
            assert_eq!(cut("Accra", marks).into_iter().map(|(text, _)| text).collect::<String>(), "Accra", "{marks:?}");
        }
    }
}
