//! The audit log, for administrators.

use crate::access::authorise;
use crate::cursor::List;
use crate::{Caller, Context, Result};
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
    let list = List::of(Action::ListAuditLog, &query.filter());
    let before: Option<AuditId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::audit::list(ctx.db(), scope, query, before, limit + 1).await?;
    list.page(items, limit, |line| line.id)
}

/// All lines that the query lets through, newest first, [`MOST_EXPORTED`] at most.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn export(ctx: &Context, caller: &Caller, query: &AuditQuery) -> Result<Vec<AuditLine>> {
    let scope = authorise(&caller.actor, Action::ExportAuditLogCsv)?;
    Ok(store::audit::list(ctx.db(), scope, query, None, MOST_EXPORTED).await?)
}
