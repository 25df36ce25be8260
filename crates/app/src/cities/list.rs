//! Lists of cities.

use crate::access::authorise;
use crate::listing::{MOST_FOUND, facets, found};
use crate::vocabularies::check_filter;
use crate::{Context, Result, cursor};
use chrono::DateTime;
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::cities::{CityFilter, CityQuery, CitySort, CitySummary};
use domain::policy::{Action, Actor};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName;
use ids::CityId;
use search::Selection;
use serde::{Deserialize, Serialize};
use store::cities::{After, CitySelection, SortValue, Window};

/// A page of cities, with facets where asked for.
///
/// # Errors
/// [`crate::Error::Malformed`] for an unknown shock or stress or a bad cursor; [`crate::Error::Unavailable`] while the
/// search index, which answers `q` and `facets`, is being built; when the actor may not or the database fails.
pub async fn list(ctx: &Context, actor: &Actor, query: &CityQuery) -> Result<Page<CitySummary>> {
    let scope = authorise(actor, Action::ListCities)?;
    let sort = query.sort.unwrap_or(CitySort::Name);
    let after = query.cursor.as_deref().map(|text| read_cursor(text, sort, &query.filter)).transpose()?;
    let selection = select(ctx, &query.filter).await?;
    let window = Window { sort, after, limit: u64::from(query.limit.unwrap_or(DEFAULT_LIMIT)) };
    let (items, end) = store::cities::page(ctx.db(), scope, &selection, window).await?;
    let next = end.map(|end| write_cursor(sort, &query.filter, end)).transpose()?;
    let names: Vec<&'static str> = query.facets.iter().map(|facet| facet.as_str()).collect();
    let facets = if names.is_empty() { None } else { Some(facets(ctx, self::selection(&query.filter), names).await?) };
    Ok(Page { items, next, facets })
}

/// Checks the filter against the vocabularies and lets the index find the words.
pub(super) async fn select(ctx: &Context, filter: &CityFilter) -> Result<CitySelection> {
    check_keys(ctx, filter).await?;
    let found = match filter.q {
        Some(_) => Some(found(ctx, selection(filter), MOST_FOUND).await?),
        None => None,
    };
    Ok(CitySelection { filter: filter.clone(), found })
}

async fn check_keys(ctx: &Context, filter: &CityFilter) -> Result<()> {
    let lists = [
        ("country", VocabularyName::Countries, filter.countries.as_slice()),
        ("shock", VocabularyName::Shocks, &filter.shocks),
        ("stress", VocabularyName::Stresses, &filter.stresses),
    ];
    check_filter(ctx, &lists).await
}

fn selection(filter: &CityFilter) -> Selection {
    let tags = filter.choices().into_iter().map(|(facet, values)| (facet.as_str().to_owned(), values)).collect();
    Selection { kind: SearchKind::City.as_str().to_owned(), text: filter.q.clone(), tags, published: None }
}

/// A cursor on the wire: the order it belongs to, the sort key as text, the id, and what the list was filtered by.
#[derive(Debug, Serialize, Deserialize)]
struct Place(CitySort, String, CityId, u32);

/// Stands for a filter, in whichever order its values were given.
fn fingerprint(filter: &CityFilter) -> u32 {
    let mut words = vec![filter.q.clone().unwrap_or_default()];
    for (facet, mut values) in filter.choices() {
        values.sort_unstable();
        words.push(format!("&{facet}={}", values.join(",")));
    }
    cursor::mark(words.iter().map(String::as_str))
}

fn write_cursor(sort: CitySort, filter: &CityFilter, end: After) -> Result<String> {
    let value = match end.value {
        SortValue::Text(text) => text,
        SortValue::Number(number) => number.to_string(),
        SortValue::Moment(moment) => moment.timestamp_micros().to_string(),
    };
    cursor::encode(&Place(sort, value, end.id, fingerprint(filter)))
}

fn read_cursor(text: &str, sort: CitySort, filter: &CityFilter) -> Result<After> {
    let Place(of, value, id, filtered) = cursor::decode("cursor", text)?;
    if of != sort || filtered != fingerprint(filter) {
        return Err(cursor::bad("cursor"));
    }
    let number = || value.parse::<i64>().ok();
    let value = match sort {
        CitySort::Name | CitySort::NameDescending => Some(SortValue::Text(value)),
        CitySort::Population | CitySort::PopulationDescending => number().map(SortValue::Number),
        CitySort::UpdatedAt | CitySort::UpdatedAtDescending => {
            number().and_then(DateTime::from_timestamp_micros).map(SortValue::Moment)
        }
    };
    let value = value.ok_or_else(|| cursor::bad("cursor"))?;
    Ok(After { value, id })
}

#[cfg(test)]
mod tests {
    use super::{After, CityFilter, CitySort, SortValue, read_cursor, write_cursor};
    use ids::CityId;

    #[test]
    fn cursors_belong_to_their_order_and_filter() {
        let id: CityId = "0190163d-8694-739b-aea5-966c26f8ad91".parse().unwrap();
        let end = After { value: SortValue::Number(-1), id };
        let filter = |raw: &str| CityFilter::parse(raw).unwrap();
        let own = filter("region=africa,asia_pacific&q=heat");
        let text = write_cursor(CitySort::Population, &own, end.clone()).unwrap();
        assert_eq!(read_cursor(&text, CitySort::Population, &own).unwrap(), end);
        let turned = filter("q=heat&region=asia_pacific,africa");
        assert_eq!(read_cursor(&text, CitySort::Population, &turned).unwrap(), end);
        assert!(read_cursor(&text, CitySort::Name, &own).is_err());
        for other in ["", "region=africa&q=heat", "region=africa,asia_pacific&q=heats"] {
            assert!(read_cursor(&text, CitySort::Population, &filter(other)).is_err(), "{other}");
        }
    }
}
