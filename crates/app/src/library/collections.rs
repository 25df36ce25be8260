//! Collections of the network and reading lists of people. A private list is not there for anybody else: whatever is
//! asked about it answers as if there were none.

use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result, names};
use chrono::{DateTime, Utc};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::Valid;
use domain::lessons::excerpt;
use domain::library::{
    ALWAYS_PUBLIC, Collection, CollectionItems, CollectionKind, CollectionQuery, CollectionRef, CollectionSummary,
    CollectionUpdate, LibraryItemRef, NewCollection,
};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor, Scope, Thing};
use ids::{AccountId, CollectionId, LibraryItemId};
use store::library::collections::{CollectionFilter, CollectionKey, WrittenCollection};
use store::{NewChange, Shared, Source, Tx};

/// Kinds of things that the list is made from.
pub const COLLECTIONS_MADE_FROM: &[ThingKind] = &[ThingKind::Collection, ThingKind::Account];
/// Kinds of things that one collection is made from: it shows its items.
pub const COLLECTION_SHOWN_FROM: &[ThingKind] = &[ThingKind::Collection, ThingKind::LibraryItem, ThingKind::Account];

/// Most reading lists of one account.
const MOST_LISTS: u64 = 100;

/// What is said of a collection that is not there, or not for this reader.
#[must_use]
pub fn missing_collection(name: &str) -> Error {
    Error::Missing(format!("There is no collection or reading list '{name}'. Use an id or a slug from the list."))
}

/// A collection as rules see it.
pub(crate) const fn collection_thing(account: Option<AccountId>) -> Thing {
    Thing::of_account_or_network(account)
}

/// What audit and change log call a collection.
const fn audited(id: CollectionId) -> (ThingKind, uuid::Uuid) {
    (ThingKind::Collection, id.as_uuid())
}

/// A page of collections and reading lists, the last made first: what is public, and one's own.
///
/// # Errors
/// [`Error::SignIn`] where one's own are asked for and nobody has signed in; when the cursor is none or the database
/// fails.
pub async fn list_collections(
    ctx: &Context,
    actor: &Actor,
    query: &CollectionQuery,
) -> Result<Page<CollectionSummary>> {
    let scope = authorise(actor, Action::ListCollections)?;
    let list = List::of(Action::ListCollections, &query.filter());
    let before: Option<CollectionId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let account = if query.own { Some(actor.account().ok_or(Error::SignIn)?) } else { None };
    let item = match query.item.as_deref() {
        Some(name) => Some(item_named(ctx, name).await?),
        None => None,
    };
    let filter = CollectionFilter { kinds: query.kinds.clone(), account, item };
    let items = store::library::collections::list(ctx.db(), scope, &filter, before, limit + 1).await?;
    list.page(items, limit, |collection| collection.id)
}

/// The item that a parameter names.
async fn item_named(ctx: &Context, name: &str) -> Result<LibraryItemId> {
    let found = match name.parse::<LibraryItemRef>() {
        Ok(reference) => store::library::get(ctx.db(), Scope::Public, &reference).await?,
        Err(_) => None,
    };
    let message = "There is no such item. Give its id or its slug.";
    let unknown = || Error::Malformed(vec![Fault::new("item", "unknown_item", message)]);
    Ok(found.ok_or_else(unknown)?.id)
}

/// One collection or reading list with its items.
///
/// # Errors
/// [`Error::Missing`] when there is none that the actor may see; when the database fails.
pub async fn get_collection(ctx: &Context, actor: &Actor, reference: &CollectionRef) -> Result<Collection> {
    let scope = authorise(actor, Action::GetCollection)?;
    found(ctx.db(), scope, reference).await
}

async fn found(source: &impl Source, scope: Scope, reference: &CollectionRef) -> Result<Collection> {
    let collection = store::library::collections::get(source, scope, reference).await?;
    collection.ok_or_else(|| missing_collection(&reference.to_string()))
}

/// Makes a reading list of one's own, or as an editor a collection of the network.
///
/// # Errors
/// [`Error::Broken`] with every fault; [`Error::Conflict`] for very many lists; when the caller may not or the database
/// fails.
pub async fn create_collection(ctx: &Context, caller: Caller, new: NewCollection) -> Result<Outcome<Collection>> {
    let scope = caller.key_scope(Action::CreateCollection);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    if caller.actor.person().is_none() {
        // Who is no person hears at once what they lack, whichever of the two they wish for.
        authorise(&caller.actor, Action::CreateCollection)?;
    }
    let account = match new.kind {
        CollectionKind::Collection => None,
        CollectionKind::ReadingList => Some(caller.person()?.account),
    };
    authorise_on(&caller.actor, Action::CreateCollection, collection_thing(account))?;
    let said = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let (id, at) = (CollectionId::generate(ctx.unix_ms()), ctx.now());
    let unnamed = written((id, account), String::new(), said).await?;
    let audit = caller.audit(ctx, Action::CreateCollection, audited(id), vec!["*"]);
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_among(Shared::Library).await?;
            refuse_more(tx, account).await?;
            let slug = free_slug(tx, &unnamed).await?;
            let key =
                CollectionKey { id, slug: slug.clone(), account, is_public: unnamed.said.is_public(), version: 1 };
            store::library::collections::insert(tx, WrittenCollection { slug, ..unnamed }, at).await?;
            tell(tx, &key, ChangeAction::Created, at);
            store::audit::append(tx, audit).await?;
            found(tx, Scope::Everything, &CollectionRef::Id(id)).await
        })
    })
    .await
}

/// What is kept of a collection of which this is said.
async fn written(
    (id, account): (CollectionId, Option<AccountId>),
    slug: String,
    said: NewCollection,
) -> Result<WrittenCollection> {
    let text = said.summary.clone().unwrap_or_default();
    // A long text takes milliseconds: others are answered meanwhile.
    let (summary_html, plain) =
        tokio::task::spawn_blocking(move || (markdown::to_html(&text), markdown::to_text(&text))).await?;
    Ok(WrittenCollection { id, account, slug, said, summary_html, excerpt: excerpt(&plain) })
}

async fn refuse_more(tx: &Tx<'_>, account: Option<AccountId>) -> Result<()> {
    let Some(account) = account else { return Ok(()) };
    if store::library::collections::count(tx, account).await? >= MOST_LISTS {
        return Err(Error::Conflict(format!("You have {MOST_LISTS} reading lists, which is enough.")));
    }
    Ok(())
}

/// A slug that no collection has. That of a reading list ends in chance, so that nobody learns by a name that was taken
/// which private ones there are.
async fn free_slug(tx: &Tx<'_>, new: &WrittenCollection) -> Result<String> {
    let id = new.id.as_uuid();
    let chance: String = id.simple().to_string().chars().skip(24).collect();
    let slugs = names::slugs(&new.said.title, "collection", &super::PAGES, id).into_iter();
    let slugs = slugs.map(|slug| if new.account.is_some() { format!("{slug}-{chance}") } else { slug });
    for slug in slugs {
        if !store::library::collections::slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Err(Error::Internal("no name in addresses is free".to_owned()))
}

/// The collection, where the caller may do `action` to it. What somebody may not see is not there for them.
async fn authorised(ctx: &Context, caller: &Caller, action: Action, reference: &CollectionRef) -> Result<Collection> {
    let scope = authorise(&caller.actor, Action::GetCollection)?;
    let collection = found(ctx.db(), scope, reference).await?;
    authorise_on(&caller.actor, action, collection_thing(collection.person.as_ref().map(|person| person.id)))?;
    Ok(collection)
}

/// What rules ask about a collection that nobody else changes until the transaction ends.
async fn alone(tx: &Tx<'_>, id: CollectionId, expected: &Expected) -> Result<CollectionKey> {
    tx.alone_with(id.as_uuid()).await?;
    let found = store::library::collections::find(tx, Scope::Everything, &CollectionRef::Id(id)).await?;
    let found = found.ok_or_else(|| missing_collection(&id.to_string()))?;
    expected.check(found.version)?;
    Ok(found)
}

/// Changes what is said of a collection, and whether everyone sees it.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; [`Error::Broken`] with every fault; when the caller may not or the database
/// fails.
pub async fn update_collection(
    ctx: &Context,
    caller: Caller,
    reference: &CollectionRef,
    expected: Expected,
    change: CollectionUpdate,
) -> Result<Collection> {
    let read = authorised(ctx, &caller, Action::UpdateCollection, reference).await?;
    let change = Valid::check(change).map_err(Error::Broken)?.into_inner();
    expected.check(read.version)?;
    let wanted = checked(&read, change)?;
    let fields = touched(&read, &wanted);
    // What changes nothing leaves no trace.
    if fields.is_empty() {
        return Ok(read);
    }
    let (id, at) = (read.id, ctx.now());
    let audit = caller.audit(ctx, Action::UpdateCollection, audited(id), fields);
    let owner = read.person.as_ref().map(|person| person.id);
    let written = written((id, owner), read.slug.clone(), wanted).await?;
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let before = alone(tx, id, &Expected::from(read.version)).await?;
                let is_public = written.said.is_public();
                let version = store::library::collections::put(tx, written, before.version, at).await?;
                tell_change(tx, &before, &CollectionKey { is_public, version, ..before.clone() }, at);
                store::audit::append(tx, audit).await?;
                found(tx, Scope::Everything, &CollectionRef::Id(id)).await
            })
        })
        .await
}

/// The collection as a change wants it, checked as a new one is.
fn checked(before: &Collection, change: CollectionUpdate) -> Result<NewCollection> {
    let wanted = change.over(before);
    if before.kind == CollectionKind::Collection && !wanted.is_public() {
        return Err(Error::Broken(vec![Fault::new("/public", "not_allowed", ALWAYS_PUBLIC)]));
    }
    Ok(Valid::check(wanted).map_err(Error::Broken)?.into_inner())
}

/// The fields that a change changes.
fn touched(before: &Collection, after: &NewCollection) -> Vec<&'static str> {
    let fields = [
        ("title", before.title != after.title),
        ("summary", before.summary != after.summary.as_deref().unwrap_or_default()),
        ("public", before.public != after.is_public()),
    ];
    fields.into_iter().filter(|(_, touched)| *touched).map(|(name, _)| name).collect()
}

/// Puts the items of a collection from now on, in their order.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; [`Error::Broken`] with every fault; when the caller may not or the database
/// fails.
pub async fn replace_collection_items(
    ctx: &Context,
    caller: Caller,
    reference: &CollectionRef,
    expected: Expected,
    items: CollectionItems,
) -> Result<Collection> {
    let read = authorised(ctx, &caller, Action::ReplaceCollectionItems, reference).await?;
    let items = Valid::check(items).map_err(Error::Broken)?.into_inner();
    expected.check(read.version)?;
    let items = resolved(ctx, items).await?;
    let same = read.items.len() == items.len()
        && read.items.iter().zip(&items).all(|(one, (id, note))| one.item.id == *id && one.note == *note);
    // What changes nothing leaves no trace.
    if same {
        return Ok(read);
    }
    let (id, at) = (read.id, ctx.now());
    let audit = caller.audit(ctx, Action::ReplaceCollectionItems, audited(id), vec!["items"]);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let before = alone(tx, id, &Expected::from(read.version)).await?;
                let wanted: Vec<LibraryItemId> = items.iter().map(|(item, _)| *item).collect();
                let here = store::library::by_ids(tx, Scope::Public, &wanted).await?;
                // Some may have been taken out of the library a moment ago.
                let items = items.into_iter().filter(|(item, _)| here.iter().any(|known| known.id == *item));
                let version = store::library::collections::put_items(tx, &before, items.collect(), at).await?;
                tell(tx, &CollectionKey { version, ..before }, ChangeAction::Updated, at);
                store::audit::append(tx, audit).await?;
                found(tx, Scope::Everything, &CollectionRef::Id(id)).await
            })
        })
        .await
}

/// The items that entries name, each once.
async fn resolved(ctx: &Context, wanted: CollectionItems) -> Result<Vec<(LibraryItemId, Option<String>)>> {
    let (mut items, mut faults) = (Vec::with_capacity(wanted.items.len()), Vec::new());
    for (place, entry) in wanted.items.into_iter().enumerate() {
        let pointer = format!("/items/{place}/item");
        let found = match entry.item.parse::<LibraryItemRef>() {
            Ok(reference) => store::library::get(ctx.db(), Scope::Public, &reference).await?,
            Err(_) => None,
        };
        match found {
            None => faults.push(Fault::new(pointer, "unknown_item", "There is no such item. Give its id or its slug.")),
            Some(item) if items.iter().any(|(known, _)| *known == item.id) => {
                faults.push(Fault::new(pointer, "given_twice", "Give each item once."));
            }
            Some(item) => items.push((item.id, entry.note)),
        }
    }
    if faults.is_empty() { Ok(items) } else { Err(Error::Broken(faults)) }
}

/// Deletes a reading list of one's own, or as an editor a collection, or a public list that should not be here.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; when the caller may not or the database fails.
pub async fn delete_collection(
    ctx: &Context,
    caller: Caller,
    reference: &CollectionRef,
    expected: Expected,
) -> Result<()> {
    let read = authorised(ctx, &caller, Action::DeleteCollection, reference).await?;
    let (id, at) = (read.id, ctx.now());
    let audit = caller.audit(ctx, Action::DeleteCollection, audited(id), vec!["*"]);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let before = alone(tx, id, &expected).await?;
                store::library::collections::delete(tx, id).await?;
                tell(tx, &before, ChangeAction::Deleted, at);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Takes an item out of every collection, and tells of them.
pub(super) async fn take_out(tx: &Tx<'_>, item: LibraryItemId, at: DateTime<Utc>) -> Result<()> {
    for collection in store::library::collections::without(tx, item, at).await? {
        tell(tx, &collection, ChangeAction::Updated, at);
    }
    Ok(())
}

/// Removes the reading lists of an account that goes, and tells of them.
pub(crate) async fn forget_lists(tx: &Tx<'_>, account: AccountId, at: DateTime<Utc>) -> Result<()> {
    for list in store::library::collections::delete_of(tx, account).await? {
        tell(tx, &list, ChangeAction::Deleted, at);
    }
    Ok(())
}

/// Tells of a collection: everyone, or of a private list whose it is and nobody else.
pub(crate) fn tell(tx: &Tx<'_>, collection: &CollectionKey, action: ChangeAction, at: DateTime<Utc>) {
    let audience = collection.account.filter(|_| !collection.is_public);
    let (kind, id) = audited(collection.id);
    let (slug, version) = (Some(collection.slug.clone()), collection.version);
    tx.tell(NewChange { at, kind, id, slug, action, version, audience });
}

/// Tells that a collection changed. One that everyone sees no longer is gone for all but whose it is.
fn tell_change(tx: &Tx<'_>, before: &CollectionKey, after: &CollectionKey, at: DateTime<Utc>) {
    match (before.is_public, after.is_public) {
        (true, false) => {
            let gone = CollectionKey { is_public: true, ..after.clone() };
            tell(tx, &gone, ChangeAction::Deleted, at);
            tell(tx, after, ChangeAction::Updated, at);
        }
        (false, true) => tell(tx, after, ChangeAction::Created, at),
        _ => tell(tx, after, ChangeAction::Updated, at),
    }
}
