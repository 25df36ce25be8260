//! Many accounts at once: lists of administrators, those whose time has come, those who let others in.

use super::accounts::to_account;
use crate::entities::{account, any_of, holds, role_grant};
use crate::{Db, Result, Scope, Source};
use chrono::{DateTime, Utc};
use domain::identity::{Account, AccountStatus};
use domain::policy::Role;
use ids::AccountId;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Which accounts a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountFilter {
    /// The name to look for holds this, or the address `email_key`.
    pub name_key: Option<String>,
    /// What the address is compared by holds this, or the name `name_key`.
    pub email_key: Option<String>,
    /// It stands at any of these; all when empty.
    pub statuses: Vec<AccountStatus>,
    /// It has any of these roles; all accounts when empty.
    pub roles: Vec<Role>,
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
    // Nothing is asked for where it is empty: such a condition lets everything through.
    let text = Condition::any()
        .add_option(filter.name_key.as_deref().map(|text| holds(account::Column::NameKey, text)))
        .add_option(filter.email_key.as_deref().map(|text| holds(account::Column::EmailKey, text)));
    let mut wanted = Condition::all()
        .add_option((!text.is_empty()).then_some(text))
        .add_option(any_of(account::Column::Status, filter.statuses.iter().map(|status| status.as_str())))
        .add_option(before.map(|before| account::Column::Id.lt(before)));
    if !filter.roles.is_empty() {
        wanted = wanted.add(account::Column::Id.in_subquery(granted(&filter.roles)));
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

/// Accounts that have any of these roles, as a subquery.
fn granted(roles: &[Role]) -> SelectStatement {
    Query::select()
        .column(role_grant::Column::AccountId)
        .from(role_grant::Entity)
        .and_where(role_grant::Column::Role.is_in(roles.iter().map(|role| role.as_str())))
        .to_owned()
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

/// Whether the time of an account has come, and nobody has taken the wish to leave back.
///
/// # Errors
/// When the database fails.
pub async fn is_due_for_deletion(source: &impl Source, id: AccountId, now: DateTime<Utc>) -> Result<bool> {
    let due = account::Entity::find_by_id(id)
        .filter(account::Column::Status.eq(AccountStatus::Leaving.as_str()))
        .filter(account::Column::DeleteAfter.lte(now));
    Ok(due.count(source.reading()).await? > 0)
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
    let active = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::Id.in_subquery(granted(&[role])))
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
