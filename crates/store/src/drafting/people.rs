//! Who writes a draft with whoever leads it.

use crate::memberships::{people, to_person};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::identity::Person;
use ids::AccountId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TryGetable, Value};
use std::collections::HashMap;
use std::hash::Hash;

/// A table of who writes drafts besides those who lead them, in the order in which they came.
pub(crate) trait AuthorRows: EntityTrait {
    /// Id of a draft.
    type Draft: Copy + Eq + Hash + Into<Value> + TryGetable + Send + Sync;

    /// Which draft.
    const DRAFT: Self::Column;
    /// Who writes it.
    const ACCOUNT: Self::Column;
    /// The how-manieth they are.
    const PLACE: Self::Column;

    /// A row.
    fn row(draft: Self::Draft, account: AccountId, place: i64, at: DateTime<Utc>) -> Self::ActiveModel;
}

/// Who writes a draft besides the one who leads it, in the order in which they came.
pub(crate) async fn co_authors<E: AuthorRows>(source: &impl Source, draft: E::Draft) -> Result<Vec<AccountId>> {
    let query = E::find().select_only().column(E::ACCOUNT).filter(E::DRAFT.eq(draft)).order_by_asc(E::PLACE);
    Ok(query.into_tuple().all(source.reading()).await?)
}

/// Who writes drafts by name, those first who lead them.
pub(crate) async fn authors<E: AuthorRows>(
    source: &impl Source,
    drafts: &[(E::Draft, Option<AccountId>)],
) -> Result<HashMap<E::Draft, Vec<Person>>> {
    let ids = drafts.iter().map(|(draft, _)| *draft);
    let query = E::find().select_only().columns([E::DRAFT, E::ACCOUNT]).filter(E::DRAFT.is_in(ids));
    let others: Vec<(E::Draft, AccountId)> = query.order_by_asc(E::PLACE).into_tuple().all(source.reading()).await?;
    let leads = drafts.iter().filter_map(|(draft, lead)| Some((*draft, (*lead)?)));
    let all: Vec<(E::Draft, AccountId)> = leads.chain(others).collect();
    let known = people(source, all.iter().map(|(_, account)| *account).collect()).await?;
    let mut found: HashMap<E::Draft, Vec<Person>> = HashMap::new();
    for (draft, account) in all {
        found.entry(draft).or_default().extend(known.get(&account).map(to_person));
    }
    Ok(found)
}

/// Adds somebody behind those who write a draft.
pub(crate) async fn add_author<E: AuthorRows>(
    tx: &Tx<'_>,
    draft: E::Draft,
    account: AccountId,
    at: DateTime<Utc>,
) -> Result<()> {
    let query = E::find().select_only().column(E::PLACE).filter(E::DRAFT.eq(draft)).order_by_desc(E::PLACE);
    let last: Option<i64> = query.into_tuple().one(tx.connection()).await?;
    let row = E::row(draft, account, last.map_or(0, |last| last + 1), at);
    E::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Takes somebody off who writes a draft.
pub(crate) async fn remove_author<E: AuthorRows>(tx: &Tx<'_>, draft: E::Draft, account: AccountId) -> Result<()> {
    let theirs = E::delete_many().filter(E::DRAFT.eq(draft)).filter(E::ACCOUNT.eq(account));
    theirs.exec(tx.connection()).await?;
    Ok(())
}
