//! Which parts of a text are web addresses.

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A web address.
    Address(&'a str),
}

/// The parts of a text in their order; together they are the text. Only web addresses count: no other may become a link.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(from.len());
        let address = from.split_at(end).0.trim_end_matches(['.', ',', ')']);
        pieces.extend([Piece::Text(before), Piece::Address(address)]);
        rest = from.split_at(address.len()).1;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

#[cfg(test)]
mod tests {
    use super::Piece::{Address, Text};
    use super::pieces;

    #[test]
    fn addresses_are_found_in_texts() {
        let text = "See (http://a.example/x#t=1).\n<https://b.example>, javascript:1";
        let expected = [
            Text("See ("),
            Address("http://a.example/x#t=1"),
            Text(").\n<"),
            Address("https://b.example"),
            Text(">, javascript:1"),
        ];
        assert_eq!(pieces(text), expected);
        assert_eq!(pieces("none"), [Text("none")]);
    }
}
