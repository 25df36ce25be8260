//! Reading the change log page by page, for mirrors.

use crate::access::authorise;
use crate::{Context, Error, Result, cursor};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::live::{Change, ChangesQuery, Channel, ThingKind};
use domain::policy::{Action, Actor};

/// Kinds of things that `channels` tell of; all public ones when none is named.
#[must_use]
pub fn kinds_of(channels: &[Channel]) -> Vec<ThingKind> {
    let channels = if channels.is_empty() { Channel::ALL } else { channels };
    channels.iter().map(|channel| channel.kind()).collect()
}

/// The changes after a position, oldest first.
///
/// # Errors
/// When the actor may not, `since` is no position, or the database fails.
pub async fn list(ctx: &Context, actor: &Actor, query: &ChangesQuery) -> Result<Page<Change>> {
    let scope = authorise(actor, Action::ListChanges)?;
    let since = match query.since.as_deref() {
        Some(text) => text.parse::<i64>().ok().filter(|seq| *seq >= 0).ok_or_else(|| cursor::bad("since"))?,
        None => 0,
    };
    // Behind the end there is nothing to wait for: the log was restored from an older copy, and its numbers will
    // be given again. Whoever mirrors must hear of it.
    if since > store::changes::newest(ctx.db()).await? {
        let message = "The log ends before this position: it was restored from an older copy. Read everything anew, then follow from `since=0`.";
        return Err(Error::Malformed(vec![Fault::new("since", "bad_cursor", message)]));
    }
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let mut lines = store::changes::after(ctx.db(), scope, since, &kinds_of(&query.channels), limit + 1).await?;
    let more = lines.len() as u64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = lines.last().filter(|_| more).map(|line| line.seq.to_string());
    Ok(Page::new(lines.into_iter().map(|line| line.change).collect(), next))
}
