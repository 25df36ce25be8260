//! One feed, by hand in both formats.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests, which clippy cannot see")]

use chrono::{DateTime, Utc};
use feeds::{Author, Category, Entry, Feed, atom, json_feed};

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn feed() -> Feed {
    Feed {
        id: "tag:example.org,2026:feed:lessons".into(),
        title: "Lessons".into(),
        subtitle: Some("What cities learned, <checked>".into()),
        publisher: "Cities & networks".into(),
        home: "https://example.org/en/lessons?topic=health&sort=-published_at".into(),
        own: "https://example.org/feeds/lessons.atom?topic=health".into(),
        language: "en".into(),
        updated: moment("2026-11-26T08:00:00.123456Z"),
        entries: vec![full(), bare()],
        next: Some("https://example.org/feeds/lessons.atom?topic=health&cursor=x".into()),
    }
}

fn full() -> Entry {
    Entry {
        id: "tag:example.org,2026:lesson:1".into(),
        title: "Sombra \"primero\"".into(),
        url: "https://example.org/es/lessons/sombra".into(),
        summary: Some("Árboles & toldos".into()),
        content_html: Some("<p>Árboles &amp; toldos ]]&gt;</p>\n".into()),
        published: moment("2026-11-20T10:00:00Z"),
        updated: moment("2026-11-26T08:00:00Z"),
        authors: vec![
            Author { name: "UNDRR".into(), url: Some("https://example.org/en/organisations/undrr".into()) },
            Author::default(),
        ],
        categories: vec![
            Category { term: "health".into(), label: "Health".into() },
            Category { term: "extreme_heat".into(), label: String::new() },
            Category::default(),
        ],
        language: Some("es".into()),
    }
}

fn bare() -> Entry {
    let published = moment("2026-11-19T10:00:00Z");
    let (id, url) = ("tag:example.org,2026:lesson:2".into(), "https://example.org/en/lessons/2".into());
    Entry { id, url, title: "Roofs".into(), published, updated: published, ..Entry::default() }
}

#[test]
fn atom_as_it_is_written() {
    let expected = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>tag:example.org,2026:feed:lessons</id>
  <title>Lessons</title>
  <subtitle>What cities learned, &lt;checked&gt;</subtitle>
  <updated>2026-11-26T08:00:00Z</updated>
  <author>
    <name>Cities &amp; networks</name>
  </author>
  <link rel="self" type="application/atom+xml" href="https://example.org/feeds/lessons.atom?topic=health"/>
  <link rel="alternate" type="text/html" href="https://example.org/en/lessons?topic=health&amp;sort=-published_at"/>
  <link rel="next" type="application/atom+xml" href="https://example.org/feeds/lessons.atom?topic=health&amp;cursor=x"/>
  <entry xml:lang="es">
    <id>tag:example.org,2026:lesson:1</id>
    <title>Sombra &quot;primero&quot;</title>
    <link rel="alternate" type="text/html" href="https://example.org/es/lessons/sombra"/>
    <published>2026-11-20T10:00:00Z</published>
    <updated>2026-11-26T08:00:00Z</updated>
    <author>
      <name>UNDRR</name>
      <uri>https://example.org/en/organisations/undrr</uri>
    </author>
    <category term="health" label="Health"/>
    <category term="extreme_heat"/>
    <summary>Árboles &amp; toldos</summary>
    <content type="html">&lt;p&gt;Árboles &amp;amp; toldos ]]&amp;gt;&lt;/p&gt;
</content>
  </entry>
  <entry>
    <id>tag:example.org,2026:lesson:2</id>
    <title>Roofs</title>
    <link rel="alternate" type="text/html" href="https://example.org/en/lessons/2"/>
    <published>2026-11-19T10:00:00Z</published>
    <updated>2026-11-19T10:00:00Z</updated>
  </entry>
</feed>"#;
    assert_eq!(atom(&feed()), expected);
}

#[test]
fn json_feed_as_it_is_written() {
    let expected = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Lessons",
        "home_page_url": "https://example.org/en/lessons?topic=health&sort=-published_at",
        "feed_url": "https://example.org/feeds/lessons.atom?topic=health",
        "description": "What cities learned, <checked>",
        "next_url": "https://example.org/feeds/lessons.atom?topic=health&cursor=x",
        "authors": [{ "name": "Cities & networks" }],
        "language": "en",
        "items": [
            {
                "id": "tag:example.org,2026:lesson:1",
                "url": "https://example.org/es/lessons/sombra",
                "title": "Sombra \"primero\"",
                "content_html": "<p>Árboles &amp; toldos ]]&gt;</p>\n",
                "summary": "Árboles & toldos",
                "date_published": "2026-11-20T10:00:00Z",
                "date_modified": "2026-11-26T08:00:00Z",
                "authors": [{ "name": "UNDRR", "url": "https://example.org/en/organisations/undrr" }],
                "tags": ["Health", "extreme_heat"],
                "language": "es",
            },
            {
                "id": "tag:example.org,2026:lesson:2",
                "url": "https://example.org/en/lessons/2",
                "title": "Roofs",
                "content_text": "Roofs",
                "date_published": "2026-11-19T10:00:00Z",
                "date_modified": "2026-11-19T10:00:00Z",
            },
        ],
    });
    let written: serde_json::Value = serde_json::from_str(&json_feed(&feed())).unwrap();
    assert_eq!(written, expected);
}

/// RFC 4287, section 4.1.1: an entry without an author has that of the feed.
#[test]
fn there_is_always_an_author() {
    let nameless = Feed { publisher: " ".into(), ..feed() };
    assert!(atom(&nameless).contains("<author>\n    <name>Lessons</name>"));
    let nothing = atom(&Feed { home: "https://example.org".into(), ..Feed::default() });
    assert!(nothing.contains("<author>\n    <name>https://example.org</name>"), "{nothing}");
}
