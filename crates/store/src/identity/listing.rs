//! Many accounts at once: lists of administrators, those whose time has come, those who let others in.

use super::accounts::to_account;
use crate::entities::{account, role_grant};
use crate::{Db, Result, Scope, Source};
use chrono::{DateTime, Utc};
use domain::identity::{Account, AccountStatus};
use domain::policy::Role;
use ids::AccountId;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Which accounts a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountFilter {
    /// Name or address holds this, whatever the case.
    pub text: Option<String>,
    /// Where it stands.
    pub status: Option<AccountStatus>,
    /// It has this role.
    pub role: Option<Role>,
}

/// Accounts that the filter lets through, newest first, before the account `before`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    scope: Scope,
    filter: &AccountFilter,
    before: Option<AccountId>,
    limit: u64,
) -> Result<Vec<Account>> {
    if scope != Scope::Everything {
        return Ok(Vec::new());
    }
    let mut wanted = Condition::all();
    if let Some(text) = &filter.text {
        let pattern = format!("%{}%", text.to_lowercase().replace(['%', '_', '\\'], ""));
        let holds = |column| Expr::expr(Func::lower(Expr::col(column))).like(pattern.clone());
        wanted = wanted.add(Condition::any().add(holds(account::Column::Name)).add(holds(account::Column::EmailKey)));
    }
    wanted = wanted
        .add_option(filter.status.map(|status| account::Column::Status.eq(status.as_str())))
        .add_option(before.map(|before| account::Column::Id.lt(before)));
    if let Some(role) = filter.role {
        let holders: Vec<AccountId> = role_grant::Entity::find()
            .select_only()
            .column(role_grant::Column::AccountId)
            .filter(role_grant::Column::Role.eq(role.as_str()))
            .into_tuple()
            .all(db.read())
            .await?;
        wanted = wanted.add(account::Column::Id.is_in(holders));
    }
    let query = account::Entity::find().filter(wanted).order_by_desc(account::Column::Id).limit(limit);
    let rows = query.all(db.read()).await?;
    let mut roles = super::roles::of_many(db, rows.iter().map(|row| row.id)).await?;
    rows.into_iter()
        .map(|row| {
            let own = roles.remove(&row.id).unwrap_or_default();
            to_account(row, own)
        })
        .collect()
}

/// Accounts whose time has come, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn due_for_deletion(db: &Db, now: DateTime<Utc>, limit: u64) -> Result<Vec<AccountId>> {
    let due = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::Status.eq(AccountStatus::Leaving.as_str()))
        .filter(account::Column::DeleteAfter.lte(now))
        .limit(limit);
    Ok(due.into_tuple().all(db.read()).await?)
}

/// Accounts for demonstration.
///
/// # Errors
/// When the database fails.
pub async fn demo_accounts(source: &impl Source) -> Result<Vec<AccountId>> {
    let demo = account::Entity::find().select_only().column(account::Column::Id).filter(account::Column::Demo.eq(true));
    Ok(demo.into_tuple().all(source.reading()).await?)
}

/// Accounts that have a role and can sign in, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn holders(source: &impl Source, role: Role, limit: u64) -> Result<Vec<AccountId>> {
    let granted = Query::select()
        .column(role_grant::Column::AccountId)
        .from(role_grant::Entity)
        .and_where(role_grant::Column::Role.eq(role.as_str()))
        .to_owned();
    let active = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::Id.in_subquery(granted))
        .filter(account::Column::Status.eq(AccountStatus::Active.as_str()));
    Ok(active.order_by_asc(account::Column::Id).limit(limit).into_tuple().all(source.reading()).await?)
}

/// How many administrators can sign in.
///
/// # Errors
/// When the database fails.
pub async fn count_administrators(source: &impl Source) -> Result<u64> {
    let holders: Vec<AccountId> = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::AccountId)
        .filter(role_grant::Column::Role.eq(Role::Administrator.as_str()))
        .into_tuple()
        .all(source.reading())
        .await?;
    let active = account::Entity::find()
        .filter(account::Column::Id.is_in(holders))
        .filter(account::Column::Status.eq(AccountStatus::Active.as_str()));
    Ok(active.count(source.reading()).await?)
}
