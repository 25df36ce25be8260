//! Telling people of what is new in their searches: a job at each morning that any of an account's searches is due. It
//! looks through all that are due at once, so that one mail holds everything.

use super::news::{News, news};
use super::{tell, when, zone_of};
use crate::identity::letters::{page, queue};
use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_at, write_with_end};
use crate::memberships::recipient;
use crate::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::live::ChangeAction;
use domain::saved_searches::{MAX_SAVED, SavedQuery, SavedSearch, SavedSearchOf};
use domain::search::SearchKind;
use domain::since::Since;
use ids::{AccountId, SavedSearchId};
use mailer::{DigestPart, DigestThing, Letter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Tx;
use store::saved_searches::LookedThrough;

/// Things that a mail names of each search; the others are behind its link.
const NAMED: usize = 5;
/// What was published within the last minute waits for the next time: what is being written now may bear an earlier moment.
const SETTLED_FOR: TimeDelta = TimeDelta::minutes(1);

/// An account whose searches may be due.
#[derive(Debug, Serialize, Deserialize)]
struct AlertsJob {
    account: AccountId,
}

impl Job for AlertsJob {
    const KIND: &'static str = "saved_search_alerts";
}

/// The handlers of the jobs of saved searches.
#[must_use]
pub fn handlers() -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(TellOfNews)]
}

/// Has the searches of an account looked through at a moment. Those that are due at the same one share a job.
pub(super) async fn schedule(
    ctx: &Context,
    tx: &Tx<'_>,
    account: AccountId,
    due_at: Option<DateTime<Utc>>,
) -> Result<()> {
    let Some(due_at) = due_at else { return Ok(()) };
    let key = format!("{}:{account}:{}", AlertsJob::KIND, due_at.timestamp());
    enqueue_at(ctx, tx, &AlertsJob { account }, Some(key), due_at).await?;
    Ok(())
}

struct TellOfNews;

#[async_trait::async_trait]
impl Handler for TellOfNews {
    fn kind(&self) -> &'static str {
        AlertsJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let AlertsJob { account } = job.read()?;
        if !crate::operations::settled(ctx, crate::search::MADE_FROM) {
            return Err(JobError::Retry("The search index has not taken in everything yet.".to_owned()));
        }
        let looked = look_through(ctx, account).await.map_err(|error| again(&error))?;
        write_with_end(ctx, job, move |ctx, tx| Box::pin(async move { write(&ctx, tx, account, looked).await })).await
    }
}

/// A search that is due, and what is new in it.
struct Looked {
    search: SavedSearch,
    /// Since when it was looked through.
    since: DateTime<Utc>,
    /// Up to when.
    until: DateTime<Utc>,
    news: News,
    /// How many were published since the last look.
    unseen: u32,
}

/// What is new in the searches of an account that are due.
async fn look_through(ctx: &Context, account: AccountId) -> Result<Vec<Looked>> {
    let (now, mut looked) = (ctx.now(), Vec::new());
    let searches = store::saved_searches::of_account(ctx.db(), account, MAX_SAVED).await?;
    for search in searches.into_iter().filter(|search| search.next_alert_at.is_some_and(|due| due <= now)) {
        let Ok(asked) = SavedQuery::parse(search.of, &search.query) else { continue };
        let until = now - SETTLED_FOR;
        // What one has looked at is not told any more.
        let since = search.last_alert_at.map_or(search.last_looked_at, |alert| alert.max(search.last_looked_at));
        let span = |from: DateTime<Utc>| from.timestamp_micros()..until.timestamp_micros();
        let new = news(ctx, &asked, span(since), NAMED).await?;
        let unseen = news(ctx, &asked, span(search.last_looked_at), 0).await?.count;
        looked.push(Looked { search, since, until, news: new, unseen });
    }
    Ok(looked)
}

/// Notes what was found, writes one letter about all of it, and has the searches looked through next time.
async fn write(ctx: &Context, tx: &Tx<'_>, account: AccountId, looked: Vec<Looked>) -> Result<()> {
    // Whoever is suspended is told when they are back.
    let to = recipient(tx, account).await?;
    let zone = zone_of(tx, account).await?;
    let (now, mut parts, mut dues) = (ctx.now(), Vec::new(), BTreeSet::new());
    for found in looked {
        let id = found.search.id;
        tx.alone_with(id.as_uuid()).await?;
        let Some((_, current)) = store::saved_searches::find(tx, id).await? else { continue };
        if current.next_alert_at != found.search.next_alert_at || current.version != found.search.version {
            // It was changed meanwhile, and is looked through when it says now.
            continue;
        }
        let due_at = when::next(now, zone, current.rhythm);
        dues.extend(due_at);
        let row = noted(&current, &found, due_at, to.is_some());
        store::saved_searches::set_looked_through(tx, row).await?;
        if row.told != current.told_count || row.alerted_at.is_some() {
            tell(tx, (id, account, current.version), ChangeAction::Updated, now);
        }
        if current.channel.writes() && found.news.count > 0 {
            parts.push(part(ctx, found));
        }
    }
    for due_at in dues {
        schedule(ctx, tx, account, Some(due_at)).await?;
    }
    if let Some(to) = to.filter(|_| !parts.is_empty()) {
        let news = parts.iter().fold(0_u32, |all, part| all.saturating_add(part.count));
        let (name, link) = (to.name.clone(), page(ctx, "account/searches"));
        queue(ctx, tx, &to, Letter::SavedSearchNews { name, news, searches: parts, link }).await?;
    }
    Ok(())
}

/// What is noted of a search that was looked through.
fn noted(current: &SavedSearch, found: &Looked, due_at: Option<DateTime<Utc>>, is_told: bool) -> LookedThrough {
    let id: SavedSearchId = current.id;
    // Somebody may have looked at it since.
    let looked_at = current.last_looked_at != found.search.last_looked_at;
    let told = if is_told && current.channel.shows() && !looked_at { found.unseen } else { current.told_count };
    let alerted_at = (is_told && found.news.count > 0).then_some(found.until);
    LookedThrough { id, told, alerted_at, due_at }
}

/// What a letter says of a search.
fn part(ctx: &Context, found: Looked) -> DigestPart {
    let Looked { search, since, news, .. } = found;
    let list = match search.of {
        SavedSearchOf::Search => "search",
        SavedSearchOf::Lessons => "lessons",
        SavedSearchOf::Library => "library",
        SavedSearchOf::Notes => "notes",
    };
    let asked = SavedQuery::parse(search.of, &search.query).map(|asked| asked.since(Since::from(since)).to_query());
    let link = page(ctx, &format!("{list}?{}", asked.unwrap_or(search.query)));
    let thing = |thing: super::news::NewThing| {
        let link = page_of(ctx, thing.kind, &thing.slug).unwrap_or_else(|| link.clone());
        DigestThing { title: thing.title, link }
    };
    let things = news.things.into_iter().map(thing).collect();
    DigestPart { title: search.name, count: news.count, things, link }
}

/// The page of something that is published; `None` for what has none of its own.
fn page_of(ctx: &Context, kind: SearchKind, slug: &str) -> Option<String> {
    let folder = match kind {
        SearchKind::BriefingIssue => "briefings",
        SearchKind::City => "cities",
        SearchKind::Lesson => "lessons",
        SearchKind::LibraryItem => "library",
        SearchKind::Note => "notes",
        SearchKind::Organisation => "organisations",
        SearchKind::Country | SearchKind::Term => return None,
    };
    Some(page(ctx, &format!("{folder}/{slug}")))
}
