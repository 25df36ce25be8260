//! What was published within a span of time and is found by a saved search: by the index, as the search itself finds it.

use crate::listing::found;
use crate::{Context, Error, Result};
use domain::policy::Scope;
use domain::saved_searches::{MOST_NEW, SavedQuery, SavedSearch};
use domain::search::SearchKind;
use search::{Query, Selection};
use std::ops::Range;
use std::sync::Arc;
use uuid::Uuid;

/// What is new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct News {
    /// How much of it there is, at most [`MOST_NEW`].
    pub(super) count: u32,
    /// The best of it.
    pub(super) things: Vec<NewThing>,
}

/// Something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewThing {
    /// What it is.
    pub(super) kind: SearchKind,
    /// Its name in addresses.
    pub(super) slug: String,
    /// Its title.
    pub(super) title: String,
}

/// The search with how many new things there are in it since its owner last looked; not known while the index is built.
pub(super) async fn counted(ctx: &Context, mut search: SavedSearch) -> Result<SavedSearch> {
    let Ok(asked) = SavedQuery::parse(search.of, &search.query) else { return Ok(search) };
    match news(ctx, &asked, search.last_looked_at.timestamp_micros()..i64::MAX, 0).await {
        Ok(news) => search.new_count = Some(news.count),
        Err(Error::Unavailable(_)) => {}
        Err(error) => return Err(error),
    }
    Ok(search)
}

/// What was published within a span and is found, the best first, at most `most` of it named.
pub(super) async fn news(ctx: &Context, asked: &SavedQuery, span: Range<i64>, most: usize) -> Result<News> {
    if span.is_empty() {
        return Ok(News::default());
    }
    match asked {
        SavedQuery::Search(query) => {
            let city = match query.city.as_deref().filter(|_| most > 0) {
                // One that is not here any more puts nothing in another order.
                Some(slug) => crate::cities::near(ctx, Scope::Public, slug).await?.map(Arc::new),
                None => None,
            };
            let wanted = Query { published: Some(span), limit: most, ..crate::search::wanted(query) };
            in_search(crate::search::find(ctx, wanted, city).await?)
        }
        SavedQuery::Lessons(filter) => {
            let (ids, best) = within(ctx, crate::lessons::selection(filter), span, most).await?;
            let lessons = store::lessons::by_ids(ctx.db(), Scope::Public, &best).await?;
            let named = lessons.into_iter().map(|lesson| (lesson.id, lesson.slug, lesson.title)).collect();
            Ok(listed(SearchKind::Lesson, &ids, &best, named))
        }
        SavedQuery::Library(filter) => {
            let (ids, best) = within(ctx, crate::library::selection(filter), span, most).await?;
            let items = store::library::by_ids(ctx.db(), Scope::Public, &best).await?;
            let named = items.into_iter().map(|item| (item.id, item.slug, item.title)).collect();
            Ok(listed(SearchKind::LibraryItem, &ids, &best, named))
        }
        SavedQuery::Notes(filter) => {
            let (ids, best) = within(ctx, crate::notes::selection(filter), span, most).await?;
            let notes = store::notes::by_ids(ctx.db(), Scope::Public, &best).await?;
            let named = notes.into_iter().map(|note| (note.id, note.slug, note.title)).collect();
            Ok(listed(SearchKind::Note, &ids, &best, named))
        }
    }
}

/// All ids of a list within a span of time, and the best of them.
async fn within<I: From<Uuid> + Copy>(
    ctx: &Context,
    selection: Selection,
    span: Range<i64>,
    most: usize,
) -> Result<(Vec<I>, Vec<I>)> {
    let most_new = usize::try_from(MOST_NEW).unwrap_or(usize::MAX);
    let ids: Vec<I> = found(ctx, Selection { published: Some(span), ..selection }, most_new).await?;
    let best = ids.iter().copied().take(most).collect();
    Ok((ids, best))
}

fn in_search(found: search::Found) -> Result<News> {
    let thing = |hit: search::Hit| {
        let kind = hit.kind.parse().map_err(|_| Error::Internal(format!("the index holds a kind '{}'", hit.kind)))?;
        Ok(NewThing { kind, slug: hit.slug, title: hit.title.text })
    };
    let count = u32::try_from(found.total).unwrap_or(u32::MAX).min(MOST_NEW);
    Ok(News { count, things: found.hits.into_iter().map(thing).collect::<Result<_>>()? })
}

/// What a list finds, in the order of `best`.
fn listed<I: PartialEq>(kind: SearchKind, ids: &[I], best: &[I], mut known: Vec<(I, String, String)>) -> News {
    known.sort_by_key(|(id, ..)| best.iter().position(|wanted| wanted == id));
    let things = known.into_iter().map(|(_, slug, title)| NewThing { kind, slug, title });
    News { count: u32::try_from(ids.len()).unwrap_or(MOST_NEW), things: things.collect() }
}
