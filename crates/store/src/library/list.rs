//! Lists of items: filtered, in an order, page by page on (sort key, id), never by offset.

use super::rows::{SummaryRow, summary};
use crate::entities::{library_item, library_term};
use crate::paging::{self, SortValue, beyond, cut};
use crate::{Db, Result, Scope, Source};
use domain::library::{LibraryFacet, LibraryFilter, LibraryItemSummary, LibrarySort};
use domain::lists::ListFilter as _;
use ids::LibraryItemId;
use sea_orm::sea_query::{Expr, Query, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

/// Rows that one step of a [`Walk`] brings.
const PART: u64 = 500;

/// Which items: the filter, and for its words the ids that the search index found.
#[derive(Debug, Clone, Default)]
pub struct LibrarySelection {
    /// The filter; its `q` is answered by `found`.
    pub filter: LibraryFilter,
    /// Only these items; all when `None`.
    pub found: Option<Vec<LibraryItemId>>,
}

/// Where the last page ended.
pub type After = paging::After<LibraryItemId>;

/// Which part of the list. Relevance is no order of the database: the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The order.
    pub sort: LibrarySort,
    /// Where the part before ended.
    pub after: Option<After>,
    /// How many rows.
    pub limit: u64,
}

/// Items, and where they end when there are more than asked for.
type Part = (Vec<LibraryItemSummary>, Option<After>);

/// A page of items and where it ended, when there are more. Everyone may see every item, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, _scope: Scope, selection: &LibrarySelection, window: Window) -> Result<Part> {
    let Window { sort, after, limit } = window;
    let (column, order) = order_of(sort);
    let place = || (Expr::col(column), Expr::col(library_item::Column::Id));
    let mut query = summary(library_item::Entity::find()).filter(condition(selection));
    if let Some(after) = after {
        query = query.filter(beyond(place(), &order, after));
    }
    let (value, id) = place();
    let query = query.order_by(value, order.clone()).order_by(id, order).limit(limit + 1);
    let rows: Vec<SummaryRow> = query.into_model().all(db.read()).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (rows, next) = cut(rows, limit, |row| After { value: sort_value(sort, row), id: row.id });
    Ok((rows.into_iter().map(SummaryRow::into_summary).collect::<Result<_>>()?, next))
}

/// Goes through every selected item, the last come first, part by part, so that any number passes through little
/// memory.
#[derive(Debug)]
pub struct Walk {
    scope: Scope,
    selection: LibrarySelection,
    after: Option<After>,
    done: bool,
}

impl Walk {
    /// Stands before the first item.
    #[must_use]
    pub const fn new(scope: Scope, selection: LibrarySelection) -> Self {
        Self { scope, selection, after: None, done: false }
    }

    /// The next part; `None` behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self, db: &Db) -> Result<Option<Vec<LibraryItemSummary>>> {
        if self.done {
            return Ok(None);
        }
        let window = Window { sort: LibrarySort::PublishedAtDescending, after: self.after.take(), limit: PART };
        let (part, after) = page(db, self.scope, &self.selection, window).await?;
        self.done = after.is_none();
        self.after = after;
        Ok(Some(part))
    }
}

/// The items of these ids, in no order; ids that name none are left out.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(source: &impl Source, _scope: Scope, ids: &[LibraryItemId]) -> Result<Vec<LibraryItemSummary>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = library_item::Entity::find().filter(library_item::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<SummaryRow> = summary(query).into_model().all(source.reading()).await?;
    rows.into_iter().map(SummaryRow::into_summary).collect()
}

const fn order_of(sort: LibrarySort) -> (library_item::Column, Order) {
    use library_item::Column::{PublishedAt, TitleKey, UpdatedAt};
    match sort {
        LibrarySort::PublishedAt => (PublishedAt, Order::Asc),
        LibrarySort::PublishedAtDescending | LibrarySort::Relevance => (PublishedAt, Order::Desc),
        LibrarySort::UpdatedAt => (UpdatedAt, Order::Asc),
        LibrarySort::UpdatedAtDescending => (UpdatedAt, Order::Desc),
        LibrarySort::Title => (TitleKey, Order::Asc),
        LibrarySort::TitleDescending => (TitleKey, Order::Desc),
    }
}

fn sort_value(sort: LibrarySort, row: &SummaryRow) -> SortValue {
    match sort {
        LibrarySort::PublishedAt | LibrarySort::PublishedAtDescending | LibrarySort::Relevance => {
            SortValue::Moment(row.published_at)
        }
        LibrarySort::UpdatedAt | LibrarySort::UpdatedAtDescending => SortValue::Moment(row.updated_at),
        LibrarySort::Title | LibrarySort::TitleDescending => SortValue::Text(row.title_key.clone()),
    }
}

/// Values of one property are *or*, properties are *and*.
fn condition(selection: &LibrarySelection) -> Condition {
    let chosen = selection.filter.choices().into_iter();
    let all = chosen.fold(Condition::all(), |all, (facet, values)| all.add(holds(facet, &values)));
    let since = selection.filter.published_since;
    all.add_option(since.map(|since| library_item::Column::PublishedAt.gte(since.moment())))
        .add_option(selection.found.as_ref().map(|ids| library_item::Column::Id.is_in(ids.iter().copied())))
}

/// Items that have any of the values.
fn holds(facet: LibraryFacet, values: &[String]) -> SimpleExpr {
    let texts = || values.iter().map(String::as_str);
    let numbers = || values.iter().filter_map(|value| value.parse::<i64>().ok());
    match facet {
        LibraryFacet::Kind => library_item::Column::Kind.is_in(texts()),
        LibraryFacet::Language => library_item::Column::Language.is_in(texts()),
        LibraryFacet::Licence => library_item::Column::LicenceKind.is_in(texts()),
        LibraryFacet::Link => library_item::Column::LinkState.is_in(texts()),
        LibraryFacet::Year => library_item::Column::Year.is_in(numbers()),
        LibraryFacet::Sector | LibraryFacet::Shock | LibraryFacet::Stage | LibraryFacet::Theme => {
            has_term(facet, values)
        }
    }
}

/// Items that have any of these terms, by the index on (facet, key, …).
fn has_term(facet: LibraryFacet, keys: &[String]) -> SimpleExpr {
    let having = library_term::Entity::find()
        .select_only()
        .column(library_term::Column::ItemId)
        .filter(library_term::Column::Facet.eq(facet.as_str()))
        .filter(library_term::Column::Key.is_in(keys.iter().map(String::as_str)));
    let mut select = Query::select();
    select.clone_from(&having.into_query());
    library_item::Column::Id.in_subquery(select)
}
