//! Lists of notes.

use crate::access::authorise;
use crate::listing::{Asked, MOST_FOUND, facets, found};
use crate::vocabularies::check_filter;
use crate::{Context, Result};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::lists::ListFilter as _;
use domain::notes::{NoteFilter, NoteQuery, NoteSort, NoteSummary};
use domain::policy::{Action, Actor, Scope};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName;
use ids::NoteId;
use search::Selection;
use store::notes::{NoteSelection, Window};

/// A page of notes, with facets where asked for.
///
/// # Errors
/// [`crate::Error::Malformed`] for an unknown key of a vocabulary or a bad cursor; [`crate::Error::Unavailable`] while
/// the search index, which answers `q`, `state` and `facets`, is being built; when the actor may not or the database
/// fails.
pub async fn list(ctx: &Context, actor: &Actor, query: &NoteQuery) -> Result<Page<NoteSummary>> {
    let scope = authorise(actor, Action::ListNotes)?;
    check_keys(ctx, &query.filter).await?;
    let (items, next) = match query.order() {
        NoteSort::Relevance => ranked(ctx, scope, query).await?,
        sort => sorted(ctx, scope, query, sort).await?,
    };
    let names: Vec<&'static str> = query.facets.iter().map(|facet| facet.as_str()).collect();
    let facets = if names.is_empty() { None } else { Some(facets(ctx, selection(&query.filter), names).await?) };
    Ok(Page { items, next, facets })
}

/// A part of a list, and the cursor of the next.
type Part = (Vec<NoteSummary>, Option<String>);

async fn sorted(ctx: &Context, scope: Scope, query: &NoteQuery, sort: NoteSort) -> Result<Part> {
    let asked = asked(&query.filter);
    let by_text = matches!(sort, NoteSort::Title | NoteSort::TitleDescending);
    let after = query.cursor.as_deref().map(|text| asked.read(text, &sort, by_text)).transpose()?;
    let window = Window { sort, after, limit: u64::from(query.limit.unwrap_or(DEFAULT_LIMIT)) };
    let selection = select(ctx, &query.filter).await?;
    let (items, end) = store::notes::page(ctx.db(), scope, &selection, window).await?;
    let next = end.map(|end| asked.write(sort, end)).transpose()?;
    Ok((items, next))
}

/// The best matches of the words first.
async fn ranked(ctx: &Context, scope: Scope, query: &NoteQuery) -> Result<Part> {
    let (selection, limit) = (selection(&query.filter), query.limit.unwrap_or(DEFAULT_LIMIT));
    let (wanted, next): (Vec<NoteId>, _) =
        asked(&query.filter).ranked(ctx, selection, query.cursor.as_deref(), limit).await?;
    let mut items = store::notes::by_ids(ctx.db(), scope, &wanted).await?;
    items.sort_by_key(|note| wanted.iter().position(|id| *id == note.id));
    Ok((items, next))
}

fn asked(filter: &NoteFilter) -> Asked {
    Asked::of(filter.q.as_deref(), filter.choices()).since(filter.published_since)
}

/// Lets the index find the words, and how what notes cite stands; what is filtered by has been checked.
async fn select(ctx: &Context, filter: &NoteFilter) -> Result<NoteSelection> {
    let found = if filter.q.is_some() || !filter.states.is_empty() {
        Some(found(ctx, selection(filter), MOST_FOUND).await?)
    } else {
        None
    };
    Ok(NoteSelection { filter: filter.clone(), found, citing: None })
}

/// The same for an export.
pub(super) async fn checked(ctx: &Context, filter: &NoteFilter) -> Result<NoteSelection> {
    check_keys(ctx, filter).await?;
    select(ctx, filter).await
}

pub(crate) async fn check_keys(ctx: &Context, filter: &NoteFilter) -> Result<()> {
    let lists = [
        ("topic", VocabularyName::LessonTopics, filter.topics.as_slice()),
        ("theme", VocabularyName::PriorityThemes, &filter.themes),
        ("stage", VocabularyName::RecoveryStages, &filter.stages),
        ("country", VocabularyName::Countries, &filter.countries),
    ];
    check_filter(ctx, &lists).await
}

pub(crate) fn selection(filter: &NoteFilter) -> Selection {
    let tags = filter.choices().into_iter().map(|(facet, values)| (facet.as_str().to_owned(), values)).collect();
    let published = filter.published_since.map(crate::listing::from);
    Selection { kind: SearchKind::Note.as_str().to_owned(), text: filter.q.clone(), tags, published }
}
