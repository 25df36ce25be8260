//! What came into the library lately, for who follows it.

use super::list;
use crate::access::authorise;
use crate::vocabularies::{KnownKeys, known_keys};
use crate::{Context, Result};
use domain::feeds::{FEED_ENTRIES, FeedQuery};
use domain::library::{
    LibraryFacet, LibraryFilter, LibraryItem, LibraryItemSummary, LibraryQuery, LibrarySort, NewLibraryItem,
};
use domain::lists::ListFilter as _;
use domain::live::ThingKind;
use domain::policy::{Action, Actor};
use domain::vocabularies::Language;
use ids::LibraryItemId;
use std::collections::HashMap;
use store::library::Wholes;

/// Kinds of things that a feed of the library is made from: it says what terms are called.
pub const FEED_MADE_FROM: &[ThingKind] = &[ThingKind::LibraryItem, ThingKind::Term];

/// A page of what came lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFeed {
    /// What it is narrowed down to, in the words of its language: terms, years and what was looked for.
    pub about: Vec<String>,
    /// The items, the last come first.
    pub items: Vec<FollowedItem>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// An item in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedItem {
    /// The item.
    pub item: LibraryItem,
    /// The beginning of its summary, without markup.
    pub excerpt: String,
    /// What it is filed under: keys, each with what it is called in the language of the feed.
    pub terms: Vec<(String, String)>,
}

/// A page of the items that pass a filter, the last come first. Who may see the list may follow it.
///
/// # Errors
/// As for the list of items.
pub async fn feed(ctx: &Context, actor: &Actor, query: &FeedQuery<LibraryFilter>) -> Result<LibraryFeed> {
    let scope = authorise(actor, Action::ListLibraryItems)?;
    let listed = LibraryQuery {
        filter: query.filter.clone(),
        sort: Some(LibrarySort::PublishedAtDescending),
        facets: Vec::new(),
        limit: Some(FEED_ENTRIES),
        cursor: query.cursor.clone(),
    };
    let page = list(ctx, actor, &listed).await?;
    let ids: Vec<LibraryItemId> = page.items.iter().map(|item| item.id).collect();
    let wholes = store::library::wholes(ctx.db(), scope, Wholes::Of(&ids)).await?;
    let mut wholes: HashMap<LibraryItemId, LibraryItem> = wholes.into_iter().map(|item| (item.id, item)).collect();
    let (known, language) = (known_keys(ctx).await?, query.language());
    let followed = |listed: LibraryItemSummary| {
        let item = wholes.remove(&listed.id)?;
        Some(FollowedItem { terms: terms(&known, &item, language), excerpt: listed.excerpt, item })
    };
    Ok(LibraryFeed {
        about: about(&known, &query.filter, language),
        items: page.items.into_iter().filter_map(followed).collect(),
        next: page.next,
    })
}

/// What a filter narrows down to, as far as there are words for it.
fn about(known: &KnownKeys, filter: &LibraryFilter, language: Language) -> Vec<String> {
    let mut about = Vec::new();
    for (facet, values) in filter.choices() {
        let words = |value: String| match (facet, facet.vocabulary()) {
            (_, Some(vocabulary)) => Some(known.label(vocabulary, &value, language)),
            (LibraryFacet::Year, None) => Some(value),
            _ => None,
        };
        about.extend(values.into_iter().filter_map(words));
    }
    about.extend(filter.q.clone());
    about
}

/// What an item is filed under.
fn terms(known: &KnownKeys, item: &LibraryItem, language: Language) -> Vec<(String, String)> {
    let said = NewLibraryItem::from(item);
    let mut terms: Vec<(String, String)> = Vec::new();
    for (_, vocabulary, keys) in said.key_lists() {
        for key in keys {
            let term = (key.clone(), known.label(vocabulary, key, language));
            // A theme and a sector may share key and name.
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms
}
