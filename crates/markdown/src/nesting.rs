//! Bounds on quotes and lists within each other: the parser takes time with the square of their depth.

use std::borrow::Cow;

/// Quotes and lists that a line may begin at once. Nobody reads deeper.
const DEEPEST: usize = 16;

/// The text, with the first marker too many of each line made plain by a backslash.
pub(super) fn bounded(text: &str) -> Cow<'_, str> {
    let too_deep: Vec<usize> = lines(text).filter_map(|(start, line)| Some(start + excess(line)?)).collect();
    if too_deep.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut bounded, mut done) = (String::with_capacity(text.len() + too_deep.len()), 0);
    for at in too_deep {
        bounded.push_str(&text[done..at]);
        bounded.push('\\');
        done = at;
    }
    bounded.push_str(&text[done..]);
    Cow::Owned(bounded)
}

/// The lines of a text, by where they begin. A return alone ends a line, too.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive(['\n', '\r']).map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    })
}

/// Where the sign stands that makes the first marker too many.
fn excess(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let (mut at, mut depth) = (0, 0);
    loop {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        // The sign of a numbered item comes after its digits.
        let digits = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let sign = at + digits;
        let is_marker = match (digits, bytes.get(sign)?) {
            (0, b'>') => true,
            (0, b'-' | b'+' | b'*') | (1.., b'.' | b')') => matches!(bytes.get(sign + 1), Some(b' ' | b'\t')),
            _ => false,
        };
        if !is_marker {
            return None;
        }
        depth += 1;
        if depth > DEEPEST {
            return Some(sign);
        }
        at = sign + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, bounded};
    use crate::to_html;

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in ["> > a\n- b\n  1. c", "-----", "********", "", "\n\n", "1990. a", "- - - -"] {
            assert_eq!(bounded(text), text);
        }
    }

    #[test]
    fn the_first_marker_too_many_is_plain() {
        let deep = "> ".repeat(DEEPEST + 3);
        let html = to_html(&format!("{deep}a\rb"));
        assert_eq!(html.matches("<blockquote>").count(), DEEPEST);
        assert!(html.contains("&gt; &gt; &gt; a"), "{html}");
        for marker in ["> ", ">", "- ", "+\t", "1. ", "12) "] {
            let html = to_html(&format!("{}a", marker.repeat(10_000)));
            assert!(html.matches("<blockquote>").count() + html.matches("<li>").count() <= DEEPEST + 1, "{marker}");
        }
    }

    /// Inputs of the length that is taken for which a parser might need time with the square of their length. That it is
    /// quick is seen by the bench; here it ends at all.
    #[test]
    fn every_text_comes_to_an_end() {
        for text in ["[", "[a](", "*a", "_a*", "`a", "![", "<", "&", "|a", "~~a", "https://a.", "\\", "a@b."] {
            let html = to_html(&text.repeat(20_000 / text.len()));
            assert!(html.len() < 1_000_000, "{text}");
        }
        let ladder: String = (0..140).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
        assert!(to_html(&ladder).contains("<li>"));
    }
}
