//! Marks over the words that match, by the same folding and the same rules as the search itself.

use crate::pattern::{Pattern, Phrase, Quality};
use crate::tokens::{Reading, Words};

/// Characters of an excerpt, at most.
const EXCERPT: usize = 200;
/// Characters that an excerpt shows before the match, at most.
const LEAD: usize = 60;
/// Characters of a body that are looked through for an excerpt: the time for a page of hits stays bounded.
const SCANNED: usize = 20_000;
const ELLIPSIS: char = '…';

/// A text and the stretches of it that match.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text as it was put into the index.
    pub text: String,
    /// Ascending, not overlapping, not empty.
    pub marks: Vec<Mark>,
}

/// A stretch of a text in Unicode scalar values (`char`s), from the first to before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The first character.
    pub start: u32,
    /// The character after the last.
    pub end: u32,
}

/// The text with every match marked.
pub(crate) fn marked(text: &str, phrase: &Phrase) -> Marked {
    let mut marks = Vec::new();
    let mut words = Words::new(text, Reading::Stored);
    while words.advance() {
        marks.extend(match_of(&words, phrase).map(|(mark, _)| mark));
    }
    Marked { text: text.to_owned(), marks: joined(marks) }
}

/// A piece of the body around its first match, rather one without a typing error; `None` if there is no match.
pub(crate) fn excerpt(body: &str, phrase: &Phrase) -> Option<Marked> {
    let end = body.char_indices().nth(SCANNED).map_or(body.len(), |(end, _)| end);
    let body = &body[..end];
    let mut words = Words::new(body, Reading::Stored);
    let mut first = None;
    while words.advance() {
        let Some((mark, quality)) = match_of(&words, phrase) else { continue };
        if quality.is_sound() {
            first = Some(mark);
            break;
        }
        first = first.or(Some(mark));
    }
    Some(marked(&piece(body, first?.start as usize), phrase))
}

/// An excerpt of the line that matches best, the first of equals; `None` if none does.
pub(crate) fn line(lines: &str, phrase: &Phrase) -> Option<Marked> {
    let best =
        lines.lines().filter_map(|line| Some((quality(line, phrase)?, line))).min_by_key(|(quality, _)| *quality);
    excerpt(best?.1, phrase)
}

/// How well the best word of a text matches.
fn quality(text: &str, phrase: &Phrase) -> Option<Quality> {
    let mut words = Words::new(text, Reading::Stored);
    let mut best = None;
    while words.advance() {
        let Some((_, quality)) = match_of(&words, phrase) else { continue };
        best = Some(best.map_or(quality, |best: Quality| best.min(quality)));
    }
    best
}

/// The stretch of a word that matches, and how well it does.
fn match_of(words: &Words<'_>, phrase: &Phrase) -> Option<(Mark, Quality)> {
    let letters = words.letters();
    let first = letters.first()?;
    let (quality, pattern) = phrase
        .patterns()
        .iter()
        .filter_map(|pattern| Some((pattern.quality(words.folded())?, pattern)))
        .min_by_key(|(quality, pattern)| (*quality, std::cmp::Reverse(pattern.letters())))?;
    let last = letters.get(matched_letters(pattern, quality, letters.len()).checked_sub(1)?)?;
    Some((Mark { start: first.start, end: last.end }, quality))
}

/// The beginning of a word is marked as far as it was typed; with a typing error, the whole word.
fn matched_letters(pattern: &Pattern, quality: Quality, of: usize) -> usize {
    match quality {
        Quality::Beginning => pattern.letters().min(of),
        _ => of,
    }
}

/// Marks in their order, those that touch made one.
fn joined(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_unstable_by_key(|mark| (mark.start, mark.end));
    marks.dedup_by(|next, mark| {
        let touches = next.start <= mark.end;
        if touches {
            mark.end = mark.end.max(next.end);
        }
        touches
    });
    marks
}

/// At most [`EXCERPT`] characters of the text around one of them, cut between words where it can be, on one line.
fn piece(text: &str, around: usize) -> String {
    let start = around.saturating_sub(LEAD);
    // Enough to fill the excerpt wherever in the lead it begins, and one more to show that the text goes on.
    let characters: Vec<char> = text.chars().skip(start).take(LEAD + EXCERPT + 1).collect();
    let from = match start {
        0 => 0,
        _ => characters[..around - start].iter().position(|one| one.is_whitespace()).map_or(0, |gap| gap + 1),
    };
    let room = EXCERPT - usize::from(start > 0);
    let to = if characters.len() - from <= room {
        characters.len()
    } else {
        let limit = from + room - 1;
        let after = around - start + 1;
        characters[..limit + 1].iter().rposition(|one| one.is_whitespace()).filter(|gap| *gap > after).unwrap_or(limit)
    };
    let mut piece = String::new();
    if start > 0 {
        piece.push(ELLIPSIS);
    }
    piece.extend(characters[from..to].iter().map(|one| if one.is_whitespace() { ' ' } else { *one }));
    if to < characters.len() {
        piece.push(ELLIPSIS);
    }
    piece
}

#[cfg(test)]
mod tests {
    use tantivy::schema::Field;

    use super::*;

    fn phrase(text: &str) -> Phrase {
        Phrase::read(text, Field::from_field_id(0)).unwrap().unwrap()
    }

    /// The text with its marks in brackets.
    fn shown(marked: &Marked) -> String {
        let mut shown = String::new();
        for (at, one) in (0..).zip(marked.text.chars()) {
            if marked.marks.iter().any(|mark| mark.start == at) {
                shown.push('[');
            }
            shown.push(one);
            if marked.marks.iter().any(|mark| mark.end == at + 1) {
                shown.push(']');
            }
        }
        shown
    }

    #[test]
    fn marks_stand_on_the_original_text() {
        for (text, typed, expected) in [
            ("Medellín", "medellin", "[Medellín]"),
            ("Medelli\u{301}n, Colombia", "medel", "[Medel]li\u{301}n, Colombia"),
            ("Cafe\u{301} x", "cafe", "[Cafe\u{301}] x"),
            ("Straße", "strass", "[Straß]e"),
            ("Straße", "stras", "[Straß]e"),
            ("İstanbul ve İzmir", "izmir", "İstanbul ve [İzmir]"),
            ("Ahmedabad", "ahmadab", "[Ahmedabad]"),
            ("São Paulo", "paulo sao", "[São] [Paulo]"),
            ("Xi'an", "xian", "[Xi'an]"),
            ("Xi'an", "xi", "[Xi]'an"),
            ("我爱东京塔", "东京塔", "我爱[东京塔]"),
            ("我爱东京塔", "京", "我爱东[京]塔"),
            ("Lima", "accra", "Lima"),
        ] {
            assert_eq!(shown(&marked(text, &phrase(typed))), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn an_excerpt_shows_the_first_sound_match() {
        let body = format!("A blood bank.\n{}The flood of the river.{}", "and so on ".repeat(40), " More.".repeat(60));
        let excerpt = excerpt(&body, &phrase("flood")).unwrap();
        assert!(excerpt.text.chars().count() <= EXCERPT, "{}", excerpt.text);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with("More.…"), "{}", excerpt.text);
        assert!(shown(&excerpt).contains("The [flood] of"), "{}", shown(&excerpt));
    }

    #[test]
    fn of_several_lines_the_best_is_shown() {
        let lines = "Flood\nInundación\nInondation par la pluie";
        assert_eq!(shown(&super::line(lines, &phrase("inondation")).unwrap()), "[Inondation] par la pluie");
        assert!(super::line(lines, &phrase("heat")).is_none());
    }

    #[test]
    fn an_excerpt_of_a_short_body_is_the_body() {
        let excerpt = excerpt("A flood.\nA plan.", &phrase("plan")).unwrap();
        assert_eq!(shown(&excerpt), "A flood. A [plan].");
        assert!(super::excerpt("A flood.", &phrase("heat")).is_none());
    }
}
