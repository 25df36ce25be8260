//! Drafts on their way: sent to review, given back, published.

use super::drafts::{alone, audited, authorised, found, shown_once, tell};
use super::letters;
use super::written::{check_names, written};
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result, names};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::Valid;
use domain::lessons::{DraftDecision, DraftStatus, DraftVerdict};
use domain::live::{ChangeAction, ThingKind};
use domain::notes::{NoteContent, NoteDraft, NoteRef};
use domain::policy::Action;
use ids::{NoteDraftId, NoteId};
use store::notes::drafts::{DraftKey, DraftTurn};
use store::{NewChange, Shared, Source, Tx};

/// Sends a draft of one's own to review; an editor one of the network's own.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] where it is in review or was published, and where its note has moved
/// on; [`Error::Broken`] with all that it still needs; when the database fails.
pub async fn create_note_draft_submission(
    ctx: &Context,
    caller: Caller,
    id: NoteDraftId,
) -> Result<Outcome<NoteDraft>> {
    let scope = caller.key_scope(Action::CreateNoteDraftSubmission);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(ctx, kept).await;
    }
    let draft = authorised(ctx, &caller, Action::CreateNoteDraftSubmission, id).await?;
    refuse_closed(&draft)?;
    let (read, by) = (complete(ctx, id).await?, caller.person()?.account);
    let audit = caller.audit(ctx, Action::CreateNoteDraftSubmission, audited(id), vec!["status"]);
    let ctx_in = ctx.clone();
    let sent = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let before = alone(tx, id).await?;
            refuse_closed(&before)?;
            refuse_changed(&before, read)?;
            refuse_overtaken(tx, &before).await?;
            turn(tx, &before, DraftTurn::Submitted { by }, ctx_in.now()).await?;
            let draft = found(tx, id).await?;
            letters::submitted(&ctx_in, tx, (&before, &draft), by).await?;
            store::audit::append(tx, audit).await?;
            Ok(draft)
        })
    });
    shown_once(ctx, sent.await?).await
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
async fn refuse_overtaken(source: &impl Source, draft: &DraftKey) -> Result<()> {
    let (Some(id), Some(base)) = (draft.note, draft.base) else { return Ok(()) };
    let note = store::notes::name(source, &NoteRef::Id(id)).await?;
    let Some(today) = note.map(|note| note.number).filter(|today| *today > base) else { return Ok(()) };
    Err(Error::Conflict(format!(
        "The note is at version {today}, and this draft takes version {base} into account. Take over what has changed, \
         then save the draft with base {today}."
    )))
}

/// The version of a draft that has all that it needs to be published.
async fn complete(ctx: &Context, id: NoteDraftId) -> Result<i64> {
    let draft = found(ctx.db(), id).await?;
    let faults = lacks(ctx, &draft.content).await?;
    if faults.is_empty() { Ok(draft.version) } else { Err(Error::Broken(faults)) }
}

async fn lacks(ctx: &Context, content: &NoteContent) -> Result<Vec<Fault>> {
    let missing = content.missing().into_iter();
    let missing = missing.map(|(pointer, message)| Fault::new(format!("/content{pointer}"), "required", message));
    let odd = check_names(ctx, content, "/content").await?;
    Ok(missing.chain(odd).collect())
}

/// Changes where a draft stands, and tells those who write it.
async fn turn(tx: &Tx<'_>, before: &DraftKey, turn: DraftTurn, at: DateTime<Utc>) -> Result<()> {
    let version = store::notes::drafts::turn(tx, before, turn, at).await?;
    tell(tx, before, (ChangeAction::Updated, version), at);
    Ok(())
}

/// Decides a draft in review: it is published, as a new note or as the next version of its note, or goes back with a
/// reason. Those who write it hear of it.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] when it is not in review, for one's own, and where its note has
/// moved on; [`Error::Broken`], also where something that a note needs is missing in it; when the database fails.
pub async fn create_note_draft_decision(
    ctx: &Context,
    caller: Caller,
    id: NoteDraftId,
    decision: DraftDecision,
) -> Result<Outcome<NoteDraft>> {
    let scope = caller.key_scope(Action::CreateNoteDraftDecision);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(ctx, kept).await;
    }
    let draft = authorised(ctx, &caller, Action::CreateNoteDraftDecision, id).await?;
    let DraftDecision { decision, reason } = Valid::check(decision).map_err(Error::Broken)?.into_inner();
    refuse_own(ctx, &caller, &draft).await?;
    refuse_undecidable(&draft)?;
    // Which names there are is looked up before the transaction: it would wait for a second connection.
    let read = if decision == DraftVerdict::Published { complete(ctx, id).await? } else { draft.version };
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    let decided = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            if decision == DraftVerdict::Published {
                // Of two notes of one title that are published at once each gets a name of its own.
                tx.alone_among(Shared::Notes).await?;
            }
            let before = alone(tx, id).await?;
            refuse_undecidable(&before)?;
            let fields = vec!["status", "reason"];
            let audit = caller.audit(&ctx_in, Action::CreateNoteDraftDecision, audited(id), fields);
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
    shown_once(ctx, decided.await?).await
}

/// Nobody decides about what they write, or have sent, where the network has another editor; one who is alone would
/// otherwise never publish anything.
async fn refuse_own(ctx: &Context, caller: &Caller, draft: &DraftKey) -> Result<()> {
    let own = caller.actor.account().is_some_and(|account| draft.is_of(account));
    if !own || letters::reviewers(ctx.db(), draft).await?.is_empty() {
        return Ok(());
    }
    Err(Error::Conflict("Another editor decides about a draft that you write or have sent.".to_owned()))
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

async fn give_back(ctx: &Context, tx: &Tx<'_>, before: &DraftKey, reason: Option<String>) -> Result<NoteDraft> {
    turn(tx, before, DraftTurn::Returned { reason }, ctx.now()).await?;
    let draft = found(tx, before.id).await?;
    letters::returned(ctx, tx, before, &draft).await?;
    Ok(draft)
}

async fn publish(
    ctx: &Context,
    tx: &Tx<'_>,
    caller: &Caller,
    before: &DraftKey,
    change: Option<String>,
) -> Result<NoteDraft> {
    let (draft, at) = (found(tx, before.id).await?, ctx.now());
    let (id, slug, action) = place(ctx, tx, before, &draft).await?;
    refuse_overtaken(tx, before).await?;
    let written = written(tx, (id, slug.clone()), draft.content).await?;
    let version = store::notes::put(tx, &written, change, &before.authors(), at).await?;
    tell_note(tx, (id, &slug), (action, version), at);
    let fields = vec![if action == ChangeAction::Created { "*" } else { "content" }];
    let thing = (ThingKind::Note, id.as_uuid());
    store::audit::append(tx, caller.audit(ctx, Action::CreateNoteDraftDecision, thing, fields)).await?;
    turn(tx, before, DraftTurn::Published { note: id }, at).await?;
    let draft = found(tx, before.id).await?;
    if let Some(note) = &draft.note {
        letters::published(ctx, tx, before, note).await?;
    }
    Ok(draft)
}

/// Where a draft goes when it is published, which nobody else changes until the transaction ends.
async fn place(
    ctx: &Context,
    tx: &Tx<'_>,
    before: &DraftKey,
    draft: &NoteDraft,
) -> Result<(NoteId, String, ChangeAction)> {
    if let Some(note) = &draft.note {
        tx.alone_with(note.id.as_uuid()).await?;
        return Ok((note.id, note.slug.clone(), ChangeAction::Updated));
    }
    let id = NoteId::generate(ctx.unix_ms());
    // One that began as a topic of the reference data keeps the name that this has there.
    let topic = store::notes::topics::slug_of(tx, before).await?;
    let title = topic.as_deref().unwrap_or(&draft.content.title);
    for slug in names::slugs(title, "note", &super::PAGES, id.as_uuid()) {
        if !store::notes::slug_is_taken(tx, &slug).await? {
            return Ok((id, slug, ChangeAction::Created));
        }
    }
    Err(Error::Internal("no name in addresses is free".to_owned()))
}

/// Tells everyone that a note changed.
pub(crate) fn tell_note(
    tx: &Tx<'_>,
    (id, slug): (NoteId, &str),
    (action, version): (ChangeAction, i64),
    at: DateTime<Utc>,
) {
    tx.tell(NewChange {
        at,
        kind: ThingKind::Note,
        id: id.as_uuid(),
        slug: Some(slug.to_owned()),
        action,
        version,
        audience: None,
    });
}
