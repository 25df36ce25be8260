//! Lists of notes: filtered, in an order, page by page on (sort key, id), never by offset.

use super::rows::{SummaryRow, summary, to_summaries};
use crate::entities::{note, note_citation, note_term};
use crate::paging::{self, SortValue, beyond, cut};
use crate::{Db, Result, Scope};
use domain::lists::ListFilter as _;
use domain::notes::{NoteFacet, NoteFilter, NoteSort, NoteSummary};
use ids::NoteId;
use sea_orm::sea_query::{Expr, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

/// Rows that one step of a [`Walk`] brings.
const PART: u64 = 500;

/// Which notes: the filter, and the ids that the search index found.
#[derive(Debug, Clone, Default)]
pub struct NoteSelection {
    /// The filter; its words and its states are answered by `found`.
    pub filter: NoteFilter,
    /// Only these notes; all when `None`.
    pub found: Option<Vec<NoteId>>,
    /// Only those whose newest version cites this thing; all when `None`.
    pub citing: Option<Uuid>,
}

/// Where the last page ended.
pub type After = paging::After<NoteId>;

/// Which part of the list. Relevance is no order of the database: the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The order.
    pub sort: NoteSort,
    /// Where the part before ended.
    pub after: Option<After>,
    /// How many rows.
    pub limit: u64,
}

/// Notes, and where they end when there are more than asked for.
type Part = (Vec<NoteSummary>, Option<After>);

/// A page of notes and where it ended, when there are more. Everyone may see every published note, whatever the scope.
///
/// # Errors
/// When the database fails.
pub async fn page(db: &Db, _scope: Scope, selection: &NoteSelection, window: Window) -> Result<Part> {
    let Window { sort, after, limit } = window;
    let (column, order) = order_of(sort);
    let place = || (Expr::col(column), Expr::col(note::Column::Id));
    let mut query = summary(note::Entity::find()).filter(condition(selection));
    if let Some(after) = after {
        query = query.filter(beyond(place(), &order, after));
    }
    let (value, id) = place();
    let query = query.order_by(value, order.clone()).order_by(id, order).limit(limit + 1);
    let rows: Vec<SummaryRow> = query.into_model().all(db.read()).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (rows, next) = cut(rows, limit, |row| After { value: sort_value(sort, row), id: row.id });
    Ok((to_summaries(db, rows).await?, next))
}

/// Goes through every selected note, the last published first, part by part, so that any number passes through little
/// memory.
#[derive(Debug)]
pub struct Walk {
    scope: Scope,
    selection: NoteSelection,
    after: Option<After>,
    done: bool,
}

impl Walk {
    /// Stands before the first note.
    #[must_use]
    pub const fn new(scope: Scope, selection: NoteSelection) -> Self {
        Self { scope, selection, after: None, done: false }
    }

    /// The next part; `None` behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self, db: &Db) -> Result<Option<Vec<NoteSummary>>> {
        if self.done {
            return Ok(None);
        }
        let window = Window { sort: NoteSort::PublishedAtDescending, after: self.after.take(), limit: PART };
        let (part, after) = page(db, self.scope, &self.selection, window).await?;
        self.done = after.is_none();
        self.after = after;
        Ok(Some(part))
    }
}

/// The notes of these ids, in no order; ids that name none are left out.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(db: &Db, _scope: Scope, ids: &[NoteId]) -> Result<Vec<NoteSummary>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = note::Entity::find().filter(note::Column::Id.is_in(ids.iter().copied()));
    to_summaries(db, summary(query).into_model().all(db.read()).await?).await
}

const fn order_of(sort: NoteSort) -> (note::Column, Order) {
    use note::Column::{PublishedAt, TitleKey, UpdatedAt};
    match sort {
        NoteSort::PublishedAt => (PublishedAt, Order::Asc),
        NoteSort::PublishedAtDescending | NoteSort::Relevance => (PublishedAt, Order::Desc),
        NoteSort::UpdatedAt => (UpdatedAt, Order::Asc),
        NoteSort::UpdatedAtDescending => (UpdatedAt, Order::Desc),
        NoteSort::Title => (TitleKey, Order::Asc),
        NoteSort::TitleDescending => (TitleKey, Order::Desc),
    }
}

fn sort_value(sort: NoteSort, row: &SummaryRow) -> SortValue {
    match sort {
        NoteSort::PublishedAt | NoteSort::PublishedAtDescending | NoteSort::Relevance => {
            SortValue::Moment(row.published_at)
        }
        NoteSort::UpdatedAt | NoteSort::UpdatedAtDescending => SortValue::Moment(row.updated_at),
        NoteSort::Title | NoteSort::TitleDescending => SortValue::Text(row.title_key.clone()),
    }
}

/// Values of one property are *or*, properties are *and*.
fn condition(selection: &NoteSelection) -> Condition {
    let chosen = selection.filter.choices().into_iter();
    let all = chosen.fold(Condition::all(), |all, (facet, values)| all.add_option(holds(facet, &values)));
    all.add_option(selection.filter.published_since.map(|since| note::Column::PublishedAt.gte(since.moment())))
        .add_option(selection.citing.map(cites))
        .add_option(selection.found.as_ref().map(|ids| note::Column::Id.is_in(ids.iter().copied())))
}

/// Notes that have any of the values; `None` where the index has answered that.
fn holds(facet: NoteFacet, values: &[String]) -> Option<SimpleExpr> {
    let texts = || values.iter().map(String::as_str);
    match facet {
        NoteFacet::Kind => Some(note::Column::Kind.is_in(texts())),
        NoteFacet::Language => Some(note::Column::Language.is_in(texts())),
        NoteFacet::State => None,
        NoteFacet::City | NoteFacet::Country | NoteFacet::Stage | NoteFacet::Theme | NoteFacet::Topic => {
            Some(has_term(facet, values))
        }
    }
}

/// Notes that have any of these terms, by the index on (facet, key, …).
fn has_term(facet: NoteFacet, keys: &[String]) -> SimpleExpr {
    let having = note_term::Entity::find()
        .select_only()
        .column(note_term::Column::NoteId)
        .filter(note_term::Column::Facet.eq(facet.as_str()))
        .filter(note_term::Column::Key.is_in(keys.iter().map(String::as_str)));
    among(having)
}

/// Notes that cite a thing, by the index on (thing, note).
fn cites(thing: Uuid) -> SimpleExpr {
    let citing = note_citation::Entity::find()
        .select_only()
        .column(note_citation::Column::NoteId)
        .filter(note_citation::Column::ThingId.eq(thing));
    among(citing)
}

/// Notes whose ids these rows hold.
fn among(ids: impl QueryTrait<QueryStatement = SelectStatement>) -> SimpleExpr {
    let mut select = Query::select();
    select.clone_from(&ids.into_query());
    note::Column::Id.in_subquery(select)
}
