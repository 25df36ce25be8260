//! Search over everything public.

use crate::access::authorise;
use crate::{Context, Error, Result, cursor};
use ::search::{Found, Hit, Marked, Query};
use contract::query::DEFAULT_LIMIT;
use contract::{Facet, FacetValue, Page};
use domain::policy::{Action, Actor};
use domain::search::{MAX_HITS, Mark, MarkedText, SearchFacet, SearchHit, SearchQuery};

/// A page of hits, best first. The cursor is a place in the ranking, bounded by [`MAX_HITS`]: a ranking has
/// no key to go on from, and nobody reads the thousandth hit.
///
/// # Errors
/// [`Error::Malformed`] for a bad cursor; [`Error::Unavailable`] while the index is being built; when the actor may not.
pub async fn search(ctx: &Context, actor: Actor, query: &SearchQuery) -> Result<Page<SearchHit>> {
    authorise(actor, Action::Search)?;
    let index = crate::indexing::ready(ctx)?;
    let offset: u32 = query.cursor.as_deref().map(|text| cursor::decode("cursor", text)).transpose()?.unwrap_or(0);
    if offset >= MAX_HITS {
        return Err(cursor::bad("cursor"));
    }
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).min(MAX_HITS - offset);
    let wanted = Query {
        text: query.q.clone(),
        kinds: query.kinds.iter().map(ToString::to_string).collect(),
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        offset: usize::try_from(offset).unwrap_or(usize::MAX),
    };
    let found = tokio::task::spawn_blocking(move || index.search(&wanted)).await??;
    let end = offset + limit;
    let more = found.total > u64::from(end) && end < MAX_HITS;
    let next = more.then(|| cursor::encode(&end)).transpose()?;
    let facets = query.facets.contains(&SearchFacet::Kind).then(|| vec![by_kind(&found)]);
    let items = found.hits.into_iter().map(to_hit).collect::<Result<_>>()?;
    Ok(Page { items, next, facets })
}

fn by_kind(found: &Found) -> Facet {
    let values = found.kinds.iter().map(|(kind, count)| FacetValue { value: kind.clone(), count: *count });
    Facet { name: SearchFacet::Kind.as_str().to_owned(), values: values.collect() }
}

fn to_hit(hit: Hit) -> Result<SearchHit> {
    let marked = |text: Marked| MarkedText {
        text: text.text,
        marks: text.marks.into_iter().map(|mark| Mark { start: mark.start, end: mark.end }).collect(),
    };
    Ok(SearchHit {
        kind: hit.kind.parse().map_err(|_| Error::Internal(format!("the index holds a kind '{}'", hit.kind)))?,
        id: hit.id,
        slug: hit.slug,
        title: marked(hit.title),
        subtitle: marked(hit.subtitle),
        excerpt: hit.excerpt.map(marked),
    })
}
