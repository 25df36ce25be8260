//! Drafts of notes: begun by anyone who has signed in, written together with whom they choose, and seen by nobody else but
//! the network's editors once they were sent to review. Those of the network itself its editors write.

use super::own::shown;
use super::written::check_names;
use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result};
use chrono::{DateTime, Utc};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::Valid;
use domain::lessons::{DraftQuery, DraftStatus, NewDraftComment};
use domain::live::{ChangeAction, ThingKind};
use domain::notes::{NewNoteDraft, Note, NoteContent, NoteDraft, NoteDraftSummary, NoteDraftUpdate};
use domain::policy::{Action, Actor, Scope, Thing, may};
use ids::{AccountId, DraftCommentId, NoteDraftId, NoteId};
use store::notes::drafts::{DraftKey, NewDraftRow};
use store::{NewChange, Source, Tx};

/// Most that is said about one draft.
const MOST_COMMENTS: u64 = 500;

pub(super) fn missing() -> Error {
    Error::Missing("There is no draft of this id.".to_owned())
}

/// A draft as rules see it where `who` asks. Those who review see it once it was sent to them, whatever has become of it
/// since; who writes it with others is known here and nowhere else.
#[must_use]
pub(crate) fn draft_thing(draft: &DraftKey, who: Option<AccountId>) -> Thing {
    Thing {
        co_author: who.filter(|who| draft.co_authors.contains(who)),
        in_review: draft.status != DraftStatus::Writing,
        ..Thing::of_account_or_network(draft.account)
    }
}

/// What audit and change log call a draft.
pub(super) const fn audited(id: NoteDraftId) -> (ThingKind, uuid::Uuid) {
    (ThingKind::NoteDraft, id.as_uuid())
}

/// Whether somebody reviews drafts.
pub(super) fn reviews(actor: &Actor) -> bool {
    may(actor, Action::CreateNoteDraftDecision, Thing { in_review: true, ..Thing::NONE }).is_allowed()
}

/// Begins a draft: of a new note, or of a published one with what that says.
///
/// # Errors
/// [`Error::Broken`] with every fault; when nobody has signed in or the database fails.
pub async fn create_note_draft(ctx: &Context, caller: Caller, new: NewNoteDraft) -> Result<Outcome<NoteDraft>> {
    let scope = caller.key_scope(Action::CreateNoteDraft);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(ctx, kept).await;
    }
    authorise(&caller.actor, Action::CreateNoteDraft)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let account = caller.person()?.account;
    let (note, content) = begun(ctx, new).await?;
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    let made = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            let (id, at) = (NoteDraftId::generate(ctx_in.unix_ms()), ctx_in.now());
            store::notes::drafts::insert(tx, &NewDraftRow { id, account: Some(account), note, content, at }).await?;
            let key = store::notes::drafts::find(tx, id).await?.ok_or_else(missing)?;
            tell(tx, &key, (ChangeAction::Created, 1), at);
            let audit = caller.audit(&ctx_in, Action::CreateNoteDraft, audited(id), vec!["note", "content"]);
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    shown_once(ctx, made.await?).await
}

/// The published note that a draft is of with its version, and what the draft begins with.
async fn begun(ctx: &Context, new: NewNoteDraft) -> Result<(Option<(NoteId, i32)>, NoteContent)> {
    let note = match &new.note {
        Some(name) => Some(published(ctx, name).await?),
        None => None,
    };
    let of = note.as_ref().map(|note| (note.id, note.number));
    if let Some(content) = new.content {
        let faults = check_names(ctx, &content, "/content").await?;
        return if faults.is_empty() { Ok((of, content)) } else { Err(Error::Broken(faults)) };
    }
    let content = note.map(|note| note.content);
    let content = content.ok_or_else(|| broken("/content", "required", "Say at least a title."))?;
    Ok((of, content))
}

async fn published(ctx: &Context, name: &str) -> Result<Note> {
    let found = match name.parse() {
        Ok(reference) => store::notes::get(ctx.db(), Scope::Public, &reference).await?,
        Err(_) => None,
    };
    found.ok_or_else(|| broken("/note", "unknown_note", "There is no such note. Give its id or its slug."))
}

/// One broken rule.
fn broken(pointer: &str, code: &str, message: &str) -> Error {
    Error::Broken(vec![Fault::new(pointer, code, message)])
}

/// A page of drafts, the last begun first: those that one writes, and for those who review the network's own and all that
/// were sent to them.
///
/// # Errors
/// When nobody has signed in, the cursor is none, or the database fails.
pub async fn list_note_drafts(ctx: &Context, caller: &Caller, query: &DraftQuery) -> Result<Page<NoteDraftSummary>> {
    authorise(&caller.actor, Action::ListNoteDrafts)?;
    let list = List::of(Action::ListNoteDrafts, &query.filter());
    let before: Option<NoteDraftId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let whose = (caller.person()?.account, !query.own && reviews(&caller.actor));
    let items = store::notes::drafts::list(ctx.db(), whose, &query.statuses, before, limit + 1).await?;
    list.page(items, limit, |draft| draft.id)
}

/// What rules ask about a draft, where the caller may do `action` to it.
pub(super) async fn authorised(ctx: &Context, caller: &Caller, action: Action, id: NoteDraftId) -> Result<DraftKey> {
    let Some(found) = store::notes::drafts::find(ctx.db(), id).await? else {
        // Who may not know hears the same of what is not there.
        authorise_on(&caller.actor, action, Thing::NONE)?;
        return Err(missing());
    };
    authorise_on(&caller.actor, action, draft_thing(&found, caller.actor.account()))?;
    Ok(found)
}

/// The draft as it is now; without its HTML.
pub(super) async fn found(source: &impl Source, id: NoteDraftId) -> Result<NoteDraft> {
    store::notes::drafts::get(source, id).await?.ok_or_else(missing)
}

/// What rules ask about a draft that nobody else changes until the transaction ends.
pub(super) async fn alone(tx: &Tx<'_>, id: NoteDraftId) -> Result<DraftKey> {
    tx.alone_with(id.as_uuid()).await?;
    store::notes::drafts::find(tx, id).await?.ok_or_else(missing)
}

/// The answer of something that was done once, with its HTML.
pub(super) async fn shown_once(ctx: &Context, outcome: Outcome<NoteDraft>) -> Result<Outcome<NoteDraft>> {
    Ok(Outcome { value: shown(ctx.db(), outcome.value).await?, replayed: outcome.replayed })
}

/// One draft: one that one writes, or for those who review one of the network's own or one that was sent to them.
///
/// # Errors
/// [`Error::Hidden`] for others; when the database fails.
pub async fn get_note_draft(ctx: &Context, caller: &Caller, id: NoteDraftId) -> Result<NoteDraft> {
    authorised(ctx, caller, Action::GetNoteDraft, id).await?;
    shown(ctx.db(), found(ctx.db(), id).await?).await
}

/// Puts what a draft says from now on: by those who write it as long as it is with them, by those who review while it is
/// in review.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] where it is with somebody else; [`Error::Stale`];
/// [`Error::Broken`] with every fault; when the database fails.
pub async fn update_note_draft(
    ctx: &Context,
    caller: Caller,
    id: NoteDraftId,
    expected: Expected,
    change: NoteDraftUpdate,
) -> Result<NoteDraft> {
    authorised(ctx, &caller, Action::UpdateNoteDraft, id).await?;
    let NoteDraftUpdate { content, base } = Valid::check(change).map_err(Error::Broken)?.into_inner();
    let faults = check_names(ctx, &content, "/content").await?;
    if !faults.is_empty() {
        return Err(Error::Broken(faults));
    }
    let audit = caller.audit(ctx, Action::UpdateNoteDraft, audited(id), vec!["content"]);
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
            let version = store::notes::drafts::put_content(tx, &before, &content, base, at).await?;
            tell(tx, &before, (ChangeAction::Updated, version), at);
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    shown(ctx.db(), changed.await?).await
}

/// A draft takes a version into account that there is.
async fn check_base(tx: &Tx<'_>, draft: &DraftKey, base: Option<i32>) -> Result<()> {
    let Some(base) = base else { return Ok(()) };
    let Some(note) = draft.note else {
        return Err(broken("/base", "not_taken_here", "A draft of a new note takes no version into account."));
    };
    if base > store::notes::number(tx, note).await? {
        return Err(broken("/base", "unknown_value", "The note has no version of this number."));
    }
    Ok(())
}

/// A draft is in one hand at a time: with those who write it, or with those who review it. The network's own is with its
/// editors.
fn refuse_others(draft: &DraftKey, who: Option<AccountId>, reviews: bool) -> Result<()> {
    let writes = who.is_some_and(|who| draft.authors().contains(&who)) || (reviews && draft.account.is_none());
    let sentence = match draft.status {
        DraftStatus::Writing | DraftStatus::Returned if writes => return Ok(()),
        DraftStatus::InReview if reviews => return Ok(()),
        DraftStatus::InReview => "This draft is in review. Wait until it comes back, or say what is to be changed.",
        DraftStatus::Published => "This draft was published. Begin another one to change its note.",
        DraftStatus::Writing | DraftStatus::Returned => "This draft is with who writes it. Say what is to be changed.",
    };
    Err(Error::Conflict(sentence.to_owned()))
}

/// Throws a draft of one's own away, with what was said about it; an editor one of the network's own.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] while it is in review and once it was published; [`Error::Stale`];
/// when the database fails.
pub async fn delete_note_draft(ctx: &Context, caller: Caller, id: NoteDraftId, expected: Expected) -> Result<()> {
    authorised(ctx, &caller, Action::DeleteNoteDraft, id).await?;
    let audit = caller.audit(ctx, Action::DeleteNoteDraft, audited(id), vec!["*"]);
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
                store::notes::drafts::delete(tx, id).await?;
                tell(tx, &before, (ChangeAction::Deleted, before.version), at);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Says something about a draft, to those who write it and to those who review it.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] once it was published, and where very much was said already;
/// [`Error::Broken`]; when the database fails.
pub async fn create_note_draft_comment(
    ctx: &Context,
    caller: Caller,
    id: NoteDraftId,
    new: NewDraftComment,
) -> Result<Outcome<NoteDraft>> {
    let scope = caller.key_scope(Action::CreateNoteDraftComment);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(ctx, kept).await;
    }
    authorised(ctx, &caller, Action::CreateNoteDraftComment, id).await?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let account = caller.person()?.account;
    let audit = caller.audit(ctx, Action::CreateNoteDraftComment, audited(id), vec!["comments"]);
    let (comment, at) = (DraftCommentId::generate(ctx.unix_ms()), ctx.now());
    let said = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let draft = alone(tx, id).await?;
            refuse_more(tx, &draft).await?;
            store::notes::drafts::insert_comment(tx, (comment, id), account, new, at).await?;
            tell(tx, &draft, (ChangeAction::Updated, draft.version), at);
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    shown_once(ctx, said.await?).await
}

async fn refuse_more(tx: &Tx<'_>, draft: &DraftKey) -> Result<()> {
    if draft.status == DraftStatus::Published {
        return Err(Error::Conflict("This draft was published: there is nothing left to say about it.".to_owned()));
    }
    if store::notes::drafts::count_comments(tx, draft.id).await? >= MOST_COMMENTS {
        return Err(Error::Conflict(format!("{MOST_COMMENTS} things were said about this draft: that is enough.")));
    }
    Ok(())
}

/// Tells those who write a draft that it changed, and nobody else; of one of the network's own without others nobody is
/// told.
pub(super) fn tell(tx: &Tx<'_>, draft: &DraftKey, (action, version): (ChangeAction, i64), at: DateTime<Utc>) {
    let told = draft.co_authors.iter().map(|account| Some(*account)).chain([draft.account]);
    for audience in told {
        tx.tell(NewChange {
            at,
            kind: ThingKind::NoteDraft,
            id: draft.id.as_uuid(),
            slug: None,
            action,
            version,
            audience,
        });
    }
}
