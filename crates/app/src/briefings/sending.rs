//! How an issue goes out: it begins at once and is carried on by the workers; it rests and goes on; what became of it.

use super::schedule::now;
use super::{alone, audited, authorised, delivery, refuse_public, shown, tell};
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result};
use chrono::NaiveDate;
use domain::briefings::{
    BriefingContent, BriefingDay, BriefingFigures, BriefingIssue, BriefingIssueRef, IssueStatus, ShownSection,
};
use domain::live::ChangeAction;
use domain::policy::{Action, Actor, Scope};
use ids::BriefingIssueId;
use store::briefings::IssueKey;
use store::briefings::deliveries::{DayCounts, DeliveryCounts};
use store::{Shared, Tx};

/// What an issue says at the moment when it goes out: that is kept.
pub(super) struct Frozen {
    content: BriefingContent,
    shown: Vec<ShownSection>,
    /// The version that was read.
    version: i64,
}

impl Frozen {
    pub(super) async fn of(ctx: &Context, id: BriefingIssueId) -> Result<Self> {
        let stored = super::list::found(ctx.db(), Scope::Everything, &BriefingIssueRef::Id(id)).await?;
        let shown = shown::sections(ctx, &stored.content).await?;
        Ok(Self { content: stored.content, shown, version: stored.summary.version })
    }

    fn is_empty(&self) -> bool {
        self.shown.iter().all(|section| section.entries.is_empty())
    }
}

/// Refuses an issue that holds nothing to be read.
pub(super) async fn refuse_empty(ctx: &Context, id: BriefingIssueId) -> Result<()> {
    if Frozen::of(ctx, id).await?.is_empty() {
        return Err(Error::Conflict("This issue holds nothing yet. Add an entry, then let it go out.".to_owned()));
    }
    Ok(())
}

/// Lets an issue go out now: its number is given, what it says is kept, everyone can read it, and the workers send it.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] where it has gone out, holds nothing, or was changed a moment ago;
/// when the database fails.
pub async fn create_briefing_sending(
    ctx: &Context,
    caller: Caller,
    id: BriefingIssueId,
) -> Result<Outcome<BriefingIssue>> {
    let scope = caller.key_scope(Action::CreateBriefingSending);
    let key = authorised(ctx, &caller.actor, Action::CreateBriefingSending, id).await?;
    if kept::<()>(ctx, &scope, caller.idempotency.as_ref()).await?.is_some() {
        return Ok(Outcome { value: now(ctx, id).await?, replayed: true });
    }
    refuse_public(&key)?;
    refuse_empty(ctx, id).await?;
    let (frozen, ctx_in, idempotency) = (Frozen::of(ctx, id).await?, ctx.clone(), caller.idempotency.clone());
    let done = once(ctx, &scope, idempotency, move |tx| {
        Box::pin(async move {
            let before = alone(tx, id, &Expected::Any).await?;
            refuse_public(&before)?;
            if before.version != frozen.version {
                let sentence = "This issue was changed a moment ago. Look at it again, then send it.";
                return Err(Error::Conflict(sentence.to_owned()));
            }
            begin(&ctx_in, tx, &caller, (&before, &frozen)).await
        })
    });
    let replayed = done.await?.replayed;
    Ok(Outcome { value: now(ctx, id).await?, replayed })
}

/// Lets an issue begin to go out, in the transaction of its cause.
pub(super) async fn begin(
    ctx: &Context,
    tx: &Tx<'_>,
    caller: &Caller,
    (before, frozen): (&IssueKey, &Frozen),
) -> Result<()> {
    // Of two issues that begin at once each gets a number of its own.
    tx.alone_among(Shared::Briefings).await?;
    let at = ctx.now();
    let what = (&frozen.content, frozen.shown.as_slice());
    let (_, version) = store::briefings::sending::begin(tx, before, what, at).await?;
    // Who worked on it hears that there is no draft any more, and everyone that there is an issue.
    tell(tx, before, (ChangeAction::Deleted, version), caller.actor.account(), at);
    let public = IssueKey { status: IssueStatus::Sending, ..before.clone() };
    tell(tx, &public, (ChangeAction::Created, version), None, at);
    let audit = caller.audit(ctx, Action::CreateBriefingSending, audited(before.id), vec!["status"]);
    store::audit::append(tx, audit).await?;
    delivery::enqueue(ctx, tx, before.id).await
}

/// Lets the going out of an issue rest: what was begun is ended, and nothing more is begun.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] where it is not going out; when the database fails.
pub async fn create_briefing_pause(
    ctx: &Context,
    caller: Caller,
    id: BriefingIssueId,
) -> Result<Outcome<BriefingIssue>> {
    let scope = caller.key_scope(Action::CreateBriefingPause);
    authorised(ctx, &caller.actor, Action::CreateBriefingPause, id).await?;
    if kept::<()>(ctx, &scope, caller.idempotency.as_ref()).await?.is_some() {
        return Ok(Outcome { value: now(ctx, id).await?, replayed: true });
    }
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    let done = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            let turn = (IssueStatus::Sending, IssueStatus::Paused);
            turned(&ctx_in, tx, (&caller, Action::CreateBriefingPause), id, turn).await
        })
    });
    let replayed = done.await?.replayed;
    Ok(Outcome { value: now(ctx, id).await?, replayed })
}

/// Lets the going out of an issue go on.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] where it does not rest; when the database fails.
pub async fn delete_briefing_pause(ctx: &Context, caller: Caller, id: BriefingIssueId) -> Result<BriefingIssue> {
    authorised(ctx, &caller.actor, Action::DeleteBriefingPause, id).await?;
    let ctx_in = ctx.clone();
    let write = ctx.db().write(move |tx| {
        Box::pin(async move {
            let turn = (IssueStatus::Paused, IssueStatus::Sending);
            turned(&ctx_in, tx, (&caller, Action::DeleteBriefingPause), id, turn).await?;
            delivery::enqueue(&ctx_in, tx, id).await
        })
    });
    write.await?;
    now(ctx, id).await
}

/// Turns an issue from one standing to another, and tells of it.
async fn turned(
    ctx: &Context,
    tx: &Tx<'_>,
    (caller, action): (&Caller, Action),
    id: BriefingIssueId,
    (from, to): (IssueStatus, IssueStatus),
) -> Result<()> {
    let (before, at) = (alone(tx, id, &Expected::Any).await?, ctx.now());
    if before.status != from {
        let sentence = match from {
            IssueStatus::Paused => "This issue does not rest: there is nothing to go on with.",
            _ => "This issue is not going out: there is nothing to pause.",
        };
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let version = store::briefings::sending::turn(tx, &before, (to, None), at).await?;
    tell(tx, &before, (ChangeAction::Updated, version), None, at);
    store::audit::append(tx, caller.audit(ctx, action, audited(id), vec!["status"])).await?;
    Ok(())
}

/// What became of an issue; before it goes out, to how many it would go.
///
/// # Errors
/// [`Error::Hidden`] for who may not; when the database fails.
pub async fn get_briefing_figures(ctx: &Context, actor: &Actor, id: BriefingIssueId) -> Result<BriefingFigures> {
    let issue = authorised(ctx, actor, Action::GetBriefingFigures, id).await?;
    let counts = store::briefings::deliveries::figures(ctx.db(), id).await?;
    let recipients = match counts.recipients {
        Some(recipients) => whole(recipients),
        None if issue.status == IssueStatus::Sent => 0,
        None => {
            let count = delivery::count_recipients(ctx, ctx.db(), &issue.segment).await?;
            u32::try_from(count).unwrap_or(u32::MAX)
        }
    };
    Ok(figures(issue.status, recipients, counts))
}

/// A count that the API promises to be no less than nothing.
fn whole(count: i64) -> u32 {
    u32::try_from(count.max(0)).unwrap_or(u32::MAX)
}

fn figures(status: IssueStatus, recipients: u32, counts: DeliveryCounts) -> BriefingFigures {
    let ended = whole(counts.sent) + whole(counts.refused) + whole(counts.skipped);
    let day = |(day, counts): (NaiveDate, DayCounts)| BriefingDay {
        day,
        handed_over: whole(counts.sent),
        bounced: whole(counts.bounced),
        complained: whole(counts.complained),
        left: whole(counts.left),
    };
    BriefingFigures {
        status,
        recipients,
        handed_over: whole(counts.sent),
        refused: whole(counts.refused),
        skipped: whole(counts.skipped),
        // Somebody may have joined or left since they were counted: what has ended is never less than nothing short.
        waiting: if status == IssueStatus::Sent { 0 } else { recipients.saturating_sub(ended) },
        bounced: whole(counts.bounced),
        complained: whole(counts.complained),
        left: whole(counts.left),
        by_day: counts.by_day.into_iter().map(day).collect(),
        held: counts.held.filter(|_| status == IssueStatus::Paused),
    }
}
