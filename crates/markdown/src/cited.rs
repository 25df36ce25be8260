//! Marks by which a text cites something, made into links.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeLink, NodeValue};

/// What a mark begins with.
const BEGIN: &str = "[@";

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Cited(i32),
}

/// The pieces of a text; those that cite nothing that has a number are text.
fn pieces<'t>(text: &'t str, number: &dyn Fn(&str) -> Option<i32>) -> Vec<Piece<'t>> {
    let (mut found, mut begun, mut at) = (Vec::new(), 0, 0);
    while let Some(place) = text[at..].find(BEGIN).map(|place| at + place) {
        let inside = text[place + 1..].split(']').next().unwrap_or_default();
        let end = place + 1 + inside.len();
        match number(inside).filter(|_| end < text.len()) {
            Some(number) => {
                found.push(Piece::Text(&text[begun..place]));
                found.push(Piece::Cited(number));
                begun = end + 1;
                at = begun;
            }
            None => at = place + BEGIN.len(),
        }
    }
    found.push(Piece::Text(&text[begun..]));
    found.retain(|piece| *piece != Piece::Text(""));
    found
}

/// Puts a link in the place of each mark.
pub(super) fn link<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, number: &dyn Fn(&str) -> Option<i32>) {
    let nodes: Vec<&'a AstNode<'a>> = root.descendants().collect();
    for node in nodes {
        let text = match &node.data().value {
            NodeValue::Text(text) if text.contains(BEGIN) => text.to_string(),
            _ => continue,
        };
        let leads = |node: &'a AstNode<'a>| matches!(node.data().value, NodeValue::Link(_) | NodeValue::Image(_));
        if node.ancestors().any(leads) {
            continue;
        }
        for piece in pieces(&text, number) {
            match piece {
                Piece::Text(text) => node.insert_before(made(arena, NodeValue::Text(text.to_owned().into()))),
                Piece::Cited(number) => {
                    let url = format!("#reference-{number}");
                    let link = made(arena, NodeValue::Link(Box::new(NodeLink { url, title: String::new() })));
                    link.append(made(arena, NodeValue::Text(format!("[{number}]").into())));
                    node.insert_before(link);
                }
            }
        }
        node.detach();
    }
}

fn made<'a>(arena: &'a Arena<'a>, value: NodeValue) -> &'a AstNode<'a> {
    arena.alloc(value.into())
}

#[cfg(test)]
mod tests {
    use crate::to_html_cited;

    fn html(text: &str) -> String {
        to_html_cited(text, &|mark| match mark {
            "@lesson:a" => Some(1),
            "@item:b-2" => Some(2),
            _ => None,
        })
    }

    fn link(number: i32) -> String {
        format!("<a href=\"#reference-{number}\" rel=\"nofollow ugc noopener noreferrer\">[{number}]</a>")
    }

    #[test]
    fn marks_become_links() {
        let (one, two) = (link(1), link(2));
        for (text, expected) in [
            ("Paint [@lesson:a].", format!("<p>Paint {one}.</p>\n")),
            ("[@lesson:a][@item:b-2]", format!("<p>{one}{two}</p>\n")),
            ("**[@item:b-2]**", format!("<p><strong>{two}</strong></p>\n")),
            ("- a [@lesson:a]\n- b", format!("<ul>\n<li>a {one}</li>\n<li>b</li>\n</ul>\n")),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn other_things_stay_as_they_were_written() {
        for (text, expected) in [
            ("[@lesson:x] [@ a", "<p>[@lesson:x] [@ a</p>\n"),
            ("`[@lesson:a]`", "<p><code>[@lesson:a]</code></p>\n"),
            ("[@lesson:a", "<p>[@lesson:a</p>\n"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
        let hostile = html("[@lesson:a]\n\n[@lesson:a]: javascript:alert(1)");
        assert!(!hostile.contains("javascript"), "{hostile}");
        assert!(!html("<script>[@lesson:a]</script>").contains("<script"));
    }
}
