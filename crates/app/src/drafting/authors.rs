//! Who writes a draft together.

use super::Drafted;
use super::key::{alone, audited, authorised, found, reviews, tell};
use super::letters;
use super::own::shown;
use crate::memberships::recipient;
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::drafting::{DraftStatus, MAX_AUTHORS};
use domain::lessons::LessonDraft;
use domain::live::ChangeAction;
use domain::notes::NoteDraft;
use ids::AccountId;
use store::Tx;
use store::drafting::DraftKey;

/// Lets somebody write a draft as the one does who leads it; they hear of it. Done again it changes nothing.
///
/// # Errors
/// [`Error::Hidden`] for others than who leads it, or than an editor where it is the network's own; [`Error::Missing`]
/// where there is no such person; [`Error::Conflict`] once it was published and where very many write it; when the
/// database fails.
pub async fn add_author<D: Drafted>(ctx: &Context, caller: Caller, id: D::Id, account: AccountId) -> Result<D> {
    authorised::<D>(ctx, &caller, D::ACTIONS.add_author, id).await?;
    let by = caller.person()?.account;
    let audit = caller.audit(ctx, D::ACTIONS.add_author, audited::<D>(id), vec!["authors"]);
    let ctx_in = ctx.clone();
    let added = ctx.db().write(move |tx| {
        Box::pin(async move {
            let before = alone::<D>(tx, id).await?;
            let authors = before.authors();
            if authors.contains(&account) {
                return found::<D>(tx, id).await;
            }
            refuse_published(&before)?;
            refuse_many(authors.len())?;
            let there = recipient(tx, account).await?;
            there.ok_or_else(|| Error::Missing("There is no person of this id.".to_owned()))?;
            let at = ctx_in.now();
            D::add_author(tx, id, account, at).await?;
            let draft = found::<D>(tx, id).await?;
            if account != by {
                letters::added(&ctx_in, tx, &draft, (by, account)).await?;
            }
            tell(tx, &alone::<D>(tx, id).await?, (ChangeAction::Updated, before.version), at);
            store::audit::append(tx, audit).await?;
            Ok::<_, Error>(draft)
        })
    });
    shown(ctx.db(), added.await?).await
}

fn refuse_published<D: Drafted>(draft: &DraftKey<D>) -> Result<()> {
    if draft.status != DraftStatus::Published {
        return Ok(());
    }
    Err(Error::Conflict(format!("This draft was published: who wrote it stands with the {}.", D::NAMES.of)))
}

fn refuse_many(authors: usize) -> Result<()> {
    if authors < MAX_AUTHORS {
        return Ok(());
    }
    Err(Error::Conflict(format!("{MAX_AUTHORS} people write this draft: that is enough.")))
}

/// Takes somebody off who writes a draft with its lead: who leads it anyone of them, the others themselves.
///
/// # Errors
/// [`Error::Hidden`] for who does not write it; [`Error::Conflict`] for those who do not decide about it, and once it was
/// published; [`Error::Missing`] where that person does not write it with its lead; when the database fails.
pub async fn remove_author<D: Drafted>(ctx: &Context, caller: Caller, id: D::Id, account: AccountId) -> Result<()> {
    authorised::<D>(ctx, &caller, D::ACTIONS.remove_author, id).await?;
    let (by, reviews) = (caller.person()?.account, reviews::<D>(&caller.actor));
    let audit = caller.audit(ctx, D::ACTIONS.remove_author, audited::<D>(id), vec!["authors"]);
    let at = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let before = alone::<D>(tx, id).await?;
                let leads = before.account.map_or(reviews, |lead| lead == by);
                if !leads && account != by {
                    return Err(Error::Conflict("Who leads this draft decides who writes it.".to_owned()));
                }
                refuse_published(&before)?;
                if !before.co_authors.contains(&account) {
                    return Err(Error::Missing("This person does not write this draft with its lead.".to_owned()));
                }
                D::remove_author(tx, id, account).await?;
                // Who was taken off hears of it, too.
                tell(tx, &before, (ChangeAction::Updated, before.version), at);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Before an account goes: drafts that it leads and others write, too, are handed over to the first of those.
pub(crate) async fn hand_over(tx: &Tx<'_>, account: AccountId, at: DateTime<Utc>) -> Result<()> {
    hand_over_all::<LessonDraft>(tx, account, at).await?;
    hand_over_all::<NoteDraft>(tx, account, at).await
}

async fn hand_over_all<D: Drafted>(tx: &Tx<'_>, account: AccountId, at: DateTime<Utc>) -> Result<()> {
    for draft in D::hand_over(tx, account).await? {
        tell(tx, &draft, (ChangeAction::Updated, draft.version), at);
    }
    Ok(())
}
