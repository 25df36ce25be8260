//! What the operator and the surroundings of the server need: readiness, housekeeping, validators.

use crate::{Context, Result};
use domain::live::ThingKind;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often old things are cleared away.
const HOUSEKEEPING: Duration = Duration::from_secs(15 * 60);

/// Whether requests can be answered: the database gives a sign of life.
///
/// # Errors
/// [`crate::Error::Unavailable`] when it gives none.
pub async fn ready(ctx: &Context) -> Result<()> {
    ctx.db().ping().await?;
    Ok(())
}

/// Looks how far the change log has come; once at the start, before anything is answered.
///
/// # Errors
/// When the database does not answer.
pub async fn look(ctx: &Context) -> Result<()> {
    Ok(ctx.db().refresh_positions().await?)
}

/// Whether the search index has taken in every change so far.
///
/// # Errors
/// When the database does not answer.
pub async fn indexed(ctx: &Context) -> Result<bool> {
    let newest = store::changes::newest(ctx.db()).await?;
    Ok(ctx.index().position().is_some_and(|position| position >= newest))
}

/// Number of the newest change of any of `kinds`: what cache validators of lists are made from. Taken before
/// the list is read, so that a list is at least as new as its validator says.
#[must_use]
pub fn position(ctx: &Context, kinds: &[ThingKind]) -> i64 {
    ctx.db().positions().of(kinds)
}

/// Whether the search index has taken in every change of `kinds`: what it finds is then as new as [`position`] says.
#[must_use]
pub fn settled(ctx: &Context, kinds: &[ThingKind]) -> bool {
    ctx.index().position().is_some_and(|position| position >= ctx.db().positions().of(kinds))
}

/// Clears away what has had its time, until `stop`.
pub async fn keep_house(ctx: Context, stop: CancellationToken) {
    let mut begun = false;
    loop {
        // Not at the start: a server that is started again and again would ask others each time.
        if std::mem::replace(&mut begun, true)
            && let Err(error) = crate::library::schedule_link_checks(&ctx).await
        {
            tracing::warn!(%error, "cannot give links to the workers that are to be looked at");
        }
        if let Err(error) = crate::briefings::schedule_weekly_drafts(&ctx).await {
            tracing::warn!(%error, "cannot give drafts of issues to the workers that make themselves");
        }
        if let Err(error) = crate::jobs::forget_old(&ctx).await {
            tracing::warn!(%error, "cannot forget old jobs");
        }
        match crate::identity::clear_away(&ctx).await {
            Ok(gone) => tracing::debug!(gone, "what has had its time was cleared away"),
            Err(error) => tracing::warn!(%error, "cannot clear away what has had its time"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(HOUSEKEEPING) => {}
        }
    }
}
