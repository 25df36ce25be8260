//! Files of items: taken, given and removed.

use super::edit::found;
use super::{audited, get, sniff, tell_item};
use crate::access::authorise;
use crate::{Caller, Context, Error, Expected, Result, files};
use contract::Fault;
use domain::library::{FileType, LibraryFile, LibraryItem, LibraryItemRef, MAX_FILE_BYTES, NewLibraryFile};
use domain::live::ChangeAction;
use domain::policy::{Action, Actor};
pub use store::library::files::KeptFile;

/// The file of an item; what is in it follows by [`read_file`].
///
/// # Errors
/// [`Error::Missing`] when there is no such item, or it has no file; when the actor may not or the database fails.
pub async fn get_library_item_file(ctx: &Context, actor: &Actor, reference: &LibraryItemRef) -> Result<KeptFile> {
    let scope = authorise(actor, Action::GetLibraryItemFile)?;
    if let Some(kept) = store::library::files::find(ctx.db(), scope, reference).await? {
        return Ok(kept);
    }
    get(ctx, actor, reference).await?;
    Err(no_file())
}

/// The file of an item that is a picture, to be shown on a page; what is in it follows by [`read_file`].
///
/// # Errors
/// [`Error::Missing`] when there is no such item, or its file is no picture; when the actor may not or the database fails.
pub async fn get_library_item_image(ctx: &Context, actor: &Actor, reference: &LibraryItemRef) -> Result<KeptFile> {
    let scope = authorise(actor, Action::GetLibraryItemImage)?;
    let kept = store::library::files::find(ctx.db(), scope, reference).await?;
    if let Some(kept) = kept.filter(|kept| matches!(kept.file.media_type, FileType::Png | FileType::Jpeg)) {
        return Ok(kept);
    }
    get(ctx, actor, reference).await?;
    Err(Error::Missing("The file of this item is no picture.".to_owned()))
}

fn no_file() -> Error {
    Error::Missing("This item has no file: it is a link alone.".to_owned())
}

/// What is in a file.
///
/// # Errors
/// [`Error::Unavailable`] when it cannot be read.
pub async fn read_file(ctx: &Context, kept: &KeptFile) -> Result<Vec<u8>> {
    ctx.files()?.get(&kept.key).await
}

/// Whether somebody may give items their files: asked before megabytes are read of them.
///
/// # Errors
/// When they may not.
pub fn may_replace_file(actor: &Actor) -> Result<()> {
    authorise(actor, Action::ReplaceLibraryItemFile).map(drop)
}

/// Gives an item its file, in place of the one before where there is one.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; [`Error::Broken`] where the file is nothing that the library takes;
/// [`Error::Unavailable`] and [`Error::Full`]; when the caller may not or the database fails.
pub async fn replace_library_item_file(
    ctx: &Context,
    caller: Caller,
    reference: &LibraryItemRef,
    expected: Expected,
    new: NewLibraryFile,
) -> Result<LibraryItem> {
    may_replace_file(&caller.actor)?;
    let read = found(ctx.db(), reference).await?;
    expected.check(read.version)?;
    let file = described(&new, &read.slug)?;
    // What changes nothing leaves no trace.
    if read.file.as_ref() == Some(&file) {
        return Ok(read);
    }
    let place = ctx.files()?;
    // One for each version and content: nobody writes over what a row names.
    let key = format!("library/{}-v{}-{}", read.id, read.version, &file.sha256[..16]);
    files::announce(ctx, &key).await?;
    place.put(&key, new.bytes).await?;
    set(ctx, caller, (Action::ReplaceLibraryItemFile, &read), Some((file, key))).await
}

/// What is told of a file, if the library takes it.
fn described(new: &NewLibraryFile, slug: &str) -> Result<LibraryFile> {
    let media_type = checked_type(new).map_err(|fault| Error::Broken(vec![fault]))?;
    Ok(LibraryFile {
        name: media_type.file_name(new.name.as_deref(), slug),
        media_type,
        bytes: i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
        sha256: files::sha256(&new.bytes),
    })
}

/// What a file is by what is in it, where its sender says nothing else.
fn checked_type(new: &NewLibraryFile) -> Result<FileType, Fault> {
    if new.bytes.is_empty() {
        return Err(Fault::new("", "required", "Send the file as the body: this one is empty."));
    }
    if new.bytes.len() > MAX_FILE_BYTES {
        return Err(Fault::new("", "too_long", format!("Use a file of at most {MAX_FILE_BYTES} bytes.")));
    }
    let Some(found) = sniff::file_type(&new.bytes) else {
        let message = "This is none of the files that the library takes: PDF, CSV in UTF-8, a Word or Excel document (.docx, .xlsx) or an OpenDocument text (.odt) without programs in it, PNG, JPEG.";
        return Err(Fault::new("", "unknown_value", message));
    };
    match new.media_type {
        Some(said) if said != found => {
            let message = format!("This is sent as {said}, and what is in it is {found}.");
            Err(Fault::new("", "unknown_value", message))
        }
        _ => Ok(found),
    }
}

/// Removes the file of an item.
///
/// # Errors
/// [`Error::Missing`] when there is no such item, or it has no file; [`Error::Conflict`] where it has no link either;
/// [`Error::Stale`]; when the caller may not or the database fails.
pub async fn delete_library_item_file(
    ctx: &Context,
    caller: Caller,
    reference: &LibraryItemRef,
    expected: Expected,
) -> Result<LibraryItem> {
    authorise(&caller.actor, Action::DeleteLibraryItemFile)?;
    let read = found(ctx.db(), reference).await?;
    expected.check(read.version)?;
    if read.file.is_none() {
        return Err(no_file());
    }
    if read.url.is_none() {
        let sentence = "This item is a file alone. Give it a link first, or take the item out.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    set(ctx, caller, (Action::DeleteLibraryItemFile, &read), None).await
}

/// Notes which file an item has from now on. The one before goes.
async fn set(
    ctx: &Context,
    caller: Caller,
    (action, read): (Action, &LibraryItem),
    file: Option<(LibraryFile, String)>,
) -> Result<LibraryItem> {
    let (id, version, at) = (read.id, read.version, ctx.now());
    let audit = caller.audit(ctx, action, audited(id), vec!["file"]);
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(id.as_uuid()).await?;
                let before = found(tx, &LibraryItemRef::Id(id)).await?;
                Expected::from(version).check(before.version)?;
                let (version, old) = store::library::files::set(tx, id, file, at).await?;
                files::forget(&ctx_in, tx, old).await?;
                tell_item(tx, (id, &before.slug), (ChangeAction::Updated, version), at);
                store::audit::append(tx, audit).await?;
                found(tx, &LibraryItemRef::Id(id)).await
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::{FileType, NewLibraryFile, checked_type, described};

    fn file(media_type: Option<FileType>, bytes: &[u8]) -> NewLibraryFile {
        NewLibraryFile { name: None, media_type, bytes: bytes.to_vec() }
    }

    #[test]
    fn what_is_in_a_file_decides() {
        for (said, bytes, expected) in [
            (None, b"%PDF-1.7".as_slice(), Ok(FileType::Pdf)),
            (Some(FileType::Pdf), b"%PDF-1.7", Ok(FileType::Pdf)),
            (Some(FileType::Png), b"%PDF-1.7", Err("unknown_value")),
            (Some(FileType::Pdf), b"<html>", Err("unknown_value")),
            (Some(FileType::Pdf), b"", Err("required")),
        ] {
            let found = checked_type(&file(said, bytes)).map_err(|fault| fault.code);
            assert_eq!(found, expected.map_err(str::to_owned), "{said:?}");
        }
    }

    #[test]
    fn a_file_is_told_of() {
        let told = described(&file(None, b"a,b\n1,2\n"), "heat").unwrap();
        assert_eq!((told.name.as_str(), told.bytes, told.sha256.len()), ("heat.csv", 8, 64));
    }
}
