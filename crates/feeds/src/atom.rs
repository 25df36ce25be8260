//! Atom (RFC 4287), with the pages of RFC 5005.

use std::borrow::Cow;
use std::io;

use chrono::{DateTime, SecondsFormat, Utc};
use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::{ElementWriter, Writer};

use crate::{ATOM, Author, Category, Entry, Feed};

const NAMESPACE: &str = "http://www.w3.org/2005/Atom";
const HTML: &str = "text/html";

type Xml = Writer<Vec<u8>>;

/// A feed as Atom, in UTF-8.
///
/// Characters that XML 1.0 forbids even when they are escaped, as most control characters, are left out. An entry
/// without a title has its address as its title, since some readers refuse a whole feed for one that is empty.
#[must_use]
pub fn atom(feed: &Feed) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory does not fail, and what is written is UTF-8.
    let _ = document(&mut xml, feed);
    String::from_utf8(xml.into_inner()).unwrap_or_default()
}

fn document(xml: &mut Xml, feed: &Feed) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    element(xml, "feed", &[("xmlns", NAMESPACE), ("xml:lang", feed.language.as_str())]).write_inner_content(|xml| {
        head(xml, feed)?;
        feed.entries.iter().try_for_each(|one| entry(xml, one))
    })?;
    Ok(())
}

fn head(xml: &mut Xml, feed: &Feed) -> io::Result<()> {
    text(xml, "id", &[], &feed.id)?;
    text(xml, "title", &[], titled(&feed.title, &feed.home))?;
    if let Some(subtitle) = feed.subtitle.as_deref().and_then(shown) {
        text(xml, "subtitle", &[], subtitle)?;
    }
    moment(xml, "updated", feed.updated)?;
    // The format wants an author of each entry that has none.
    author(xml, titled(&feed.publisher, titled(&feed.title, &feed.home)), None)?;
    link(xml, "self", ATOM, &feed.own)?;
    link(xml, "alternate", HTML, &feed.home)?;
    feed.next.iter().try_for_each(|next| link(xml, "next", ATOM, next))
}

fn entry(xml: &mut Xml, entry: &Entry) -> io::Result<()> {
    let language = entry.language.as_deref().unwrap_or_default();
    element(xml, "entry", &[("xml:lang", language)]).write_inner_content(|xml| {
        text(xml, "id", &[], &entry.id)?;
        text(xml, "title", &[], titled(&entry.title, &entry.url))?;
        link(xml, "alternate", HTML, &entry.url)?;
        moment(xml, "published", entry.published)?;
        moment(xml, "updated", entry.updated)?;
        entry.authors.iter().try_for_each(|Author { name, url }| author(xml, name, url.as_deref()))?;
        entry.categories.iter().try_for_each(|one| category(xml, one))?;
        if let Some(summary) = entry.summary.as_deref().and_then(shown) {
            text(xml, "summary", &[], summary)?;
        }
        if let Some(content) = entry.content_html.as_deref().and_then(shown) {
            text(xml, "content", &[("type", "html")], content)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn author(xml: &mut Xml, name: &str, url: Option<&str>) -> io::Result<()> {
    let Some(name) = shown(name) else { return Ok(()) };
    element(xml, "author", &[]).write_inner_content(|xml| {
        text(xml, "name", &[], name)?;
        url.and_then(shown).map_or(Ok(()), |url| text(xml, "uri", &[], url))
    })?;
    Ok(())
}

fn category(xml: &mut Xml, category: &Category) -> io::Result<()> {
    let Some(term) = shown(&category.term) else { return Ok(()) };
    element(xml, "category", &[("term", term), ("label", category.label.as_str())]).write_empty()?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, media_type: &str, href: &str) -> io::Result<()> {
    element(xml, "link", &[("rel", rel), ("type", media_type), ("href", href)]).write_empty()?;
    Ok(())
}

/// A moment as in RFC 3339, to the second.
fn moment(xml: &mut Xml, name: &'static str, moment: DateTime<Utc>) -> io::Result<()> {
    text(xml, name, &[], &moment.to_rfc3339_opts(SecondsFormat::Secs, true))
}

fn text(xml: &mut Xml, name: &'static str, attributes: &[(&str, &str)], content: &str) -> io::Result<()> {
    element(xml, name, attributes).write_text_content(BytesText::new(&allowed(content)))?;
    Ok(())
}

/// An element with those of the attributes that hold something.
fn element<'a>(xml: &'a mut Xml, name: &'static str, attributes: &[(&str, &str)]) -> ElementWriter<'a, Vec<u8>> {
    let mut element = xml.create_element(name);
    for (attribute, value) in attributes {
        let value = allowed(value);
        if !value.is_empty() {
            element = element.with_attribute((*attribute, &*value));
        }
    }
    element
}

/// The title, or the other text where it shows nothing.
fn titled<'a>(title: &'a str, other: &'a str) -> &'a str {
    shown(title).unwrap_or(other)
}

/// The text, unless nothing of it would be seen.
fn shown(text: &str) -> Option<&str> {
    text.chars().any(|character| is_allowed(character) && !character.is_whitespace()).then_some(text)
}

/// A text without the characters that XML 1.0 (section 2.2) forbids.
fn allowed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|character| is_allowed(*character)).collect())
    }
}

const fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::{allowed, titled};

    #[test]
    fn what_xml_forbids_goes() {
        assert_eq!(
            allowed("a\u{0}\u{8}\tb\u{b}\u{1f}\n\r\u{fffe}c\u{ffff}\u{7f}\u{1f600}"),
            "a\tb\n\rc\u{7f}\u{1f600}"
        );
    }

    #[test]
    fn a_title_shows_something() {
        assert_eq!(titled("Heat", "other"), "Heat");
        for blank in ["", " \n", "\u{0}", "\u{ffff} "] {
            assert_eq!(titled(blank, "other"), "other", "{blank:?}");
        }
    }
}
