//! Which notes cite a lesson, or an item of the library: published ones alone, by what their newest version says.

use crate::access::authorise;
use crate::listing::Asked;
use crate::{Context, Result};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::lessons::LessonRef;
use domain::library::LibraryItemRef;
use domain::notes::{CitingQuery, NoteSort, NoteSummary};
use domain::policy::{Action, Actor, Scope};
use store::notes::{NoteSelection, Window};
use uuid::Uuid;

/// A page of the notes that cite a lesson, the last published first.
///
/// # Errors
/// [`crate::Error::Missing`] when there is no such lesson; when the cursor is none or the database fails.
pub async fn list_lesson_notes(
    ctx: &Context,
    actor: &Actor,
    lesson: &LessonRef,
    query: &CitingQuery,
) -> Result<Page<NoteSummary>> {
    let scope = authorise(actor, Action::ListLessonNotes)?;
    let found = store::lessons::name(ctx.db(), lesson).await?;
    let found = found.ok_or_else(|| crate::lessons::missing(&lesson.to_string()))?;
    citing(ctx, scope, found.id.as_uuid(), query).await
}

/// A page of the notes that cite an item of the library, the last published first.
///
/// # Errors
/// [`crate::Error::Missing`] when there is no such item; when the cursor is none or the database fails.
pub async fn list_library_item_notes(
    ctx: &Context,
    actor: &Actor,
    item: &LibraryItemRef,
    query: &CitingQuery,
) -> Result<Page<NoteSummary>> {
    let scope = authorise(actor, Action::ListLibraryItemNotes)?;
    let found = store::library::get(ctx.db(), scope, item).await?;
    let found = found.ok_or_else(|| crate::library::missing(&item.to_string()))?;
    citing(ctx, scope, found.id.as_uuid(), query).await
}

async fn citing(ctx: &Context, scope: Scope, thing: Uuid, query: &CitingQuery) -> Result<Page<NoteSummary>> {
    let (sort, asked) = (NoteSort::PublishedAtDescending, Asked::of(None, vec![("cites", vec![thing.to_string()])]));
    let after = query.cursor.as_deref().map(|text| asked.read(text, &sort, false)).transpose()?;
    let window = Window { sort, after, limit: u64::from(query.limit.unwrap_or(DEFAULT_LIMIT)) };
    let selection = NoteSelection { citing: Some(thing), ..NoteSelection::default() };
    let (items, end) = store::notes::page(ctx.db(), scope, &selection, window).await?;
    let next = end.map(|end| asked.write(sort, end)).transpose()?;
    Ok(Page::new(items, next))
}
