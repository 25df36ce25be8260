//! Drafts on their way: sent to review, given back, published.

use super::drafts::{alone, audited, authorised, found, shown_once, tell};
use super::letters;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result, names};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::Valid;
use domain::lessons::{DraftDecision, DraftStatus, DraftVerdict, LessonContent, LessonDraft};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::Action;
use ids::{LessonDraftId, LessonId};
use store::lessons::drafts::{DraftKey, DraftTurn};
use store::{NewChange, Shared, Tx};

/// Sends a draft of one's own to review.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] where it is in review or was published, and where its lesson has moved
/// on; [`Error::Broken`] with all that it still needs; when the database fails.
pub async fn create_lesson_draft_submission(
    ctx: &Context,
    caller: Caller,
    id: LessonDraftId,
) -> Result<Outcome<LessonDraft>> {
    let scope = caller.key_scope(Action::CreateLessonDraftSubmission);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(kept).await;
    }
    let draft = authorised(ctx, &caller, Action::CreateLessonDraftSubmission, id).await?;
    refuse_closed(&draft)?;
    let read = complete(ctx, id).await?;
    let audit = caller.audit(ctx, Action::CreateLessonDraftSubmission, audited(id), vec!["status"]);
    let ctx_in = ctx.clone();
    let sent = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let before = alone(tx, id).await?;
            refuse_closed(&before)?;
            refuse_changed(&before, read)?;
            refuse_overtaken(tx, &before).await?;
            let (status, at) = (DraftStatus::InReview, ctx_in.now());
            turn(tx, &before, DraftTurn { status, reason: None, lesson: before.lesson, at }).await?;
            let draft = found(tx, id).await?;
            letters::submitted(&ctx_in, tx, &draft).await?;
            store::audit::append(tx, audit).await?;
            Ok(draft)
        })
    });
    shown_once(sent.await?).await
}

fn refuse_closed(draft: &DraftKey) -> Result<()> {
    let sentence = match draft.status {
        DraftStatus::Writing | DraftStatus::Returned => return Ok(()),
        DraftStatus::InReview => "This draft is in review already.",
        DraftStatus::Published => "This draft was published already.",
    };
    Err(Error::Conflict(sentence.to_owned()))
}

/// What was looked at may have changed before the transaction began.
fn refuse_changed(draft: &DraftKey, read: i64) -> Result<()> {
    if draft.version == read {
        return Ok(());
    }
    Err(Error::Conflict("This draft was changed a moment ago. Look at it again, then decide.".to_owned()))
}

/// What somebody else has published meanwhile does not go without a word.
async fn refuse_overtaken(tx: &Tx<'_>, draft: &DraftKey) -> Result<()> {
    let (Some(lesson), Some(base)) = (draft.lesson, draft.base) else { return Ok(()) };
    let today = store::lessons::revisions::newest(tx, lesson).await?;
    if today <= base {
        return Ok(());
    }
    Err(Error::Conflict(format!(
        "The lesson is at revision {today}, and this draft takes revision {base} into account. Take over what has \
         changed, then save the draft with base {today}."
    )))
}

/// The version of a draft that has all that it needs to be published.
async fn complete(ctx: &Context, id: LessonDraftId) -> Result<i64> {
    let draft = found(ctx.db(), id).await?;
    let faults = lacks(ctx, &draft.content).await?;
    if faults.is_empty() { Ok(draft.version) } else { Err(Error::Broken(faults)) }
}

async fn lacks(ctx: &Context, content: &LessonContent) -> Result<Vec<Fault>> {
    let missing = content.missing().into_iter();
    let missing = missing.map(|(pointer, message)| Fault::new(format!("/content{pointer}"), "required", message));
    let odd = super::check_keys(ctx, content, "/content").await?;
    Ok(missing.chain(odd).collect())
}

/// Changes where a draft stands, and tells who writes it.
async fn turn(tx: &Tx<'_>, before: &DraftKey, turn: DraftTurn) -> Result<()> {
    let at = turn.at;
    let version = store::lessons::drafts::turn(tx, before, turn).await?;
    tell(tx, before, (ChangeAction::Updated, version), at);
    Ok(())
}

/// Decides a draft in review: it is published, as a new lesson or as the next revision of its lesson, or goes back with
/// a reason. Who writes it hears of it.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] when it is not in review and for one's own;
/// [`Error::Broken`], also where something that a lesson needs is missing in it; when the database fails.
pub async fn create_lesson_draft_decision(
    ctx: &Context,
    caller: Caller,
    id: LessonDraftId,
    decision: DraftDecision,
) -> Result<Outcome<LessonDraft>> {
    let scope = caller.key_scope(Action::CreateLessonDraftDecision);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(kept).await;
    }
    let draft = authorised(ctx, &caller, Action::CreateLessonDraftDecision, id).await?;
    let DraftDecision { decision, reason } = Valid::check(decision).map_err(Error::Broken)?.into_inner();
    refuse_own(ctx, &caller, &draft).await?;
    refuse_undecidable(&draft)?;
    // Which keys there are is looked up before the transaction: it would wait for a second connection.
    let read = if decision == DraftVerdict::Published { complete(ctx, id).await? } else { draft.version };
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    let decided = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            if decision == DraftVerdict::Published {
                // Of two lessons of one title that are published at once each gets a name of its own.
                tx.alone_among(Shared::Lessons).await?;
            }
            let before = alone(tx, id).await?;
            refuse_undecidable(&before)?;
            let fields = vec!["status", "reason"];
            let audit = caller.audit(&ctx_in, Action::CreateLessonDraftDecision, audited(id), fields);
            store::audit::append(tx, audit).await?;
            match decision {
                DraftVerdict::Published => {
                    refuse_changed(&before, read)?;
                    publish(&ctx_in, tx, &caller, &before, reason).await
                }
                DraftVerdict::Returned => give_back(&ctx_in, tx, &before, reason).await,
            }
        })
    });
    shown_once(decided.await?).await
}

/// Nobody decides about their own draft where the network has another editor; one who is alone would otherwise never
/// publish anything.
async fn refuse_own(ctx: &Context, caller: &Caller, draft: &DraftKey) -> Result<()> {
    if caller.actor.account() != Some(draft.account) || letters::reviewers(ctx.db(), draft.account).await?.is_empty() {
        return Ok(());
    }
    Err(Error::Conflict("Another editor decides about your own draft.".to_owned()))
}

fn refuse_undecidable(draft: &DraftKey) -> Result<()> {
    match draft.status {
        DraftStatus::InReview => Ok(()),
        DraftStatus::Published => Err(Error::Conflict("This draft was published already.".to_owned())),
        DraftStatus::Writing | DraftStatus::Returned => {
            Err(Error::Conflict("This draft is with who writes it: it is not in review.".to_owned()))
        }
    }
}

async fn give_back(ctx: &Context, tx: &Tx<'_>, before: &DraftKey, reason: Option<String>) -> Result<LessonDraft> {
    let (status, at) = (DraftStatus::Returned, ctx.now());
    turn(tx, before, DraftTurn { status, reason, lesson: before.lesson, at }).await?;
    let draft = found(tx, before.id).await?;
    letters::returned(ctx, tx, &draft).await?;
    Ok(draft)
}

async fn publish(
    ctx: &Context,
    tx: &Tx<'_>,
    caller: &Caller,
    before: &DraftKey,
    note: Option<String>,
) -> Result<LessonDraft> {
    let (draft, at) = (found(tx, before.id).await?, ctx.now());
    let place = Place::of(ctx, tx, &draft).await?;
    refuse_overtaken(tx, before).await?;
    let Place { id, slug, digest, action } = &place;
    let written = super::written(tx, (*id, slug.clone()), draft.content, digest.clone()).await?;
    let version = store::lessons::put(tx, &written, note, &[before.account], at).await?;
    tell_lesson(tx, (*id, slug), (*action, version), at);
    let fields = vec![if *action == ChangeAction::Created { "*" } else { "content" }];
    let thing = (ThingKind::Lesson, id.as_uuid());
    store::audit::append(tx, caller.audit(ctx, Action::CreateLessonDraftDecision, thing, fields)).await?;
    let status = DraftStatus::Published;
    turn(tx, before, DraftTurn { status, reason: None, lesson: Some(*id), at }).await?;
    let draft = found(tx, before.id).await?;
    letters::published(ctx, tx, &draft, draft.lesson.as_ref()).await?;
    Ok(draft)
}

/// Where a draft goes when it is published.
struct Place {
    id: LessonId,
    slug: String,
    /// A lesson that was loaded stays known as such, and as revised: no load puts its row in the place of what people say.
    digest: String,
    action: ChangeAction,
}

impl Place {
    async fn of(ctx: &Context, tx: &Tx<'_>, draft: &LessonDraft) -> Result<Self> {
        if let Some(lesson) = &draft.lesson {
            tx.alone_with(lesson.id.as_uuid()).await?;
            let loaded = !store::lessons::revisions::digest(tx, lesson.id).await?.is_empty();
            let digest = if loaded { store::lessons::REVISED.to_owned() } else { String::new() };
            let (id, slug) = (lesson.id, lesson.slug.clone());
            return Ok(Self { id, slug, digest, action: ChangeAction::Updated });
        }
        let id = LessonId::generate(ctx.unix_ms());
        let slug = free_slug(tx, &draft.content.title, id).await?;
        Ok(Self { id, slug, digest: String::new(), action: ChangeAction::Created })
    }
}

/// A slug that no lesson has: that of the title, or with a number behind it.
async fn free_slug(tx: &Tx<'_>, title: &str, id: LessonId) -> Result<String> {
    for slug in names::slugs(title, "lesson", &super::PAGES, id.as_uuid()) {
        if !store::lessons::slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Err(Error::Internal("no name in addresses is free".to_owned()))
}

/// Tells everyone that a lesson, or what is shown with it, changed.
pub(crate) fn tell_lesson(
    tx: &Tx<'_>,
    (id, slug): (LessonId, &str),
    (action, version): (ChangeAction, i64),
    at: DateTime<Utc>,
) {
    tx.tell(NewChange {
        at,
        kind: ThingKind::Lesson,
        id: id.as_uuid(),
        slug: Some(slug.to_owned()),
        action,
        version,
        audience: None,
    });
}
