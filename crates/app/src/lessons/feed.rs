//! What was published lately, for who follows it.

use super::list;
use crate::access::authorise;
use crate::vocabularies::{KnownKeys, known_keys};
use crate::{Context, Result};
use domain::feeds::{FEED_ENTRIES, FeedQuery};
use domain::lessons::{
    Lesson, LessonCity, LessonContent, LessonFacet, LessonFilter, LessonQuery, LessonSort, LessonSummary,
};
use domain::lists::ListFilter as _;
use domain::live::ThingKind;
use domain::policy::{Action, Actor};
use domain::vocabularies::{Language, VocabularyName};
use ids::LessonId;
use std::collections::HashMap;
use store::lessons::Wholes;

/// Kinds of things that a feed of lessons is made from: it says what terms are called.
pub const FEED_MADE_FROM: &[ThingKind] = &[ThingKind::Lesson, ThingKind::Term, ThingKind::Country];

/// A page of what was published lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonFeed {
    /// What it is narrowed down to, in the words of its language: terms, cities, years and what was looked for.
    pub about: Vec<String>,
    /// The lessons, the last published first.
    pub lessons: Vec<FollowedLesson>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A lesson in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedLesson {
    /// The lesson, without who wrote it and how it bears on others: readers keep what they have once got, and a name that
    /// was taken back here would stay there.
    pub lesson: Lesson,
    /// The beginning of its summary, without markup.
    pub excerpt: String,
    /// What it is filed under: keys, each with what it is called in the language of the feed.
    pub terms: Vec<(String, String)>,
}

/// A page of the lessons that pass a filter, the last published first. Who may see the list may follow it.
///
/// # Errors
/// As for the list of lessons.
pub async fn feed(ctx: &Context, actor: &Actor, query: &FeedQuery<LessonFilter>) -> Result<LessonFeed> {
    let scope = authorise(actor, Action::ListLessons)?;
    let listed = LessonQuery {
        filter: query.filter.clone(),
        sort: Some(LessonSort::PublishedAtDescending),
        facets: Vec::new(),
        limit: Some(FEED_ENTRIES),
        cursor: query.cursor.clone(),
    };
    let page = list(ctx, actor, &listed).await?;
    let ids: Vec<LessonId> = page.items.iter().map(|lesson| lesson.id).collect();
    let wholes = store::lessons::wholes(ctx.db(), scope, Wholes::Of(&ids)).await?;
    let mut wholes: HashMap<LessonId, Lesson> = wholes.into_iter().map(|lesson| (lesson.id, lesson)).collect();
    let (known, language) = (known_keys(ctx).await?, query.language());
    let about = about(&known, &query.filter, language, &page.items);
    let followed = |listed: LessonSummary| {
        let lesson = wholes.remove(&listed.id)?;
        Some(FollowedLesson { terms: terms(&known, &lesson, language), excerpt: listed.excerpt, lesson })
    };
    Ok(LessonFeed { about, lessons: page.items.into_iter().filter_map(followed).collect(), next: page.next })
}

/// What a filter narrows down to, as far as there are words for it.
fn about(known: &KnownKeys, filter: &LessonFilter, language: Language, lessons: &[LessonSummary]) -> Vec<String> {
    let mut about = Vec::new();
    for (facet, values) in filter.choices() {
        let words = |value: String| match (facet, facet.vocabulary()) {
            (_, Some(vocabulary)) => Some(known.label(vocabulary, &value, language)),
            (LessonFacet::City, None) => Some(city_name(lessons, &value).unwrap_or(value)),
            (LessonFacet::Year, None) => Some(value),
            _ => None,
        };
        about.extend(values.into_iter().filter_map(words));
    }
    about.extend(filter.q.clone());
    about
}

/// The name of a city, by the lessons that come from it.
fn city_name(lessons: &[LessonSummary], slug: &str) -> Option<String> {
    let named = |city: &&LessonCity| city.slug == slug;
    lessons.iter().flat_map(|lesson| &lesson.cities).find(named).map(|city| city.name.clone())
}

/// What a lesson is filed under.
fn terms(known: &KnownKeys, lesson: &Lesson, language: Language) -> Vec<(String, String)> {
    let mut terms: Vec<(String, String)> = Vec::new();
    for (vocabulary, keys) in filed(&lesson.content, &lesson.countries) {
        for key in keys {
            let term = (key.clone(), known.label(vocabulary, key, language));
            // A topic and a sector may share key and name.
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms
}

/// The keys of a lesson by their vocabularies, the most telling first.
fn filed<'a>(content: &'a LessonContent, countries: &'a [String]) -> [(VocabularyName, &'a [String]); 9] {
    [
        (VocabularyName::LessonTopics, content.topic.as_slice()),
        (VocabularyName::RecoveryStages, content.stage.as_slice()),
        (VocabularyName::PriorityThemes, &content.themes),
        (VocabularyName::LessonKeywords, &content.keywords),
        (VocabularyName::Shocks, &content.shocks),
        (VocabularyName::Stresses, &content.stresses),
        (VocabularyName::CitySystems, &content.sectors),
        (VocabularyName::VulnerableGroups, &content.groups),
        (VocabularyName::Countries, countries),
    ]
}
