//! Lists of items.

use crate::access::authorise;
use crate::listing::{Asked, MOST_FOUND, facets, found};
use crate::vocabularies::check_filter;
use crate::{Context, Result};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::library::{LibraryFilter, LibraryItemSummary, LibraryQuery, LibrarySort};
use domain::lists::ListFilter as _;
use domain::policy::{Action, Actor, Scope};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName;
use ids::LibraryItemId;
use search::Selection;
use store::library::{LibrarySelection, Window};

/// A page of items, with facets where asked for.
///
/// # Errors
/// [`crate::Error::Malformed`] for an unknown key of a vocabulary or a bad cursor; [`crate::Error::Unavailable`] while
/// the search index, which answers `q` and `facets`, is being built; when the actor may not or the database fails.
pub async fn list(ctx: &Context, actor: &Actor, query: &LibraryQuery) -> Result<Page<LibraryItemSummary>> {
    let scope = authorise(actor, Action::ListLibraryItems)?;
    check_keys(ctx, &query.filter).await?;
    let (items, next) = match query.order() {
        LibrarySort::Relevance => ranked(ctx, scope, query).await?,
        sort => sorted(ctx, scope, query, sort).await?,
    };
    let names: Vec<&'static str> = query.facets.iter().map(|facet| facet.as_str()).collect();
    let facets = if names.is_empty() { None } else { Some(facets(ctx, selection(&query.filter), names).await?) };
    Ok(Page { items, next, facets })
}

/// A part of a list, and the cursor of the next.
type Part = (Vec<LibraryItemSummary>, Option<String>);

async fn sorted(ctx: &Context, scope: Scope, query: &LibraryQuery, sort: LibrarySort) -> Result<Part> {
    let asked = asked(&query.filter);
    let by_text = matches!(sort, LibrarySort::Title | LibrarySort::TitleDescending);
    let after = query.cursor.as_deref().map(|text| asked.read(text, &sort, by_text)).transpose()?;
    let window = Window { sort, after, limit: u64::from(query.limit.unwrap_or(DEFAULT_LIMIT)) };
    let selection = select(ctx, &query.filter).await?;
    let (items, end) = store::library::page(ctx.db(), scope, &selection, window).await?;
    let next = end.map(|end| asked.write(sort, end)).transpose()?;
    Ok((items, next))
}

/// The best matches of the words first.
async fn ranked(ctx: &Context, scope: Scope, query: &LibraryQuery) -> Result<Part> {
    let (selection, limit) = (selection(&query.filter), query.limit.unwrap_or(DEFAULT_LIMIT));
    let (wanted, next): (Vec<LibraryItemId>, _) =
        asked(&query.filter).ranked(ctx, selection, query.cursor.as_deref(), limit).await?;
    let mut items = store::library::by_ids(ctx.db(), scope, &wanted).await?;
    items.sort_by_key(|item| wanted.iter().position(|id| *id == item.id));
    Ok((items, next))
}

fn asked(filter: &LibraryFilter) -> Asked {
    Asked::of(filter.q.as_deref(), filter.choices()).since(filter.published_since)
}

/// Lets the index find the words; what is filtered by has been checked.
async fn select(ctx: &Context, filter: &LibraryFilter) -> Result<LibrarySelection> {
    let found = match filter.q {
        Some(_) => Some(found(ctx, selection(filter), MOST_FOUND).await?),
        None => None,
    };
    Ok(LibrarySelection { filter: filter.clone(), found })
}

/// The same for a file.
pub(super) async fn checked(ctx: &Context, filter: &LibraryFilter) -> Result<LibrarySelection> {
    check_keys(ctx, filter).await?;
    select(ctx, filter).await
}

pub(crate) async fn check_keys(ctx: &Context, filter: &LibraryFilter) -> Result<()> {
    let lists = [
        ("kind", VocabularyName::ResourceTypes, filter.kinds.as_slice()),
        ("theme", VocabularyName::PriorityThemes, &filter.themes),
        ("stage", VocabularyName::RecoveryStages, &filter.stages),
        ("sector", VocabularyName::CitySystems, &filter.sectors),
        ("shock", VocabularyName::Shocks, &filter.shocks),
    ];
    check_filter(ctx, &lists).await
}

pub(crate) fn selection(filter: &LibraryFilter) -> Selection {
    let tags = filter.choices().into_iter().map(|(facet, values)| (facet.as_str().to_owned(), values)).collect();
    Selection {
        kind: SearchKind::LibraryItem.as_str().to_owned(),
        text: filter.q.clone(),
        tags,
        published: filter.published_since.map(crate::listing::from),
    }
}
