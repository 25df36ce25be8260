//! Markdown that people write into HTML that a page may hold.
//!
//! CommonMark 0.31 with the tables, struck text and bare links of GitHub's flavour. HTML within it is shown as it was
//! typed, not obeyed. What comes out is built from a short list of elements whatever went in: the text is rendered by one
//! library and cleaned by another, so that a mistake of the first is caught by the second.

mod cited;
mod links;
mod nesting;

use ammonia::Builder;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A page has its own heading and those of its sections: headings of a text begin below.
const HEADINGS_BELOW: u8 = 2;
/// The lowest heading of HTML.
const LOWEST_HEADING: u8 = 6;

/// The elements that are let through.
const ELEMENTS: [&str; 22] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
];
/// What links may lead to. Addresses without a scheme stay within the site.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// Links of strangers lend nobody the site's good name, and tell nobody where one comes from.
const REL: &str = "nofollow ugc noopener noreferrer";

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into_iter().chain(["ul"]).collect())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href", "title"])), ("ol", HashSet::from(["start"]))]))
        .tag_attribute_values(HashMap::from(
            ["td", "th"].map(|cell| (cell, HashMap::from([("align", HashSet::from(["left", "center", "right"]))]))),
        ))
        .url_schemes(SCHEMES.into_iter().collect())
        .link_rel(Some(REL));
    builder
});

/// The HTML of a text: elements of a page, without anything that runs, loads or styles.
///
/// A line break is a line break. Headings begin at the third level. A picture becomes a link to it: loading it would tell
/// its owner who reads.
#[must_use]
pub fn to_html(text: &str) -> String {
    let arena = Arena::new();
    written(&arena, parse_document(&arena, &nesting::bounded(text), &options()))
}

/// The HTML of a text as [`to_html`] makes it, in which marks such as `[@lesson:cool-roofs]` become links to what they
/// cite: `number` is asked for the number of each by what stands between its brackets, and the link leads to
/// `#reference-{number}`. A mark without a number, in code or in a link stays as it was written.
#[must_use]
pub fn to_html_cited(text: &str, number: &dyn Fn(&str) -> Option<i32>) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, &nesting::bounded(text), &options());
    cited::link(&arena, root, number);
    written(&arena, root)
}

/// The clean HTML of a document.
fn written<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>) -> String {
    links::mend(arena, root);
    for node in root.descendants() {
        if let NodeValue::Heading(heading) = &mut node.data_mut().value {
            heading.level = (heading.level + HEADINGS_BELOW).min(LOWEST_HEADING);
        }
    }
    let mut html = String::new();
    // Writing to a string does not fail.
    let _ = format_html(root, &options(), &mut html);
    clean(&html)
}

/// The words of a text without its markup, a line a block: for an excerpt, and for a search.
#[must_use]
pub fn to_text(text: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, &nesting::bounded(text), &options());
    let mut words = String::new();
    for node in root.descendants() {
        let node = node.data();
        match &node.value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::CodeBlock(block) => words.push_str(&block.literal),
            NodeValue::HtmlInline(html) => words.push_str(html),
            NodeValue::HtmlBlock(html) => words.push_str(&html.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            value if value.block() && !words.is_empty() && !words.ends_with('\n') => words.push('\n'),
            _ => {}
        }
    }
    words.trim_end().to_owned()
}

/// HTML without what is not let through. Cleaning twice is cleaning once.
fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    options
}

#[cfg(test)]
mod tests {
    use super::{clean, to_html, to_text};
    use proptest::prelude::{any, proptest};

    #[test]
    fn words_come_without_markup() {
        for (text, words) in [
            ("", ""),
            ("Shade for *schools*,\n**first**.", "Shade for schools, first."),
            ("# Heat\n\n- a\n- b\n\n`x < 1`", "Heat\na\nb\nx < 1"),
            ("[plan](https://example.org)", "plan"),
        ] {
            assert_eq!(to_text(text), words, "{text}");
        }
    }

    #[test]
    fn what_people_write_looks_as_they_mean_it() {
        let cases = [
            ("", ""),
            ("Shade for *schools*, **first**.", "<p>Shade for <em>schools</em>, <strong>first</strong>.</p>\n"),
            ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
            ("# Heat", "<h3>Heat</h3>\n"),
            ("##### Heat", "<h6>Heat</h6>\n"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
            ("~~old~~", "<p><del>old</del></p>\n"),
            (
                "[plan](https://example.org \"of 2024\")",
                "<p><a href=\"https://example.org\" title=\"of 2024\" rel=\"nofollow ugc noopener noreferrer\">plan</a></p>\n",
            ),
            (
                "|a|\n|:-:|\n|b|",
                "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"center\">b</td>\n</tr>\n</tbody>\n</table>\n",
            ),
        ];
        for (text, html) in cases {
            assert_eq!(to_html(text), html, "{text}");
        }
        assert!(to_html("See https://example.org/a").contains("<a href=\"https://example.org/a\""));
    }

    /// After the attacks on forums of 2023: what is typed as HTML, and addresses that run.
    #[test]
    fn nothing_runs_loads_or_styles() {
        let cases = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java\tscript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:msgbox)",
            "<https://example.org\" onmouseover=\"alert(1)>",
            "![x](https://example.org/\"onload=\"alert(1))",
            "<style>body{display:none}</style>",
            "<iframe src=https://example.org></iframe>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "```\"><img src=x onerror=alert(1)>\nx\n```",
        ];
        for text in cases {
            let html = to_html(text);
            // What stands between the brackets of elements: the rest is text, whatever it says.
            let tags = html.to_lowercase();
            let tags = tags.split('<').skip(1).filter_map(|tag| tag.split('>').next());
            for tag in tags {
                let bad = ["script", "img", "style", "iframe", "svg", "math", " on", "\"java", "\"data", "\"vb"];
                assert!(!bad.iter().any(|bad| tag.contains(bad)), "{text} became {html}");
            }
        }
    }

    #[test]
    fn a_picture_is_a_link_to_it() {
        let html = to_html("![Shade over a street](https://example.org/shade.jpg)");
        assert!(
            html.contains("<a href=\"https://example.org/shade.jpg\"") && html.contains(">Shade over a street</a>")
        );
    }

    proptest! {
        #[test]
        fn any_text_gives_what_is_clean(text in any::<String>()) {
            let html = to_html(&text);
            assert_eq!(clean(&html), html);
        }

        #[test]
        fn any_pieces_of_markup_give_what_is_clean(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..30)
        ) {
            let html = to_html(&pieces.concat());
            assert_eq!(clean(&html), html);
            assert!(!html.contains("<script") && !html.contains("<img"));
        }
    }

    const PIECES: &[&str] = &[
        "<",
        ">",
        "&lt;",
        "\"",
        "'",
        "script",
        "<script>",
        "</",
        "![",
        "](",
        "[",
        ")",
        "javascript:",
        "https://a.example",
        "`",
        "```\n",
        "\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "#",
        "|",
        "|-|\n",
        "*",
        "_",
        "~~",
        "<!--",
        "-->",
        "&#x3c;",
        "\\",
        "<img src=x ",
        "onerror=a ",
        "<a href=",
        "\u{0}",
        "\u{202e}",
    ];
}
