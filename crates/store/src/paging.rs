//! Pages of lists: keyset queries on (sort key, id), never by offset.

use chrono::{DateTime, Utc};
use sea_orm::Order;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr, Value};

/// What a page is ordered by, of its last row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortValue {
    /// Text.
    Text(String),
    /// A moment.
    Moment(DateTime<Utc>),
}

/// Where the last page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After<I> {
    /// Sort key of its last row.
    pub value: SortValue,
    /// Id of its last row.
    pub id: I,
}

/// Rows behind `after`: a comparison of pairs, which both engines answer from the index of the order.
pub(crate) fn beyond<I: Into<Value>>(
    (value, id): (SimpleExpr, SimpleExpr),
    order: &Order,
    after: After<I>,
) -> SimpleExpr {
    let end: SimpleExpr = match after.value {
        SortValue::Text(text) => Expr::value(text),
        SortValue::Moment(moment) => Expr::value(moment),
    };
    let (row, end) = (Expr::tuple([value, id]), Expr::tuple([end, Expr::value(after.id)]));
    if *order == Order::Asc { row.gt(end) } else { row.lt(end) }
}

/// The first `limit` of rows that hold one more where there is a next page, and what `place` says of the last of them
/// then.
pub(crate) fn cut<T, P>(mut rows: Vec<T>, limit: usize, place: impl Fn(&T) -> P) -> (Vec<T>, Option<P>) {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(place);
    (rows, next)
}
