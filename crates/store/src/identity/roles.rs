//! Roles that were granted.

use crate::entities::{key, role_grant};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::policy::Role;
use ids::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// The roles of an account.
///
/// # Errors
/// When the database fails.
pub async fn roles(source: &impl Source, account: AccountId) -> Result<Vec<Role>> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::AccountId.eq(account))
        .order_by_asc(role_grant::Column::Role)
        .all(source.reading())
        .await?;
    rows.iter().map(|row| key("role_grants.role", &row.role)).collect()
}

/// The roles of several accounts.
pub(super) async fn of_many(
    db: &Db,
    accounts: impl Iterator<Item = AccountId>,
) -> Result<HashMap<AccountId, Vec<Role>>> {
    let query = role_grant::Entity::find().filter(role_grant::Column::AccountId.is_in(accounts));
    let mut roles: HashMap<AccountId, Vec<Role>> = HashMap::new();
    for row in query.order_by_asc(role_grant::Column::Role).all(db.read()).await? {
        roles.entry(row.account_id).or_default().push(key("role_grants.role", &row.role)?);
    }
    Ok(roles)
}

/// Whether an account has a role.
///
/// # Errors
/// When the database fails.
pub async fn has_role(source: &impl Source, account: AccountId, role: Role) -> Result<bool> {
    let found = role_grant::Entity::find_by_id((account, role.as_str().to_owned())).one(source.reading()).await?;
    Ok(found.is_some())
}

/// Grants a role; granting it twice changes nothing.
///
/// # Errors
/// When there is no such account or the database fails.
pub async fn grant(
    tx: &Tx<'_>,
    account: AccountId,
    role: Role,
    by: Option<AccountId>,
    at: DateTime<Utc>,
) -> Result<()> {
    let row = role_grant::ActiveModel {
        account_id: ActiveValue::Set(account),
        role: ActiveValue::Set(role.as_str().to_owned()),
        granted_by: ActiveValue::Set(by),
        granted_at: ActiveValue::Set(at),
    };
    let again = OnConflict::columns([role_grant::Column::AccountId, role_grant::Column::Role]).do_nothing().to_owned();
    role_grant::Entity::insert(row).on_conflict(again).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Takes a role back; `false` where the account did not have it.
///
/// # Errors
/// When the database fails.
pub async fn revoke(tx: &Tx<'_>, account: AccountId, role: Role) -> Result<bool> {
    let gone = role_grant::Entity::delete_by_id((account, role.as_str().to_owned())).exec(tx.connection()).await?;
    Ok(gone.rows_affected == 1)
}
