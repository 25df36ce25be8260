//! How an issue is changed before it goes out, and thrown away.

use super::compose::beginning;
use super::{alone, audited, authorised, refuse_public, shown, tell};
use crate::{Caller, Context, Error, Expected, Result};
use contract::Fault;
use domain::Valid;
use domain::briefings::{BriefingContent, BriefingIssue, BriefingIssueRef, BriefingIssueUpdate, EntryKind};
use domain::live::ChangeAction;
use domain::policy::{Action, Scope};
use domain::vocabularies::VocabularyName;
use ids::{BriefingIssueId, LessonId, LibraryItemId};
use store::Tx;
use store::briefings::IssueKey;

/// Puts what an issue says from now on.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Stale`]; [`Error::Broken`] with every fault; [`Error::Conflict`] where it
/// has gone out; when the database fails.
pub async fn update_briefing_issue(
    ctx: &Context,
    caller: Caller,
    id: BriefingIssueId,
    expected: Expected,
    change: BriefingIssueUpdate,
) -> Result<BriefingIssue> {
    let key = authorised(ctx, &caller.actor, Action::UpdateBriefingIssue, id).await?;
    let content = Valid::check(change).map_err(Error::Broken)?.into_inner().content;
    expected.check(key.version)?;
    refuse_public(&key)?;
    let named = BriefingIssueRef::Id(id);
    let read = super::list::found(ctx.db(), Scope::Everything, &named).await?;
    let odd = odd(ctx, &read.content, &content).await?;
    if !odd.is_empty() {
        return Err(Error::Broken(odd));
    }
    let fields = touched(&read.content, &content);
    // What changes nothing leaves no trace.
    if !fields.is_empty() {
        let (audit, at) = (caller.audit(ctx, Action::UpdateBriefingIssue, audited(id), fields), ctx.now());
        let account = caller.actor.account();
        let write = ctx.db().write(move |tx| {
            Box::pin(async move {
                let before = alone(tx, id, &Expected::from(key.version)).await?;
                refuse_public(&before)?;
                let beginning = beginning(&content);
                let version = store::briefings::put_content(tx, &before, (&content, beginning), at).await?;
                tell(tx, &before, (ChangeAction::Updated, version), account, at);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        });
        write.await?;
    }
    shown::issue(ctx, Scope::Everything, super::list::found(ctx.db(), Scope::Everything, &named).await?).await
}

/// What is wrong with what an issue names: lessons, items, topics and places that are not here. What stood in it before
/// and is gone by now is let through: it is not shown, and an editor may take it out.
async fn odd(ctx: &Context, before: &BriefingContent, content: &BriefingContent) -> Result<Vec<Fault>> {
    let lessons: Vec<LessonId> = content.lessons().into_iter().map(|(id, _)| id).collect();
    let known = store::lessons::by_ids(ctx.db(), Scope::Public, &lessons).await?;
    let items: Vec<LibraryItemId> = content.items().into_iter().map(|(id, _)| id).collect();
    let held = store::library::by_ids(ctx.db(), Scope::Public, &items).await?;
    let stood = (before.lessons(), before.items());
    let mut faults = Vec::new();
    for (place, section) in content.sections.iter().enumerate() {
        for (entry_place, entry) in section.entries.iter().enumerate() {
            let at = format!("/content/sections/{place}/entries/{entry_place}");
            let new_lesson = entry.lesson.filter(|id| stood.0.iter().all(|(one, _)| one != id));
            let lost_lesson = new_lesson.is_some_and(|id| known.iter().all(|lesson| lesson.id != id));
            let new_item = entry.item.filter(|id| stood.1.iter().all(|(one, _)| one != id));
            let lost_item = new_item.is_some_and(|id| held.iter().all(|item| item.id != id));
            match entry.kind {
                EntryKind::Lesson if lost_lesson => {
                    faults.push(Fault::new(
                        format!("{at}/lesson"),
                        "unknown_lesson",
                        "There is no such lesson (any more).",
                    ));
                }
                EntryKind::Item if lost_item => {
                    faults.push(Fault::new(format!("{at}/item"), "unknown_item", "There is no such item (any more)."));
                }
                EntryKind::Lesson | EntryKind::Item | EntryKind::Text => {}
            }
        }
    }
    faults.extend(odd_segment(ctx, content).await?);
    Ok(faults)
}

async fn odd_segment(ctx: &Context, content: &BriefingContent) -> Result<Vec<Fault>> {
    let segment = &content.segment;
    let topics: Vec<String> = content.sections.iter().filter_map(|section| section.topic.clone()).collect();
    let lists = [
        ("/sections", VocabularyName::LessonTopics, topics.as_slice()),
        ("/segment/countries", VocabularyName::Countries, segment.countries.as_slice()),
    ];
    let mut faults = crate::vocabularies::odd_keys(ctx, &lists, "/content").await?;
    let cities = store::lessons::cities_by_slugs(ctx.db(), &segment.cities).await?;
    if let Some(slug) = segment.cities.iter().find(|slug| cities.iter().all(|city| city.slug != **slug)) {
        let message = format!("There is no city '{slug}'. Use a slug from the list of cities.");
        faults.push(Fault::new("/content/segment/cities", "unknown_value", message));
    }
    Ok(faults)
}

/// The fields that a change changes.
fn touched(before: &BriefingContent, after: &BriefingContent) -> Vec<&'static str> {
    let fields = [
        ("title", before.title != after.title),
        ("intro", before.intro != after.intro),
        ("layout", before.layout != after.layout),
        ("language", before.language != after.language),
        ("sections", before.sections != after.sections),
        ("segment", before.segment != after.segment),
    ];
    fields.into_iter().filter(|(_, touched)| *touched).map(|(name, _)| name).collect()
}

/// Throws an issue away that has not gone out.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Stale`]; [`Error::Conflict`] where it has gone out; when the database
/// fails.
pub async fn delete_briefing_issue(
    ctx: &Context,
    caller: Caller,
    id: BriefingIssueId,
    expected: Expected,
) -> Result<()> {
    authorised(ctx, &caller.actor, Action::DeleteBriefingIssue, id).await?;
    let audit = caller.audit(ctx, Action::DeleteBriefingIssue, audited(id), vec!["*"]);
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let before = alone(tx, id, &expected).await?;
                refuse_public(&before)?;
                remove(&ctx_in, tx, &before, caller.actor.account()).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Removes an issue that has not gone out, and tells of it.
pub(crate) async fn remove(ctx: &Context, tx: &Tx<'_>, issue: &IssueKey, whose: super::Whose) -> Result<()> {
    store::briefings::delete(tx, issue).await?;
    tell(tx, issue, (ChangeAction::Deleted, issue.version), whose, ctx.now());
    Ok(())
}
