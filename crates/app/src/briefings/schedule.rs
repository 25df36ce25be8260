//! When an issue goes out by itself.

use super::publications::unknown_zone;
use super::zones::{Local, chosen, local};
use super::{alone, audited, authorised, by_itself, refuse_public, sending, shown, tell};
use crate::idempotency::{Outcome, kept, once};
use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_at, write_with_end};
use crate::{Caller, Context, Error, Expected, Result};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::Valid;
use domain::briefings::{BriefingIssue, BriefingIssueRef, IssueStatus, NewBriefingSchedule};
use domain::live::ChangeAction;
use domain::policy::{Action, Scope};
use ids::BriefingIssueId;
use serde::{Deserialize, Serialize};

/// The time of an issue has come.
#[derive(Debug, Serialize, Deserialize)]
struct StartJob {
    issue: BriefingIssueId,
    /// The moment that was chosen: one that was chosen before, or after, is another job's.
    at: DateTime<Utc>,
}

impl Job for StartJob {
    const KIND: &'static str = "briefing_start";
}

/// Says when an issue goes out.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Broken`] for a time that is over, that a clock skips, or that is there twice
/// where none of the two was chosen; [`Error::Conflict`] where it has gone out, or holds nothing; when the database fails.
pub async fn create_briefing_schedule(
    ctx: &Context,
    caller: Caller,
    id: BriefingIssueId,
    new: NewBriefingSchedule,
) -> Result<Outcome<BriefingIssue>> {
    let scope = caller.key_scope(Action::CreateBriefingSchedule);
    authorised(ctx, &caller.actor, Action::CreateBriefingSchedule, id).await?;
    if kept::<()>(ctx, &scope, caller.idempotency.as_ref()).await?.is_some() {
        return Ok(Outcome { value: now(ctx, id).await?, replayed: true });
    }
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let (moment, zone) = (moment(&new, ctx.now())?, new.time_zone);
    sending::refuse_empty(ctx, id).await?;
    let audit = caller.audit(ctx, Action::CreateBriefingSchedule, audited(id), vec!["scheduled_at", "time_zone"]);
    let (ctx_in, at, account, key) = (ctx.clone(), ctx.now(), caller.actor.account(), caller.idempotency.clone());
    let done = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            let before = alone(tx, id, &Expected::Any).await?;
            refuse_public(&before)?;
            let version = store::briefings::schedule(tx, &before, Some((moment, zone)), at).await?;
            let job = StartJob { issue: id, at: moment };
            let key = format!("{}:{id}:{}", StartJob::KIND, moment.timestamp());
            enqueue_at(&ctx_in, tx, &job, Some(key), moment).await?;
            tell(tx, &before, (ChangeAction::Updated, version), account, at);
            store::audit::append(tx, audit).await?;
            Ok(())
        })
    });
    let replayed = done.await?.replayed;
    Ok(Outcome { value: now(ctx, id).await?, replayed })
}

/// The issue as it is now, for its editors.
pub(super) async fn now(ctx: &Context, id: BriefingIssueId) -> Result<BriefingIssue> {
    let stored = super::list::found(ctx.db(), Scope::Everything, &BriefingIssueRef::Id(id)).await?;
    shown::issue(ctx, Scope::Everything, stored).await
}

/// The moment that is meant.
fn moment(new: &NewBriefingSchedule, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let broken = |fault: Fault| Error::Broken(vec![fault]);
    let zone = new.time_zone.parse::<chrono_tz::Tz>().map_err(|_| broken(unknown_zone()))?;
    let time = new.moment().ok_or_else(|| broken(Fault::new("/local", "not_a_time", "This is no time.")))?;
    let moment = match (local(time, zone), new.choice) {
        (Local::Once(moment), _) => moment,
        (Local::Twice(earlier, later), Some(choice)) => chosen(choice, (earlier, later)),
        (Local::Twice(earlier, later), None) => {
            let message = format!(
                "The clock is put back then, so that this time is there twice, at {} and {} UTC. Say which with `choice`.",
                earlier.format("%H:%M"),
                later.format("%H:%M")
            );
            return Err(broken(Fault::new("/local", "time_is_twice", message)));
        }
        (Local::Never(next, _), _) => {
            let message = format!(
                "The clock is put forward then, and skips this time. The next one there is {}.",
                next.format("%Y-%m-%dT%H:%M")
            );
            return Err(broken(Fault::new("/local", "time_does_not_exist", message)));
        }
    };
    if moment <= now {
        return Err(broken(Fault::new(
            "/local",
            "in_the_past",
            "This time is over. Choose a later one, or send it now.",
        )));
    }
    Ok(moment)
}

/// Takes back when an issue goes out: it is a draft again.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] where it is not scheduled; when the database fails.
pub async fn delete_briefing_schedule(ctx: &Context, caller: Caller, id: BriefingIssueId) -> Result<BriefingIssue> {
    authorised(ctx, &caller.actor, Action::DeleteBriefingSchedule, id).await?;
    let audit = caller.audit(ctx, Action::DeleteBriefingSchedule, audited(id), vec!["scheduled_at"]);
    let (at, account) = (ctx.now(), caller.actor.account());
    let write = ctx.db().write(move |tx| {
        Box::pin(async move {
            let before = alone(tx, id, &Expected::Any).await?;
            refuse_public(&before)?;
            if before.status != IssueStatus::Scheduled {
                return Err(Error::Conflict("This issue is not scheduled.".to_owned()));
            }
            let version = store::briefings::schedule(tx, &before, None, at).await?;
            tell(tx, &before, (ChangeAction::Updated, version), account, at);
            store::audit::append(tx, audit).await?;
            Ok(())
        })
    });
    write.await?;
    now(ctx, id).await
}

/// Lets an issue go out whose time has come.
pub(super) struct Start;

#[async_trait::async_trait]
impl Handler for Start {
    fn kind(&self) -> &'static str {
        StartJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let StartJob { issue: id, at } = job.read()?;
        let is_due = move |status, scheduled| status == IssueStatus::Scheduled && scheduled == Some(at);
        let found = store::briefings::sending::find(ctx.db(), id).await.map_err(|error| again(&error))?;
        // It was sent by hand, put off or thrown away.
        let Some(issue) = found.filter(|issue| is_due(issue.status, issue.scheduled_at)) else { return Ok(()) };
        let frozen = sending::Frozen::of(ctx, id).await.map_err(|error| again(&error))?;
        write_with_end(ctx, job, move |ctx, tx| {
            Box::pin(async move {
                let before = alone(tx, id, &Expected::Any).await?;
                if before.version != issue.version {
                    // An editor was faster: the job is tried again with what they wrote.
                    return Err(Error::Busy);
                }
                sending::begin(&ctx, tx, &by_itself(), (&before, &frozen)).await
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::moment;
    use crate::Error;
    use chrono::{DateTime, Utc};
    use domain::briefings::{ClockChoice, NewBriefingSchedule};

    fn at(local: &str, zone: &str, choice: Option<ClockChoice>) -> Result<String, (String, String)> {
        let now: DateTime<Utc> = "2026-11-26T12:00:00Z".parse().unwrap();
        let new = NewBriefingSchedule { local: local.into(), time_zone: zone.into(), choice };
        match moment(&new, now) {
            Ok(moment) => Ok(moment.to_rfc3339()),
            Err(Error::Broken(faults)) => Err((faults[0].code.to_string(), faults[0].message.clone())),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn what_clocks_do_is_told() {
        assert_eq!(at("2027-01-14T09:00", "Asia/Kolkata", None).unwrap(), "2027-01-14T03:30:00+00:00");
        let (code, message) = at("2027-03-28T01:30", "Europe/London", None).unwrap_err();
        assert!(code == "time_does_not_exist" && message.contains("2027-03-28T02:00"), "{message}");
        let (code, message) = at("2027-10-31T01:30", "Europe/London", None).unwrap_err();
        assert!(code == "time_is_twice" && message.contains("00:30 and 01:30 UTC"), "{message}");
        let later = at("2027-10-31T01:30", "Europe/London", Some(ClockChoice::Later)).unwrap();
        assert_eq!(later, "2027-10-31T01:30:00+00:00");
        assert_eq!(at("2026-11-26T12:00", "UTC", None).unwrap_err().0, "in_the_past");
        assert_eq!(at("2027-01-14T09:00", "Europe/Atlantis", None).unwrap_err().0, "unknown_value");
    }
}
