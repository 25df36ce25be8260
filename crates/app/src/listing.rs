//! What lists have in common that words and filters narrow down: what the index finds and counts, and where pages end.

use crate::{Context, Error, Result, cursor};
use chrono::DateTime;
use contract::{Facet, FacetValue};
use domain::since::Since;
use search::{Facets, Selection};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use store::paging::{After, SortValue};
use uuid::Uuid;

/// Things that words may find at most where another order than that of the words is asked for; the best ones are kept.
pub(crate) const MOST_FOUND: usize = 10_000;
/// How far a list goes whose order is how well the words match: nobody reads the thousandth.
const MOST_RANKED: usize = 1_000;

/// Signs alone are no words: nothing is found by them, where the index would leave them out and find everything.
fn has_words(selection: &Selection) -> bool {
    selection.text.as_deref().is_none_or(|text| text.chars().any(char::is_alphanumeric))
}

/// What the words find, the best first, at most `most`.
pub(crate) async fn found<I: From<Uuid>>(ctx: &Context, selection: Selection, most: usize) -> Result<Vec<I>> {
    if !has_words(&selection) {
        return Ok(Vec::new());
    }
    let index = crate::indexing::ready(ctx)?;
    let ids = tokio::task::spawn_blocking(move || index.ids(&selection, most)).await??;
    Ok(ids.into_iter().map(I::from).collect())
}

/// How many of what is selected have each value of these facets, each without its own filter.
pub(crate) async fn facets(ctx: &Context, selection: Selection, names: Vec<&'static str>) -> Result<Vec<Facet>> {
    let index = crate::indexing::ready(ctx)?;
    let wanted = names.clone();
    let mut counts = if has_words(&selection) {
        tokio::task::spawn_blocking(move || index.facets(&selection, &wanted)).await??
    } else {
        Facets::default()
    };
    let facet = |name: &str| {
        let values = counts.remove(name).unwrap_or_default();
        let values = values.into_iter().map(|(value, count)| FacetValue { value, count });
        Facet { name: name.to_owned(), values: values.collect() }
    };
    Ok(names.into_iter().map(facet).collect())
}

/// The span of time from a moment on, as the index keeps moments.
pub(crate) fn from(since: Since) -> Range<i64> {
    since.moment().timestamp_micros()..i64::MAX
}

/// What a list is asked for but for its page and order: its cursors belong to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked(u32);

/// A cursor on the wire: the order it belongs to, the sort key as text, the id, and what the list was asked for.
#[derive(Debug, Serialize, Deserialize)]
struct Place<S, I>(S, String, I, u32);

/// A cursor of a ranking: how many came before, and what was asked for.
#[derive(Debug, Serialize, Deserialize)]
struct Rank(usize, u32);

impl Asked {
    /// These words and these values of facets, in whichever order the values were given.
    pub(crate) fn of<F: fmt::Display>(q: Option<&str>, choices: Vec<(F, Vec<String>)>) -> Self {
        let mut words = vec![q.unwrap_or_default().to_owned()];
        for (facet, mut values) in choices {
            values.sort_unstable();
            words.push(format!("&{facet}={}", values.join(",")));
        }
        Self(cursor::mark(words.iter().map(String::as_str)))
    }

    /// The same, of what was published from a moment on.
    pub(crate) fn since(self, since: Option<Since>) -> Self {
        let Some(since) = since else { return self };
        Self(cursor::mark([self.0.to_string().as_str(), "&published_since=", &since.to_string()].into_iter()))
    }

    /// The cursor of the page behind `end` in this order.
    pub(crate) fn write<S: Serialize, I: Serialize>(self, sort: S, end: After<I>) -> Result<String> {
        let value = match end.value {
            SortValue::Text(text) => text,
            SortValue::Moment(moment) => moment.timestamp_micros().to_string(),
        };
        cursor::encode(&Place(sort, value, end.id, self.0))
    }

    /// Where the last page ended, by the cursor that somebody sent back. `by_text`: whether this order is by a text;
    /// the others are by a moment.
    pub(crate) fn read<S, I>(self, text: &str, sort: &S, by_text: bool) -> Result<After<I>>
    where
        S: DeserializeOwned + PartialEq,
        I: DeserializeOwned,
    {
        let Place(of, value, id, asked) = cursor::decode::<Place<S, I>>("cursor", text)?;
        if of != *sort || asked != self.0 {
            return Err(cursor::bad("cursor"));
        }
        let moment = |value: String| value.parse().ok().and_then(DateTime::from_timestamp_micros);
        let value = if by_text { Some(SortValue::Text(value)) } else { moment(value).map(SortValue::Moment) };
        Ok(After { value: value.ok_or_else(|| cursor::bad("cursor"))?, id })
    }

    fn read_rank(self, text: &str) -> Result<usize> {
        let Rank(offset, asked) = cursor::decode("cursor", text)?;
        if asked == self.0 && (1..MOST_RANKED).contains(&offset) { Ok(offset) } else { Err(cursor::bad("cursor")) }
    }

    /// A page of what the words find, the best first, and the cursor of the next one. The cursor is a place in the
    /// ranking: that has no key to go on from.
    pub(crate) async fn ranked<I: From<Uuid>>(
        self,
        ctx: &Context,
        selection: Selection,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<(Vec<I>, Option<String>)> {
        let offset = cursor.map(|text| self.read_rank(text)).transpose()?.unwrap_or(0);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let end = offset.saturating_add(limit).min(MOST_RANKED);
        let mut found: Vec<I> = found(ctx, selection, end + 1).await?;
        let more = found.len() > end && end < MOST_RANKED;
        found.truncate(end);
        let next = more.then(|| cursor::encode(&Rank(end, self.0))).transpose()?;
        Ok((found.split_off(offset.min(found.len())), next))
    }
}

/// What is said of parameters that are not right; nothing where all are.
pub(crate) fn unless_malformed(faults: Vec<contract::Fault>) -> Result<()> {
    if faults.is_empty() { Ok(()) } else { Err(Error::Malformed(faults)) }
}

#[cfg(test)]
mod tests {
    use super::{After, Asked, Rank, SortValue, cursor};
    use domain::lessons::{LessonFilter, LessonSort};
    use domain::lists::ListFilter as _;
    use ids::LessonId;

    fn asked(raw: &str) -> Asked {
        let filter = LessonFilter::parse(raw).unwrap();
        Asked::of(filter.q.as_deref(), filter.choices())
    }

    #[test]
    fn cursors_belong_to_their_order_and_filter() {
        let id: LessonId = "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap();
        let end = After { value: SortValue::Text("a title, of some length".to_owned()), id };
        let own = asked("topic=health,economic&q=heat");
        let text = own.write(LessonSort::Title, end.clone()).unwrap();
        let read = |asked: Asked, sort: LessonSort| asked.read::<LessonSort, LessonId>(&text, &sort, true);
        assert_eq!(read(own, LessonSort::Title).unwrap(), end);
        assert_eq!(read(asked("q=heat&topic=economic,health"), LessonSort::Title).unwrap(), end);
        assert!(read(own, LessonSort::TitleDescending).is_err());
        for other in ["", "topic=health&q=heat", "topic=health,economic&q=heats"] {
            assert!(read(asked(other), LessonSort::Title).is_err(), "{other}");
        }
        let moment = own.read::<LessonSort, LessonId>(&text, &LessonSort::Title, false);
        assert!(moment.is_err(), "a title is no moment");
    }

    #[test]
    fn places_in_a_ranking_belong_to_it() {
        let own = asked("q=heat");
        let rank = |offset: usize, of: Asked| cursor::encode(&Rank(offset, of.0)).unwrap();
        assert_eq!(own.read_rank(&rank(20, own)).unwrap(), 20);
        assert!(own.read_rank(&rank(20, asked("q=cold"))).is_err());
        assert!(own.read_rank(&rank(1_000, own)).is_err());
    }
}
