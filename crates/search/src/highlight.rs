//! Marks over the words that match, by the same folding and the same rules as the search itself.

use crate::pattern::{Pattern, Phrase, Quality};
use crate::stem::Language;
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

/// What is looked for in a text.
#[derive(Clone, Copy)]
pub(crate) struct Looked<'p> {
    pub(crate) phrase: &'p Phrase,
    /// Whether words with typing errors match.
    pub(crate) with_typos: bool,
    /// The text's language, if its words match by their stems.
    pub(crate) language: Option<Language>,
}

/// The text with every match marked.
pub(crate) fn marked(text: &str, looked: Looked<'_>) -> Marked {
    let mut marks = Vec::new();
    let mut words = Words::new(text, Reading::Stored);
    while words.advance() {
        marks.extend(match_of(&words, looked).map(|(mark, _)| mark));
    }
    Marked { text: text.to_owned(), marks: joined(marks) }
}

/// A piece of the body around its first match, rather one without a typing error; `None` if there is no match.
pub(crate) fn excerpt(body: &str, looked: Looked<'_>) -> Option<Marked> {
    let end = body.char_indices().nth(SCANNED).map_or(body.len(), |(end, _)| end);
    let body = &body[..end];
    let mut words = Words::new(body, Reading::Stored);
    let mut first = None;
    while words.advance() {
        let Some((mark, quality)) = match_of(&words, looked) else { continue };
        if quality.is_sound() {
            first = Some(mark);
            break;
        }
        first = first.or(Some(mark));
    }
    Some(marked(&piece(body, first?.start as usize), looked))
}

/// An excerpt of the line that matches best, the first of equals; `None` if none does.
pub(crate) fn line(lines: &str, looked: Looked<'_>) -> Option<Marked> {
    let best =
        lines.lines().filter_map(|line| Some((quality(line, looked)?, line))).min_by_key(|(quality, _)| *quality);
    excerpt(best?.1, looked)
}

/// How well the best word of a text matches.
fn quality(text: &str, looked: Looked<'_>) -> Option<Quality> {
    let mut words = Words::new(text, Reading::Stored);
    let mut best = None;
    while words.advance() {
        let Some((_, quality)) = match_of(&words, looked) else { continue };
        best = Some(best.map_or(quality, |best: Quality| best.min(quality)));
    }
    best
}

/// The stretch of a word that matches, and how well it does.
fn match_of(words: &Words<'_>, looked: Looked<'_>) -> Option<(Mark, Quality)> {
    let letters = words.letters();
    let first = letters.first()?;
    let patterns = looked.phrase.patterns();
    let by_letters = patterns
        .iter()
        .filter_map(|pattern| Some((pattern.quality(words.folded(), looked.with_typos)?, pattern)))
        .min_by_key(|(quality, pattern)| (*quality, std::cmp::Reverse(pattern.letters())));
    let (quality, pattern) = match by_letters {
        Some((quality, pattern)) if quality < Quality::Stem => (quality, pattern),
        other => by_stem(words.folded(), looked).or(other)?,
    };
    let last = letters.get(matched_letters(pattern, quality, letters.len()).checked_sub(1)?)?;
    Some((Mark { start: first.start, end: last.end }, quality))
}

/// The pattern that has the stem of a word.
fn by_stem<'p>(word: &str, looked: Looked<'p>) -> Option<(Quality, &'p Pattern)> {
    let language = looked.language?;
    let stems = || looked.phrase.patterns().iter().filter_map(|pattern| Some((pattern.stem(language)?, pattern)));
    if !stems().any(|(stem, _)| language.may_have(word, stem)) {
        return None;
    }
    let stem = language.stem(word)?;
    stems().find(|(other, _)| *other == stem).map(|(_, pattern)| (Quality::Stem, pattern))
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
    use super::*;

    fn phrase(text: &str) -> Phrase {
        Phrase::read(text).unwrap()
    }

    fn no_language(phrase: &Phrase) -> Looked<'_> {
        Looked { phrase, with_typos: true, language: None }
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
            assert_eq!(shown(&marked(text, no_language(&phrase(typed)))), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn words_are_marked_by_their_stems() {
        for (tag, text, typed, expected) in [
            ("en", "The floods of 2024", "flooding", "The [floods] of 2024"),
            ("en", "Flooded houses", "flooding housing", "[Flooded] [houses]"),
            ("en", "Floods, and a flod", "flood", "[Flood]s, and a [flod]"),
            ("es", "Una inundación", "inundaciones", "Una [inundación]"),
            ("fr", "L'école du quartier", "écoles", "L'[école] du quartier"),
            ("pt", "A ação da região", "regiões ações", "A [ação] da [região]"),
            ("ar", "خطة الفيضانات", "فيضان", "خطة [الفيضانات]"),
            ("de", "The floods of 2024", "flooding", "The floods of 2024"),
            ("fr", "The floods of 2024", "flooding", "The floods of 2024"),
        ] {
            let phrase = phrase(typed);
            let looked = Looked { phrase: &phrase, with_typos: true, language: Language::of_tag(tag) };
            assert_eq!(shown(&marked(text, looked)), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn words_with_typing_errors_are_marked_if_they_match() {
        let phrase = phrase("flood");
        let sound = Looked { with_typos: false, ..no_language(&phrase) };
        assert_eq!(shown(&marked("Blood and floods", no_language(&phrase))), "[Blood] and [flood]s");
        assert_eq!(shown(&marked("Blood and floods", sound)), "Blood and [flood]s");
        assert_eq!(excerpt("Blood bank", sound), None);
    }

    #[test]
    fn an_excerpt_shows_the_first_sound_match() {
        let body = format!("A blood bank.\n{}The flood of the river.{}", "and so on ".repeat(40), " More.".repeat(60));
        let excerpt = excerpt(&body, no_language(&phrase("flood"))).unwrap();
        assert!(excerpt.text.chars().count() <= EXCERPT, "{}", excerpt.text);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with("More.…"), "{}", excerpt.text);
        assert!(shown(&excerpt).contains("The [flood] of"), "{}", shown(&excerpt));
    }

    #[test]
    fn of_several_lines_the_best_is_shown() {
        let lines = "Flood\nInundación\nInondation par la pluie";
        assert_eq!(
            shown(&super::line(lines, no_language(&phrase("inondation"))).unwrap()),
            "[Inondation] par la pluie"
        );
        assert!(super::line(lines, no_language(&phrase("heat"))).is_none());
    }

    #[test]
    fn an_excerpt_of_a_short_body_is_the_body() {
        let excerpt = excerpt("A flood.\nA plan.", no_language(&phrase("plan"))).unwrap();
        assert_eq!(shown(&excerpt), "A flood. A [plan].");
        assert!(super::excerpt("A flood.", no_language(&phrase("heat"))).is_none());
    }
}
