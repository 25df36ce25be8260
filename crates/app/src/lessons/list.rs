//! Lists of lessons.

use crate::access::authorise;
use crate::listing::{Asked, MOST_FOUND, facets, found};
use crate::vocabularies::check_filter;
use crate::{Context, Result};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::lessons::{LessonFacet, LessonFilter, LessonQuery, LessonSort, LessonStatus, LessonSummary};
use domain::lists::ListFilter as _;
use domain::policy::{Action, Actor, Scope};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName;
use ids::LessonId;
use search::Selection;
use store::lessons::{LessonSelection, Window};

/// A page of lessons, with facets where asked for.
///
/// # Errors
/// [`crate::Error::Malformed`] for an unknown key of a vocabulary or a bad cursor; [`crate::Error::Unavailable`] while
/// the search index, which answers `q` and `facets`, is being built; when the actor may not or the database fails.
pub async fn list(ctx: &Context, actor: &Actor, query: &LessonQuery) -> Result<Page<LessonSummary>> {
    let scope = authorise(actor, Action::ListLessons)?;
    check_keys(ctx, &query.filter).await?;
    let (items, next) = match query.order() {
        LessonSort::Relevance => ranked(ctx, scope, query).await?,
        sort => sorted(ctx, scope, query, sort).await?,
    };
    let names: Vec<&'static str> = query.facets.iter().map(|facet| facet.as_str()).collect();
    let facets = if names.is_empty() { None } else { Some(facets(ctx, selection(&query.filter), names).await?) };
    Ok(Page { items, next, facets })
}

/// A part of a list, and the cursor of the next.
type Part = (Vec<LessonSummary>, Option<String>);

async fn sorted(ctx: &Context, scope: Scope, query: &LessonQuery, sort: LessonSort) -> Result<Part> {
    let asked = asked(&query.filter);
    let by_text = matches!(sort, LessonSort::Title | LessonSort::TitleDescending);
    let after = query.cursor.as_deref().map(|text| asked.read(text, &sort, by_text)).transpose()?;
    let window = Window { sort, after, limit: u64::from(query.limit.unwrap_or(DEFAULT_LIMIT)) };
    let selection = select(ctx, &query.filter).await?;
    let (items, end) = store::lessons::page(ctx.db(), scope, &selection, window).await?;
    let next = end.map(|end| asked.write(sort, end)).transpose()?;
    Ok((items, next))
}

/// The best matches of the words first.
async fn ranked(ctx: &Context, scope: Scope, query: &LessonQuery) -> Result<Part> {
    let (selection, limit) = (selection(&query.filter), query.limit.unwrap_or(DEFAULT_LIMIT));
    let (wanted, next): (Vec<LessonId>, _) =
        asked(&query.filter).ranked(ctx, selection, query.cursor.as_deref(), limit).await?;
    let mut items = store::lessons::by_ids(ctx.db(), scope, &wanted).await?;
    items.sort_by_key(|lesson| wanted.iter().position(|id| *id == lesson.id));
    Ok((items, next))
}

fn asked(filter: &LessonFilter) -> Asked {
    Asked::of(filter.q.as_deref(), filter.choices()).since(filter.published_since)
}

/// Lets the index find the words; what is filtered by has been checked.
async fn select(ctx: &Context, filter: &LessonFilter) -> Result<LessonSelection> {
    let found = match filter.q {
        Some(_) => Some(found(ctx, selection(filter), MOST_FOUND).await?),
        None => None,
    };
    Ok(LessonSelection { filter: filter.clone(), found })
}

/// The same for an export.
pub(super) async fn checked(ctx: &Context, filter: &LessonFilter) -> Result<LessonSelection> {
    check_keys(ctx, filter).await?;
    select(ctx, filter).await
}

/// Refuses a filter that names a key which no vocabulary holds.
pub(crate) async fn check_keys(ctx: &Context, filter: &LessonFilter) -> Result<()> {
    let lists = [
        ("topic", VocabularyName::LessonTopics, filter.topics.as_slice()),
        ("keyword", VocabularyName::LessonKeywords, &filter.keywords),
        ("stage", VocabularyName::RecoveryStages, &filter.stages),
        ("theme", VocabularyName::PriorityThemes, &filter.themes),
        ("shock", VocabularyName::Shocks, &filter.shocks),
        ("stress", VocabularyName::Stresses, &filter.stresses),
        ("sector", VocabularyName::CitySystems, &filter.sectors),
        ("group", VocabularyName::VulnerableGroups, &filter.groups),
        ("country", VocabularyName::Countries, &filter.countries),
    ];
    check_filter(ctx, &lists).await
}

pub(crate) fn selection(filter: &LessonFilter) -> Selection {
    let mut tags: Vec<(String, Vec<String>)> =
        filter.choices().into_iter().map(|(facet, values)| (facet.as_str().to_owned(), values)).collect();
    if filter.statuses.is_empty() {
        // Those that hold, unless others are asked for: as in the database.
        tags.push((LessonFacet::Status.as_str().to_owned(), vec![LessonStatus::Published.to_string()]));
    }
    Selection {
        kind: SearchKind::Lesson.as_str().to_owned(),
        text: filter.q.clone(),
        tags,
        published: filter.published_since.map(crate::listing::from),
    }
}
