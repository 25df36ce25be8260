//! JSON Feed, version 1.1.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::feed::told;
use crate::{Author, Category, Entry, Feed};

const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// A feed as JSON Feed.
///
/// Its tags are the labels of categories, for it has no place for both. Every text is as it was given. An entry without
/// content has its summary as the text that the format wants, or its title.
#[must_use]
pub fn json_feed(feed: &Feed) -> String {
    // Texts and lists of them always become JSON.
    serde_json::to_string(&Document::from(feed)).unwrap_or_default()
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> From<&'a Feed> for Document<'a> {
    fn from(feed: &'a Feed) -> Self {
        Self {
            version: VERSION,
            title: &feed.title,
            home_page_url: &feed.home,
            feed_url: &feed.own,
            description: feed.subtitle.as_deref().and_then(told),
            next_url: feed.next.as_deref(),
            authors: told(&feed.publisher).map(|name| Person { name, url: None }).into_iter().collect(),
            language: told(&feed.language),
            items: feed.entries.iter().map(Item::from).collect(),
        }
    }
}

impl<'a> From<&'a Entry> for Item<'a> {
    fn from(entry: &'a Entry) -> Self {
        let content_html = entry.content_html.as_deref().and_then(told);
        let summary = entry.summary.as_deref().and_then(told);
        let content_text = if content_html.is_some() { None } else { summary.or(Some(entry.title.as_str())) };
        Self {
            id: &entry.id,
            url: &entry.url,
            title: told(&entry.title),
            content_html,
            content_text,
            summary,
            date_published: moment(entry.published),
            date_modified: moment(entry.updated),
            authors: entry.authors.iter().filter_map(person).collect(),
            tags: entry.categories.iter().filter_map(tag).collect(),
            language: entry.language.as_deref().and_then(told),
        }
    }
}

fn person(author: &Author) -> Option<Person<'_>> {
    told(&author.name).map(|name| Person { name, url: author.url.as_deref().and_then(told) })
}

/// What people call a category; its key where nobody does.
fn tag(category: &Category) -> Option<&str> {
    let term = told(&category.term)?;
    Some(told(&category.label).unwrap_or(term))
}

/// A moment as in RFC 3339, to the second.
fn moment(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}
