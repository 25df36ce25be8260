//! Marks by which a text cites: `[@lesson:slug]` and `[@item:slug]`.

use super::CitedKind;

/// Longest slug in a mark, in characters.
const MAX_SLUG: usize = 120;
/// What every mark begins with.
const BEGIN: &str = "[@";

/// A thing that a text cites.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cite {
    /// What it is.
    pub kind: CitedKind,
    /// Its name in addresses.
    pub slug: String,
}

impl Cite {
    /// The thing that a mark names, without its brackets: `@lesson:slug`.
    #[must_use]
    pub fn of(mark: &str) -> Option<Self> {
        let (word, slug) = mark.strip_prefix('@')?.split_once(':')?;
        let kind = CitedKind::ALL.iter().find(|kind| kind.word() == word)?;
        let fine = (1..=MAX_SLUG).contains(&slug.len())
            && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        fine.then(|| Self { kind: *kind, slug: slug.to_owned() })
    }

    /// The mark that cites it.
    #[must_use]
    pub fn mark(&self) -> String {
        ["[@", self.kind.word(), ":", &self.slug, "]"].concat()
    }
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// As it stands there.
    Text(&'a str),
    /// What stands between the brackets of something that looks like a mark.
    Mark(&'a str),
}

/// The pieces of a text, in its order.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((before, behind)) = rest.split_once(BEGIN) {
        // What is not closed on its line is no mark: somebody wrote a bracket and an at sign.
        let line = behind.split('\n').next().unwrap_or_default();
        let inside = line.split_once(']').map(|(inside, _)| inside).filter(|inside| !inside.contains('['));
        let Some(inside) = inside else {
            let (begun, after) = rest.split_at(before.len() + BEGIN.len());
            found.push(Piece::Text(begun));
            rest = after;
            continue;
        };
        found.push(Piece::Text(before));
        found.push(Piece::Mark(&rest[before.len() + 1..before.len() + BEGIN.len() + inside.len()]));
        rest = &behind[inside.len() + 1..];
    }
    found.push(Piece::Text(rest));
    found
}

/// What a text cites, in its order, each as often as it stands there; `Err` is what looks like a mark and is none.
///
/// # Errors
/// Each item may be the text of a mark that names nothing that can be cited.
pub fn cites(text: &str) -> impl Iterator<Item = Result<Cite, &str>> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Mark(mark) => Some(Cite::of(mark).ok_or(mark)),
        Piece::Text(_) => None,
    })
}

/// The text without its marks, and without the space before each: for excerpts and for the search.
#[must_use]
pub fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => plain.push_str(text),
            Piece::Mark(mark) if Cite::of(mark).is_some() => plain.truncate(plain.trim_end_matches(' ').len()),
            Piece::Mark(mark) => {
                plain.push('[');
                plain.push_str(mark);
                plain.push(']');
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Cite, CitedKind, cites, without_marks};

    fn found(text: &str) -> Vec<String> {
        cites(text).map(|cite| cite.map_or_else(|bad| format!("!{bad}"), |cite| cite.mark())).collect()
    }

    #[test]
    fn marks_are_found_by_table() {
        for (text, expected) in [
            ("", &[][..]),
            ("Plain [text](https://example.org) and a [link].", &[]),
            ("One [@lesson:a-b] and [@item:c].", &["[@lesson:a-b]", "[@item:c]"]),
            ("[@lesson:a][@lesson:a]", &["[@lesson:a]", "[@lesson:a]"]),
            ("[@person:a] [@lesson:A] [@lesson:] [@]", &["!@person:a", "!@lesson:A", "!@lesson:", "!@"]),
            ("an [@ that is not\nclosed]", &[]),
            ("[@ [@item:a]", &["[@item:a]"]),
            ("é[@item:a]é", &["[@item:a]"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn a_mark_goes_there_and_back() {
        let cite = Cite { kind: CitedKind::LibraryItem, slug: "heat-action-platform".into() };
        assert_eq!(cite.mark(), "[@item:heat-action-platform]");
        assert_eq!(Cite::of(cite.mark().trim_matches(['[', ']'])), Some(cite));
    }

    #[test]
    fn texts_are_read_without_their_marks() {
        assert_eq!(without_marks("Paint roofs [@lesson:a]. Then measure."), "Paint roofs. Then measure.");
        assert_eq!(without_marks("See [@nobody] and [@ here"), "See [@nobody] and [@ here");
    }
}
