//! Drafts while they are written.

use super::Drafted;
use super::key::{alone, audited, authorised, broken, found, reviews, shown_once, tell};
use super::own::shown;
use crate::access::authorise;
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::Valid;
use domain::drafting::{DraftQuery, DraftStatus};
use domain::live::ChangeAction;
use ids::AccountId;
use store::Tx;
use store::drafting::{DraftFilter, DraftKey, Drafts, NewDraft};

/// Begins a draft: of something new, or of something published with what that says.
///
/// # Errors
/// [`Error::Broken`] with every fault; when nobody has signed in or the database fails.
pub async fn create<D: Drafted>(ctx: &Context, caller: Caller, new: D::New) -> Result<Outcome<D>> {
    let scope = caller.key_scope(D::ACTIONS.create);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(ctx, kept).await;
    }
    authorise(&caller.actor, D::ACTIONS.create)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let account = caller.person()?.account;
    let (of, content) = begun::<D>(ctx, new).await?;
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    let made = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            let (id, at) = (D::new_id(ctx_in.unix_ms()), ctx_in.now());
            D::insert(tx, &NewDraft { id, account: Some(account), of, content, at }).await?;
            tell::<D>(tx, &alone(tx, id).await?, (ChangeAction::Created, 1), at);
            let fields = vec![D::NAMES.of, "content"];
            store::audit::append(tx, caller.audit(&ctx_in, D::ACTIONS.create, audited::<D>(id), fields)).await?;
            found::<D>(tx, id).await
        })
    });
    shown_once(ctx, made.await?).await
}

/// What a draft is of with the number of that, and what it begins with.
async fn begun<D: Drafted>(ctx: &Context, new: D::New) -> Result<(Option<(D::Of, i32)>, D::Content)> {
    let (name, content) = D::wanted(new);
    let published = match &name {
        Some(name) => Some(D::published(ctx, name).await?.ok_or_else(unknown::<D>)?),
        None => None,
    };
    let of = published.as_ref().map(|(of, number, _)| (*of, *number));
    if let Some(content) = content {
        let faults = D::check(ctx, &content).await?;
        return if faults.is_empty() { Ok((of, content)) } else { Err(Error::Broken(faults)) };
    }
    let content = published.map(|(_, _, content)| content);
    let content = content.ok_or_else(|| broken("/content", "required", "Say at least a title."))?;
    Ok((of, content))
}

/// Nothing published is called that.
fn unknown<D: Drafted>() -> Error {
    let of = D::NAMES.of;
    let message = format!("There is no such {of}. Give its id or its slug.");
    broken(&format!("/{of}"), &format!("unknown_{of}"), &message)
}

/// A page of drafts, the last begun first: those that one writes, and for those who review the network's own and all that
/// were sent to them.
///
/// # Errors
/// When nobody has signed in, the cursor is none, or the database fails.
pub async fn list<D: Drafted>(
    ctx: &Context,
    caller: &Caller,
    query: &DraftQuery,
) -> Result<Page<<D as Drafts>::Summary>> {
    authorise(&caller.actor, D::ACTIONS.list)?;
    let list = List::of(D::ACTIONS.list, &query.filter());
    let before: Option<D::Id> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let (account, reviews) = (caller.person()?.account, !query.own && reviews::<D>(&caller.actor));
    let filter = DraftFilter { account, reviews, statuses: query.statuses.clone() };
    let items = D::list(ctx.db(), &filter, before, limit + 1).await?;
    list.page(items, limit, D::listed)
}

/// One draft: one that one writes, or for those who review one of the network's own or one that was sent to them.
///
/// # Errors
/// [`Error::Hidden`] for others; when the database fails.
pub async fn get<D: Drafted>(ctx: &Context, caller: &Caller, id: D::Id) -> Result<D> {
    authorised::<D>(ctx, caller, D::ACTIONS.get, id).await?;
    shown(ctx.db(), found::<D>(ctx.db(), id).await?).await
}

/// Puts what a draft says from now on: by those who write it as long as it is with them, by those who review while it is
/// in review.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] where it is with somebody else; [`Error::Stale`];
/// [`Error::Broken`] with every fault; when the database fails.
pub async fn update<D: Drafted>(
    ctx: &Context,
    caller: Caller,
    id: D::Id,
    expected: Expected,
    update: D::Update,
) -> Result<D> {
    authorised::<D>(ctx, &caller, D::ACTIONS.update, id).await?;
    let (content, base) = D::said(Valid::check(update).map_err(Error::Broken)?.into_inner());
    let faults = D::check(ctx, &content).await?;
    if !faults.is_empty() {
        return Err(Error::Broken(faults));
    }
    let audit = caller.audit(ctx, D::ACTIONS.update, audited::<D>(id), vec!["content"]);
    let (who, reviews, at) = (caller.actor.account(), reviews::<D>(&caller.actor), ctx.now());
    let changed = ctx.db().write(move |tx| {
        Box::pin(async move {
            let before = alone::<D>(tx, id).await?;
            expected.check(before.version)?;
            refuse_others(&before, who, reviews)?;
            check_base(tx, &before, base).await?;
            let draft = found::<D>(tx, id).await?;
            // What changes nothing leaves no trace.
            if *draft.content() == content && (base.is_none() || base == before.base) {
                return Ok::<_, Error>(draft);
            }
            let version = D::put_content(tx, &before, &content, base, at).await?;
            tell(tx, &before, (ChangeAction::Updated, version), at);
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    shown(ctx.db(), changed.await?).await
}

/// A draft takes something into account that there is.
async fn check_base<D: Drafted>(tx: &Tx<'_>, draft: &DraftKey<D>, base: Option<i32>) -> Result<()> {
    let Some(base) = base else { return Ok(()) };
    let (thing, number) = (D::NAMES.of, D::NAMES.number);
    let Some(of) = draft.of else {
        let message = format!("A draft of a new {thing} takes no {number} into account.");
        return Err(broken("/base", "not_taken_here", &message));
    };
    if base > D::newest(tx, of).await? {
        return Err(broken("/base", "unknown_value", &format!("The {thing} has no {number} of this number.")));
    }
    Ok(())
}

/// A draft is in one hand at a time: with those who write it, or with those who review it. The network's own is with its
/// editors.
fn refuse_others<D: Drafted>(draft: &DraftKey<D>, who: Option<AccountId>, reviews: bool) -> Result<()> {
    let writes = who.is_some_and(|who| draft.authors().contains(&who)) || (reviews && draft.account.is_none());
    let sentence = match draft.status {
        DraftStatus::Writing | DraftStatus::Returned if writes => return Ok(()),
        DraftStatus::InReview if reviews => return Ok(()),
        DraftStatus::InReview => "This draft is in review. Wait until it comes back, or say what is to be changed.",
        DraftStatus::Published => {
            let thing = D::NAMES.of;
            let sentence = format!("This draft was published. Begin another one to change its {thing}.");
            return Err(Error::Conflict(sentence));
        }
        DraftStatus::Writing | DraftStatus::Returned => "This draft is with who writes it. Say what is to be changed.",
    };
    Err(Error::Conflict(sentence.to_owned()))
}

/// Throws a draft of one's own away, with what was said about it; an editor one of the network's own.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Conflict`] while it is in review and once it was published; [`Error::Stale`];
/// when the database fails.
pub async fn delete<D: Drafted>(ctx: &Context, caller: Caller, id: D::Id, expected: Expected) -> Result<()> {
    authorised::<D>(ctx, &caller, D::ACTIONS.delete, id).await?;
    let audit = caller.audit(ctx, D::ACTIONS.delete, audited::<D>(id), vec!["*"]);
    let at = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let before = alone::<D>(tx, id).await?;
                expected.check(before.version)?;
                if !before.status.is_open() {
                    let sentence = "A draft that is in review or was published is not thrown away.";
                    return Err(Error::Conflict(sentence.to_owned()));
                }
                D::delete(tx, id).await?;
                tell(tx, &before, (ChangeAction::Deleted, before.version), at);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}
