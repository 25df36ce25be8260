//! Drafts of lessons: begun by anyone who has signed in, and seen by nobody but who writes them, and by the network's
//! editors once they were sent to review.

use super::own::shown;
use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result};
use chrono::{DateTime, Utc};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::Valid;
use domain::lessons::{
    DraftQuery, DraftStatus, DraftSummary, Lesson, LessonContent, LessonDraft, LessonDraftUpdate, NewDraftComment,
    NewLessonDraft,
};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor, Scope, Thing, may};
use ids::{AccountId, DraftCommentId, LessonDraftId, LessonId};
use store::lessons::drafts::{DraftFilter, DraftKey, NewDraftRow};
use store::{NewChange, Source, Tx};

/// Most that is said about one draft.
const MOST_COMMENTS: u64 = 500;

pub(super) fn missing() -> Error {
    Error::Missing("There is no draft of this id.".to_owned())
}

/// A draft as rules see it. Those who review see it once it was sent to them, whatever has become of it since.
#[must_use]
pub(crate) const fn draft_thing(draft: &DraftKey) -> Thing {
    Thing::draft(draft.account, !matches!(draft.status, DraftStatus::Writing))
}

/// What audit and change log call a draft.
pub(super) const fn audited(id: LessonDraftId) -> (ThingKind, uuid::Uuid) {
    (ThingKind::LessonDraft, id.as_uuid())
}

/// Whether somebody reviews drafts.
fn reviews(actor: &Actor) -> bool {
    may(actor, Action::CreateLessonDraftDecision, Thing { in_review: true, ..Thing::NONE }).is_allowed()
}

/// Begins a draft: of a new lesson, or of a published one with what that says.
///
/// # Errors
/// [`Error::Broken`] with every fault; when nobody has signed in or the database fails.
pub async fn create_lesson_draft(ctx: &Context, caller: Caller, new: NewLessonDraft) -> Result<Outcome<LessonDraft>> {
    let scope = caller.key_scope(Action::CreateLessonDraft);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(kept).await;
    }
    authorise(&caller.actor, Action::CreateLessonDraft)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let account = caller.person()?.account;
    let (lesson, content) = begun(ctx, new).await?;
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    let made = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            let (id, at) = (LessonDraftId::generate(ctx_in.unix_ms()), ctx_in.now());
            store::lessons::drafts::insert(tx, &NewDraftRow { id, account, lesson, content, at }).await?;
            let (status, base) = (DraftStatus::Writing, lesson.map(|(_, revision)| revision));
            let key = DraftKey { id, account, lesson: lesson.map(|(id, _)| id), base, status, version: 1 };
            tell(tx, &key, (ChangeAction::Created, 1), at);
            let audit = caller.audit(&ctx_in, Action::CreateLessonDraft, audited(id), vec!["lesson", "content"]);
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    shown_once(made.await?).await
}

/// The published lesson that a draft is of with its revision, and what the draft begins with.
async fn begun(ctx: &Context, new: NewLessonDraft) -> Result<(Option<(LessonId, i32)>, LessonContent)> {
    let lesson = match &new.lesson {
        Some(name) => Some(published(ctx, name).await?),
        None => None,
    };
    let id = lesson.as_ref().map(|lesson| (lesson.id, lesson.revision));
    if let Some(content) = new.content {
        let faults = super::check_keys(ctx, &content, "/content").await?;
        return if faults.is_empty() { Ok((id, content)) } else { Err(Error::Broken(faults)) };
    }
    let content = lesson.map(|lesson| lesson.content);
    let content = content.ok_or_else(|| broken("/content", "required", "Say at least a title."))?;
    Ok((id, content))
}

async fn published(ctx: &Context, name: &str) -> Result<Lesson> {
    let found = match name.parse() {
        Ok(reference) => store::lessons::get(ctx.db(), Scope::Public, &reference).await?,
        Err(_) => None,
    };
    found.ok_or_else(|| broken("/lesson", "unknown_lesson", "There is no such lesson. Give its id or its slug."))
}

/// One broken rule.
pub(super) fn broken(pointer: &str, code: &str, message: &str) -> Error {
    Error::Broken(vec![Fault::new(pointer, code, message)])
}

/// A page of drafts, the last begun first: one's own, and for those who review all that were sent to them.
///
/// # Errors
/// When nobody has signed in, the cursor is none, or the database fails.
pub async fn list_lesson_drafts(ctx: &Context, caller: &Caller, query: &DraftQuery) -> Result<Page<DraftSummary>> {
    authorise(&caller.actor, Action::ListLessonDrafts)?;
    let list = List::of(Action::ListLessonDrafts, &query.filter());
    let before: Option<LessonDraftId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let account = caller.person()?.account;
    let submitted = !query.own && reviews(&caller.actor);
    let filter = DraftFilter { account, submitted, statuses: query.statuses.clone() };
    let items = store::lessons::drafts::list(ctx.db(), &filter, before, limit + 1).await?;
    list.page(items, limit, |draft| draft.id)
}

/// What rules ask about a draft, where the caller may do `action` to it.
pub(super) async fn authorised(ctx: &Context, caller: &Caller, action: Action, id: LessonDraftId) -> Result<DraftKey> {
    let Some(found) = store::lessons::drafts::find(ctx.db(), id).await? else {
        // Who may not know hears the same of what is not there.
        authorise_on(&caller.actor, action, Thing::NONE)?;
        return Err(missing());
    };
    authorise_on(&caller.actor, action, draft_thing(&found))?;
    Ok(found)
}

/// The draft as it is now; without the HTML of what was said about it.
pub(super) async fn found(source: &impl Source, id: LessonDraftId) -> Result<LessonDraft> {
    store::lessons::drafts::get(source, id).await?.ok_or_else(missing)
}

/// What rules ask about a draft that nobody else changes until the transaction ends.
pub(super) async fn alone(tx: &Tx<'_>, id: LessonDraftId) -> Result<DraftKey> {
    tx.alone_with(id.as_uuid()).await?;
    store::lessons::drafts::find(tx, id).await?.ok_or_else(missing)
}

/// The answer of something that was done once, with its HTML.
pub(super) async fn shown_once(outcome: Outcome<LessonDraft>) -> Result<Outcome<LessonDraft>> {
    Ok(Outcome { value: shown(outcome.value).await?, replayed: outcome.replayed })
}

/// One draft: one's own, or for those who review one that was sent to them.
///
/// # Errors
/// [`Error::Hidden`] for others; when the database fails.
pub async fn get_lesson_draft(ctx: &Context, caller: &Caller, id: LessonDraftId) -> Result<LessonDraft> {
    authorised(ctx, caller, Action::GetLessonDraft, id).await?;
    shown(found(ctx.db(), id).await?).await
}

/// Puts what a draft says from now on: by who writes it as long as it is with them, by those who review while it is in
/// review.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] where it is with somebody else; [`Error::Stale`];
/// [`Error::Broken`] with every fault; when the database fails.
pub async fn update_lesson_draft(
    ctx: &Context,
    caller: Caller,
    id: LessonDraftId,
    expected: Expected,
    change: LessonDraftUpdate,
) -> Result<LessonDraft> {
    authorised(ctx, &caller, Action::UpdateLessonDraft, id).await?;
    let LessonDraftUpdate { content, base } = Valid::check(change).map_err(Error::Broken)?.into_inner();
    let faults = super::check_keys(ctx, &content, "/content").await?;
    if !faults.is_empty() {
        return Err(Error::Broken(faults));
    }
    let audit = caller.audit(ctx, Action::UpdateLessonDraft, audited(id), vec!["content"]);
    let (who, reviews, at) = (caller.actor.account(), reviews(&caller.actor), ctx.now());
    let changed = ctx.db().write(move |tx| {
        Box::pin(async move {
            let before = alone(tx, id).await?;
            expected.check(before.version)?;
            refuse_others(&before, who, reviews)?;
            check_base(tx, &before, base).await?;
            let draft = found(tx, id).await?;
            // What changes nothing leaves no trace.
            if draft.content == content && (base.is_none() || base == before.base) {
                return Ok::<_, Error>(draft);
            }
            let version = store::lessons::drafts::put_content(tx, &before, &content, base, at).await?;
            tell(tx, &before, (ChangeAction::Updated, version), at);
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    shown(changed.await?).await
}

/// A draft takes a revision into account that there is.
async fn check_base(tx: &Tx<'_>, draft: &DraftKey, base: Option<i32>) -> Result<()> {
    let Some(base) = base else { return Ok(()) };
    let Some(lesson) = draft.lesson else {
        return Err(broken("/base", "not_taken_here", "A draft of a new lesson takes no revision into account."));
    };
    if base > store::lessons::revisions::newest(tx, lesson).await? {
        return Err(broken("/base", "unknown_value", "The lesson has no revision of this number."));
    }
    Ok(())
}

/// A draft is in one hand at a time: with who writes it, or with those who review it.
fn refuse_others(draft: &DraftKey, who: Option<AccountId>, reviews: bool) -> Result<()> {
    let sentence = match draft.status {
        DraftStatus::Writing | DraftStatus::Returned if who == Some(draft.account) => return Ok(()),
        DraftStatus::InReview if reviews => return Ok(()),
        DraftStatus::InReview => "This draft is in review. Wait until it comes back, or say what is to be changed.",
        DraftStatus::Published => "This draft was published. Begin another one to change its lesson.",
        DraftStatus::Writing | DraftStatus::Returned => "This draft is with who writes it. Say what is to be changed.",
    };
    Err(Error::Conflict(sentence.to_owned()))
}

/// Throws a draft of one's own away, with what was said about it.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] while it is in review and once it was published; [`Error::Stale`];
/// when the database fails.
pub async fn delete_lesson_draft(ctx: &Context, caller: Caller, id: LessonDraftId, expected: Expected) -> Result<()> {
    authorised(ctx, &caller, Action::DeleteLessonDraft, id).await?;
    let audit = caller.audit(ctx, Action::DeleteLessonDraft, audited(id), vec!["*"]);
    let at = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let before = alone(tx, id).await?;
                expected.check(before.version)?;
                if !before.status.is_open() {
                    let sentence = "A draft that is in review or was published is not thrown away.";
                    return Err(Error::Conflict(sentence.to_owned()));
                }
                store::lessons::drafts::delete(tx, id).await?;
                tell(tx, &before, (ChangeAction::Deleted, before.version), at);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Says something about a draft, to who writes it and to those who review it.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] once it was published, and where very much was said already;
/// [`Error::Broken`]; when the database fails.
pub async fn create_lesson_draft_comment(
    ctx: &Context,
    caller: Caller,
    id: LessonDraftId,
    new: NewDraftComment,
) -> Result<Outcome<LessonDraft>> {
    let scope = caller.key_scope(Action::CreateLessonDraftComment);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(kept).await;
    }
    authorised(ctx, &caller, Action::CreateLessonDraftComment, id).await?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let account = caller.person()?.account;
    let audit = caller.audit(ctx, Action::CreateLessonDraftComment, audited(id), vec!["comments"]);
    let (comment, at) = (DraftCommentId::generate(ctx.unix_ms()), ctx.now());
    let said = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let draft = alone(tx, id).await?;
            refuse_more(tx, &draft).await?;
            store::lessons::drafts::insert_comment(tx, (comment, id), account, new, at).await?;
            tell(tx, &draft, (ChangeAction::Updated, draft.version), at);
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    shown_once(said.await?).await
}

async fn refuse_more(tx: &Tx<'_>, draft: &DraftKey) -> Result<()> {
    if draft.status == DraftStatus::Published {
        return Err(Error::Conflict("This draft was published: there is nothing left to say about it.".to_owned()));
    }
    if store::lessons::drafts::count_comments(tx, draft.id).await? >= MOST_COMMENTS {
        return Err(Error::Conflict(format!("{MOST_COMMENTS} things were said about this draft: that is enough.")));
    }
    Ok(())
}

/// Tells who writes a draft that it changed, and nobody else.
pub(super) fn tell(tx: &Tx<'_>, draft: &DraftKey, (action, version): (ChangeAction, i64), at: DateTime<Utc>) {
    tx.tell(NewChange {
        at,
        kind: ThingKind::LessonDraft,
        id: draft.id.as_uuid(),
        slug: None,
        action,
        version,
        audience: Some(draft.account),
    });
}
