//! Collections of the network, which everyone sees, and reading lists of people, of which others see the public ones
//! alone.

use super::by_ids;
use crate::entities::{any_of, collection, collection_item, key};
use crate::memberships::{people, to_person};
use crate::{Db, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::library::{Collection, CollectionItem, CollectionKind, CollectionRef, CollectionSummary, NewCollection};
use ids::{AccountId, CollectionId, LibraryItemId};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

/// What rules and the change log ask about a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionKey {
    /// Its id.
    pub id: CollectionId,
    /// Its name in addresses.
    pub slug: String,
    /// Whose reading list it is; `None` for a collection of the network.
    pub account: Option<AccountId>,
    /// Whether everyone sees it.
    pub is_public: bool,
    /// Its version.
    pub version: i64,
}

/// A collection as it is put: complete, with what was derived from what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenCollection {
    /// Its id.
    pub id: CollectionId,
    /// Whose reading list it is; `None` for a collection of the network.
    pub account: Option<AccountId>,
    /// Its name in addresses.
    pub slug: String,
    /// What is said of it.
    pub said: NewCollection,
    /// What it is for, as HTML.
    pub summary_html: String,
    /// The beginning of what it is for, without markup.
    pub excerpt: String,
}

/// What `scope` may see: what is public, and for somebody their own.
fn seen(scope: Scope) -> Condition {
    let public = collection::Column::IsPublic.eq(true);
    match scope {
        Scope::Everything => Condition::all(),
        Scope::Public | Scope::Organisation(_) => Condition::all().add(public),
        Scope::Account(account) => Condition::any().add(public).add(collection::Column::AccountId.eq(account)),
    }
}

async fn one(source: &impl Source, scope: Scope, reference: &CollectionRef) -> Result<Option<collection::Model>> {
    let query = match reference {
        CollectionRef::Id(id) => collection::Entity::find_by_id(*id),
        CollectionRef::Slug(slug) => collection::Entity::find().filter(collection::Column::Slug.eq(slug)),
    };
    Ok(query.filter(seen(scope)).one(source.reading()).await?)
}

/// What rules ask about a collection; `None` when there is none that `scope` may see.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, scope: Scope, reference: &CollectionRef) -> Result<Option<CollectionKey>> {
    Ok(one(source, scope, reference).await?.map(to_key))
}

fn to_key(row: collection::Model) -> CollectionKey {
    let collection::Model { id, slug, account_id: account, is_public, version, .. } = row;
    CollectionKey { id, slug, account, is_public, version }
}

/// One collection with its items; `None` when there is none that `scope` may see.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, scope: Scope, reference: &CollectionRef) -> Result<Option<Collection>> {
    match one(source, scope, reference).await? {
        Some(row) => Ok(Some(filled(source, row).await?)),
        None => Ok(None),
    }
}

async fn filled(source: &impl Source, row: collection::Model) -> Result<Collection> {
    let entries = collection_item::Entity::find()
        .filter(collection_item::Column::CollectionId.eq(row.id))
        .order_by_asc(collection_item::Column::Place);
    let entries = entries.all(source.reading()).await?;
    let ids: Vec<LibraryItemId> = entries.iter().map(|entry| entry.item_id).collect();
    let known = by_ids(source, Scope::Public, &ids).await?;
    let items = entries.into_iter().filter_map(|entry| {
        let item = known.iter().find(|item| item.id == entry.item_id)?.clone();
        Some(CollectionItem { item, note: entry.note })
    });
    let people = people(source, row.account_id.into_iter().collect()).await?;
    Ok(Collection {
        id: row.id,
        slug: row.slug,
        kind: key("collections.kind", &row.kind)?,
        title: row.title,
        summary: row.summary,
        summary_html: row.summary_html,
        public: row.is_public,
        person: row.account_id.and_then(|account| people.get(&account)).map(to_person),
        items: items.collect(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

/// Which collections a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CollectionFilter {
    /// Any of these kinds; all when empty.
    pub kinds: Vec<CollectionKind>,
    /// Only those of this account.
    pub account: Option<AccountId>,
    /// Only those that hold this item.
    pub item: Option<LibraryItemId>,
}

/// Collections that the filter lets through and `scope` may see, the last made first, before the one of this id, at
/// most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    scope: Scope,
    filter: &CollectionFilter,
    before: Option<CollectionId>,
    limit: u64,
) -> Result<Vec<CollectionSummary>> {
    use collection::Column::{AccountId as Account, Id, Kind};
    let wanted = Condition::all()
        .add(seen(scope))
        .add_option(any_of(Kind, filter.kinds.iter().map(|kind| kind.as_str())))
        .add_option(filter.account.map(|account| Account.eq(account)))
        .add_option(filter.item.map(holding))
        .add_option(before.map(|before| Id.lt(before)));
    let query = collection::Entity::find().filter(wanted).order_by_desc(Id).limit(limit);
    to_summaries(db, query.all(db.read()).await?).await
}

/// Collections that hold an item.
fn holding(item: LibraryItemId) -> sea_orm::sea_query::SimpleExpr {
    let having = collection_item::Entity::find()
        .select_only()
        .column(collection_item::Column::CollectionId)
        .filter(collection_item::Column::ItemId.eq(item));
    let mut select = Query::select();
    select.clone_from(&having.into_query());
    collection::Column::Id.in_subquery(select)
}

async fn to_summaries(source: &impl Source, rows: Vec<collection::Model>) -> Result<Vec<CollectionSummary>> {
    let people = people(source, rows.iter().filter_map(|row| row.account_id).collect()).await?;
    let summary = |row: collection::Model| {
        Ok(CollectionSummary {
            id: row.id,
            slug: row.slug,
            kind: key("collections.kind", &row.kind)?,
            title: row.title,
            excerpt: row.excerpt,
            public: row.is_public,
            person: row.account_id.and_then(|account| people.get(&account)).map(to_person),
            items: u32::try_from(row.items).unwrap_or_default(),
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    };
    rows.into_iter().map(summary).collect()
}

/// The reading lists of an account with their items, the last made first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(source: &impl Source, account: AccountId, limit: u64) -> Result<Vec<Collection>> {
    let query = collection::Entity::find().filter(collection::Column::AccountId.eq(account));
    let rows = query.order_by_desc(collection::Column::Id).limit(limit).all(source.reading()).await?;
    let mut lists = Vec::with_capacity(rows.len());
    for row in rows {
        lists.push(filled(source, row).await?);
    }
    Ok(lists)
}

/// How many reading lists an account has.
///
/// # Errors
/// When the database fails.
pub async fn count(source: &impl Source, account: AccountId) -> Result<u64> {
    let query = collection::Entity::find().filter(collection::Column::AccountId.eq(account));
    Ok(query.count(source.reading()).await?)
}

/// Whether a collection has this name in addresses.
///
/// # Errors
/// When the database fails.
pub async fn slug_is_taken(tx: &Tx<'_>, slug: &str) -> Result<bool> {
    let query = collection::Entity::find().filter(collection::Column::Slug.eq(slug));
    Ok(query.count(tx.connection()).await? > 0)
}

/// Adds a collection, without any item.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx<'_>, new: WrittenCollection, at: DateTime<Utc>) -> Result<()> {
    let row = collection::ActiveModel {
        id: ActiveValue::Set(new.id),
        account_id: ActiveValue::Set(new.account),
        kind: ActiveValue::Set(new.said.kind.as_str().to_owned()),
        slug: ActiveValue::Set(new.slug.clone()),
        items: ActiveValue::Set(0),
        created_at: ActiveValue::Set(at),
        ..said(new, 1, at)
    };
    collection::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The columns of what is said.
fn said(written: WrittenCollection, version: i64, at: DateTime<Utc>) -> collection::ActiveModel {
    let is_public = written.said.is_public();
    collection::ActiveModel {
        title: ActiveValue::Set(written.said.title),
        summary: ActiveValue::Set(written.said.summary.unwrap_or_default()),
        summary_html: ActiveValue::Set(written.summary_html),
        excerpt: ActiveValue::Set(written.excerpt),
        is_public: ActiveValue::Set(is_public),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    }
}

/// Puts what is said of a collection from now on, whose version was `before`; answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, written: WrittenCollection, before: i64, at: DateTime<Utc>) -> Result<i64> {
    let (id, version) = (written.id, before + 1);
    let row = collection::ActiveModel { id: ActiveValue::Unchanged(id), ..said(written, version, at) };
    collection::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Puts the items of a collection from now on, in their order; answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn put_items(
    tx: &Tx<'_>,
    before: &CollectionKey,
    items: Vec<(LibraryItemId, Option<String>)>,
    at: DateTime<Utc>,
) -> Result<i64> {
    let own = collection_item::Entity::delete_many().filter(collection_item::Column::CollectionId.eq(before.id));
    own.exec(tx.connection()).await?;
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let rows = (0..).zip(items).map(|(place, (item, note))| collection_item::ActiveModel {
        collection_id: ActiveValue::Set(before.id),
        item_id: ActiveValue::Set(item),
        place: ActiveValue::Set(place),
        note: ActiveValue::Set(note),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        collection_item::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    count_items(tx, before, count, at).await
}

async fn count_items(tx: &Tx<'_>, before: &CollectionKey, count: i64, at: DateTime<Utc>) -> Result<i64> {
    let version = before.version + 1;
    let row = collection::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        items: ActiveValue::Set(count),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    collection::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Takes an item out of every collection; answers these as they are now.
///
/// # Errors
/// When the database fails.
pub async fn without(tx: &Tx<'_>, item: LibraryItemId, at: DateTime<Utc>) -> Result<Vec<CollectionKey>> {
    let rows = collection::Entity::find().filter(holding(item)).all(tx.connection()).await?;
    let own = collection_item::Entity::delete_many().filter(collection_item::Column::ItemId.eq(item));
    own.exec(tx.connection()).await?;
    let mut changed = Vec::with_capacity(rows.len());
    for row in rows {
        let count = row.items - 1;
        let mut key = to_key(row);
        key.version = count_items(tx, &key, count, at).await?;
        changed.push(key);
    }
    Ok(changed)
}

/// Removes a collection with its list of items; these stay in the library.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: CollectionId) -> Result<()> {
    collection::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// Removes the reading lists of an account; answers what they were.
///
/// # Errors
/// When the database fails.
pub async fn delete_of(tx: &Tx<'_>, account: AccountId) -> Result<Vec<CollectionKey>> {
    let of_it = || collection::Column::AccountId.eq(account);
    let rows = collection::Entity::find().filter(of_it()).all(tx.connection()).await?;
    collection::Entity::delete_many().filter(of_it()).exec(tx.connection()).await?;
    Ok(rows.into_iter().map(to_key).collect())
}
