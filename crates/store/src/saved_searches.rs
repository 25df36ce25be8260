//! Searches that people keep: read and written for whose they are, and for nobody else.

use crate::entities::{key, saved_search};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::saved_searches::{NewSavedSearch, SavedSearch};
use ids::{AccountId, SavedSearchId};
use saved_search::Column;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// A search as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenSearch {
    /// Its id.
    pub id: SavedSearchId,
    /// Whose it is.
    pub account: AccountId,
    /// What is said of it.
    pub said: NewSavedSearch,
    /// When it is looked through next; `None` for never.
    pub due_at: Option<DateTime<Utc>>,
}

/// What looking through a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookedThrough {
    /// The search.
    pub id: SavedSearchId,
    /// How many new things its owner was told of in the app and has not looked at.
    pub told: u32,
    /// Up to which moment it was looked through, where anything was new.
    pub alerted_at: Option<DateTime<Utc>>,
    /// When it is looked through next.
    pub due_at: Option<DateTime<Utc>>,
}

/// Whose a search is, and the search; `None` when there is none of this id. How many things are new is not known here.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, id: SavedSearchId) -> Result<Option<(AccountId, SavedSearch)>> {
    let row = saved_search::Entity::find_by_id(id).one(source.reading()).await?;
    row.map(|row| Ok((row.account_id, to_search(row)?))).transpose()
}

/// The searches of an account, the last saved first, before the one of this id, at most `limit`. `told`: only those of
/// which it was told something new that it has not looked at.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    account: AccountId,
    told: bool,
    before: Option<SavedSearchId>,
    limit: u64,
) -> Result<Vec<SavedSearch>> {
    let mut query = saved_search::Entity::find().filter(Column::AccountId.eq(account));
    if told {
        query = query.filter(Column::Told.gt(0));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let rows = query.order_by_desc(Column::Id).limit(limit).all(db.read()).await?;
    rows.into_iter().map(to_search).collect()
}

/// All searches of an account, the last saved first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(source: &impl Source, account: AccountId, limit: u64) -> Result<Vec<SavedSearch>> {
    let query = saved_search::Entity::find().filter(Column::AccountId.eq(account));
    let rows = query.order_by_desc(Column::Id).limit(limit).all(source.reading()).await?;
    rows.into_iter().map(to_search).collect()
}

/// How many searches an account keeps.
///
/// # Errors
/// When the database fails.
pub async fn count(source: &impl Source, account: AccountId) -> Result<u64> {
    let query = saved_search::Entity::find().filter(Column::AccountId.eq(account));
    Ok(query.count(source.reading()).await?)
}

/// Adds a search.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx<'_>, new: WrittenSearch, at: DateTime<Utc>) -> Result<()> {
    let row = saved_search::ActiveModel {
        id: ActiveValue::Set(new.id),
        account_id: ActiveValue::Set(new.account),
        searched: ActiveValue::Set(new.said.of.as_str().to_owned()),
        told: ActiveValue::Set(0),
        looked_at: ActiveValue::Set(at),
        alerted_at: ActiveValue::Set(None),
        created_at: ActiveValue::Set(at),
        ..said(new, 1, at)
    };
    saved_search::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The columns of what may change.
fn said(written: WrittenSearch, version: i64, at: DateTime<Utc>) -> saved_search::ActiveModel {
    saved_search::ActiveModel {
        name: ActiveValue::Set(written.said.name),
        query: ActiveValue::Set(written.said.query),
        rhythm: ActiveValue::Set(written.said.rhythm.as_str().to_owned()),
        channel: ActiveValue::Set(written.said.channel.as_str().to_owned()),
        due_at: ActiveValue::Set(written.due_at),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    }
}

/// Puts what is said of a search whose version was `before`, with how many things its owner is told of in the app;
/// answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, written: WrittenSearch, told: u32, before: i64, at: DateTime<Utc>) -> Result<i64> {
    let (id, version) = (written.id, before + 1);
    let row = saved_search::ActiveModel {
        id: ActiveValue::Unchanged(id),
        told: ActiveValue::Set(i64::from(told)),
        ..said(written, version, at)
    };
    saved_search::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Notes that the owner of a search has looked at what it finds: nothing is new then. Its version stays, for nothing is
/// said of it anew.
///
/// # Errors
/// When the database fails.
pub async fn set_visited(tx: &Tx<'_>, id: SavedSearchId, at: DateTime<Utc>) -> Result<()> {
    let row = saved_search::ActiveModel {
        id: ActiveValue::Unchanged(id),
        told: ActiveValue::Set(0),
        looked_at: ActiveValue::Set(at),
        ..Default::default()
    };
    saved_search::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Notes what looking through a search found. Its version stays, for nothing is said of it anew.
///
/// # Errors
/// When the database fails.
pub async fn set_looked_through(tx: &Tx<'_>, found: LookedThrough) -> Result<()> {
    let row = saved_search::ActiveModel {
        id: ActiveValue::Unchanged(found.id),
        told: ActiveValue::Set(i64::from(found.told)),
        alerted_at: found.alerted_at.map_or(ActiveValue::NotSet, |at| ActiveValue::Set(Some(at))),
        due_at: ActiveValue::Set(found.due_at),
        ..Default::default()
    };
    saved_search::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Removes a search.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: SavedSearchId) -> Result<()> {
    saved_search::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// Removes the searches of an account; answers what they were, with their versions.
///
/// # Errors
/// When the database fails.
pub async fn delete_of(tx: &Tx<'_>, account: AccountId) -> Result<Vec<(SavedSearchId, i64)>> {
    let of_it = || Column::AccountId.eq(account);
    let rows = saved_search::Entity::find().filter(of_it()).all(tx.connection()).await?;
    saved_search::Entity::delete_many().filter(of_it()).exec(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.version)).collect())
}

fn to_search(row: saved_search::Model) -> Result<SavedSearch> {
    Ok(SavedSearch {
        id: row.id,
        name: row.name,
        of: key("saved_searches.searched", &row.searched)?,
        query: row.query,
        rhythm: key("saved_searches.rhythm", &row.rhythm)?,
        channel: key("saved_searches.channel", &row.channel)?,
        new_count: None,
        told_count: u32::try_from(row.told).unwrap_or_default(),
        last_looked_at: row.looked_at,
        last_alert_at: row.alerted_at,
        next_alert_at: row.due_at,
        created_at: row.created_at,
        version: row.version,
    })
}
