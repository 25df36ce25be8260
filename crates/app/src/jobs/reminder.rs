//! What waits for a decision is brought to mind once.

use super::{Handler, Job, JobError, Running, enqueue_at, write_with_end};
use crate::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use std::marker::PhantomData;
use std::sync::Arc;
use store::Tx;

/// How long something waits before those who decide are reminded.
const REMIND_AFTER: TimeDelta = TimeDelta::days(3);
/// What waits beside it is counted as far as this.
pub(crate) const COUNTED: u64 = 100;

/// Something that may still wait when it is time to bring it to mind.
#[async_trait::async_trait]
pub(crate) trait Reminder: Job + Send + Sync + 'static {
    /// What tells it from others of its kind.
    fn thing(&self) -> String;

    /// Reminds those who decide, unless it is decided, or was brought to mind before.
    async fn remind(&self, ctx: &Context, tx: &Tx<'_>) -> Result<()>;
}

/// Has it brought to mind if it still waits then.
pub(crate) async fn remind_later<R: Reminder>(ctx: &Context, tx: &Tx<'_>, reminder: R) -> Result<()> {
    let key = format!("{}:{}", R::KIND, reminder.thing());
    enqueue_at(ctx, tx, &reminder, Some(key), ctx.now() + REMIND_AFTER).await?;
    Ok(())
}

/// The handler of the reminders of one kind.
pub(crate) fn reminding<R: Reminder>() -> Arc<dyn Handler> {
    Arc::new(Remind::<R>(PhantomData))
}

struct Remind<R>(PhantomData<R>);

#[async_trait::async_trait]
impl<R: Reminder> Handler for Remind<R> {
    fn kind(&self) -> &'static str {
        R::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let reminder: R = job.read()?;
        write_with_end(ctx, job, move |ctx, tx| Box::pin(async move { reminder.remind(&ctx, tx).await })).await
    }
}

/// How many wait, and for how many days the oldest of them has: of those that were `asked` for, the oldest first, or of
/// this one alone.
pub(crate) fn counted(asked: &[DateTime<Utc>], this: DateTime<Utc>, now: DateTime<Utc>) -> (u32, u32) {
    let oldest = asked.first().copied().unwrap_or(this);
    let count = u32::try_from(asked.len().max(1)).unwrap_or(u32::MAX);
    (count, u32::try_from((now - oldest).num_days()).unwrap_or(0))
}
