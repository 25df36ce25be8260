//! Links that lead somewhere: what may not, or says nothing, is no link.

use super::SCHEMES;
use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

/// Makes pictures into links, takes away links whose address may not be followed, and gives those without words theirs.
pub(super) fn mend<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>) {
    let nodes: Vec<&'a AstNode<'a>> = root.descendants().collect();
    for node in nodes {
        let link = match &node.data().value {
            NodeValue::Link(link) | NodeValue::Image(link) => link.clone(),
            _ => continue,
        };
        if leads_somewhere(&link.url) {
            if node.first_child().is_none() {
                node.append(arena.alloc(NodeValue::Text(link.url.clone().into()).into()));
            }
            node.data_mut().value = NodeValue::Link(link);
            continue;
        }
        while let Some(child) = node.first_child() {
            node.insert_before(child);
        }
        node.detach();
    }
}

/// Whether an address is within the site, or has one of the schemes.
fn leads_somewhere(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']));
    !url.is_empty() && scheme.is_none_or(|scheme| SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use crate::to_html;

    #[test]
    fn what_may_not_be_followed_is_text() {
        for url in ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html;base64,PHM=", ""] {
            assert_eq!(to_html(&format!("See [the *plan*]({url}).")), "<p>See the <em>plan</em>.</p>\n", "{url}");
        }
    }

    #[test]
    fn addresses_within_the_site_are_followed() {
        for url in ["/en/cities/accra", "#top", "?topic=heat", "b/c", "/en/a?at=10:30"] {
            assert!(to_html(&format!("[there]({url})")).contains(&format!("<a href=\"{url}\"")), "{url}");
        }
    }

    #[test]
    fn a_link_without_words_says_its_address() {
        for text in ["![](https://example.org/a.jpg)", "[](https://example.org/a.jpg)"] {
            assert!(to_html(text).contains(">https://example.org/a.jpg</a>"), "{text}");
        }
    }
}
