//! Searches that people keep: what is new in them is counted, and told at the rhythm that they chose.

mod alerts;
mod news;
mod when;

pub use alerts::handlers;

use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::Valid;
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Scope, Thing};
use domain::saved_searches::{MAX_SAVED, NewSavedSearch, SavedQuery, SavedSearch, SavedSearchQuery, SavedSearchUpdate};
use ids::{AccountId, SavedSearchId};
use news::counted;
use store::saved_searches::WrittenSearch;
use store::{NewChange, Source, Tx};

fn missing() -> Error {
    Error::Missing("There is no saved search of this id.".to_owned())
}

/// What audit and change log call a search.
const fn audited(id: SavedSearchId) -> (ThingKind, uuid::Uuid) {
    (ThingKind::SavedSearch, id.as_uuid())
}

/// A page of one's own saved searches, the last saved first, each with how much is new in it.
///
/// # Errors
/// When nobody has signed in, the cursor is none, or the database or the index fails.
pub async fn list_saved_searches(
    ctx: &Context,
    caller: &Caller,
    query: &SavedSearchQuery,
) -> Result<Page<SavedSearch>> {
    authorise(&caller.actor, Action::ListSavedSearches)?;
    let list = List::of(Action::ListSavedSearches, &query.filter());
    let before: Option<SavedSearchId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let account = caller.person()?.account;
    let found = store::saved_searches::list(ctx.db(), account, query.told, before, limit + 1).await?;
    let mut page = list.page(found, limit, |search| search.id)?;
    let mut items = Vec::with_capacity(page.items.len());
    for search in page.items {
        items.push(counted(ctx, search).await?);
    }
    page.items = items;
    Ok(page)
}

/// Saves a search.
///
/// # Errors
/// [`Error::Broken`] with every fault; [`Error::Conflict`] where very many are kept; when nobody has signed in or the
/// database fails.
pub async fn create_saved_search(ctx: &Context, caller: Caller, new: NewSavedSearch) -> Result<Outcome<SavedSearch>> {
    let scope = caller.key_scope(Action::CreateSavedSearch);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateSavedSearch)?;
    let account = caller.person()?.account;
    let said = Valid::check(new).map_err(Error::Broken)?.into_inner();
    check_keys(ctx, &said).await?;
    let (id, at) = (SavedSearchId::generate(ctx.unix_ms()), ctx.now());
    let audit = caller.audit(ctx, Action::CreateSavedSearch, audited(id), vec!["*"]);
    let ctx_in = ctx.clone();
    let made = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_with(account.as_uuid()).await?;
            if store::saved_searches::count(tx, account).await? >= MAX_SAVED {
                let sentence = format!("You keep {MAX_SAVED} searches. Delete one that you do not need any more.");
                return Err(Error::Conflict(sentence));
            }
            let due_at = when::next(at, zone_of(tx, account).await?, said.rhythm);
            store::saved_searches::insert(tx, WrittenSearch { id, account, said, due_at }, at).await?;
            alerts::schedule(&ctx_in, tx, account, due_at).await?;
            tell(tx, (id, account, 1), ChangeAction::Created, at);
            store::audit::append(tx, audit).await?;
            Ok(found(tx, id).await?.1)
        })
    });
    let Outcome { value, replayed } = made.await?;
    Ok(Outcome { value: counted(ctx, value).await?, replayed })
}

/// Refuses keys that no vocabulary holds, and a city that is not there.
async fn check_keys(ctx: &Context, said: &NewSavedSearch) -> Result<()> {
    let asked = said.asked().map_err(Error::Malformed)?;
    let checked = match &asked {
        SavedQuery::Search(query) => crate::search::check(ctx, query).await,
        SavedQuery::Lessons(filter) => crate::lessons::check_list_keys(ctx, filter).await,
        SavedQuery::Library(filter) => crate::library::check_list_keys(ctx, filter).await,
        SavedQuery::Notes(filter) => crate::notes::check_list_keys(ctx, filter).await,
    };
    checked.map_err(|error| match error {
        // What is odd in the query is a fault of that field.
        Error::Malformed(faults) => {
            Error::Broken(faults.into_iter().map(|fault| Fault { pointer: "/query".to_owned(), ..fault }).collect())
        }
        error => error,
    })
}

/// The time zone that somebody chose.
async fn zone_of(source: &impl Source, account: AccountId) -> Result<Tz> {
    let found = store::identity::get(source, Scope::Account(account), account).await?;
    Ok(when::zone(found.and_then(|account| account.time_zone).as_deref()))
}

async fn found(source: &impl Source, id: SavedSearchId) -> Result<(AccountId, SavedSearch)> {
    store::saved_searches::find(source, id).await?.ok_or_else(missing)
}

/// A search as rules see it; nothing of anybody's where there is none.
pub(crate) async fn search_thing(source: &impl Source, id: SavedSearchId) -> Result<Option<Thing>> {
    Ok(store::saved_searches::find(source, id).await?.map(|(account, _)| Thing::account(account)))
}

/// The search, where the caller may do `action` to it.
async fn authorised(ctx: &Context, caller: &Caller, action: Action, id: SavedSearchId) -> Result<SavedSearch> {
    let Some((account, search)) = store::saved_searches::find(ctx.db(), id).await? else {
        // Who may not know hears the same of what is not there.
        authorise_on(&caller.actor, action, Thing::NONE)?;
        return Err(missing());
    };
    authorise_on(&caller.actor, action, Thing::account(account))?;
    Ok(search)
}

/// One of one's own saved searches, with how much is new in it.
///
/// # Errors
/// [`Error::Hidden`] for others; when the database or the index fails.
pub async fn get_saved_search(ctx: &Context, caller: &Caller, id: SavedSearchId) -> Result<SavedSearch> {
    let search = authorised(ctx, caller, Action::GetSavedSearch, id).await?;
    counted(ctx, search).await
}

/// Changes what a search is called, what it asks for, and how one is told of what is new.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Stale`]; [`Error::Broken`] with every fault; when the database fails.
pub async fn update_saved_search(
    ctx: &Context,
    caller: Caller,
    id: SavedSearchId,
    expected: Expected,
    change: SavedSearchUpdate,
) -> Result<SavedSearch> {
    let read = authorised(ctx, &caller, Action::UpdateSavedSearch, id).await?;
    let change = Valid::check(change).map_err(Error::Broken)?.into_inner();
    expected.check(read.version)?;
    let said = Valid::check(change.over(&read)).map_err(Error::Broken)?.into_inner();
    let fields = touched(&read, &said);
    // What changes nothing leaves no trace.
    if fields.is_empty() {
        return counted(ctx, read).await;
    }
    check_keys(ctx, &said).await?;
    let (at, ctx_in) = (ctx.now(), ctx.clone());
    let audit = caller.audit(ctx, Action::UpdateSavedSearch, audited(id), fields);
    let changed = ctx.db().write(move |tx| {
        Box::pin(async move {
            tx.alone_with(id.as_uuid()).await?;
            let (account, before) = found(tx, id).await?;
            Expected::from(read.version).check(before.version)?;
            let due_at = when::next(at, zone_of(tx, account).await?, said.rhythm);
            // What was counted was counted of another query, or is not to be told any more.
            let told = if said.query == before.query && said.channel.shows() { before.told_count } else { 0 };
            let written = WrittenSearch { id, account, said, due_at };
            let version = store::saved_searches::put(tx, written, told, before.version, at).await?;
            alerts::schedule(&ctx_in, tx, account, due_at).await?;
            tell(tx, (id, account, version), ChangeAction::Updated, at);
            store::audit::append(tx, audit).await?;
            Ok::<_, Error>(found(tx, id).await?.1)
        })
    });
    counted(ctx, changed.await?).await
}

/// The fields that a change changes.
fn touched(before: &SavedSearch, after: &NewSavedSearch) -> Vec<&'static str> {
    let fields = [
        ("name", before.name != after.name),
        ("query", before.query != after.query),
        ("rhythm", before.rhythm != after.rhythm),
        ("channel", before.channel != after.channel),
    ];
    fields.into_iter().filter(|(_, touched)| *touched).map(|(name, _)| name).collect()
}

/// Deletes one of one's own saved searches.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Stale`]; when the database fails.
pub async fn delete_saved_search(ctx: &Context, caller: Caller, id: SavedSearchId, expected: Expected) -> Result<()> {
    authorised(ctx, &caller, Action::DeleteSavedSearch, id).await?;
    let audit = caller.audit(ctx, Action::DeleteSavedSearch, audited(id), vec!["*"]);
    let at = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(id.as_uuid()).await?;
                let (account, before) = found(tx, id).await?;
                expected.check(before.version)?;
                store::saved_searches::delete(tx, id).await?;
                tell(tx, (id, account, before.version), ChangeAction::Deleted, at);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Notes that one looks at what a saved search finds: from now on, only what comes later is new.
///
/// # Errors
/// [`Error::Hidden`] for others; when the database fails.
pub async fn create_saved_search_visit(
    ctx: &Context,
    caller: Caller,
    id: SavedSearchId,
) -> Result<Outcome<SavedSearch>> {
    let scope = caller.key_scope(Action::CreateSavedSearchVisit);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorised(ctx, &caller, Action::CreateSavedSearchVisit, id).await?;
    let audit = caller.audit(ctx, Action::CreateSavedSearchVisit, audited(id), vec!["last_looked_at"]);
    let at = ctx.now();
    let visited = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_with(id.as_uuid()).await?;
            let (account, before) = found(tx, id).await?;
            store::saved_searches::set_visited(tx, id, at).await?;
            tell(tx, (id, account, before.version), ChangeAction::Updated, at);
            store::audit::append(tx, audit).await?;
            Ok(found(tx, id).await?.1)
        })
    });
    let Outcome { value, replayed } = visited.await?;
    Ok(Outcome { value: counted(ctx, value).await?, replayed })
}

/// The searches of an account, for what somebody takes away.
pub(crate) async fn of_account(ctx: &Context, account: AccountId) -> Result<Vec<SavedSearch>> {
    let mut searches = Vec::new();
    for search in store::saved_searches::of_account(ctx.db(), account, MAX_SAVED).await? {
        searches.push(counted(ctx, search).await?);
    }
    Ok(searches)
}

/// Removes the searches of an account that goes, and tells of them.
pub(crate) async fn forget(tx: &Tx<'_>, account: AccountId, at: DateTime<Utc>) -> Result<()> {
    for (id, version) in store::saved_searches::delete_of(tx, account).await? {
        tell(tx, (id, account, version), ChangeAction::Deleted, at);
    }
    Ok(())
}

/// Tells of a search whose it is, and nobody else.
fn tell(tx: &Tx<'_>, (id, account, version): (SavedSearchId, AccountId, i64), action: ChangeAction, at: DateTime<Utc>) {
    let (kind, id) = audited(id);
    tx.tell(NewChange { at, kind, id, slug: None, action, version, audience: Some(account) });
}
