//! Lists of lessons: filtered, in an order, page by page on (sort key, id), never by offset.

pub use crate::paging::SortValue;

use super::rows::{SummaryRow, near_summary, summary};
use crate::db::near::Near;
use crate::entities::{lesson, lesson_term};
use crate::paging::{self, beyond, cut};
use crate::{Db, Result, Scope};
use chrono::{DateTime, Utc};
use domain::lessons::{LessonFacet, LessonFilter, LessonSort, LessonStatus, LessonSummary};
use domain::lists::ListFilter as _;
use ids::LessonId;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, Statement,
};

/// Rows that one step of a [`Walk`] brings.
const PART: u64 = 500;
/// Largest page that is read in the thread that asks.
const LARGEST_NEAR: usize = 100;

/// Which lessons: the filter, and for its words the ids that the search index found.
#[derive(Debug, Clone, Default)]
pub struct LessonSelection {
    /// The filter; its `q` is answered by `found`.
    pub filter: LessonFilter,
    /// Only these lessons; all when `None`.
    pub found: Option<Vec<LessonId>>,
}

/// Where the last page ended.
pub type After = paging::After<LessonId>;

/// Which part of the list. Relevance is no order of the database: the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The order.
    pub sort: LessonSort,
    /// Where the part before ended.
    pub after: Option<After>,
    /// How many rows.
    pub limit: u64,
}

/// Lessons, and where they end when there are more than asked for.
type Part = (Vec<LessonSummary>, Option<After>);

/// A page of lessons and where it ended, when there are more. Everyone may see every published lesson, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, _scope: Scope, selection: &LessonSelection, window: Window) -> Result<Part> {
    let sort = window.sort;
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let query = select(selection, window);
    match db.near().filter(|_| limit <= LARGEST_NEAR && is_quick(selection)) {
        Some(near) => read_near(near, &query.build(DbBackend::Sqlite), sort, limit),
        None => read(db, query, sort, limit).await,
    }
}

fn select(selection: &LessonSelection, window: Window) -> Select<lesson::Entity> {
    let lead = leading_term(&selection.filter, window.sort);
    let (column, order) = order_of(window.sort);
    let mut query = summary(lesson::Entity::find()).filter(condition(selection, lead.as_ref()));
    let (value, id): (SimpleExpr, SimpleExpr) = match &lead {
        Some((facet, key)) => {
            let joined = Expr::col((lesson_term::Entity, lesson_term::Column::LessonId))
                .equals((lesson::Entity, lesson::Column::Id));
            QuerySelect::query(&mut query).join(JoinType::InnerJoin, lesson_term::Entity, joined);
            query = query
                .filter(lesson_term::Column::Facet.eq(facet.as_str()))
                .filter(lesson_term::Column::Key.eq(key.as_str()));
            let column = |column| Expr::col((lesson_term::Entity, column));
            (column(lesson_term::Column::PublishedAt), column(lesson_term::Column::LessonId))
        }
        None => (Expr::col((lesson::Entity, column)), Expr::col((lesson::Entity, lesson::Column::Id))),
    };
    if let Some(after) = window.after {
        query = query.filter(beyond((value.clone(), id.clone()), &order, after));
    }
    query.order_by(value, order.clone()).order_by(id, order).limit(window.limit + 1)
}

async fn read(db: &Db, query: Select<lesson::Entity>, sort: LessonSort, limit: usize) -> Result<Part> {
    let rows: Vec<SummaryRow> = query.into_model().all(db.read()).await?;
    let value = |row: &SummaryRow| sort_value(sort, &row.title_key, (row.published_at, row.updated_at));
    let (rows, next) = cut(rows, limit, |row| After { value: value(row), id: row.id });
    let lessons = rows.into_iter().map(SummaryRow::into_summary).collect::<Result<_>>()?;
    Ok((lessons, next))
}

fn read_near(near: &Near, query: &Statement, sort: LessonSort, limit: usize) -> Result<Part> {
    let rows = near.rows(query, near_summary)?;
    let (rows, next) = cut(rows, limit, |(lesson, title_key)| After {
        value: sort_value(sort, title_key, (lesson.published_at, lesson.updated_at)),
        id: lesson.id,
    });
    Ok((rows.into_iter().map(|(lesson, _)| lesson).collect(), next))
}

/// Whether the indexes answer this within a few thousand of their entries at any place of the list: a page of all, of
/// one value of what has an index of its own, or of one term, alone or with one topic.
fn is_quick(selection: &LessonSelection) -> bool {
    let chosen = selection.filter.choices();
    let ones = chosen.iter().all(|(_, values)| values.len() == 1);
    let indexed = |facet: &LessonFacet| {
        use LessonFacet::{Grade, Language, Stage, Topic, Year};
        matches!(facet, Topic | Stage | Grade | Year | Language)
    };
    let facets: Vec<LessonFacet> = chosen.iter().map(|(facet, _)| *facet).collect();
    let quick = match facets.as_slice() {
        [] => true,
        [one] => indexed(one) || is_term(*one),
        [LessonFacet::Topic, term] => is_term(*term),
        _ => false,
    };
    // Few things are new: in another order than that of time, all others would be passed by for them.
    selection.found.is_none() && selection.filter.published_since.is_none() && ones && quick
}

/// Goes through every selected lesson, the last published first, part by part, so that any number passes through
/// little memory.
#[derive(Debug)]
pub struct Walk {
    scope: Scope,
    selection: LessonSelection,
    after: Option<After>,
    done: bool,
}

impl Walk {
    /// Stands before the first lesson.
    #[must_use]
    pub const fn new(scope: Scope, selection: LessonSelection) -> Self {
        Self { scope, selection, after: None, done: false }
    }

    /// The next part; `None` behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self, db: &Db) -> Result<Option<Vec<LessonSummary>>> {
        if self.done {
            return Ok(None);
        }
        let window = Window { sort: LessonSort::PublishedAtDescending, after: self.after.take(), limit: PART };
        let (part, after) = page(db, self.scope, &self.selection, window).await?;
        self.done = after.is_none();
        self.after = after;
        Ok(Some(part))
    }
}

/// The lessons of these ids, in no order; ids that name none are left out.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(db: &Db, _scope: Scope, ids: &[LessonId]) -> Result<Vec<LessonSummary>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = lesson::Entity::find().filter(lesson::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<SummaryRow> = summary(query).into_model().all(db.read()).await?;
    rows.into_iter().map(SummaryRow::into_summary).collect()
}

const fn order_of(sort: LessonSort) -> (lesson::Column, Order) {
    match sort {
        LessonSort::PublishedAt => (lesson::Column::PublishedAt, Order::Asc),
        LessonSort::PublishedAtDescending | LessonSort::Relevance => (lesson::Column::PublishedAt, Order::Desc),
        LessonSort::UpdatedAt => (lesson::Column::UpdatedAt, Order::Asc),
        LessonSort::UpdatedAtDescending => (lesson::Column::UpdatedAt, Order::Desc),
        LessonSort::Title => (lesson::Column::TitleKey, Order::Asc),
        LessonSort::TitleDescending => (lesson::Column::TitleKey, Order::Desc),
    }
}

fn sort_value(sort: LessonSort, title: &str, (published, updated): (DateTime<Utc>, DateTime<Utc>)) -> SortValue {
    match sort {
        LessonSort::PublishedAt | LessonSort::PublishedAtDescending | LessonSort::Relevance => {
            SortValue::Moment(published)
        }
        LessonSort::UpdatedAt | LessonSort::UpdatedAtDescending => SortValue::Moment(updated),
        LessonSort::Title | LessonSort::TitleDescending => SortValue::Text(title.to_owned()),
    }
}

/// Whether a facet is kept as terms, because a lesson may have several of it.
const fn is_term(facet: LessonFacet) -> bool {
    use LessonFacet::{City, Country, Group, Keyword, Sector, Shock, Stress, Theme};
    matches!(facet, City | Country | Keyword | Shock | Stress | Sector | Group | Theme)
}

/// The term whose index the list is read from, where it is ordered by publication and filtered by one: the one that
/// fewest lessons are likely to have.
fn leading_term(filter: &LessonFilter, sort: LessonSort) -> Option<(LessonFacet, String)> {
    if !matches!(sort, LessonSort::PublishedAt | LessonSort::PublishedAtDescending) {
        return None;
    }
    use LessonFacet::{City, Country, Group, Keyword, Sector, Shock, Stress, Theme};
    let chosen = filter.choices();
    [City, Country, Keyword, Stress, Sector, Group, Shock, Theme].into_iter().find_map(|facet| {
        let (_, values) = chosen.iter().find(|(other, values)| *other == facet && values.len() == 1)?;
        Some((facet, values.first()?.clone()))
    })
}

/// Values of one property are *or*, properties are *and*.
fn condition(selection: &LessonSelection, lead: Option<&(LessonFacet, String)>) -> Condition {
    let mut all = Condition::all();
    if selection.filter.statuses.is_empty() {
        all = all.add(lesson::Column::Status.eq(LessonStatus::Published.as_str()));
    }
    for (facet, values) in selection.filter.choices() {
        let is_lead = lead.is_some_and(|(leading, _)| *leading == facet);
        all = all.add_option((!is_lead).then(|| holds(facet, &values, lead.is_some())));
    }
    all.add_option(selection.filter.published_since.map(|since| lesson::Column::PublishedAt.gte(since.moment())))
        .add_option(selection.found.as_ref().map(|ids| lesson::Column::Id.is_in(ids.iter().copied())))
}

/// Lessons that have any of the values.
fn holds(facet: LessonFacet, values: &[String], beside_a_term: bool) -> SimpleExpr {
    let texts = || values.iter().map(String::as_str);
    let flags = || values.iter().map(|value| value == "true");
    let numbers = || values.iter().filter_map(|value| value.parse::<i64>().ok());
    match facet {
        // The index of terms carries the topic along.
        LessonFacet::Topic if beside_a_term => lesson_term::Column::Topic.is_in(texts()),
        LessonFacet::Topic => lesson::Column::Topic.is_in(texts()),
        LessonFacet::Stage => lesson::Column::Stage.is_in(texts()),
        LessonFacet::Grade => lesson::Column::Grade.is_in(texts()),
        LessonFacet::Basis => lesson::Column::Basis.is_in(texts()),
        LessonFacet::CostBand => lesson::Column::CostBand.is_in(texts()),
        LessonFacet::TimeToEffect => lesson::Column::TimeToEffect.is_in(texts()),
        LessonFacet::Language => lesson::Column::Language.is_in(texts()),
        LessonFacet::Status => lesson::Column::Status.is_in(texts()),
        LessonFacet::Contested => lesson::Column::Contested.is_in(flags()),
        LessonFacet::Year => lesson::Column::Year.is_in(numbers()),
        LessonFacet::City
        | LessonFacet::Country
        | LessonFacet::Keyword
        | LessonFacet::Shock
        | LessonFacet::Stress
        | LessonFacet::Sector
        | LessonFacet::Group
        | LessonFacet::Theme => has_term(facet, values),
    }
}

/// Lessons that have any of these terms, by the index on (facet, key, …).
fn has_term(facet: LessonFacet, keys: &[String]) -> SimpleExpr {
    let having = lesson_term::Entity::find()
        .select_only()
        .column(lesson_term::Column::LessonId)
        .filter(lesson_term::Column::Facet.eq(facet.as_str()))
        .filter(lesson_term::Column::Key.is_in(keys.iter().map(String::as_str)));
    let mut select = Query::select();
    select.clone_from(&having.into_query());
    lesson::Column::Id.in_subquery(select)
}
