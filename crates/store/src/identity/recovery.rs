//! Recovery codes, by their digests.

use crate::entities::recovery_code;
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use ids::AccountId;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// Puts these codes in the place of all that an account has.
///
/// # Errors
/// When the database fails.
pub async fn replace_recovery_codes(
    tx: &Tx<'_>,
    account: AccountId,
    digests: Vec<String>,
    now: DateTime<Utc>,
) -> Result<()> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::AccountId.eq(account))
        .exec(tx.connection())
        .await?;
    if digests.is_empty() {
        return Ok(());
    }
    let rows = digests.into_iter().map(|digest| recovery_code::ActiveModel {
        digest: ActiveValue::Set(digest),
        account_id: ActiveValue::Set(account),
        created_at: ActiveValue::Set(now),
    });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Takes a code, which is good once; `false` where the account has none like it.
///
/// # Errors
/// When the database fails.
pub async fn take_recovery_code(tx: &Tx<'_>, account: AccountId, digest: &str) -> Result<bool> {
    let taken = recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::Digest.eq(digest))
        .filter(recovery_code::Column::AccountId.eq(account))
        .exec(tx.connection())
        .await?;
    Ok(taken.rows_affected == 1)
}

/// How many codes an account has left.
///
/// # Errors
/// When the database fails.
pub async fn count_recovery_codes(source: &impl Source, account: AccountId) -> Result<u64> {
    let left = recovery_code::Entity::find().filter(recovery_code::Column::AccountId.eq(account));
    Ok(left.count(source.reading()).await?)
}
