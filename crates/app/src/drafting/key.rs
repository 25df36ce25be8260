//! Drafts as rules see them: who may, who is told, and what stands in the way.

use super::Drafted;
use crate::access::authorise_on;
use crate::idempotency::Outcome;
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::drafting::DraftStatus;
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor, Thing, may};
use ids::AccountId;
use store::drafting::{DraftKey, Drafts};
use store::{NewChange, Source, Tx};
use uuid::Uuid;

pub(super) fn missing() -> Error {
    Error::Missing("There is no draft of this id.".to_owned())
}

/// One broken rule.
pub(crate) fn broken(pointer: &str, code: &str, message: &str) -> Error {
    Error::Broken(vec![Fault::new(pointer, code, message)])
}

/// A draft as rules see it where `who` asks. Those who review see it once it was sent to them, whatever has become of it
/// since; who writes it with others is known here and nowhere else.
#[must_use]
pub(crate) fn thing<D: Drafts>(draft: &DraftKey<D>, who: Option<AccountId>) -> Thing {
    Thing {
        co_author: who.filter(|who| draft.co_authors.contains(who)),
        in_review: draft.status != DraftStatus::Writing,
        ..Thing::of_account_or_network(draft.account)
    }
}

/// What audit and change log call a draft.
pub(super) fn audited<D: Drafted>(id: D::Id) -> (ThingKind, Uuid) {
    (D::KIND, id.into())
}

/// Whether somebody reviews drafts.
pub(super) fn reviews<D: Drafted>(actor: &Actor) -> bool {
    may(actor, D::ACTIONS.decide, Thing { in_review: true, ..Thing::NONE }).is_allowed()
}

/// What rules ask about a draft, where the caller may do `action` to it.
pub(super) async fn authorised<D: Drafted>(
    ctx: &Context,
    caller: &Caller,
    action: Action,
    id: D::Id,
) -> Result<DraftKey<D>> {
    let Some(found) = D::find(ctx.db(), id).await? else {
        // Who may not know hears the same of what is not there.
        authorise_on(&caller.actor, action, Thing::NONE)?;
        return Err(missing());
    };
    authorise_on(&caller.actor, action, thing(&found, caller.actor.account()))?;
    Ok(found)
}

/// The draft as it is now; without its HTML.
pub(super) async fn found<D: Drafted>(source: &impl Source, id: D::Id) -> Result<D> {
    D::get(source, id).await?.ok_or_else(missing)
}

/// What rules ask about a draft that nobody else changes until the transaction ends.
pub(super) async fn alone<D: Drafted>(tx: &Tx<'_>, id: D::Id) -> Result<DraftKey<D>> {
    tx.alone_with(id.into()).await?;
    D::find(tx, id).await?.ok_or_else(missing)
}

/// The answer of something that was done once, with its HTML.
pub(super) async fn shown_once<D: Drafted>(ctx: &Context, outcome: Outcome<D>) -> Result<Outcome<D>> {
    Ok(Outcome { value: super::own::shown(ctx.db(), outcome.value).await?, replayed: outcome.replayed })
}

/// The version of a draft that has all that it needs to be published.
pub(super) async fn complete<D: Drafted>(ctx: &Context, id: D::Id) -> Result<i64> {
    let draft = found::<D>(ctx.db(), id).await?;
    let missing = D::missing(draft.content()).into_iter();
    let missing = missing.map(|(pointer, message)| Fault::new(format!("/content{pointer}"), "required", message));
    let faults: Vec<Fault> = missing.chain(D::check(ctx, draft.content()).await?).collect();
    if faults.is_empty() { Ok(draft.version()) } else { Err(Error::Broken(faults)) }
}

/// What was looked at may have changed before the transaction began.
pub(super) fn refuse_changed<D: Drafts>(draft: &DraftKey<D>, read: i64) -> Result<()> {
    if draft.version == read {
        return Ok(());
    }
    Err(Error::Conflict("This draft was changed a moment ago. Look at it again, then decide.".to_owned()))
}

/// What somebody else has published meanwhile does not go without a word.
pub(super) async fn refuse_overtaken<D: Drafted>(tx: &Tx<'_>, draft: &DraftKey<D>) -> Result<()> {
    let (Some(of), Some(base)) = (draft.of, draft.base) else { return Ok(()) };
    let today = D::newest(tx, of).await?;
    if today <= base {
        return Ok(());
    }
    let (thing, number) = (D::NAMES.of, D::NAMES.number);
    Err(Error::Conflict(format!(
        "The {thing} is at {number} {today}, and this draft takes {number} {base} into account. Take over what has \
         changed, then save the draft with base {today}."
    )))
}

/// Tells those who write a draft that it changed, and nobody else; of one of the network's own without others nobody is
/// told.
pub(super) fn tell<D: Drafted>(
    tx: &Tx<'_>,
    draft: &DraftKey<D>,
    (action, version): (ChangeAction, i64),
    at: DateTime<Utc>,
) {
    let told = draft.co_authors.iter().map(|account| Some(*account)).chain([draft.account]);
    for audience in told {
        let (kind, id) = (D::KIND, draft.id.into());
        tx.tell(NewChange { at, kind, id, slug: None, action, version, audience });
    }
}
