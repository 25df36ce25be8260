//! The audit log, for administrators.

use crate::access::authorise;
use crate::{Caller, Context, Result, cursor};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::audit::{AuditLine, AuditQuery};
use domain::policy::Action;
use ids::AuditId;

/// Lines of an export at most; who needs more asks for a part of them.
pub const MOST_EXPORTED: u64 = 50_000;

/// A page of lines, newest first.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list(ctx: &Context, caller: &Caller, query: &AuditQuery) -> Result<Page<AuditLine>> {
    let scope = authorise(&caller.actor, Action::ListAuditLog)?;
    let before: Option<AuditId> = query.cursor.as_deref().map(|text| cursor::decode("cursor", text)).transpose()?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let mut items = store::audit::list(ctx.db(), scope, query, before, limit + 1).await?;
    let more = items.len() as u64 > limit;
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = items.last().filter(|_| more).map(|line| cursor::encode(&line.id)).transpose()?;
    Ok(Page::new(items, next))
}

/// All lines that the query lets through, newest first, [`MOST_EXPORTED`] at most.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn export(ctx: &Context, caller: &Caller, query: &AuditQuery) -> Result<Vec<AuditLine>> {
    let scope = authorise(&caller.actor, Action::ExportAuditLogCsv)?;
    Ok(store::audit::list(ctx.db(), scope, query, None, MOST_EXPORTED).await?)
}
