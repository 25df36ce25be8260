//! What lessons said before, and what changed between two of their revisions.

use crate::access::authorise;
use crate::cursor::List;
use crate::{Context, Error, Result};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::lessons::{LessonName, LessonRef, LessonRevision, RevisionDiff, RevisionDiffQuery, RevisionQuery, diff};
use domain::live::ThingKind;
use domain::policy::{Action, Actor, Scope};
use ids::LessonId;
use store::Source;

/// Kinds of things that the answers here are made from.
pub const REVISIONS_MADE_FROM: &[ThingKind] = &[ThingKind::Lesson, ThingKind::Account];

/// The lesson that an address names.
pub(super) async fn named(source: &impl Source, reference: &LessonRef) -> Result<LessonName> {
    let found = store::lessons::name(source, reference).await?;
    found.ok_or_else(|| super::missing(&reference.to_string()))
}

/// A page of what a lesson said each time it was published, the newest first.
///
/// # Errors
/// [`Error::Missing`] when there is no such lesson; when the cursor is none or the database fails.
pub async fn list_lesson_revisions(
    ctx: &Context,
    actor: &Actor,
    lesson: &LessonRef,
    query: &RevisionQuery,
) -> Result<Page<LessonRevision>> {
    let scope = authorise(actor, Action::ListLessonRevisions)?;
    let lesson = named(ctx.db(), lesson).await?.id;
    let list = List::of(Action::ListLessonRevisions, &lesson.to_string());
    let before: Option<i32> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::lessons::revisions::list(ctx.db(), scope, lesson, before, limit + 1).await?;
    list.page(items, limit, |revision| revision.number)
}

/// One revision of a lesson.
///
/// # Errors
/// [`Error::Missing`] when there is no such lesson or revision; when the database fails.
pub async fn get_lesson_revision(
    ctx: &Context,
    actor: &Actor,
    lesson: &LessonRef,
    number: i32,
) -> Result<LessonRevision> {
    let scope = authorise(actor, Action::GetLessonRevision)?;
    find(ctx, scope, named(ctx.db(), lesson).await?.id, number).await
}

async fn find(ctx: &Context, scope: Scope, lesson: LessonId, number: i32) -> Result<LessonRevision> {
    let found = store::lessons::revisions::get(ctx.db(), scope, lesson, number).await?;
    found.ok_or_else(|| Error::Missing("This lesson has no revision of this number.".to_owned()))
}

/// What changed between a revision of a lesson and another one, which is the one before where none is named. The first
/// one is then compared with itself: it changed nothing.
///
/// # Errors
/// [`Error::Missing`] when there is no such lesson or revision; when the database fails.
pub async fn get_lesson_revision_diff(
    ctx: &Context,
    actor: &Actor,
    lesson: &LessonRef,
    number: i32,
    query: RevisionDiffQuery,
) -> Result<RevisionDiff> {
    let scope = authorise(actor, Action::GetLessonRevisionDiff)?;
    let lesson = named(ctx.db(), lesson).await?.id;
    let (older, newer) = query.pair(number);
    let older = find(ctx, scope, lesson, older).await?;
    let newer = find(ctx, scope, lesson, newer).await?;
    let changes = diff(&older.content, &newer.content);
    Ok(RevisionDiff { from: older.number, to: newer.number, changes })
}
