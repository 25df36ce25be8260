//! Any text comes back, read by another's parser.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests, which clippy cannot see")]

use chrono::{DateTime, Utc};
use feed_rs::model;
use feeds::{Author, Category, Entry, Feed, atom, json_feed};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What means something to XML, HTML or JSON, or is forbidden there.
const PIECES: &[&str] = &[
    "<",
    ">",
    "&",
    "&amp;",
    "&#0;",
    "\"",
    "'",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?xml version=\"1.0\"?>",
    "</entry>",
    "</content></entry></feed>",
    "<script>",
    "{\"",
    "\\",
    "\\u0000",
    "\r\n",
    "\r",
    "\n",
    "\t",
    " ",
    "\u{0}",
    "\u{b}",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{feff}",
    "\u{202e}",
    "São Paulo",
    "القاهرة",
    "恢复",
    "🌳",
    "x",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        vec(any::<char>(), 0..30).prop_map(|letters| letters.into_iter().collect()),
        vec(select(PIECES), 0..10).prop_map(|pieces| pieces.concat()),
    ]
}

/// Texts of which a title is made: they show something.
fn shown() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("x{text}x"))
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(text())
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..4_000_000_000, 0_u32..1_000_000_000)
        .prop_map(|(second, nanosecond)| DateTime::from_timestamp(second, nanosecond).unwrap())
}

fn address() -> impl Strategy<Value = String> {
    "https://example\\.org/[a-z]{0,8}(\\?[a-z]=[a-z0-9]{0,4}(&[a-z]=[a-z]{0,4}){0,2})?"
}

fn author() -> impl Strategy<Value = Author> {
    (shown(), proptest::option::of(address())).prop_map(|(name, url)| Author { name, url })
}

fn category() -> impl Strategy<Value = Category> {
    (shown(), text()).prop_map(|(term, label)| Category { term, label })
}

fn entry() -> impl Strategy<Value = Entry> {
    let told = (shown(), shown(), address(), maybe(), maybe());
    let around = (moment(), moment(), vec(author(), 0..3), vec(category(), 0..3), select(&[None, Some("pt-BR")]));
    (told, around).prop_map(|(told, around)| {
        let (id, title, url, summary, content_html) = told;
        let (published, updated, authors, categories, language) = around;
        let language = language.map(str::to_owned);
        Entry { id, title, url, summary, content_html, published, updated, authors, categories, language }
    })
}

fn feed() -> impl Strategy<Value = Feed> {
    let told = (shown(), shown(), maybe(), shown());
    let around = (address(), address(), select(&["en", "ar"]), moment(), proptest::option::of(address()));
    (told, around, vec(entry(), 0..4)).prop_map(|(told, around, entries)| {
        let (id, title, subtitle, publisher) = told;
        let (home, own, language, updated, next) = around;
        let language = language.to_owned();
        Feed { id, title, subtitle, publisher, home, own, language, updated, entries, next }
    })
}

/// What XML 1.0 leaves of a text (section 2.2, production 2).
fn xml(text: &str) -> String {
    let within = |code: u32| {
        matches!(code, 0x9 | 0xa | 0xd)
            || (0x20..=0xd7ff).contains(&code)
            || (0xe000..=0xfffd).contains(&code)
            || code >= 0x1_0000
    };
    text.chars().filter(|character| within(u32::from(*character))).collect()
}

/// The same as the parser gives it, which takes what is around a text away.
fn bare(text: &str) -> String {
    xml(text).trim().to_owned()
}

fn told(text: Option<&String>) -> Option<String> {
    text.map(|text| bare(text)).filter(|text| !text.is_empty())
}

fn links(links: &[model::Link]) -> Vec<(&str, &str)> {
    links.iter().map(|link| (link.rel.as_deref().unwrap(), link.href.as_str())).collect()
}

/// What the parser made of a text that shows nothing is as good as none.
fn read(text: Option<&model::Text>) -> Option<String> {
    text.map(|text| text.content.clone()).filter(|text| !text.is_empty())
}

fn assert_entry(read_entry: &model::Entry, entry: &Entry) {
    assert_eq!(read_entry.id, xml(&entry.id));
    assert_eq!(read(read_entry.title.as_ref()), Some(bare(&entry.title)));
    assert_eq!(links(&read_entry.links), [("alternate", entry.url.as_str())]);
    assert_eq!(read(read_entry.summary.as_ref()), told(entry.summary.as_ref()));
    let content = read_entry.content.as_ref().and_then(|content| content.body.clone()).filter(|body| !body.is_empty());
    assert_eq!(content, told(entry.content_html.as_ref()));
    if let Some(content) = &read_entry.content {
        assert_eq!(content.content_type.to_string(), "text/html");
    }
    let seconds = |moment: DateTime<Utc>| Some(moment.timestamp());
    assert_eq!(read_entry.published.and_then(seconds), seconds(entry.published));
    assert_eq!(read_entry.updated.and_then(seconds), seconds(entry.updated));
    let authors: Vec<_> = read_entry.authors.iter().map(|one| (one.name.clone().unwrap(), one.uri.clone())).collect();
    assert_eq!(authors, entry.authors.iter().map(|one| (xml(&one.name), one.url.clone())).collect::<Vec<_>>());
    let label = |label: &str| Some(xml(label)).filter(|label| !label.is_empty());
    let categories: Vec<_> = read_entry.categories.iter().map(|one| (one.term.clone(), one.label.clone())).collect();
    let expected: Vec<_> = entry.categories.iter().map(|one| (xml(&one.term), label(&one.label))).collect();
    assert_eq!(categories, expected);
}

proptest! {
    #[test]
    fn atom_comes_back(feed in feed()) {
        let written = atom(&feed);
        let back = feed_rs::parser::parse(written.as_bytes());
        let back = back.map_err(|error| TestCaseError::fail(format!("{error}\n{written}")))?;
        prop_assert_eq!(back.feed_type, model::FeedType::Atom);
        prop_assert_eq!(back.id, xml(&feed.id));
        prop_assert_eq!(read(back.title.as_ref()), Some(bare(&feed.title)));
        prop_assert_eq!(read(back.description.as_ref()), told(feed.subtitle.as_ref()));
        prop_assert_eq!(back.language, Some(feed.language.clone()));
        prop_assert_eq!(back.updated.map(|moment| moment.timestamp()), Some(feed.updated.timestamp()));
        let authors: Vec<_> = back.authors.iter().map(|one| one.name.clone().unwrap()).collect();
        prop_assert_eq!(authors, [xml(&feed.publisher)]);
        let next = feed.next.iter().map(|next| ("next", next.as_str()));
        let always = [("self", feed.own.as_str()), ("alternate", feed.home.as_str())];
        prop_assert_eq!(links(&back.links), always.into_iter().chain(next).collect::<Vec<_>>());
        prop_assert_eq!(back.entries.len(), feed.entries.len());
        for (read, entry) in back.entries.iter().zip(&feed.entries) {
            assert_entry(read, entry);
        }
    }

    /// Whatever is blank or odd, readers take the feed.
    #[test]
    fn atom_is_read_whatever_is_in_it(
        title in text(),
        publisher in text(),
        author in text(),
        term in text(),
        language in text(),
        content in text(),
    ) {
        let moment = DateTime::UNIX_EPOCH;
        let entry = Entry {
            id: "tag:example.org,2026:1".into(),
            title: title.clone(),
            url: "https://example.org/1".into(),
            summary: Some(term.clone()),
            content_html: Some(content),
            published: moment,
            updated: moment,
            authors: vec![Author { name: author, url: Some(term.clone()) }],
            categories: vec![Category { term, label: title.clone() }],
            language: Some(language.clone()),
        };
        let home = "https://example.org".to_owned();
        let (id, entries) = ("tag:example.org,2026:f".to_owned(), vec![entry]);
        let feed = Feed { id, title, publisher, home, language, entries, ..Feed::default() };
        let written = atom(&feed);
        let back = feed_rs::parser::parse(written.as_bytes());
        prop_assert!(back.is_ok(), "{:?}\n{}", back, written);
        prop_assert_eq!(xml(&written), written);
    }

    #[test]
    fn json_feed_comes_back(feed in feed()) {
        let written = json_feed(&feed);
        let back = feed_rs::parser::parse(written.as_bytes()).unwrap();
        prop_assert_eq!(back.feed_type, model::FeedType::JSON);
        prop_assert_eq!(back.entries.len(), feed.entries.len());
        let back: serde_json::Value = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(back["title"].as_str(), Some(feed.title.as_str()));
        prop_assert_eq!(back["next_url"].as_str(), feed.next.as_deref());
        for (item, entry) in back["items"].as_array().unwrap().iter().zip(&feed.entries) {
            let kept = |text: Option<&String>| text.filter(|text| !text.trim().is_empty()).cloned();
            let text = |name: &str| item[name].as_str().map(str::to_owned);
            prop_assert_eq!(text("id"), Some(entry.id.clone()));
            prop_assert_eq!(text("title"), Some(entry.title.clone()));
            prop_assert_eq!(text("summary"), kept(entry.summary.as_ref()));
            prop_assert_eq!(text("content_html"), kept(entry.content_html.as_ref()));
            prop_assert!(item.get("content_html").is_some() != item.get("content_text").is_some());
            let published: DateTime<Utc> = text("date_published").unwrap().parse().unwrap();
            prop_assert_eq!(published.timestamp(), entry.published.timestamp());
            let authors = item["authors"].as_array().into_iter().flatten();
            let names: Vec<_> = authors.map(|one| one["name"].as_str().unwrap()).collect();
            prop_assert_eq!(names, entry.authors.iter().map(|one| one.name.as_str()).collect::<Vec<_>>());
            prop_assert_eq!(item["tags"].as_array().map_or(0, Vec::len), entry.categories.len());
            prop_assert_eq!(text("language"), entry.language.clone());
        }
    }
}
