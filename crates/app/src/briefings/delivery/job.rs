//! The one job by which issues go out.

use super::pace::Pace;
use super::sender::{Came, Sender, tell};
use super::{DeliveryJob, IssueMails, PreparedIssue};
use crate::identity::MailSettings;
use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_at};
use crate::{Context, Error, Result};
use chrono::{DateTime, Utc};
use ids::BriefingIssueId;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::briefings::deliveries::{self, Going};
use store::{Shared, Tx};

/// A pause that is not worth another job.
const SHORT: chrono::TimeDelta = chrono::TimeDelta::seconds(2);
/// Pause before an issue is looked at again whose mail cannot be prepared.
const UNREADY: chrono::TimeDelta = chrono::TimeDelta::minutes(1);

/// The handler of deliveries.
#[must_use]
pub fn handlers(mail: MailSettings, issues: Arc<dyn IssueMails>) -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(Deliver { mail, issues, ready: Mutex::default(), unready: Mutex::default() })]
}

struct Deliver {
    mail: MailSettings,
    issues: Arc<dyn IssueMails>,
    /// Issues that go out, as their mails were prepared: what goes out stays as it is, and a mail that waits for a moment
    /// is no reason to write what each city gets anew.
    ready: Mutex<HashMap<BriefingIssueId, Arc<dyn PreparedIssue>>>,
    /// Issues whose mail cannot be prepared, as the log was told.
    unready: Mutex<HashSet<BriefingIssueId>>,
}

#[async_trait::async_trait]
impl Handler for Deliver {
    fn kind(&self) -> &'static str {
        DeliveryJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> std::result::Result<(), JobError> {
        job.read::<DeliveryJob>()?;
        let mut pace = Pace::new(self.mail.domain_rate);
        loop {
            let waiting = self.pass(ctx, job, &mut pace).await.map_err(|error| again(&error))?;
            let soonest = waiting.values().min().copied();
            if let Some(pause) = soonest.filter(|_| !job.is_ending()).and_then(|at| short(at, ctx.now())) {
                tokio::time::sleep(pause).await;
                // By a clock that stands still it would be waited for ever.
                if soonest.is_some_and(|at| at <= ctx.now()) {
                    continue;
                }
            }
            if end(ctx, job, waiting).await.map_err(|error| again(&error))? {
                return Ok(());
            }
        }
    }
}

fn short(at: DateTime<Utc>, now: DateTime<Utc>) -> Option<Duration> {
    let pause = at - now;
    if pause > SHORT { None } else { pause.to_std().ok() }
}

impl Deliver {
    /// Sends of each issue that goes out what is due; answers which of them wait, and until when.
    async fn pass(
        &self,
        ctx: &Context,
        job: &Running,
        pace: &mut Pace,
    ) -> Result<HashMap<BriefingIssueId, DateTime<Utc>>> {
        let mut waiting = HashMap::new();
        let all = deliveries::going(ctx.db()).await?;
        self.forget_all_but(&all);
        for going in all {
            if job.is_ending() {
                break;
            }
            let id = going.id;
            let Some(prepared) = self.prepared(ctx, id).await else {
                waiting.insert(id, ctx.now() + UNREADY);
                continue;
            };
            let going = counted(ctx, going).await?;
            let sender = Sender::new((ctx, job, &self.mail), prepared, going.clone(), pace).await?;
            match sender.run().await? {
                Came::ToItsEnd => {
                    finish(ctx, going).await?;
                    self.ready().remove(&id);
                }
                Came::Waits(until) => _ = waiting.insert(id, until),
                Came::Stopped => _ = self.ready().remove(&id),
            }
        }
        Ok(waiting)
    }

    /// The mail of an issue; `None` where it cannot be prepared now, so that the others do not wait for it.
    async fn prepared(&self, ctx: &Context, issue: BriefingIssueId) -> Option<Arc<dyn PreparedIssue>> {
        let known = self.ready().get(&issue).cloned();
        if known.is_some() {
            return known;
        }
        let prepared = self.issues.prepare(ctx, &self.mail, issue).await;
        self.note_unready(issue, prepared.as_ref().err());
        if let Ok(prepared) = &prepared {
            self.ready().insert(issue, Arc::clone(prepared));
        }
        prepared.ok()
    }

    fn ready(&self) -> MutexGuard<'_, HashMap<BriefingIssueId, Arc<dyn PreparedIssue>>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the log once that the mail of an issue cannot be prepared, however often that is tried.
    fn note_unready(&self, issue: BriefingIssueId, fault: Option<&Error>) {
        let mut unready = self.unready.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(error) = fault else {
            unready.remove(&issue);
            return;
        };
        if unready.insert(issue) {
            tracing::error!(%error, %issue, "the mail of an issue cannot be prepared; it is tried again");
        }
    }

    fn forget_all_but(&self, going: &[Going]) {
        self.ready().retain(|id, _| going.iter().any(|issue| issue.id == *id));
        let mut unready = self.unready.lock().unwrap_or_else(PoisonError::into_inner);
        unready.retain(|id| going.iter().any(|issue| issue.id == *id));
    }
}

/// Notes to how many an issue goes, before the first mail of it.
async fn counted(ctx: &Context, going: Going) -> Result<Going> {
    if going.recipients.is_some() {
        return Ok(going);
    }
    let count = deliveries::count_recipients(ctx.db(), &going.segment, ctx.now()).await?;
    let (id, count) = (going.id, i64::try_from(count).unwrap_or(i64::MAX));
    let note = ctx
        .db()
        .write(move |tx| Box::pin(async move { Ok::<_, Error>(deliveries::note_recipients(tx, id, count).await?) }));
    note.await?;
    Ok(Going { recipients: Some(count), ..going })
}

/// Notes that an issue has gone out to everyone. One that rests meanwhile is not at its end.
async fn finish(ctx: &Context, going: Going) -> Result<()> {
    let now = ctx.now();
    let finish = ctx.db().write(move |tx| {
        Box::pin(async move {
            if let Some(version) = store::briefings::sending::finish(tx, going.id, now).await? {
                tell(tx, &Going { version, ..going }, now);
            }
            Ok::<_, Error>(())
        })
    });
    finish.await
}

/// Ends the job where nothing is due, in one transaction with a look around: an issue that was begun, or goes on again,
/// a moment ago is not left behind. What waits has a job at its time. `false` where there is something to do.
async fn end(ctx: &Context, job: &Running, waiting: HashMap<BriefingIssueId, DateTime<Utc>>) -> Result<bool> {
    let (held, stops, ctx_in) = (job.held(), job.is_ending(), ctx.clone());
    let ended = ctx.db().write(move |tx| {
        Box::pin(async move {
            tx.alone_among(Shared::Deliveries).await?;
            let going = deliveries::going(tx).await?;
            if !stops && going.iter().any(|issue| !waiting.contains_key(&issue.id)) {
                return Ok(false);
            }
            if !Running::finish(held, &ctx_in, tx).await? {
                return Err(Error::Busy);
            }
            if !going.is_empty() {
                let until = waiting.values().min().copied().filter(|_| !stops);
                next(&ctx_in, tx, until.unwrap_or_else(|| ctx_in.now())).await?;
            }
            Ok::<_, Error>(true)
        })
    });
    ended.await
}

async fn next(ctx: &Context, tx: &Tx<'_>, at: DateTime<Utc>) -> Result<()> {
    enqueue_at(ctx, tx, &DeliveryJob {}, Some(DeliveryJob::KIND.to_owned()), at).await?;
    Ok(())
}
