//! Search over everything public.

use crate::access::authorise;
use crate::{Context, Error, Result, cursor};
use ::search::{Found, Hit, Marked, Query};
use contract::query::DEFAULT_LIMIT;
use contract::{Facet, FacetValue, Page};
use domain::live::ThingKind;
use domain::policy::{Action, Actor};
use domain::search::{MAX_HITS, Mark, MarkedText, SearchFacet, SearchHit, SearchQuery};
use serde::{Deserialize, Serialize};

/// Kinds of things that the index is fed with, and that the answers here are made from.
pub const MADE_FROM: &[ThingKind] = &[
    ThingKind::City,
    ThingKind::Country,
    ThingKind::Lesson,
    ThingKind::LibraryItem,
    ThingKind::Organisation,
    ThingKind::Term,
];

/// A page of hits, best first. The cursor is a place in the ranking, bounded by [`MAX_HITS`]: a ranking has
/// no key to go on from, and nobody reads the thousandth hit.
///
/// # Errors
/// [`Error::Malformed`] for a bad cursor; [`Error::Unavailable`] while the index is being built; when the actor may not.
pub async fn search(ctx: &Context, actor: &Actor, query: &SearchQuery) -> Result<Page<SearchHit>> {
    authorise(actor, Action::Search)?;
    let index = crate::indexing::ready(ctx)?;
    let asked = fingerprint(query);
    let offset = query.cursor.as_deref().map(|text| read_cursor(text, asked)).transpose()?.unwrap_or(0);
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
    let next = more.then(|| cursor::encode(&Place(end, asked))).transpose()?;
    let facets = query.facets.contains(&SearchFacet::Kind).then(|| vec![by_kind(&found)]);
    let items = found.hits.into_iter().map(to_hit).collect::<Result<_>>()?;
    Ok(Page { items, next, facets })
}

/// A cursor on the wire: how many hits came before, and what was searched for.
#[derive(Debug, Serialize, Deserialize)]
struct Place(u32, u32);

/// A place in one ranking means nothing in another.
fn read_cursor(text: &str, asked: u32) -> Result<u32> {
    let Place(offset, of) = cursor::decode("cursor", text)?;
    if of == asked && (1..MAX_HITS).contains(&offset) { Ok(offset) } else { Err(cursor::bad("cursor")) }
}

/// Stands for the words and kinds that are searched for.
fn fingerprint(query: &SearchQuery) -> u32 {
    let kinds = query.kinds.iter().flat_map(|kind| [",", kind.as_str()]);
    cursor::mark(std::iter::once(query.q.as_str()).chain(kinds))
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

#[cfg(test)]
mod tests {
    use super::{Place, cursor, fingerprint, read_cursor};
    use domain::search::SearchQuery;

    #[test]
    fn cursors_belong_to_their_words_and_kinds() {
        let asked = |raw: &str| fingerprint(&SearchQuery::parse(raw).unwrap());
        let heat = asked("q=heat");
        let text = cursor::encode(&Place(20, heat)).unwrap();
        assert_eq!(read_cursor(&text, asked("q=heat&limit=5")).unwrap(), 20);
        for other in ["q=heats", "q=heat&kind=city", "q=heat&kind=city,term"] {
            assert!(read_cursor(&text, asked(other)).is_err(), "{other}");
        }
        for made_up in [0, 1_000, u32::MAX] {
            let text = cursor::encode(&Place(made_up, heat)).unwrap();
            assert!(read_cursor(&text, heat).is_err(), "{made_up}");
        }
        assert!(read_cursor("MjA", heat).is_err(), "a bare number");
    }
}
