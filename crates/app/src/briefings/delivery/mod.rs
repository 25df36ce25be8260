//! How an issue reaches its subscribers: exactly those who want it at the very moment in which their mail goes.
//!
//! One job walks them, whatever issues go out: so there is one lane of the worker at most, and a letter that somebody
//! waits for never stands behind a hundred thousand mails. As many mails are on their way as the mailer is worth
//! ([`mailer::Mailer::at_once`]); each is claimed in a transaction that looks once more whether it is still wanted, and
//! what became of it is noted before its place is given to another. So a crash repeats what was on its way, and nothing
//! else; nobody is missed; and whoever left hears that it is over when nothing is on its way to them any more.

mod doubts;
mod editions;
mod job;
mod ours;
mod outcome;
mod pace;
mod sender;

pub use job::handlers;
pub use ours::Issues;

use crate::identity::MailSettings;
use crate::jobs::{Job, enqueue_in};
use crate::{Context, Result};
use chrono::TimeDelta;
use domain::briefings::BriefingSegment;
use ids::{BriefingIssueId, CityId, LessonId, SubscriberId};
use mailer::{List, Rendered};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Shared, Source, Tx};

/// Longest wait for a mail that is on its way to somebody who leaves.
const SETTLES_WITHIN: Duration = Duration::from_secs(10);
/// A mail that was claimed longer ago is not on its way: its worker has gone.
const CLAIM_HOLDS: TimeDelta = TimeDelta::minutes(2);
/// First and longest pause between two looks at that.
const LOOKS: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(250));

/// The links of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLinks {
    /// The page on which its reader changes what they get.
    pub manage: String,
    /// Where one leaves, by a POST; a GET shows that page.
    pub leave: String,
}

/// Writes issues as mails.
#[async_trait::async_trait]
pub trait IssueMails: Send + Sync {
    /// Makes ready to write an issue to any number of readers.
    ///
    /// # Errors
    /// When there is no such issue, or the database fails.
    async fn prepare(
        &self,
        ctx: &Context,
        mail: &MailSettings,
        issue: BriefingIssueId,
    ) -> Result<Arc<dyn PreparedIssue>>;
}

/// An issue that is ready to be written to any number of readers.
#[async_trait::async_trait]
pub trait PreparedIssue: Send + Sync {
    /// The list that it goes to.
    fn list(&self) -> &List;

    /// The lessons in it. Whoever chose some lessons gets it where one of these is among them; without any it is for all.
    fn lessons(&self) -> &[LessonId];

    /// The mail to one reader, with the edition of the city that they work for where there is one. The first reader of a
    /// city waits for that to be written.
    async fn render(&self, links: &MailLinks, city: Option<CityId>) -> Rendered;
}

/// Issues wait to go out. Which, the worker sees itself.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct DeliveryJob {}

impl Job for DeliveryJob {
    const KIND: &'static str = "briefing_delivery";
    // It outlives any number of workers.
    const ATTEMPTS: i64 = 1_000_000;
}

/// Lets an issue go out that was begun, or goes on, in the transaction in which it does.
///
/// # Errors
/// When the database fails.
pub(crate) async fn enqueue(ctx: &Context, tx: &Tx<'_>, _issue: BriefingIssueId) -> Result<()> {
    tx.alone_among(Shared::Deliveries).await?;
    let key = DeliveryJob::KIND;
    if !enqueue_in(ctx, tx, &DeliveryJob {}, Some(key.to_owned())).await? {
        // One that waits for a mail to be tried again waits no longer; one that runs looks around before it ends.
        store::jobs::hasten(tx, key, ctx.now()).await?;
    }
    Ok(())
}

/// To how many an issue would go now.
///
/// # Errors
/// When the database fails.
pub(crate) async fn count_recipients(ctx: &Context, source: &impl Source, segment: &BriefingSegment) -> Result<u64> {
    Ok(store::briefings::deliveries::count_recipients(source, segment, ctx.now()).await?)
}

/// Waits until no mail is on its way to somebody who has left, or for as long as a mail may take.
pub(crate) async fn until_settled(ctx: &Context, subscriber: SubscriberId) -> Result<()> {
    let (begun, mut pause) = (Instant::now(), LOOKS.0);
    while begun.elapsed() < SETTLES_WITHIN {
        let since = ctx.now() - CLAIM_HOLDS;
        if !store::briefings::deliveries::is_in_flight(ctx.db(), subscriber, since).await? {
            return Ok(());
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LOOKS.1);
    }
    tracing::warn!("a mail is on its way to somebody who has left for longer than it should be");
    Ok(())
}
