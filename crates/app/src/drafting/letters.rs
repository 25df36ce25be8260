//! What is written to those who write a draft, and to those who review it.

use super::{Drafted, Happened, News};
use crate::identity::letters::{page, queue};
use crate::memberships::recipient;
use crate::{Context, Result};
use domain::policy::Role;
use ids::AccountId;
use store::drafting::{DraftKey, Drafts};
use store::{Source, Tx};

/// Most people who are written to about one draft.
const REVIEWERS: u64 = 20;

/// Who reviews: the network's editors, and never who writes it or has sent it.
pub(super) async fn reviewers<D: Drafts>(source: &impl Source, draft: &DraftKey<D>) -> Result<Vec<AccountId>> {
    let editors = store::identity::holders(source, Role::Editor, REVIEWERS).await?;
    Ok(editors.into_iter().filter(|editor| !draft.is_of(*editor)).collect())
}

/// Everybody who hears what becomes of a draft: those who write it, and who has sent it.
fn concerned<D: Drafts>(key: &DraftKey<D>) -> Vec<AccountId> {
    let mut all = key.authors();
    all.extend(key.submitted_by.filter(|by| !key.authors().contains(by)));
    all
}

/// Writes to each of these what has happened to a draft.
async fn write<D: Drafted>(ctx: &Context, tx: &Tx<'_>, draft: &D, to: Vec<AccountId>, what: Happened) -> Result<()> {
    let (pages, id) = (D::NAMES.pages, draft.id());
    let (title, path) = match draft.of().filter(|_| what == Happened::Published) {
        Some((slug, title)) => (title, format!("{pages}/{slug}")),
        None => (draft.title(), format!("{pages}/drafts/{id}")),
    };
    for account in to {
        let Some(to) = recipient(tx, account).await? else { continue };
        let (name, title) = (to.name.clone(), title.to_owned());
        let news = News { name, title, link: page(ctx, &path), what: what.clone() };
        queue(ctx, tx, &to, D::letter(news)).await?;
    }
    Ok(())
}

/// A draft was sent to review by somebody: those who review hear of it.
pub(super) async fn submitted<D: Drafted>(
    ctx: &Context,
    tx: &Tx<'_>,
    (key, draft): (&DraftKey<D>, &D),
    by: AccountId,
) -> Result<()> {
    let Some(sender) = recipient(tx, by).await? else { return Ok(()) };
    let others = reviewers(tx, key).await?.into_iter().filter(|reviewer| *reviewer != by).collect();
    write(ctx, tx, draft, others, Happened::Submitted(sender.name)).await
}

/// A draft was published: those who write it hear where it stands.
pub(super) async fn published<D: Drafted>(ctx: &Context, tx: &Tx<'_>, key: &DraftKey<D>, draft: &D) -> Result<()> {
    write(ctx, tx, draft, concerned(key), Happened::Published).await
}

/// A draft was given back: those who write it hear why.
pub(super) async fn returned<D: Drafted>(ctx: &Context, tx: &Tx<'_>, key: &DraftKey<D>, draft: &D) -> Result<()> {
    let reason = draft.reason().unwrap_or_default().to_owned();
    write(ctx, tx, draft, concerned(key), Happened::Returned(reason)).await
}

/// Somebody writes a draft from now on, too: they hear of it.
pub(super) async fn added<D: Drafted>(
    ctx: &Context,
    tx: &Tx<'_>,
    draft: &D,
    (by, account): (AccountId, AccountId),
) -> Result<()> {
    let Some(adder) = recipient(tx, by).await? else { return Ok(()) };
    write(ctx, tx, draft, vec![account], Happened::AuthorAdded(adder.name)).await
}
