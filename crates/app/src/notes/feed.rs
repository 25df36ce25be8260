//! What was published lately, for who follows it.

use super::list;
use crate::access::authorise;
use crate::vocabularies::{KnownKeys, known_keys};
use crate::{Context, Result};
use domain::feeds::{FEED_ENTRIES, FeedQuery};
use domain::lists::ListFilter as _;
use domain::live::ThingKind;
use domain::notes::{Note, NoteFacet, NoteFilter, NoteQuery, NoteSort, NoteSummary};
use domain::policy::{Action, Actor};
use domain::vocabularies::{Language, VocabularyName};
use ids::NoteId;
use std::collections::HashMap;
use store::notes::Wholes;

/// Kinds of things that a feed of notes is made from: it says what terms are called.
pub const FEED_MADE_FROM: &[ThingKind] =
    &[ThingKind::Note, ThingKind::Lesson, ThingKind::LibraryItem, ThingKind::Term, ThingKind::Country];

/// A page of what was published lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteFeed {
    /// What it is narrowed down to, in the words of its language: terms, cities and what was looked for.
    pub about: Vec<String>,
    /// The notes, the last published first.
    pub notes: Vec<FollowedNote>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A note in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedNote {
    /// The note, without who wrote it: readers keep what they have once got, and a name that was taken back here would
    /// stay there.
    pub note: Note,
    /// The beginning of its summary, without markup.
    pub excerpt: String,
    /// What it is filed under: keys, each with what it is called in the language of the feed.
    pub terms: Vec<(String, String)>,
}

/// A page of the notes that pass a filter, the last published first. Who may see the list may follow it.
///
/// # Errors
/// As for the list of notes.
pub async fn feed(ctx: &Context, actor: &Actor, query: &FeedQuery<NoteFilter>) -> Result<NoteFeed> {
    let scope = authorise(actor, Action::ListNotes)?;
    let listed = NoteQuery {
        filter: query.filter.clone(),
        sort: Some(NoteSort::PublishedAtDescending),
        facets: Vec::new(),
        limit: Some(FEED_ENTRIES),
        cursor: query.cursor.clone(),
    };
    let page = list(ctx, actor, &listed).await?;
    let ids: Vec<NoteId> = page.items.iter().map(|note| note.id).collect();
    let wholes = store::notes::wholes(ctx.db(), scope, Wholes::Of(&ids)).await?;
    let mut wholes: HashMap<NoteId, Note> = wholes.into_iter().map(|note| (note.id, note)).collect();
    let (known, language) = (known_keys(ctx).await?, query.language());
    let about = about(&known, &query.filter, language, &page.items);
    let followed = |listed: NoteSummary| {
        let note = Note { authors: Vec::new(), ..wholes.remove(&listed.id)? };
        Some(FollowedNote { terms: terms(&known, &note, language), excerpt: listed.excerpt, note })
    };
    Ok(NoteFeed { about, notes: page.items.into_iter().filter_map(followed).collect(), next: page.next })
}

/// What a filter narrows down to, as far as there are words for it.
fn about(known: &KnownKeys, filter: &NoteFilter, language: Language, notes: &[NoteSummary]) -> Vec<String> {
    let mut about = Vec::new();
    for (facet, values) in filter.choices() {
        let words = |value: String| match (facet, facet.vocabulary()) {
            (_, Some(vocabulary)) => Some(known.label(vocabulary, &value, language)),
            (NoteFacet::City, None) => Some(city_name(notes, &value).unwrap_or(value)),
            _ => None,
        };
        about.extend(values.into_iter().filter_map(words));
    }
    about.extend(filter.q.clone());
    about
}

/// The name of a city, by the notes that speak of it.
fn city_name(notes: &[NoteSummary], slug: &str) -> Option<String> {
    let mut cities = notes.iter().flat_map(|note| &note.cities);
    cities.find(|city| city.slug == slug).map(|city| city.name.clone())
}

/// What a note is filed under.
fn terms(known: &KnownKeys, note: &Note, language: Language) -> Vec<(String, String)> {
    let content = &note.content;
    let filed: [(VocabularyName, &[String]); 4] = [
        (VocabularyName::LessonTopics, &content.topics),
        (VocabularyName::PriorityThemes, &content.themes),
        (VocabularyName::RecoveryStages, &content.stages),
        (VocabularyName::Countries, &note.countries),
    ];
    let keys = filed.into_iter().flat_map(|(vocabulary, keys)| keys.iter().map(move |key| (vocabulary, key)));
    keys.map(|(vocabulary, key)| (key.clone(), known.label(vocabulary, key, language))).collect()
}
