//! Drafts themselves, as far as their tables agree.

use super::people::{co_authors, remove_author};
use super::{AuthorRows, DraftFilter};
use crate::entities::any_of;
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::drafting::DraftStatus;
use ids::AccountId;
use sea_orm::sea_query::{Expr, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    Value,
};

/// A table of drafts.
pub(crate) trait DraftRows: EntityTrait<Model: Send + Sync> {
    /// The table of who writes them besides those who lead them.
    type Authors: AuthorRows;

    /// Its id.
    const ID: Self::Column;
    /// Who leads it; nobody, of the network's own.
    const ACCOUNT: Self::Column;
    /// What is published and changes by it.
    const OF: Self::Column;
    /// Where it stands.
    const STATUS: Self::Column;
    /// When it was last sent to review.
    const SUBMITTED_AT: Self::Column;
    /// Who did that, where it may be somebody else than who leads it.
    const SUBMITTED_BY: Option<Self::Column>;
}

/// Id of a draft of a table.
type IdOf<E> = <<E as DraftRows>::Authors as AuthorRows>::Draft;

/// Drafts that an account writes with whoever leads them.
fn writes_with_others<E: DraftRows>(account: AccountId) -> SimpleExpr {
    let (draft, author) = (E::Authors::DRAFT, E::Authors::ACCOUNT);
    let own = E::Authors::find().select_only().column(draft).filter(author.eq(account));
    let mut select = Query::select();
    select.clone_from(&own.into_query());
    E::ID.in_subquery(select)
}

/// Drafts that an account writes, alone or with others.
fn writes<E: DraftRows>(account: AccountId) -> Condition {
    Condition::any().add(E::ACCOUNT.eq(account)).add(writes_with_others::<E>(account))
}

/// The drafts that an account writes, the last begun first, at most `limit`.
pub(crate) fn owned<E: DraftRows>(account: AccountId, limit: u64) -> Select<E> {
    E::find().filter(writes::<E>(account)).order_by_desc(E::ID).limit(limit)
}

/// Drafts that the filter lets through, the last begun first, before the draft `before`, at most `limit`.
pub(crate) fn listed<E: DraftRows>(filter: &DraftFilter, before: Option<IdOf<E>>, limit: u64) -> Select<E> {
    let mut whose = writes::<E>(filter.account);
    if filter.reviews {
        whose = whose.add(E::ACCOUNT.is_null()).add(E::STATUS.ne(DraftStatus::Writing.as_str()));
    }
    let wanted = Condition::all()
        .add(whose)
        .add_option(any_of(E::STATUS, filter.statuses.iter().map(|status| status.as_str())))
        .add_option(before.map(|before| E::ID.lt(before)));
    E::find().filter(wanted).order_by_desc(E::ID).limit(limit)
}

/// Whether there are drafts of something published, led by others than these accounts.
pub(crate) async fn are_of<E: DraftRows>(
    source: &impl Source,
    of: impl Into<Value> + Send,
    besides: &[AccountId],
) -> Result<bool> {
    let query = E::find().filter(E::OF.eq(of)).filter(E::ACCOUNT.is_not_in(besides.iter().copied()));
    Ok(query.count(source.reading()).await? > 0)
}

/// Since when those wait that are in review and that `account` neither writes nor has sent, the longest first, at most
/// `limit`.
pub(crate) async fn oldest_in_review<E: DraftRows>(
    source: &impl Source,
    account: AccountId,
    limit: u64,
) -> Result<Vec<DateTime<Utc>>> {
    let others = |column: E::Column| Condition::any().add(column.is_null()).add(column.ne(account));
    let wanted = Condition::all()
        .add(E::STATUS.eq(DraftStatus::InReview.as_str()))
        .add(others(E::ACCOUNT))
        .add_option(E::SUBMITTED_BY.map(others))
        .add(Condition::all().not().add(writes_with_others::<E>(account)))
        .add(E::SUBMITTED_AT.is_not_null());
    let query = E::find().select_only().column(E::SUBMITTED_AT).filter(wanted).order_by_asc(E::SUBMITTED_AT);
    Ok(query.limit(limit).into_tuple().all(source.reading()).await?)
}

/// Hands the drafts that an account leads and others write, too, over to the first of those; answers which.
pub(crate) async fn hand_over<E: DraftRows>(tx: &Tx<'_>, account: AccountId) -> Result<Vec<IdOf<E>>> {
    let led = E::find().select_only().column(E::ID).filter(E::ACCOUNT.eq(account));
    let ids: Vec<IdOf<E>> = led.into_tuple().all(tx.connection()).await?;
    let mut handed = Vec::new();
    for id in ids {
        let others = co_authors::<E::Authors>(tx, id).await?;
        let Some(next) = others.into_iter().find(|other| *other != account) else { continue };
        remove_author::<E::Authors>(tx, id, next).await?;
        let led = E::update_many().col_expr(E::ACCOUNT, Expr::value(next)).filter(E::ID.eq(id));
        led.exec(tx.connection()).await?;
        handed.push(id);
    }
    Ok(handed)
}
