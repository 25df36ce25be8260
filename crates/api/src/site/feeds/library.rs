//! What came into the library, as it is followed.

use super::{Followed, Part, whole_links};
use crate::State;
use crate::http::ApiError;
use crate::site::fill::escape;
use app::library::{FEED_MADE_FROM, FollowedItem};
use domain::feeds::FeedQuery;
use domain::library::{LibraryFilter, LibraryItem};
use domain::live::ThingKind;
use domain::policy::Actor;
use domain::vocabularies::Language;
use feeds::{Category, Entry};

/// Languages that are written from right to left, by the first part of their tags.
const FROM_THE_RIGHT: [&str; 4] = ["ar", "fa", "he", "ur"];

/// The library.
pub(super) struct Library;

impl Followed for Library {
    type Filter = LibraryFilter;
    const NAME: &'static str = "library";
    const MADE_FROM: &'static [ThingKind] = FEED_MADE_FROM;

    async fn page(state: &State, actor: &Actor, query: &FeedQuery<LibraryFilter>) -> Result<Part, ApiError> {
        let feed = app::library::feed(&state.ctx, actor, query).await?;
        let (url, language) = (&state.settings.public_url, query.language());
        let entries = feed.items.into_iter().map(|followed| entry(url, language, followed)).collect();
        Ok(Part { about: feed.about, entries, next: feed.next })
    }
}

fn entry(public_url: &str, language: Language, followed: FollowedItem) -> Entry {
    let FollowedItem { item, excerpt, terms } = followed;
    Entry {
        id: format!("urn:uuid:{}", item.id),
        url: format!("{public_url}/{language}/library/{}", item.slug),
        summary: Some(excerpt),
        content_html: Some(content(public_url, &item)),
        published: item.published_at,
        updated: item.updated_at,
        authors: Vec::new(),
        categories: terms.into_iter().map(|(term, label)| Category { term, label }).collect(),
        language: Some(item.language).filter(|tag| tag != language.as_str()),
        title: item.title,
    }
}

/// What the work is, as HTML: of the summary, which has been cleaned, and of texts, which are escaped. Where its link leads
/// nowhere any more, its page here says so.
fn content(public_url: &str, item: &LibraryItem) -> String {
    let first = item.language.split('-').next().unwrap_or_default();
    let direction = if FROM_THE_RIGHT.contains(&first) { "rtl" } else { "ltr" };
    let summary = whole_links(public_url, &item.summary_html);
    format!("<div lang=\"{}\" dir=\"{direction}\">{summary}{}</div>", escape(&item.language), work(item))
}

/// Title, publisher, year and licence, as far as they are known.
fn work(item: &LibraryItem) -> String {
    let title = escape(&item.title);
    let web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let linked = match item.url.as_deref().filter(web).filter(|_| !item.link.dead) {
        Some(url) => format!("<a href=\"{}\" rel=\"nofollow noopener noreferrer\">{title}</a>", escape(url)),
        None => title,
    };
    let year = item.year.map(|year| year.to_string());
    let more = item.publisher.as_deref().map(escape).into_iter().chain(year);
    let more = more.chain(item.licence.as_deref().map(escape));
    format!("<p>{}</p>", std::iter::once(linked).chain(more).collect::<Vec<_>>().join(", "))
}
