//! Whether the links of the library still lead somewhere: each is looked at now and then, one of a server at a time.

use super::edit::found;
use super::tell_item;
use crate::access::authorise;
use crate::cursor::{self, List};
use crate::idempotency::{Outcome, kept, once};
use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_at, enqueue_in, write_with_end};
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::library::{
    DeadLinkQuery, LibraryItem, LibraryItemRef, LibraryItemSummary, LinkAnswer, LinkRecord, LinkState, host,
};
use domain::live::ChangeAction;
use domain::policy::Action;
use ids::LibraryItemId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::Tx;
use tokio::sync::Mutex as Turns;
use tokio::time::Instant;

/// Links that are given to the workers at once.
const AT_ONCE: u64 = 200;
/// How long apart two links of one server are looked at, where both are due.
const APART: TimeDelta = TimeDelta::seconds(60);
/// How long a server is left alone after it was asked.
const PAUSE: Duration = Duration::from_secs(2);
/// When a link is looked at again that is well; with up to a day more, so that what came together does not come back
/// together.
const WELL: TimeDelta = TimeDelta::days(13);
/// When a link is looked at again that has just failed.
const FAILED: TimeDelta = TimeDelta::days(1);
/// When a link is looked at again that leads nowhere.
const DEAD: TimeDelta = TimeDelta::days(7);
/// Servers that are remembered at most between two questions.
const MOST_HOSTS: usize = 1_000;

/// Asks what a web address answers. What strangers gave is asked by no other way.
#[async_trait::async_trait]
pub trait LinkAsker: Send + Sync + 'static {
    /// What the address answers.
    async fn ask(&self, url: &str) -> LinkAnswer;
}

/// Asks over the public internet, and never anything else.
#[derive(Debug)]
pub struct PublicInternet(outbound::Outbound);

impl PublicInternet {
    /// Asks in the name of the installation at `public_url`.
    ///
    /// # Errors
    /// When no encrypted connections can be made, or the address is no value of a header.
    pub fn new(public_url: &str) -> Result<Self, outbound::SettingsError> {
        let settings = outbound::Settings::new(format!("c2r link check (+{public_url})"));
        outbound::Outbound::new(settings).map(Self)
    }
}

#[async_trait::async_trait]
impl LinkAsker for PublicInternet {
    async fn ask(&self, url: &str) -> LinkAnswer {
        let outcome = self.0.check(url).await;
        if let Err(error) = &outcome {
            tracing::debug!(%error, "a link of the library gave no answer");
        }
        match outbound::classify(&outcome) {
            outbound::LinkState::Alive => LinkAnswer::Alive,
            outbound::LinkState::Moved(address) => LinkAnswer::Moved(address),
            outbound::LinkState::Gone => LinkAnswer::Gone,
            outbound::LinkState::Refused => LinkAnswer::Refused,
            outbound::LinkState::Failing => LinkAnswer::Failing,
        }
    }
}

/// A link that is to be looked at.
#[derive(Debug, Serialize, Deserialize)]
struct LinkCheckJob {
    item: LibraryItemId,
}

impl Job for LinkCheckJob {
    const KIND: &'static str = "link_check";
}

impl LinkCheckJob {
    /// A link waits or is looked at once.
    fn key(&self) -> String {
        format!("{}:{}", Self::KIND, self.item)
    }
}

/// Gives links that are due to the workers, those of one server one after the other; answers how many. Nothing where
/// links are not looked at.
///
/// # Errors
/// When the database fails.
pub async fn schedule_link_checks(ctx: &Context) -> Result<usize> {
    if ctx.links().is_none() {
        return Ok(0);
    }
    let now = ctx.now();
    let due = store::library::links::due(ctx.db(), now, AT_ONCE).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let (mut hosts, mut given): (HashMap<String, i32>, usize) = (HashMap::new(), 0);
                for (item, url) in due {
                    let turn = hosts.entry(host(&url)).or_default();
                    let (job, run_at) = (LinkCheckJob { item }, now + APART * *turn);
                    *turn += 1;
                    given += usize::from(enqueue_at(&ctx_in, tx, &job, Some(job.key()), run_at).await?);
                }
                Ok::<_, Error>(given)
            })
        })
        .await
}

/// Has the link of an item looked at soon, whether it is due or not.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Conflict`] where the item has no link, or links are not looked at here; when the caller
/// may not or the database fails.
pub async fn create_link_check(
    ctx: &Context,
    caller: Caller,
    reference: &LibraryItemRef,
) -> Result<Outcome<LibraryItem>> {
    let scope = caller.key_scope(Action::CreateLinkCheck);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateLinkCheck)?;
    let item = found(ctx.db(), reference).await?;
    if item.url.is_none() {
        return Err(Error::Conflict("This item is a file alone: there is no link to look at.".to_owned()));
    }
    if ctx.links().is_none() {
        return Err(Error::Conflict("Links are not looked at here: the setting `link_checks` is off.".to_owned()));
    }
    let audit = caller.audit(ctx, Action::CreateLinkCheck, super::audited(item.id), vec!["link"]);
    let ctx_in = ctx.clone();
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let job = LinkCheckJob { item: item.id };
            // Where one waits already, that is soon enough.
            enqueue_in(&ctx_in, tx, &job, Some(job.key())).await?;
            store::audit::append(tx, audit).await?;
            Ok(item)
        })
    })
    .await
}

/// A page of items whose link leads nowhere, or somewhere else, those first that have done so for longest.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list_dead_links(
    ctx: &Context,
    caller: &Caller,
    query: &DeadLinkQuery,
) -> Result<Page<LibraryItemSummary>> {
    let scope = authorise(&caller.actor, Action::ListDeadLinks)?;
    let list = List::of(Action::ListDeadLinks, &query.filter());
    let after: Option<(i64, LibraryItemId)> = list.read(query.cursor.as_deref())?;
    let after = after.map(|(since, id)| {
        let since = DateTime::from_timestamp_micros(since).ok_or_else(|| cursor::bad("cursor"))?;
        Ok::<_, Error>((since, id))
    });
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let (states, after) = (query.wanted(), after.transpose()?);
    let items = store::library::links::list(ctx.db(), scope, &states, after, limit + 1).await?;
    list.page(items, limit, |item| (item.link.since.map(|since| since.timestamp_micros()).unwrap_or_default(), item.id))
}

/// The handlers of the jobs of the library.
#[must_use]
pub fn handlers() -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(CheckLink::default())]
}

/// Whose turn it is at a server, and when it was asked last.
type Turn = Arc<Turns<Option<Instant>>>;

/// Looks at links.
#[derive(Default)]
struct CheckLink {
    hosts: Mutex<HashMap<String, Turn>>,
}

impl CheckLink {
    fn turn(&self, url: &str) -> Turn {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= MOST_HOSTS {
            hosts.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(hosts.entry(host(url)).or_default())
    }

    /// Asks when nobody else asks that server, and it had its pause.
    async fn ask(&self, asker: &dyn LinkAsker, url: &str) -> LinkAnswer {
        let turn = self.turn(url);
        let mut last = turn.lock().await;
        if let Some(last) = *last {
            tokio::time::sleep_until(last + PAUSE).await;
        }
        let answer = asker.ask(url).await;
        *last = Some(Instant::now());
        answer
    }
}

#[async_trait::async_trait]
impl Handler for CheckLink {
    fn kind(&self) -> &'static str {
        LinkCheckJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let LinkCheckJob { item } = job.read()?;
        // It was written before the setting was turned off.
        let Some(asker) = ctx.links() else { return Ok(()) };
        let known = store::library::links::find(ctx.db(), item).await.map_err(|error| again(&error))?;
        let Some(url) = known.and_then(|known| known.url) else { return Ok(()) };
        let answer = self.ask(asker.as_ref(), &url).await;
        write_with_end(ctx, job, move |ctx, tx| {
            Box::pin(async move { note(tx, (item, &url), answer, ctx.now()).await })
        })
        .await
    }
}

/// Keeps what a check found, and tells of it.
async fn note(tx: &Tx<'_>, (id, url): (LibraryItemId, &str), answer: LinkAnswer, at: DateTime<Utc>) -> Result<()> {
    tx.alone_with(id.as_uuid()).await?;
    let known = store::library::links::find(tx, id).await?;
    // It may lead elsewhere by now, or be gone.
    let Some(known) = known.filter(|known| known.url.as_deref() == Some(url)) else { return Ok(()) };
    let record = known.record.after(answer, at);
    let due_at = due_after(id, &record, at);
    store::library::links::put(tx, id, record, due_at).await?;
    tell_item(tx, (id, &known.slug), (ChangeAction::Updated, known.version), at);
    Ok(())
}

/// When a link is looked at again.
fn due_after(id: LibraryItemId, record: &LinkRecord, at: DateTime<Utc>) -> DateTime<Utc> {
    let [.., high, low] = id.as_uuid().into_bytes();
    let minutes = i64::from(u16::from_be_bytes([high, low])) % (24 * 60);
    match record.link.state {
        _ if record.link.dead => at + DEAD,
        LinkState::Failing => at + FAILED,
        _ => at + WELL + TimeDelta::minutes(minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::{LinkAnswer, LinkRecord, due_after};
    use chrono::{DateTime, TimeDelta};
    use ids::LibraryItemId;

    #[test]
    fn each_link_is_looked_at_within_two_weeks() {
        let at = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        for number in [0_u128, 1, 1_439, 1_440, 65_535, u128::MAX] {
            let id = LibraryItemId::from(uuid::Uuid::from_u128(number));
            for answer in [LinkAnswer::Alive, LinkAnswer::Refused, LinkAnswer::Failing, LinkAnswer::Gone] {
                let once = LinkRecord::NEW.after(answer.clone(), at);
                let failed = matches!(answer, LinkAnswer::Failing | LinkAnswer::Gone);
                let days = (due_after(id, &once, at) - at).num_days();
                assert!(if failed { days == 1 } else { (13..14).contains(&days) }, "{answer:?}: {days}");
            }
            let gone = LinkRecord::NEW.after(LinkAnswer::Gone, at).after(LinkAnswer::Gone, at);
            assert_eq!(due_after(id, &gone, at), at + TimeDelta::days(7));
        }
    }
}
