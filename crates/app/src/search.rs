//! Search over everything public.

use crate::access::authorise;
use crate::vocabularies::check_filter;
use crate::{Context, Error, Result, cursor};
use ::search::{Found, Hit, Index, Marked, Nearness, Query, Tag};
use contract::query::DEFAULT_LIMIT;
use contract::{Facet, FacetValue, Fault, Page};
use domain::live::ThingKind;
use domain::policy::{Action, Actor, Scope};
use domain::search::{MAX_HITS, Mark, MarkedText, NEAR_TAGS, NearCity, SearchFacet, SearchHit, SearchQuery};
use domain::vocabularies::VocabularyName;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Hits that a search for a city looks at closely; those behind them stay in the order of the words.
const LOOKED_AT: usize = 200;

/// Kinds of things that the index is fed with, and that the answers here are made from.
pub const MADE_FROM: &[ThingKind] = &[
    ThingKind::BriefingIssue,
    ThingKind::City,
    ThingKind::Country,
    ThingKind::Lesson,
    ThingKind::LibraryItem,
    ThingKind::Note,
    ThingKind::Organisation,
    ThingKind::Term,
];

/// A page of hits, best first, and where it is for a city, those near to it first. The cursor is a place in the ranking,
/// bounded by [`MAX_HITS`]: a ranking has no key to go on from, and nobody reads the thousandth hit.
///
/// # Errors
/// [`Error::Malformed`] for a bad cursor, an unknown key or an unknown city; [`Error::Unavailable`] while the index is
/// being built; when the actor may not.
pub async fn search(ctx: &Context, actor: &Actor, query: &SearchQuery) -> Result<Page<SearchHit>> {
    let scope = authorise(actor, Action::Search)?;
    check_keys(ctx, query).await?;
    let city = near_city(ctx, scope, query).await?;
    let asked = fingerprint(query);
    let offset = query.cursor.as_deref().map(|text| read_cursor(text, asked)).transpose()?.unwrap_or(0);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).min(MAX_HITS - offset);
    let wanted = Query {
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        offset: usize::try_from(offset).unwrap_or(usize::MAX),
        facets: tag_facets(query),
        ..wanted(query)
    };
    let found = find(ctx, wanted, city.clone()).await?;
    let end = offset + limit;
    let more = found.total > u64::from(end) && end < MAX_HITS;
    let next = more.then(|| cursor::encode(&Place(end, asked))).transpose()?;
    let facets = (!query.facets.is_empty()).then(|| query.facets.iter().map(|facet| counted(&found, *facet)).collect());
    let hit = |hit| to_hit(hit, city.as_deref());
    let items = found.hits.into_iter().map(hit).collect::<Result<_>>()?;
    Ok(Page { items, next, facets })
}

async fn check_keys(ctx: &Context, query: &SearchQuery) -> Result<()> {
    let lists = [
        ("topic", VocabularyName::LessonTopics, query.topics.as_slice()),
        ("theme", VocabularyName::PriorityThemes, &query.themes),
    ];
    check_filter(ctx, &lists).await
}

/// Refuses keys that no vocabulary holds, and a city that is not there.
pub(crate) async fn check(ctx: &Context, query: &SearchQuery) -> Result<()> {
    check_keys(ctx, query).await?;
    near_city(ctx, Scope::Public, query).await?;
    Ok(())
}

/// The city that a search is for.
async fn near_city(ctx: &Context, scope: Scope, query: &SearchQuery) -> Result<Option<Arc<NearCity>>> {
    let Some(slug) = query.city.as_deref() else { return Ok(None) };
    let unknown = || {
        let message = format!("There is no city '{slug}'. Use a slug from the list of cities.");
        Error::Malformed(vec![Fault::new("city", "unknown_city", message)])
    };
    let city = crate::cities::near(ctx, scope, slug).await?;
    Ok(Some(Arc::new(city.ok_or_else(unknown)?)))
}

/// What the index is asked, but for the page and the facets.
pub(crate) fn wanted(query: &SearchQuery) -> Query {
    let tags = query.choices().into_iter().map(|(facet, values)| (facet.as_str().to_owned(), values));
    Query {
        text: query.q.clone(),
        kinds: query.kinds.iter().map(ToString::to_string).collect(),
        tags: tags.collect(),
        published: query.published_since.map(crate::listing::from),
        ..Query::default()
    }
}

/// The facets that are tags of the index; kinds are counted by themselves.
fn tag_facets(query: &SearchQuery) -> Vec<String> {
    let tags = query.facets.iter().filter(|facet| **facet != SearchFacet::Kind);
    tags.map(|facet| facet.as_str().to_owned()).collect()
}

/// Asks the index; where it is for a city, what is near to it comes first.
pub(crate) async fn find(ctx: &Context, wanted: Query, city: Option<Arc<NearCity>>) -> Result<Found> {
    let index = crate::indexing::ready(ctx)?;
    let found = tokio::task::spawn_blocking(move || match city {
        Some(city) => find_near(&index, &wanted, &city),
        None => index.search(&wanted),
    });
    Ok(found.await??)
}

fn find_near(index: &Index, wanted: &Query, city: &NearCity) -> Result<Found, ::search::Error> {
    // From once to twice what the words say.
    let factor = |tags: &[Tag]| 1.0 + city.nearness(tags);
    index.search_near(wanted, Nearness { best: LOOKED_AT, names: NEAR_TAGS, factor: &factor })
}

/// A cursor on the wire: how many hits came before, and what was searched for.
#[derive(Debug, Serialize, Deserialize)]
struct Place(u32, u32);

/// A place in one ranking means nothing in another.
fn read_cursor(text: &str, asked: u32) -> Result<u32> {
    let Place(offset, of) = cursor::decode("cursor", text)?;
    if of == asked && (1..MAX_HITS).contains(&offset) { Ok(offset) } else { Err(cursor::bad("cursor")) }
}

/// Stands for what is searched for, and for which city.
fn fingerprint(query: &SearchQuery) -> u32 {
    cursor::mark(std::iter::once(query.clone().filter().to_query().as_str()))
}

fn counted(found: &Found, facet: SearchFacet) -> Facet {
    let values = match facet {
        SearchFacet::Kind => Some(&found.kinds),
        SearchFacet::Topic | SearchFacet::Theme | SearchFacet::Region | SearchFacet::Language => {
            found.facets.get(facet.as_str())
        }
    };
    let values = values.into_iter().flatten().map(|(value, count)| FacetValue { value: value.clone(), count: *count });
    Facet { name: facet.as_str().to_owned(), values: values.collect() }
}

fn to_hit(hit: Hit, city: Option<&NearCity>) -> Result<SearchHit> {
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
        reasons: city.map(|city| city.reasons(&hit.tags)).unwrap_or_default(),
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
        for other in
            ["q=heats", "q=heat&kind=city", "q=heat&kind=city,term", "q=heat&region=africa", "q=heat&city=accra"]
        {
            assert!(read_cursor(&text, asked(other)).is_err(), "{other}");
        }
        for made_up in [0, 1_000, u32::MAX] {
            let text = cursor::encode(&Place(made_up, heat)).unwrap();
            assert!(read_cursor(&text, heat).is_err(), "{made_up}");
        }
        assert!(read_cursor("MjA", heat).is_err(), "a bare number");
    }
}
