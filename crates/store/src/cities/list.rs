//! Lists of cities: filtered, in an order, page by page on (sort key, id), never by offset.

use super::rows::{SummaryRow, near_summary, summary};
use crate::db::near::Near;
use crate::entities::{city, city_term};
use crate::{Db, Result, Scope};
use chrono::{DateTime, Utc};
use domain::cities::{CityFilter, CitySort, CitySummary};
use ids::CityId;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    Statement,
};

/// Rows that one step of a [`Walk`] brings.
const PART: u64 = 1_000;
/// Largest page that is read in the thread that asks.
const LARGEST_NEAR: usize = 100;

/// Which cities: the filter, and for its words the ids that the search index found.
#[derive(Debug, Clone, Default)]
pub struct CitySelection {
    /// The filter; its `q` is answered by `found`.
    pub filter: CityFilter,
    /// Only these cities; all when `None`.
    pub found: Option<Vec<CityId>>,
}

/// What a page is ordered by, of its last row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortValue {
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
    /// A moment.
    Moment(DateTime<Utc>),
}

/// Where the last page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// Sort key of its last row.
    pub value: SortValue,
    /// Id of its last row.
    pub id: CityId,
}

/// Which part of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The order.
    pub sort: CitySort,
    /// Where the part before ended.
    pub after: Option<After>,
    /// How many rows.
    pub limit: u64,
}

/// A page of cities and where it ended, when there are more. Everyone may see every city, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn page(
    db: &Db,
    _scope: Scope,
    selection: &CitySelection,
    window: Window,
) -> Result<(Vec<CitySummary>, Option<After>)> {
    let Window { sort, after, limit } = window;
    let (column, order) = order_of(sort);
    let mut query = summary(city::Entity::find().filter(condition(selection)));
    if let Some(after) = after {
        query = query.filter(beyond(column, &order, after));
    }
    let query = query.order_by(column, order.clone()).order_by(city::Column::Id, order).limit(limit + 1);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (cities, end) = match db.near().filter(|_| limit <= LARGEST_NEAR && is_quick(selection)) {
        Some(near) => read_near(near, &query.build(DbBackend::Sqlite), sort, limit)?,
        None => read(db, query, sort, limit).await?,
    };
    Ok((cities, end))
}

/// Cities, and where they end when there are more than asked for.
type Part = (Vec<CitySummary>, Option<After>);

async fn read(db: &Db, query: Select<city::Entity>, sort: CitySort, limit: usize) -> Result<Part> {
    let mut rows: Vec<SummaryRow> = query.into_model().all(db.read()).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let value = |row: &SummaryRow| sort_value(sort, &row.name_key, row.population_key, row.updated_at);
    let next = rows.last().filter(|_| more).map(|row| After { value: value(row), id: row.id });
    let cities = rows.into_iter().map(SummaryRow::into_summary).collect::<Result<_>>()?;
    Ok((cities, next))
}

fn read_near(near: &Near, query: &Statement, sort: CitySort, limit: usize) -> Result<Part> {
    let mut rows = near.rows(query, near_summary)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|(city, name_key, population_key)| After {
        value: sort_value(sort, name_key, *population_key, city.updated_at),
        id: city.id,
    });
    Ok((rows.into_iter().map(|(city, ..)| city).collect(), next))
}

/// Whether the indexes answer this within a few thousand of their entries at any place of the list: a page of all, or
/// within one place or size.
fn is_quick(selection: &CitySelection) -> bool {
    let CitySelection { filter, found } = selection;
    let places = [filter.regions.len(), filter.countries.len(), filter.population_bands.len()];
    let faced = filter.shocks.len() + filter.stresses.len();
    found.is_none() && faced == 0 && (places.contains(&1) || filter.is_empty())
}

/// Goes through every selected city, by name unless told otherwise, part by part, so that any number passes through little memory.
#[derive(Debug)]
pub struct Walk {
    scope: Scope,
    selection: CitySelection,
    sort: CitySort,
    after: Option<After>,
    done: bool,
}

impl Walk {
    /// Stands before the first city.
    #[must_use]
    pub const fn new(scope: Scope, selection: CitySelection) -> Self {
        Self { scope, selection, sort: CitySort::Name, after: None, done: false }
    }

    /// The same walk in another order.
    #[must_use]
    pub const fn sorted(mut self, sort: CitySort) -> Self {
        self.sort = sort;
        self
    }

    /// The next part; `None` behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self, db: &Db) -> Result<Option<Vec<CitySummary>>> {
        if self.done {
            return Ok(None);
        }
        let (part, after) =
            page(db, self.scope, &self.selection, Window { sort: self.sort, after: self.after.take(), limit: PART })
                .await?;
        self.done = after.is_none();
        self.after = after;
        Ok(Some(part))
    }
}

const fn order_of(sort: CitySort) -> (city::Column, Order) {
    match sort {
        CitySort::Name => (city::Column::NameKey, Order::Asc),
        CitySort::NameDescending => (city::Column::NameKey, Order::Desc),
        CitySort::Population => (city::Column::PopulationKey, Order::Asc),
        CitySort::PopulationDescending => (city::Column::PopulationKey, Order::Desc),
        CitySort::UpdatedAt => (city::Column::UpdatedAt, Order::Asc),
        CitySort::UpdatedAtDescending => (city::Column::UpdatedAt, Order::Desc),
    }
}

fn sort_value(sort: CitySort, name: &str, population: i64, updated_at: DateTime<Utc>) -> SortValue {
    match sort {
        CitySort::Name | CitySort::NameDescending => SortValue::Text(name.to_owned()),
        CitySort::Population | CitySort::PopulationDescending => SortValue::Number(population),
        CitySort::UpdatedAt | CitySort::UpdatedAtDescending => SortValue::Moment(updated_at),
    }
}

/// Rows behind `after`: a comparison of pairs, which both engines answer from the index of the order.
fn beyond(column: city::Column, order: &Order, after: After) -> SimpleExpr {
    let value: SimpleExpr = match after.value {
        SortValue::Text(text) => Expr::value(text),
        SortValue::Number(number) => Expr::value(number),
        SortValue::Moment(moment) => Expr::value(moment),
    };
    let row = Expr::tuple([Expr::col(column), Expr::col(city::Column::Id)]);
    let end = Expr::tuple([value, Expr::value(after.id)]);
    if *order == Order::Asc { row.gt(end) } else { row.lt(end) }
}

/// Values of one property are *or*, properties are *and*.
fn condition(selection: &CitySelection) -> Condition {
    let filter = &selection.filter;
    Condition::all()
        .add_option(any_of(city::Column::Region, filter.regions.iter().map(|region| region.as_str())))
        .add_option(any_of(city::Column::Country, filter.countries.iter().map(String::as_str)))
        .add_option(any_of(city::Column::PopulationBand, filter.population_bands.iter().map(|band| band.as_str())))
        .add_option(any_of(city::Column::Climate, filter.climates.iter().map(|zone| zone.as_str())))
        .add_option(any_of(city::Column::IncomeGroup, filter.income_groups.iter().map(|group| group.as_str())))
        .add_option(filter.member.map(|member| city::Column::Member.eq(member)))
        .add_option(filter.coastal.map(|coastal| city::Column::Coastal.eq(coastal)))
        .add_option(faces("shocks", &filter.shocks))
        .add_option(faces("stresses", &filter.stresses))
        .add_option(selection.found.as_ref().map(|ids| city::Column::Id.is_in(ids.iter().copied())))
}

fn any_of<'a>(column: city::Column, values: impl ExactSizeIterator<Item = &'a str>) -> Option<SimpleExpr> {
    (values.len() > 0).then(|| column.is_in(values))
}

/// Cities that face any of `keys`, by the index on (vocabulary, key, city).
fn faces(vocabulary: &str, keys: &[String]) -> Option<SimpleExpr> {
    if keys.is_empty() {
        return None;
    }
    let facing = city_term::Entity::find()
        .select_only()
        .column(city_term::Column::CityId)
        .filter(city_term::Column::Vocabulary.eq(vocabulary))
        .filter(city_term::Column::Key.is_in(keys.iter().map(String::as_str)));
    let mut select = Query::select();
    select.clone_from(&facing.into_query());
    Some(city::Column::Id.in_subquery(select))
}
