//! A text that is written once and filled with each subscriber's links: its pieces, which two texts that are alike hold
//! together.

use super::{LEAVE, MANAGE, NewsletterLinks};
use std::ops::Range;
use std::sync::Arc;

/// A text with gaps for links.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pieces(Vec<Piece>);

#[derive(Clone, PartialEq, Eq)]
enum Piece {
    Words(Words),
    Manage,
    Leave,
}

/// A part of a text, whoever else holds that.
#[derive(Clone)]
struct Words {
    whole: Arc<str>,
    part: Range<usize>,
}

impl Words {
    fn of(text: &str) -> Self {
        Self { whole: text.into(), part: 0..text.len() }
    }

    fn as_str(&self) -> &str {
        self.whole.get(self.part.clone()).unwrap_or_default()
    }

    /// The part of this part.
    fn slice(&self, part: Range<usize>) -> Self {
        let at = self.part.start;
        Self { whole: Arc::clone(&self.whole), part: at + part.start..at + part.end }
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Words {}

impl Pieces {
    pub(super) fn of(whole: &str) -> Self {
        let mut found = Vec::new();
        let mut rest = whole;
        while let Some(at) = rest.find('\u{E000}') {
            let (before, marked) = rest.split_at(at);
            found.push(Piece::Words(Words::of(before)));
            let (piece, after) = match (marked.strip_prefix(MANAGE), marked.strip_prefix(LEAVE)) {
                (Some(after), _) => (Some(Piece::Manage), after),
                (None, Some(after)) => (Some(Piece::Leave), after),
                (None, None) => (None, marked.strip_prefix('\u{E000}').unwrap_or_default()),
            };
            found.extend(piece);
            rest = after;
        }
        found.push(Piece::Words(Words::of(rest)));
        Self(found)
    }

    pub(super) fn filled(&self, links: &NewsletterLinks) -> String {
        let text = |piece: &'_ Piece| match piece {
            Piece::Words(words) => words.as_str().to_owned(),
            Piece::Manage => links.manage.clone(),
            Piece::Leave => links.leave.clone(),
        };
        self.0.iter().map(text).collect()
    }

    /// The same text, which holds what it has in common with another together with that; and how many bytes it holds for
    /// itself. Texts whose gaps are not alike have nothing in common.
    pub(super) fn beside(&self, other: &Self) -> (Self, usize) {
        let (mut pieces, mut own) = (Vec::new(), 0);
        let are_alike = self.0.len() == other.0.len();
        for (place, piece) in self.0.iter().enumerate() {
            match (piece, other.0.get(place).filter(|_| are_alike)) {
                (Piece::Words(words), Some(Piece::Words(like))) => own += shared(words, like, &mut pieces),
                (Piece::Words(words), _) => {
                    own += words.as_str().len();
                    pieces.push(piece.clone());
                }
                _ => pieces.push(piece.clone()),
            }
        }
        (Self(pieces), own)
    }
}

/// Puts words down as the beginning of others, what only they say, and the end of the others; answers the bytes between.
fn shared(words: &Words, like: &Words, pieces: &mut Vec<Piece>) -> usize {
    let (text, other) = (words.as_str(), like.as_str());
    let same = |(one, two): &(char, char)| one == two;
    let head: usize = text.chars().zip(other.chars()).take_while(same).map(|(letter, _)| letter.len_utf8()).sum();
    let (rest, left) = (text.get(head..).unwrap_or_default(), other.get(head..).unwrap_or_default());
    let tail: usize =
        rest.chars().rev().zip(left.chars().rev()).take_while(same).map(|(letter, _)| letter.len_utf8()).sum();
    let own = rest.get(..rest.len() - tail).unwrap_or_default();
    pieces.push(Piece::Words(like.slice(0..head)));
    if !own.is_empty() {
        pieces.push(Piece::Words(Words::of(own)));
    }
    pieces.push(Piece::Words(like.slice(other.len() - tail..other.len())));
    own.len()
}

#[cfg(test)]
mod tests {
    use super::{NewsletterLinks, Pieces};

    fn filled(pieces: &Pieces) -> String {
        pieces.filled(&NewsletterLinks { manage: "M".to_owned(), leave: "L".to_owned() })
    }

    #[test]
    fn what_two_texts_have_in_common_is_held_once() {
        for (one, other, own) in [
            ("a \u{E000}\u{E001} b \u{E000}\u{E002} c", "a \u{E000}\u{E001} b \u{E000}\u{E002} c", 0),
            ("head é own tail\u{E000}\u{E002}", "head é tail\u{E000}\u{E002}", 4),
            ("aaaa", "aa", 2),
            ("aa", "aaaa", 0),
            ("éa", "èa", 2),
            ("x\u{E000}\u{E001}", "x", 1),
            ("", "x", 0),
        ] {
            let (one, other) = (Pieces::of(one), Pieces::of(other));
            let (shared, bytes) = one.beside(&other);
            assert_eq!((filled(&shared), bytes), (filled(&one), own));
            let (again, bytes) = shared.beside(&other);
            assert_eq!(filled(&again), filled(&one));
            assert!(bytes >= own);
        }
    }
}
