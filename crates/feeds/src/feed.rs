//! What a feed is, whatever it is written as.

use chrono::{DateTime, Utc};

/// A feed: what was published lately, as programs read it. Texts that are blank count as missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// What it is, for good, as a URI: `tag:example.org,2026:feed:lessons`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub subtitle: Option<String>,
    /// The name of whoever publishes it, who is the author of what says no other. Where it is blank, the title.
    pub publisher: String,
    /// The address of the page that shows the same to people.
    pub home: String,
    /// Its own address, in the format that is written.
    pub own: String,
    /// The language of it and of its entries (BCP 47).
    pub language: String,
    /// When something in it changed last.
    pub updated: DateTime<Utc>,
    /// What it holds, in its order.
    pub entries: Vec<Entry>,
    /// The address of its next page, with older entries, in the format that is written.
    pub next: Option<String>,
}

/// Something that was published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What it is, for good, as a URI that no other entry ever has: `tag:example.org,2026:lesson:…`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The address of its page.
    pub url: String,
    /// What it says, in short: text, not HTML.
    pub summary: Option<String>,
    /// All of it, as HTML. Readers show it within their own pages: it must be cleaned before it comes here.
    pub content_html: Option<String>,
    /// When it was published first.
    pub published: DateTime<Utc>,
    /// When it changed last in a way that readers should hear of.
    pub updated: DateTime<Utc>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// What it is about.
    pub categories: Vec<Category>,
    /// Its language, where that is another than the feed's (BCP 47).
    pub language: Option<String>,
}

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// The name. An author without one is left out.
    pub name: String,
    /// The address of a page about them.
    pub url: Option<String>,
}

/// What something is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Category {
    /// Its key. A category without one is left out.
    pub term: String,
    /// What people call it, in the language of the feed.
    pub label: String,
}

/// The text, unless it is blank.
pub(crate) fn told(text: &str) -> Option<&str> {
    (!text.trim().is_empty()).then_some(text)
}
