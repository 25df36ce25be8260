//! How the network's editors keep the library.

use super::{audited, collections, missing, tell_item, written};
use crate::access::authorise;
use crate::idempotency::{Outcome, kept, once};
use crate::vocabularies::odd_keys;
use crate::{Caller, Context, Error, Expected, Result, files, names};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::Valid;
use domain::library::{LibraryItem, LibraryItemRef, LibraryItemUpdate, NewLibraryItem, touched};
use domain::live::ChangeAction;
use domain::policy::{Action, Scope};
use ids::LibraryItemId;
use store::library::Written;
use store::{Shared, Source, Tx};

/// The item as it is now.
pub(super) async fn found(source: &impl Source, reference: &LibraryItemRef) -> Result<LibraryItem> {
    let item = store::library::get(source, Scope::Public, reference).await?;
    item.ok_or_else(|| missing(&reference.to_string()))
}

/// Adds an item.
///
/// # Errors
/// [`Error::Broken`] with every fault; when the caller may not or the database fails.
pub async fn create_library_item(ctx: &Context, caller: Caller, new: NewLibraryItem) -> Result<Outcome<LibraryItem>> {
    let scope = caller.key_scope(Action::CreateLibraryItem);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateLibraryItem)?;
    let new = checked(ctx, new).await?;
    let (id, at) = (LibraryItemId::generate(ctx.unix_ms()), ctx.now());
    let audit = caller.audit(ctx, Action::CreateLibraryItem, audited(id), vec!["*"]);
    // Its name in addresses is chosen where nobody else chooses one.
    let unnamed = written((id, String::new()), new, None).await?;
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_among(Shared::Library).await?;
            let slug = free_slug(tx, &unnamed).await?;
            let version = store::library::put(tx, &Written { slug: slug.clone(), ..unnamed }, at).await?;
            tell_item(tx, (id, &slug), (ChangeAction::Created, version), at);
            store::audit::append(tx, audit).await?;
            found(tx, &LibraryItemRef::Id(id)).await
        })
    })
    .await
}

async fn free_slug(tx: &Tx<'_>, item: &Written) -> Result<String> {
    for slug in names::slugs(&item.item.title, "item", &super::PAGES, item.id.as_uuid()) {
        if !store::library::slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Err(Error::Internal("no name in addresses is free".to_owned()))
}

/// What is said of an item, if all of it is right.
async fn checked(ctx: &Context, new: NewLibraryItem) -> Result<NewLibraryItem> {
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let faults = odd_keys(ctx, &new.key_lists(), "").await?;
    if faults.is_empty() { Ok(new) } else { Err(Error::Broken(faults)) }
}

/// Changes an item. With another address nothing is known of its link any more.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; [`Error::Broken`] with every fault; when the caller may not or the database
/// fails.
pub async fn update_library_item(
    ctx: &Context,
    caller: Caller,
    reference: &LibraryItemRef,
    expected: Expected,
    change: LibraryItemUpdate,
) -> Result<LibraryItem> {
    authorise(&caller.actor, Action::UpdateLibraryItem)?;
    let read = found(ctx.db(), reference).await?;
    let change = Valid::check(change).map_err(Error::Broken)?.into_inner();
    expected.check(read.version)?;
    let wanted = checked(ctx, change.over(&read)).await?;
    let fields = touched(&NewLibraryItem::from(&read), &wanted);
    // What changes nothing leaves no trace.
    if fields.is_empty() {
        return Ok(read);
    }
    refuse_nothing(&read, &wanted)?;
    let (id, at) = (read.id, ctx.now());
    let audit = caller.audit(ctx, Action::UpdateLibraryItem, audited(id), fields);
    // Rendered before the transaction, of the version that was read: another one is refused.
    let written = written((id, read.slug.clone()), wanted, None).await?;
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(id.as_uuid()).await?;
                let before = found(tx, &LibraryItemRef::Id(id)).await?;
                Expected::from(read.version).check(before.version)?;
                let version = store::library::put(tx, &written, at).await?;
                tell_item(tx, (id, &written.slug), (ChangeAction::Updated, version), at);
                store::audit::append(tx, audit).await?;
                found(tx, &LibraryItemRef::Id(id)).await
            })
        })
        .await
}

/// An item that is neither link nor file is none.
fn refuse_nothing(before: &LibraryItem, wanted: &NewLibraryItem) -> Result<()> {
    if wanted.url.is_some() || before.url.is_none() || before.file.is_some() {
        return Ok(());
    }
    let message = "Give an address, or add the file first: an item is a link or a file.";
    Err(Error::Broken(vec![Fault::new("/url", "required", message)]))
}

/// Takes an item out, from every collection as well. What had come with the reference data does not come back with
/// them.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; when the caller may not or the database fails.
pub async fn delete_library_item(
    ctx: &Context,
    caller: Caller,
    reference: &LibraryItemRef,
    expected: Expected,
) -> Result<()> {
    authorise(&caller.actor, Action::DeleteLibraryItem)?;
    let read = found(ctx.db(), reference).await?;
    let (id, at) = (read.id, ctx.now());
    let audit = caller.audit(ctx, Action::DeleteLibraryItem, audited(id), vec!["*"]);
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(id.as_uuid()).await?;
                let before = found(tx, &LibraryItemRef::Id(id)).await?;
                expected.check(before.version)?;
                remove(&ctx_in, tx, &before, at).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Removes an item with all that hangs on it, and tells of it and of the collections that held it.
pub(crate) async fn remove(ctx: &Context, tx: &Tx<'_>, item: &LibraryItem, at: DateTime<Utc>) -> Result<()> {
    collections::take_out(tx, item.id, at).await?;
    let file = store::library::delete(tx, item.id, at).await?;
    files::forget(ctx, tx, file).await?;
    tell_item(tx, (item.id, &item.slug), (ChangeAction::Deleted, item.version), at);
    Ok(())
}
