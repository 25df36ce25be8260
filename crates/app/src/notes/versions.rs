//! What notes said each time they were published.

use super::written::html;
use crate::access::authorise;
use crate::cursor::List;
use crate::{Context, Error, Result};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::lessons::{RevisionDiff, RevisionDiffQuery};
use domain::notes::{NoteName, NoteRef, NoteVersion, NoteVersionQuery, NoteVersionSummary, diff};
use domain::policy::{Action, Actor, Scope};
use ids::NoteId;
use store::Source;
use store::notes::versions::KeptVersion;

/// The note that an address names.
pub(super) async fn named(source: &impl Source, reference: &NoteRef) -> Result<NoteName> {
    let found = store::notes::name(source, reference).await?;
    found.ok_or_else(|| super::missing(&reference.to_string()))
}

/// A page of the versions of a note, the newest first.
///
/// # Errors
/// [`Error::Missing`] when there is no such note; when the cursor is none or the database fails.
pub async fn list_note_versions(
    ctx: &Context,
    actor: &Actor,
    note: &NoteRef,
    query: &NoteVersionQuery,
) -> Result<Page<NoteVersionSummary>> {
    let scope = authorise(actor, Action::ListNoteVersions)?;
    let note = named(ctx.db(), note).await?.id;
    let list = List::of(Action::ListNoteVersions, &note.to_string());
    let before: Option<i32> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::notes::versions::list(ctx.db(), scope, note, before, limit + 1).await?;
    list.page(items, limit, |version| version.number)
}

/// One version of a note: what it said and cited then, with how that stands today.
///
/// # Errors
/// [`Error::Missing`] when there is no such note or version; when the database fails.
pub async fn get_note_version(ctx: &Context, actor: &Actor, note: &NoteRef, number: i32) -> Result<NoteVersion> {
    let scope = authorise(actor, Action::GetNoteVersion)?;
    let note = named(ctx.db(), note).await?;
    let kept = find(ctx, scope, note.id, number).await?;
    let references = store::notes::references(ctx.db(), std::slice::from_ref(&kept.citations)).await?;
    let references = references.into_iter().next().unwrap_or_default();
    let html = html(&kept.content, &kept.citations).await?;
    let text = store::notes::text(ctx.db(), &kept.content, html, references).await?;
    let mut cities = store::lessons::cities_by_slugs(ctx.db(), &kept.content.cities).await?;
    cities.sort_by_key(|city| kept.content.cities.iter().position(|slug| *slug == city.slug));
    Ok(NoteVersion {
        note,
        number: kept.number,
        content: kept.content,
        text,
        cities,
        authors: kept.authors,
        change: kept.change,
        published_at: kept.published_at,
    })
}

/// What changed between a version of a note and another one, which is the one before where none is named. The first one
/// is then compared with itself: it changed nothing.
///
/// # Errors
/// [`Error::Missing`] when there is no such note or version; when the database fails.
pub async fn get_note_version_diff(
    ctx: &Context,
    actor: &Actor,
    note: &NoteRef,
    number: i32,
    query: RevisionDiffQuery,
) -> Result<RevisionDiff> {
    let scope = authorise(actor, Action::GetNoteVersionDiff)?;
    let note = named(ctx.db(), note).await?.id;
    let (older, newer) = query.pair(number);
    let older = find(ctx, scope, note, older).await?;
    let newer = find(ctx, scope, note, newer).await?;
    let changes = diff(&older.content, &newer.content);
    Ok(RevisionDiff { from: older.number, to: newer.number, changes })
}

async fn find(ctx: &Context, scope: Scope, note: NoteId, number: i32) -> Result<KeptVersion> {
    let kept = store::notes::versions::get(ctx.db(), scope, note, number).await?;
    kept.ok_or_else(|| Error::Missing("This note has no version of this number.".to_owned()))
}
